import { useState, type ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import { useBackend, useQueries } from '../../client/backend.tsx';
import { countText, momentText } from '../../format/style.ts';
import { useUndo } from '../../session/actions.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { useWorkspace } from '../../session/workspace.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Page, Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';

type Step = Outputs['history']['list']['data'][number];
type Entry = Outputs['audit']['list']['data'][number];
type View = 'steps' | 'audit';

const STEP_COLUMNS: readonly Column<Step>[] = [
  {
    key: 'label',
    head: 'Step',
    text: ({ label }) => label,
    cell: ({ label }) => <span className="ellipsis">{label}</span>,
    isFill: true,
  },
  { key: 'actor', head: 'By', text: ({ actor }) => actor },
  { key: 'at', head: 'When', text: ({ at }) => momentText(at) },
  { key: 'state', head: 'State', text: ({ state }) => state },
];

const AUDIT_COLUMNS: readonly Column<Entry>[] = [
  { key: 'seq', head: 'No.', text: ({ seq }) => String(seq), isNumber: true },
  {
    key: 'label',
    head: 'What',
    text: ({ label }) => label,
    cell: ({ label }) => <span className="ellipsis">{label}</span>,
    isFill: true,
  },
  { key: 'actor', head: 'By', text: ({ actor }) => actor },
  { key: 'door', head: 'Through', text: ({ door }) => door, from: 1000 },
  { key: 'changes', head: 'Rows', text: ({ changes }) => String(changes.length), isNumber: true, from: 1000 },
  { key: 'at', head: 'When', text: ({ at }) => momentText(at) },
  {
    key: 'hash',
    head: 'Seal',
    text: ({ hash }) => hash,
    cell: ({ hash }) => <span className="mono quiet">{hash.slice(0, 12)}</span>,
    from: 1200,
  },
];

/** What was done: steps that can be undone and redone, and the audit log with its chain of seals. */
export function HistoryPage(): ReactNode {
  const [view, setView] = useState<View>('steps');
  const workspace = useWorkspace();
  const last = workspace?.undo ?? null;
  return (
    <Page
      finding={last === null ? 'Nothing can be undone yet.' : `The last step that can be undone: ${last}.`}
      actions={<UndoActions />}
    >
      <div>
        <SegmentedControl
          aria-label="Steps or audit log"
          value={view}
          onChange={setView}
          data={[
            { value: 'steps', label: 'Steps' },
            { value: 'audit', label: 'Audit log' },
          ]}
        />
      </div>
      {view === 'steps' ? <Steps /> : <Audit />}
    </Page>
  );
}

function UndoActions(): ReactNode {
  const workspace = useWorkspace();
  const { undo, redo, isBusy } = useUndo();
  return (
    <>
      <Button variant="default" disabled={isBusy || (workspace?.undo ?? null) === null} onClick={undo}>
        Undo
      </Button>
      <Button variant="default" disabled={isBusy || (workspace?.redo ?? null) === null} onClick={redo}>
        Redo
      </Button>
    </>
  );
}

function Steps(): ReactNode {
  const steps = useQuery(useQueries().history.list.queryOptions({ input: { limit: 500 } }));
  return (
    <Panel title="Steps" label="Newest first; undo writes a new entry, nothing is erased" className="flush">
      <Answered query={steps} what="the steps" height={160}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title="No step yet" />
          ) : (
            <DataTable caption="Steps" columns={STEP_COLUMNS} rows={data} keyOf={({ seq }) => String(seq)} />
          )
        }
      </Answered>
    </Panel>
  );
}

function Audit(): ReactNode {
  const { client, queries } = useBackend();
  const [id, setId] = useState('');
  const [open, setOpen] = useState<Entry>();
  const entries = useQuery({
    ...queries.audit.list.queryOptions({
      input: { limit: 500, ...(id.trim() === '' ? {} : { id: id.trim() }) },
    }),
    placeholderData: keepPreviousData,
  });
  const verify = (): void => {
    client.audit
      .verify({})
      .then(({ data }) => (data.ok ? sayDone(data.message) : sayFailed(new Error(data.message))), sayFailed);
  };
  return (
    <Panel
      title="Audit log"
      label={`${countText(entries.data?.meta?.total ?? entries.data?.data.length ?? 0, 'entry', 'entries')}, each sealed with the one before`}
      className="flush"
      actions={
        <>
          <TextInput
            aria-label="Only entries about this id"
            placeholder="Only about this id"
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
          />
          <Button variant="default" onClick={verify}>
            Check the chain
          </Button>
        </>
      }
    >
      <Answered query={entries} what="the audit log" height={160}>
        {({ data }) => (
          <>
            <DataTable
              caption="Audit log"
              columns={AUDIT_COLUMNS}
              rows={data}
              keyOf={({ seq }) => String(seq)}
              onOpen={(entry) => setOpen(entry.seq === open?.seq ? undefined : entry)}
              selectedKey={open === undefined ? undefined : String(open.seq)}
            />
            {open === undefined ? null : <EntryDetail entry={open} />}
          </>
        )}
      </Answered>
    </Panel>
  );
}

function EntryDetail({ entry }: { readonly entry: Entry }): ReactNode {
  return (
    <div className="stack entry-detail">
      <dl className="facts">
        <dt>Operation</dt>
        <dd>{entry.operation}</dd>
        <dt>Reason</dt>
        <dd>{entry.reason === '' ? '–' : entry.reason}</dd>
        <dt>Seal</dt>
        <dd className="mono">{entry.hash}</dd>
      </dl>
      <pre className="mono changes" tabIndex={0} aria-label="What changed">
        {JSON.stringify(entry.changes, null, 1)}
      </pre>
    </div>
  );
}
