import { addMonths, monthsBetween, type Day, type Month } from '#shared/domain/calendar.ts';
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
  const months = readBudgetMonths(reader, budget.id).filter(({ month }) => month < nextMonth);
  const first = months.find(({ total }) => total !== 0n);
  const monthToDate = spentInMonth(reader, budget, nextMonth, asOf);
  if (first === undefined)
    return { startMonth: nextMonth, values: [], gaps: new Set(), nextMonth, monthToDate };
  const byMonth = new Map(months.map(({ month, total }) => [month, total]));
  const length = monthsBetween(first.month, nextMonth);
  const values = Array.from({ length }, (_, index) => byMonth.get(addMonths(first.month, index)) ?? ZERO);
  const covered = readCoveredMonths(reader);
  const all = values.map((_, index) => addMonths(first.month, index));
  const gaps = new Set(all.filter((month) => !covered.has(month)));
  return { startMonth: first.month, values, gaps, nextMonth, monthToDate };
}

/** What a budget with all below it spent in a month up to asOf. */
export function spentInMonth(reader: Reader, budget: Budget, month: Month, asOf: Day): Micros {
  return readSpentToDay(reader, rootOf(reader, budget), [budget.id], month, asOf).get(budget.id) ?? ZERO;
}
