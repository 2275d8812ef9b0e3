import { HeadroomError } from '#shared/contract/errors.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { RowChange, Writer } from './writer.ts';

export interface UndoStep {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly operation: string;
  readonly label: string;
  readonly state: 'done' | 'undone' | 'dropped';
}

/** What is told of a step. Its changes, which may be megabytes, are read only where it is taken. */
interface ToldRow {
  readonly seq: bigint;
  readonly at: string;
  readonly actor: string;
  readonly operation: string;
  readonly label: string;
  readonly state: UndoStep['state'];
}
const TOLD = 'seq, at, actor, operation, label, state';

interface StepRow extends ToldRow {
  readonly changes: string;
}

/** Remembers a user's action. What had been undone before it can no longer be redone. */
export function recordStep(
  writer: Writer,
  operation: string,
  label: string,
  changes: readonly RowChange[],
): void {
  writer.run("UPDATE undo_step SET state = 'dropped' WHERE state = 'undone'");
  writer.run(
    "INSERT INTO undo_step (at, actor, operation, label, state, changes) VALUES (?, ?, ?, ?, 'done', ?)",
    writer.by.at,
    writer.by.actor,
    operation,
    label,
    writeBody(changes),
  );
}

/** The step that undo would take back, or redo bring again; undefined where there is none. */
export function nextStep(reader: Reader, direction: 'undo' | 'redo'): UndoStep | undefined {
  const row = stepRow(reader, direction, TOLD);
  return row === undefined ? undefined : toStep(row);
}

/**
 * Takes the last step back, or brings the last undone one again, by writing rows anew: history is added to, never rewritten.
 * A budget that has changed since by other means, as by a request that was approved by itself, is not overwritten: the step is
 * refused. Alerts and requests go on by themselves, and are brought back as they were.
 */
export function stepBack(writer: Writer, direction: 'undo' | 'redo'): UndoStep {
  const row = stepRow<StepRow>(writer, direction, '*');
  if (row === undefined) throw new HeadroomError('nothing_to_undo', `There is nothing to ${direction}.`);
  const changes = readBody<RowChange[]>(row.changes);
  for (const change of direction === 'undo' ? changes.toReversed() : changes) {
    const target = direction === 'undo' ? change.before : change.after;
    if (change.table === 'budget') refuseOverwriting(writer, change, direction);
    if (target !== null) writer.put(change.table, target);
    // The facts stay, so the import stays in the list, from where it can be brought back even when redo cannot any more.
    else if (change.table === 'import') writer.put('import', { ...change.after, state: 'undone' });
    else writer.remove(change.table, ...change.key);
  }
  const state = direction === 'undo' ? 'undone' : 'done';
  writer.run('UPDATE undo_step SET state = ? WHERE seq = ?', state, row.seq);
  return { ...toStep(row), state };
}

function refuseOverwriting(writer: Writer, change: RowChange, direction: 'undo' | 'redo'): void {
  const expected = direction === 'undo' ? change.after : change.before;
  if (writer.isAsLeft(change.table, change.key, expected)) return;
  const name = String((change.after ?? change.before)?.['name']);
  throw new HeadroomError(
    'rule_broken',
    `Budget "${name}" has changed since by other means than a step of this list; restore one of its revisions instead of ${direction}.`,
    { rule: 'history', budgets: [name], id: change.key[0] },
  );
}

/** Steps, newest first, and how many there are. */
export function listSteps(
  reader: Reader,
  limit: number,
  offset: number,
): { steps: UndoStep[]; total: number } {
  const steps = reader
    .all<ToldRow>(`SELECT ${TOLD} FROM undo_step ORDER BY seq DESC LIMIT ? OFFSET ?`, limit, offset)
    .map(toStep);
  return { steps, total: Number(reader.get<{ n: bigint }>('SELECT count(*) AS n FROM undo_step')?.n ?? 0n) };
}

function stepRow<Row extends ToldRow>(
  reader: Reader,
  direction: 'undo' | 'redo',
  columns: string,
): Row | undefined {
  return direction === 'undo'
    ? reader.get<Row>(`SELECT ${columns} FROM undo_step WHERE state = 'done' ORDER BY seq DESC LIMIT 1`)
    : reader.get<Row>(`SELECT ${columns} FROM undo_step WHERE state = 'undone' ORDER BY seq LIMIT 1`);
}

function toStep({ seq, at, actor, operation, label, state }: ToldRow): UndoStep {
  return { seq: Number(seq), at, actor, operation, label, state };
}
