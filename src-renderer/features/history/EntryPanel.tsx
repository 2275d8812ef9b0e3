import type { ReactNode } from 'react';
import { momentText } from '../../format/style.ts';
import { SidePanel } from '../../ui/SidePanel.tsx';
import type { Entry } from './AuditLog.tsx';

type Change = Entry['changes'][number];

/** One entry of the audit log at the side: who, when, why, and of each row what it was and what it is. */
export function EntryPanel({
  entry,
  onClose,
}: {
  readonly entry: Entry;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <SidePanel name={`Entry ${entry.seq}`} title={entry.label} onClose={onClose}>
      <dl className="facts">
        <dt>Entry</dt>
        <dd>{entry.seq}</dd>
        <dt>When</dt>
        <dd>{momentText(entry.at)}</dd>
        <dt>By</dt>
        <dd>
          {entry.actor}, through {entry.door}
        </dd>
        <dt>Operation</dt>
        <dd>{entry.operation}</dd>
        <dt>Reason</dt>
        <dd>{entry.reason === '' ? '–' : entry.reason}</dd>
        <dt>Seal</dt>
        <dd className="mono">{entry.hash}</dd>
      </dl>
      <h3 className="title">What changed</h3>
      {entry.changes.length === 0 ? <p className="quiet">No row of the workspace.</p> : null}
      {entry.changes.map((change) => (
        <RowChange key={`${change.subject} ${change.id}`} change={change} />
      ))}
    </SidePanel>
  );
}

function RowChange({ change }: { readonly change: Change }): ReactNode {
  const fields = fieldsOf(change);
  const verb = change.before === null ? 'added' : change.after === null ? 'removed' : 'changed';
  return (
    <section className="framed row-change">
      <h4 className="label">
        {change.subject} {change.id}, {verb}
      </h4>
      <dl className="facts">
        {fields.map(({ name, before, after }) => (
          <Field key={name} name={name} before={before} after={after} />
        ))}
      </dl>
    </section>
  );
}

interface FieldChange {
  readonly name: string;
  /** Undefined where the row was not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The fields that differ; all of them where the row is new or gone. */
function fieldsOf({ before, after }: Change): readonly FieldChange[] {
  const [left, right] = [recordOf(before), recordOf(after)];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names
    .map((name) => ({ name, before: wordsOf(left, name), after: wordsOf(right, name) }))
    .filter((field) => field.before !== field.after);
}

function recordOf(row: unknown): Readonly<Record<string, unknown>> {
  if (row === null || row === undefined) return {};
  return typeof row === 'object' && !Array.isArray(row) ? { ...row } : { value: row };
}

function wordsOf(row: Readonly<Record<string, unknown>>, name: string): string | undefined {
  if (!(name in row)) return undefined;
  const value = row[name];
  if (value === null || value === '') return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function Field({ name, before, after }: FieldChange): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {before === undefined ? null : <del>{before}</del>} {after === undefined ? null : <ins>{after}</ins>}
      </dd>
    </>
  );
}
