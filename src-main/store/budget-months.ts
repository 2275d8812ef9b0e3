import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, monthFromNumber, monthNumber, type Month } from '#shared/domain/calendar.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import type { Reader } from './reader.ts';

/**
 * Spend of budgets by month with all below them, from the roll-up: of the months of their periods before the open one, and of
 * some months before it.
 */
export function readMonthsOf(
  reader: Reader,
  budgets: readonly Budget[],
  openMonth: Month,
  recent: number,
): Map<string, Map<Month, Micros>> {
  const first = budgets.reduce<Month>(
    (start, budget) => (budget.startMonth < start ? budget.startMonth : start),
    addMonths(openMonth, -recent),
  );
  const rows = reader.all<{ budget_id: string; month: bigint; total: bigint }>(
    `SELECT m.budget_id, m.month, m.total FROM json_each(?) w CROSS JOIN budget_month m ON m.budget_id = w.value
     WHERE m.month >= ? AND m.month < ?`,
    JSON.stringify(budgets.map(({ id }) => id)),
    monthNumber(first),
    monthNumber(openMonth),
  );
  const months = new Map<string, Map<Month, Micros>>();
  const names = new Map<number, Month>();
  for (const { budget_id, month, total } of rows) {
    const number = Number(month);
    const name = names.get(number) ?? monthFromNumber(number);
    names.set(number, name);
    const own = months.get(budget_id) ?? new Map<Month, Micros>();
    months.set(budget_id, own);
    own.set(name, toMicros(total));
  }
  return months;
}
