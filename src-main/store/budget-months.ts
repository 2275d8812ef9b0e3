import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, monthNumber, monthRange, monthsBetween, type Month } from '#shared/domain/calendar.ts';
import type { Micros } from '#shared/domain/money.ts';
import { readMonthTotals } from './month-sums.ts';
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
  const names = new Map(
    monthRange(first, monthsBetween(first, openMonth)).map((name) => [monthNumber(name), name]),
  );
  const ids = budgets.map(({ id }) => id);
  return readMonthTotals(reader, ids, names) as Map<string, Map<Month, Micros>>;
}
