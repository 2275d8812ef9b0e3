/**
 * The rows that roll-ups are kept in. What is made anew is compared with what stands there, and only the difference is written:
 * most of a tree stays as it was, and the budgets whose spend moved are known afterwards.
 */
import type { BudgetMonth, SeriesPlacement, SharedMonth } from '#shared/engine/budgets/roll-up.ts';
import type { Writer } from './writer.ts';

/** Where a series lies in a tree. */
export interface SeriesPlace extends SeriesPlacement {
  readonly seriesId: number;
}

/** Puts where the series of a root lie. */
export function replaceAllocation(writer: Writer, rootId: string, places: readonly SeriesPlace[]): void {
  const keyOf = (seriesId: number, fromMonth: number): string => `${seriesId} ${fromMonth}`;
  const rows = writer.all<{
    series_id: bigint;
    from_month: bigint;
    to_month: bigint;
    budget_id: string;
    rule_id: string;
  }>('SELECT series_id, from_month, to_month, budget_id, rule_id FROM allocation WHERE root_id = ?', rootId);
  const gone = new Map(
    rows.map((row) => [keyOf(Number(row.series_id), Number(row.from_month)), row] as const),
  );
  for (const { seriesId, fromMonth, toMonth, budgetId, ruleId } of places) {
    const key = keyOf(seriesId, fromMonth);
    const row = gone.get(key);
    gone.delete(key);
    if (Number(row?.to_month) === toMonth && row?.budget_id === budgetId && row.rule_id === ruleId) continue;
    writer.run(
      'INSERT OR REPLACE INTO allocation (root_id, series_id, from_month, to_month, budget_id, rule_id) VALUES (?, ?, ?, ?, ?, ?)',
      rootId,
      seriesId,
      fromMonth,
      toMonth,
      budgetId,
      ruleId,
    );
  }
  for (const { series_id, from_month } of gone.values())
    writer.run(
      'DELETE FROM allocation WHERE root_id = ? AND series_id = ? AND from_month = ?',
      rootId,
      series_id,
      from_month,
    );
}

/** Puts the monthly spend of all budgets of a tree, and marks those whose spend is another than before. */
export function replaceMonths(
  writer: Writer,
  budgetIds: readonly string[],
  months: readonly BudgetMonth[],
): void {
  const rows = writer.all<{ budget_id: string; month: bigint; direct: bigint; total: bigint }>(
    'SELECT m.budget_id, m.month, m.direct, m.total FROM json_each(?) w CROSS JOIN budget_month m ON m.budget_id = w.value',
    JSON.stringify(budgetIds),
  );
  const gone = new Map(rows.map((row) => [monthKey(row.budget_id, row.month), row] as const));
  for (const { budgetId, month, direct, total } of months) {
    if (direct === 0n && total === 0n) continue;
    const key = monthKey(budgetId, month);
    const row = gone.get(key);
    gone.delete(key);
    if (row?.direct === direct && row.total === total) continue;
    writer.moved.add(budgetId);
    writer.run(
      'INSERT OR REPLACE INTO budget_month (budget_id, month, direct, total) VALUES (?, ?, ?, ?)',
      budgetId,
      month,
      direct,
      total,
    );
  }
  for (const { budget_id, month } of gone.values()) {
    writer.moved.add(budget_id);
    writer.run('DELETE FROM budget_month WHERE budget_id = ? AND month = ?', budget_id, month);
  }
}

function monthKey(budgetId: string, month: number | bigint): string {
  return `${month} ${budgetId}`;
}

/** Puts what the budgets of a tree bear of shared costs. */
export function replaceShared(
  writer: Writer,
  budgetIds: readonly string[],
  shared: readonly SharedMonth[],
): void {
  writer.run(
    'DELETE FROM shared_month WHERE budget_id IN (SELECT value FROM json_each(?))',
    JSON.stringify(budgetIds),
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

/** Drops what is kept of a budget that is gone. */
export function dropBudget(writer: Writer, id: string): void {
  for (const table of ['budget_month', 'shared_month', 'budget_to_date', 'standing'])
    writer.run(`DELETE FROM ${table} WHERE budget_id = ?`, id);
  writer.run('DELETE FROM allocation WHERE root_id = ?', id);
}

/** Drops what is kept of budgets that no longer stand in any tree. */
export function dropStrays(writer: Writer): void {
  for (const table of ['budget_month', 'shared_month', 'budget_to_date', 'standing'])
    writer.run(`DELETE FROM ${table} WHERE budget_id NOT IN (SELECT id FROM budget)`);
  writer.run('DELETE FROM allocation WHERE root_id NOT IN (SELECT id FROM budget WHERE parent_id IS NULL)');
}
