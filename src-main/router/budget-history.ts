import { monthRange, monthsBetween, type Day, type Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { ZERO, type Micros } from '#shared/domain/money.ts';
import { readSpentToDay } from '../store/month-to-day.ts';
import { firstOpenMonth } from '../store/open-month.ts';
import { readCoveredMonths } from '../store/coverage.ts';
import { readBudgetMonths } from '../store/spend.ts';
import type { Reader } from '../store/reader.ts';
import { rootOf } from './budget-tree.ts';

/** Spend of a budget with all below it, as forecasts and trends need it. */
export interface BudgetHistory {
  /** The first month with spend; of a budget without any, the first month that is not complete. */
  readonly startMonth: Month;
  /** Complete months from there on. */
  readonly values: readonly Micros[];
  /** Their months of which no import holds any charge at all: not known to have cost nothing. */
  readonly gaps: ReadonlySet<Month>;
  /** The first month that is not complete: the first that is forecast. */
  readonly nextMonth: Month;
  /** Spend of that month to asOf. */
  readonly monthToDate: Micros;
}

/** The history of a budget at asOf. */
export function readHistory(reader: Reader, budget: Budget, asOf: Day): BudgetHistory {
  const nextMonth = firstOpenMonth(reader, asOf);
  const months = new Map(readBudgetMonths(reader, budget.id).map(({ month, total }) => [month, total]));
  months.set(nextMonth, spentInMonth(reader, budget, nextMonth, asOf));
  return historyOf({ months, nextMonth, covered: readCoveredMonths(reader) });
}

/** A history from spend by month, that of the open month to asOf, and the months of which imports hold any charge. */
export function historyOf({
  months,
  nextMonth,
  covered,
}: {
  readonly months: ReadonlyMap<Month, Micros>;
  readonly nextMonth: Month;
  readonly covered: ReadonlySet<Month>;
}): BudgetHistory {
  const monthToDate = months.get(nextMonth) ?? ZERO;
  const paid = [...months].filter(([month, total]) => month < nextMonth && total !== 0n);
  const [startMonth] = paid.map(([month]) => month).sort();
  if (startMonth === undefined)
    return { startMonth: nextMonth, values: [], gaps: new Set(), nextMonth, monthToDate };
  const all = monthRange(startMonth, monthsBetween(startMonth, nextMonth));
  return {
    startMonth,
    values: all.map((month) => months.get(month) ?? ZERO),
    gaps: new Set(all.filter((month) => !covered.has(month))),
    nextMonth,
    monthToDate,
  };
}

/** What a budget with all below it spent in a month up to asOf. */
export function spentInMonth(reader: Reader, budget: Budget, month: Month, asOf: Day): Micros {
  return readSpentToDay(reader, rootOf(reader, budget), [budget.id], month, asOf).get(budget.id) ?? ZERO;
}
