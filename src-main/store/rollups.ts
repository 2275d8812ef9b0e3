import type { Budget } from '#shared/domain/budget.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { placeSeries, rollUp, type BudgetMonth, type OwnedAmount } from '#shared/engine/budgets/roll-up.ts';
import { readBudget, readChildren } from './budgets.ts';
import { readBudgetTree } from './budget-tree.ts';
import { readSumsToDay } from './month-to-day.ts';
import type { Reader } from './reader.ts';
import { moveImports, moveSpend } from './rollup-move.ts';
import {
  budgetOf,
  changedImports,
  holdMost,
  structuralChanges,
  touchedRoots,
  type ImportChanges,
} from './rollup-changes.ts';
import { seriesOfMapping } from './rollup-reach.ts';
import {
  dropBudget,
  dropStrays,
  readPlaces,
  replaceAllSharedToDate,
  replaceMonths,
  replacePlaces,
  replaceShared,
  replaceSharedToDate,
  type SeriesPlace,
} from './rollup-rows.ts';
import { readAllSeries, type StoredSeries } from './series.ts';
import { countingPortions } from './spend.ts';
import { readAllKeptToDate, readKeptToDate, readStandingAt, replaceToDate } from './to-date.ts';
import { readTreeNodes } from './tree-nodes.ts';
import type { RowChange, Writer } from './writer.ts';

/**
 * Keeps allocation and spend of budgets, by month and to the day the workspace stands on, true after any write that could move
 * them. An edit that moves no spend costs nothing; one below a root, an import or another tag mapping moves only what it moves; everything else
 * makes a tree or all of them anew. What moved is marked on the writer.
 */
export function refreshRollups(writer: Writer, changes: readonly RowChange[]): void {
  if (changes.some(({ table }) => SOURCES.has(table))) followChanges(writer, changes);
}

const SOURCES = new Set(['budget', 'import', 'setting', 'shared_cost', 'rate']);

function followChanges(writer: Writer, changes: readonly RowChange[]): void {
  const structural = structuralChanges(changes);
  const rules = changes.filter(({ table }) => table === 'shared_cost');
  const converted = convertedRoots(writer, changes);
  const isOfTrees = structural.length > 0 || rules.length > 0 || converted.length > 0;
  const portions = changedImports(writer);
  const mappings = changes.filter(({ table, key }) => table === 'setting' && key[0] === 'tagMapping');
  if (mappings.length > 0) {
    if (isOfTrees || portions !== undefined) rebuildRollups(writer);
    else followMapping(writer, mappings);
    return;
  }
  if (portions !== undefined) {
    if (isOfTrees || holdMost(writer, portions)) rebuildRollups(writer);
    else followImports(writer, portions);
    return;
  }
  if (!isOfTrees) return;
  markChanged(writer);
  const roots = new Set([...touchedRoots(writer, structural), ...converted]);
  const rulesOf = (rootId: string): RowChange[] =>
    rules.filter(({ before, after }) => before?.['root_id'] === rootId || after?.['root_id'] === rootId);
  for (const { before, after } of rules)
    for (const row of [before, after]) if (row !== null) roots.add(String(row['root_id']));
  if (converted.length > 0 || structural.some(isOfRoot)) rebuildRoots(writer, [...roots]);
  else
    for (const rootId of roots)
      moveSpend(writer, rootId, { structural, rules: rulesOf(rootId), remapped: [] });
  for (const { key, after } of structural) if (after === null) dropBudget(writer, String(key[0]));
}

function followImports(writer: Writer, portions: ImportChanges): void {
  markChanged(writer);
  for (const id of readRootIds(writer)) moveImports(writer, id, portions);
}

function followMapping(writer: Writer, mappings: readonly RowChange[]): void {
  const remapped = seriesOfMapping(writer, mappings);
  if (remapped.length === 0) return;
  markChanged(writer);
  for (const id of readRootIds(writer)) moveSpend(writer, id, { structural: [], rules: [], remapped });
}

function readRootIds(reader: Reader): string[] {
  return reader
    .all<{ id: string }>('SELECT id FROM budget WHERE parent_id IS NULL ORDER BY id')
    .map(({ id }) => id);
}

/** The roots in one currency of a rate that changed, where there are costs in the other. */
function convertedRoots(reader: Reader, changes: readonly RowChange[]): string[] {
  return changes
    .filter(({ table }) => table === 'rate')
    .flatMap(({ key: [, source = '', target = ''] }) => [
      { own: source, other: target },
      { own: target, other: source },
    ])
    .flatMap(({ own, other }) =>
      reader.all<{ id: string }>(
        `SELECT id FROM budget WHERE parent_id IS NULL AND body ->> '$.currency' = ?
           AND EXISTS (SELECT 1 FROM series WHERE currency = ?)`,
        ...[own, other],
      ),
    )
    .map(({ id }) => id);
}

/** Whether a budget became a root or ceased to be one, or a root changed in more than what it matches. */
function isOfRoot({ before, after }: RowChange): boolean {
  const [was, is] = [budgetOf(before), budgetOf(after)];
  if (was?.parentId !== null && is?.parentId !== null) return false;
  return was?.parentId !== is?.parentId || was?.currency !== is?.currency || was?.costBasis !== is?.costBasis;
}

/** Works out allocation and roll-ups of all trees from facts and budgets anew. */
export function rebuildRollups(writer: Writer): void {
  markChanged(writer);
  dropStrays(writer);
  rebuildRoots(writer, readRootIds(writer));
}

/**
 * Adds the number of changes so far, which goes on counting after a dry run, so that no mark is ever given twice, neither by
 * this connection nor by others that have made more changes.
 */
function markChanged(writer: Writer): void {
  writer.run(
    `INSERT INTO counter (name, value) VALUES ('rollups', total_changes() + 1)
     ON CONFLICT (name) DO UPDATE SET value = value + excluded.value`,
  );
}

function rebuildRoots(writer: Writer, rootIds: readonly string[]): void {
  const series = readAllSeries(writer);
  const portions = countingPortions(writer);
  for (const id of rootIds) {
    const root = readBudget(writer, id);
    if (root !== undefined && root.parentId === null) rebuildRoot(writer, root, series, portions);
    else writer.run('DELETE FROM allocation WHERE root_id = ?', id);
  }
}

function rebuildRoot(writer: Writer, root: Budget, series: readonly StoredSeries[], portions: string): void {
  const tree = readBudgetTree(writer, root, readTreeNodes(writer, root.id));
  const ids = tree.budgets.map(({ id }) => id);
  const placeOf = placeSeries(tree);
  const places: SeriesPlace[] = series.flatMap((one) =>
    placeOf(one).map((placement) => ({ ...placement, seriesId: one.id })),
  );
  replacePlaces(writer, root.id, readPlaces(writer, root.id), places);
  const { months, shared } = rollUp(tree, readOwned(writer, root, portions));
  replaceMonths(writer, ids, months);
  replaceShared(writer, ids, shared);
  refreshToDate(writer, root, ids);
}

function refreshToDate(writer: Writer, root: Budget, budgetIds: readonly string[]): void {
  const at = readStandingAt(writer);
  if (at === undefined) return;
  const { months, shared } = readSumsToDay(writer, root, at.openMonth, at.asOf);
  replaceToDate(writer, readKeptToDate(writer, budgetIds), totalsOf(months));
  replaceSharedToDate(writer, budgetIds, shared);
}

function totalsOf(months: readonly BudgetMonth[]): Map<string, Micros> {
  return new Map(months.map(({ budgetId, total }) => [budgetId, total]));
}

/** Adds the open month up anew for all trees, once the workspace stands on another day. */
export function refreshAllToDate(writer: Writer): void {
  const at = readStandingAt(writer);
  if (at === undefined) return;
  const sums = readChildren(writer, null).map((root) => readSumsToDay(writer, root, at.openMonth, at.asOf));
  replaceToDate(writer, readAllKeptToDate(writer), totalsOf(sums.flatMap(({ months }) => months)));
  replaceAllSharedToDate(
    writer,
    sums.flatMap(({ shared }) => shared),
  );
}

/** What each budget and each rule of a root owns by month and currency, summed where the facts are. */
function readOwned(reader: Reader, root: Budget, portions: string): OwnedAmount[] {
  return reader
    .all<{ budget_id: string; rule_id: string; currency: string; month: bigint; amount: bigint }>(
      `SELECT a.budget_id, a.rule_id, s.currency, m.month, sum(m.${root.costBasis}) AS amount
       FROM series_month m
       JOIN allocation a ON a.root_id = ? AND a.series_id = m.series_id AND m.month BETWEEN a.from_month AND a.to_month
       JOIN series s ON s.id = m.series_id
       WHERE m.portion IN (SELECT value FROM json_each(?))
       GROUP BY a.budget_id, a.rule_id, s.currency, m.month`,
      root.id,
      portions,
    )
    .map((row) => ({
      budgetId: row.budget_id,
      ruleId: row.rule_id,
      currency: row.currency,
      month: Number(row.month),
      amount: toMicros(row.amount),
    }));
}
