import type { Settings } from '#shared/domain/settings.ts';
import { readAlertedIds } from '../store/alerts.ts';
import { readBudgetIds } from '../store/budgets.ts';
import { countRows } from '../store/counts.ts';
import type { CommittedWrite } from '../store/store.ts';
import { inTreeOrder } from '../store/tree-order.ts';
import type { JournaledTable, RowChange, Writer } from '../store/writer.ts';
import { readPolicy } from './approval-steps.ts';

/** Changes after which alerts may open or resolve. */
const SOURCES: ReadonlySet<JournaledTable> = new Set([
  'import',
  'budget',
  'rate',
  'shared_cost',
  'forecast',
  'one_off',
]);

/** Settings that no alert follows from. */
const SILENT: ReadonlySet<unknown> = new Set<keyof Settings>(['materiality', 'destinations', 'sample']);

/** Of these a row concerns one budget. */
const OWNED: ReadonlySet<JournaledTable> = new Set(['budget', 'forecast', 'alert']);
/** Of these a row concerns the budgets whose spend it moves. */
const MOVING: ReadonlySet<JournaledTable> = new Set(['shared_cost', 'rate']);

/** The budgets whose alerts need a look. */
export interface Due {
  readonly ids: readonly string[];
  /** Whether every budget stands at the day of the write once these have been looked at. */
  readonly isAll: boolean;
}

/** The budgets whose alerts a write can have changed; without one, all of them. */
export function dueBudgets(writer: Writer, write: CommittedWrite | undefined): Due {
  if (write?.due !== undefined)
    return { ids: [...new Set([...changedHere(writer), ...write.due])], isAll: true };
  const all = affected(writer, write);
  const isAll = write === undefined || areAll(writer, all);
  return { ids: withoutQuiet(writer, all, write?.quiet), isAll };
}

/** Whether no budget is missing; those that the write deleted may be among them. */
function areAll(writer: Writer, ids: readonly string[]): boolean {
  if (ids.length === 0 || ids.length < countRows(writer).budgets) return false;
  const known = new Set(ids);
  return readBudgetIds(writer).every((id) => known.has(id));
}

/** All budgets but those that need no look, in the order in which they are best looked at. */
export function allDue(writer: Writer): readonly string[] {
  return inTreeOrder(writer, withoutQuiet(writer, readBudgetIds(writer), writer.quiet));
}

/** The changes of a write that can open or resolve alerts. Undo and redo put alerts back as they were, which may no longer hold. */
export function causesOf({
  operation,
  changes,
}: Pick<CommittedWrite, 'operation' | 'changes'>): readonly RowChange[] {
  const isStep = operation.startsWith('history.');
  return changes.filter(({ table, key }) =>
    table === 'setting' ? !SILENT.has(key[0]) : SOURCES.has(table) || (isStep && table === 'alert'),
  );
}

/** Leaves budgets out that can neither open an alert nor have one; a policy that asks for overruns looks at forecasts too. */
function withoutQuiet(
  writer: Writer,
  ids: readonly string[],
  quiet: ReadonlySet<string> | undefined,
): readonly string[] {
  if (quiet === undefined || quiet.size === 0 || readPolicy(writer).requestOverruns) return ids;
  const looked = readAlertedIds(writer, [...quiet]);
  for (const id of changedHere(writer)) looked.add(id);
  return ids.filter((id) => !quiet.has(id) || looked.has(id));
}

/** The budgets that this write changes itself: an allowance that has ended gives its budget another amount. */
function changedHere({ changes }: Writer): string[] {
  return changes.filter(({ table }) => table === 'budget').map(({ key }) => String(key[0]));
}

/** The budgets an edit can have moved: those that changed, and those whose spend did. Anything else that changes concerns all. */
function affected(writer: Writer, write: CommittedWrite | undefined): string[] {
  if (write === undefined) return readBudgetIds(writer);
  const sources = causesOf(write);
  if (sources.some(({ table }) => !OWNED.has(table) && !MOVING.has(table))) return readBudgetIds(writer);
  const ids = new Set(write.moved);
  for (const { table, key, before, after } of sources.filter((source) => OWNED.has(source.table)))
    ids.add(String(table === 'budget' ? key[0] : (after?.['budget_id'] ?? before?.['budget_id'] ?? '')));
  return [...ids];
}
