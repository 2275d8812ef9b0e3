import type { Budget } from '#shared/domain/budget.ts';
import { compileRates } from '#shared/engine/budgets/rates.ts';
import {
  placeSeries,
  rollUp,
  type BudgetTree,
  type OwnedAmount,
  type SeriesPlacement,
} from '#shared/engine/budgets/roll-up.ts';
import { toMicros } from '#shared/domain/money.ts';
import { readBudget, readTree } from './budgets.ts';
import { readRates } from './rates.ts';
import type { Reader } from './reader.ts';
import { moveWithin } from './rollup-move.ts';
import { structuralChanges, touchedRoots } from './rollup-changes.ts';
import { readSettings } from './settings.ts';
import { readSharedCosts } from './shared-costs.ts';
import { readAllSeries, visibleImports, type StoredSeries } from './spend.ts';
import type { RowChange, Writer } from './writer.ts';

/** Changes of these make all roll-ups anew. */
function touchesEverything({ table, key }: RowChange): boolean {
  return table === 'import' || table === 'rate' || (table === 'setting' && key[0] === 'tagMapping');
}

/**
 * Keeps allocation and monthly spend of budgets true after any write that could move them. An edit that moves no spend costs
 * nothing, one that moves some of one tree moves only that, and everything else makes a tree or all of them anew.
 */
export function refreshRollups(writer: Writer, changes: readonly RowChange[]): void {
  if (changes.some(({ table }) => SOURCES.has(table))) followChanges(writer, changes);
}

const SOURCES = new Set(['budget', 'import', 'setting', 'shared_cost', 'rate']);

function followChanges(writer: Writer, changes: readonly RowChange[]): void {
  if (changes.some(touchesEverything)) {
    rebuildRollups(writer);
    return;
  }
  const structural = structuralChanges(changes);
  const rules = changes.filter(({ table }) => table === 'shared_cost');
  if (structural.length === 0 && rules.length === 0) return;
  markChanged(writer);
  const [only] = structural;
  if (only !== undefined && structural.length === 1 && rules.length === 0 && moveWithin(writer, only)) return;
  const roots = touchedRoots(writer, structural);
  for (const { before, after } of rules)
    for (const row of [before, after]) if (row !== null) roots.add(String(row['root_id']));
  for (const { key, after } of structural) if (after === null) dropBudget(writer, String(key[0]));
  if (roots.size > 0) rebuildRoots(writer, [...roots]);
}

/** Works out allocation and roll-ups of all trees from facts and budgets anew. */
export function rebuildRollups(writer: Writer): void {
  markChanged(writer);
  for (const table of ['allocation', 'budget_month', 'shared_month']) writer.run(`DELETE FROM ${table}`);
  const roots = writer.all<{ id: string }>('SELECT id FROM budget WHERE parent_id IS NULL ORDER BY id');
  rebuildRoots(
    writer,
    roots.map(({ id }) => id),
  );
}

/** Takes the number of changes so far, which goes on counting after a dry run, so that no mark is ever given twice. */
function markChanged(writer: Writer): void {
  writer.run(
    `INSERT INTO counter (name, value) VALUES ('rollups', total_changes() + 1) ON CONFLICT (name) DO UPDATE SET value = total_changes() + 1`,
  );
}

function dropBudget(writer: Writer, id: string): void {
  writer.run('DELETE FROM allocation WHERE root_id = ?', id);
  writer.run('DELETE FROM budget_month WHERE budget_id = ?', id);
  writer.run('DELETE FROM shared_month WHERE budget_id = ?', id);
}

function rebuildRoots(writer: Writer, rootIds: readonly string[]): void {
  const series = readAllSeries(writer);
  const imports = visibleImports(writer);
  for (const id of rootIds) {
    const root = readBudget(writer, id);
    writer.run('DELETE FROM allocation WHERE root_id = ?', id);
    if (root !== undefined && root.parentId === null) rebuildRoot(writer, root, series, imports);
  }
}

function rebuildRoot(writer: Writer, root: Budget, series: readonly StoredSeries[], imports: string): void {
  const tree = readBudgetTree(writer, root, readTree(writer, root.id));
  for (const { id } of tree.budgets) {
    writer.run('DELETE FROM budget_month WHERE budget_id = ?', id);
    writer.run('DELETE FROM shared_month WHERE budget_id = ?', id);
  }
  const placeOf = placeSeries(tree);
  for (const one of series)
    for (const placement of placeOf(one)) putPlacement(writer, root.id, one.id, placement);
  const { months, shared } = rollUp(tree, readOwned(writer, root, imports));
  for (const { budgetId, month, direct, total } of months.filter(
    (one) => one.direct !== 0n || one.total !== 0n,
  ))
    writer.run(
      'INSERT INTO budget_month (budget_id, month, direct, total) VALUES (?, ?, ?, ?)',
      budgetId,
      month,
      direct,
      total,
    );
  for (const { budgetId, ruleId, month, amount } of shared)
    writer.run(
      'INSERT INTO shared_month (budget_id, rule_id, month, amount) VALUES (?, ?, ?, ?)',
      budgetId,
      ruleId,
      month,
      amount,
    );
}

/** A tree with the rules, the rates and the tag mapping that its spend follows from. */
export function readBudgetTree(reader: Reader, root: Budget, budgets: readonly Budget[]): BudgetTree {
  return {
    root,
    budgets,
    rules: readSharedCosts(reader, root.id),
    mapping: readSettings(reader).tagMapping,
    convert: compileRates(readRates(reader), root.currency),
  };
}

export function putPlacement(
  writer: Writer,
  rootId: string,
  seriesId: number,
  { budgetId, ruleId, fromMonth, toMonth }: SeriesPlacement,
): void {
  writer.run(
    'INSERT INTO allocation (root_id, series_id, from_month, to_month, budget_id, rule_id) VALUES (?, ?, ?, ?, ?, ?)',
    rootId,
    seriesId,
    fromMonth,
    toMonth,
    budgetId,
    ruleId,
  );
}

/** What each budget and each rule of a root owns by month and currency, summed where the facts are. */
function readOwned(reader: Reader, root: Budget, imports: string): OwnedAmount[] {
  return reader
    .all<{ budget_id: string; rule_id: string; currency: string; month: bigint; amount: bigint }>(
      `SELECT a.budget_id, a.rule_id, s.currency, m.month, sum(m.${root.costBasis}) AS amount
       FROM series_month m
       JOIN allocation a ON a.root_id = ? AND a.series_id = m.series_id AND m.month BETWEEN a.from_month AND a.to_month
       JOIN series s ON s.id = m.series_id
       WHERE m.import_number IN (SELECT value FROM json_each(?))
       GROUP BY a.budget_id, a.rule_id, s.currency, m.month`,
      root.id,
      imports,
    )
    .map((row) => ({
      budgetId: row.budget_id,
      ruleId: row.rule_id,
      currency: row.currency,
      month: Number(row.month),
      amount: toMicros(row.amount),
    }));
}
