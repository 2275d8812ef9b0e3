/**
 * The rows that roll-ups are kept in. What is made anew is compared with what stands there, and only the difference is written:
 * most of a tree stays as it was, and the budgets whose spend moved are known afterwards.
 */
import type { BudgetMonth, SeriesPlacement, SharedMonth } from '#shared/engine/budgets/roll-up.ts';
import { areSameSums, putMonthSums, readMonthSums, type MonthSum, type MonthSums } from './month-sums.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** Where a series lies in a tree. */
export interface SeriesPlace extends SeriesPlacement {
  readonly seriesId: number;
}

/** Where the series of a root lie as it is kept; of those named, else of all. */
export function readPlaces(reader: Reader, rootId: string, seriesIds?: readonly number[]): SeriesPlace[] {
  const columns = 'a.series_id, a.from_month, a.to_month, a.budget_id, a.rule_id';
  const rows =
    seriesIds === undefined
      ? reader.all<PlaceRow>(`SELECT ${columns} FROM allocation a WHERE a.root_id = ?`, rootId)
      : reader.all<PlaceRow>(
          `SELECT ${columns} FROM json_each(?) w CROSS JOIN allocation a ON a.root_id = ? AND a.series_id = w.value
           ORDER BY a.series_id, a.from_month`,
          ...[JSON.stringify(seriesIds), rootId],
        );
  return rows.map((row) => ({
    seriesId: Number(row.series_id),
    fromMonth: Number(row.from_month),
    toMonth: Number(row.to_month),
    budgetId: row.budget_id,
    ruleId: row.rule_id,
  }));
}

interface PlaceRow {
  readonly series_id: bigint;
  readonly from_month: bigint;
  readonly to_month: bigint;
  readonly budget_id: string;
  readonly rule_id: string;
}

/** Puts where series of a root lie in the place of where they lay; only what differs is written. */
export function replacePlaces(
  writer: Writer,
  rootId: string,
  before: readonly SeriesPlace[],
  after: readonly SeriesPlace[],
): void {
  const gone = new Map(before.map((place) => [placeKey(place), place]));
  for (const place of after) {
    const key = placeKey(place);
    const kept = gone.get(key);
    gone.delete(key);
    if (kept !== undefined && isSamePlace(kept, place)) continue;
    const { seriesId, fromMonth, toMonth, budgetId, ruleId } = place;
    writer.run(
      'INSERT OR REPLACE INTO allocation (root_id, series_id, from_month, to_month, budget_id, rule_id) VALUES (?, ?, ?, ?, ?, ?)',
      ...[rootId, seriesId, fromMonth, toMonth, budgetId, ruleId],
    );
  }
  for (const { seriesId, fromMonth } of gone.values())
    writer.run(
      'DELETE FROM allocation WHERE root_id = ? AND series_id = ? AND from_month = ?',
      ...[rootId, seriesId, fromMonth],
    );
}

export function isSamePlace(a: SeriesPlace, b: SeriesPlace): boolean {
  return (
    a.budgetId === b.budgetId &&
    a.ruleId === b.ruleId &&
    a.fromMonth === b.fromMonth &&
    a.toMonth === b.toMonth
  );
}

function placeKey({ seriesId, fromMonth }: SeriesPlace): string {
  return `${seriesId} ${fromMonth}`;
}

/** Puts the monthly spend of all budgets of a tree, and marks those whose spend is another than before. */
export function replaceMonths(
  writer: Writer,
  budgetIds: readonly string[],
  months: readonly BudgetMonth[],
): void {
  const kept = readMonthSums(writer, budgetIds);
  const sums = new Map<string, MonthSums>(budgetIds.map((id) => [id, new Map<number, MonthSum>()]));
  for (const { budgetId, month, direct, total } of months) sums.get(budgetId)?.set(month, { direct, total });
  for (const [id, own] of sums) {
    if (areSameSums(own, kept.get(id) ?? new Map<number, MonthSum>())) continue;
    writer.moved.add(id);
    putMonthSums(writer, id, own);
  }
}

/** Puts what the budgets of a tree bear of shared costs, by month and to date. */
export function replaceShared(
  writer: Writer,
  budgetIds: readonly string[],
  shared: readonly SharedMonth[],
): void {
  const ids = JSON.stringify(budgetIds);
  writer.run('DELETE FROM shared_month WHERE budget_id IN (SELECT value FROM json_each(?))', ids);
  for (const { budgetId, ruleId, month, amount } of shared)
    writer.run('INSERT INTO shared_month VALUES (?, ?, ?, ?)', budgetId, ruleId, month, amount);
}

/** The same for the open month to the day the workspace stands on. */
export function replaceSharedToDate(
  writer: Writer,
  budgetIds: readonly string[],
  shared: readonly SharedMonth[],
): void {
  const ids = JSON.stringify(budgetIds);
  writer.run('DELETE FROM shared_to_date WHERE budget_id IN (SELECT value FROM json_each(?))', ids);
  insertSharedToDate(writer, shared);
}

/** The same for the budgets of all trees. */
export function replaceAllSharedToDate(writer: Writer, shared: readonly SharedMonth[]): void {
  writer.run('DELETE FROM shared_to_date');
  insertSharedToDate(writer, shared);
}

function insertSharedToDate(writer: Writer, shared: readonly SharedMonth[]): void {
  for (const { budgetId, ruleId, amount } of shared)
    writer.run('INSERT INTO shared_to_date VALUES (?, ?, ?)', budgetId, ruleId, amount);
}

/** What is kept of each budget. */
const KEPT = ['budget_spend', 'shared_month', 'budget_to_date', 'shared_to_date', 'standing'] as const;

/** Drops what is kept of a budget that is gone. */
export function dropBudget(writer: Writer, id: string): void {
  for (const table of KEPT) writer.run(`DELETE FROM ${table} WHERE budget_id = ?`, id);
  writer.run('DELETE FROM allocation WHERE root_id = ?', id);
}

/** Drops what is kept of budgets that no longer stand in any tree. */
export function dropStrays(writer: Writer): void {
  for (const table of KEPT) writer.run(`DELETE FROM ${table} WHERE budget_id NOT IN (SELECT id FROM budget)`);
  writer.run('DELETE FROM allocation WHERE root_id NOT IN (SELECT id FROM budget WHERE parent_id IS NULL)');
}
