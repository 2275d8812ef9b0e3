import {
  addMonths,
  lastDayOf,
  monthOf,
  monthsBetween,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { ZERO, type Micros } from '#shared/domain/money.ts';
import { readSpentToDay } from '../store/month-to-day.ts';
import { countDaysOfMonth, readBudgetMonths, readLastDay, visibleImports } from '../store/spend.ts';
import type { Reader } from '../store/reader.ts';
import { rootOf } from './budget-tree.ts';

/** Spend of a budget with all below it, as forecasts and trends need it. */
export interface BudgetHistory {
  /** The first month with spend; of a budget without any, the first month that is not complete. */
  readonly startMonth: Month;
  /** Complete months from there on. */
  readonly values: readonly Micros[];
  /** The first month that is not complete: the first that is forecast. */
  readonly nextMonth: Month;
  /** Spend of that month to asOf. */
  readonly monthToDate: Micros;
}

/** Exports of the last days come late: a month whose data end within so many days of its end is complete once it is over. */
const BILLING_LAG_DAYS = 3;
/** A month with fewer days of data than this is kept by the month, not by the day. */
export const DAILY_DATA_DAYS = 5;

/** The first month not complete at asOf, by the calendar and by the data, which may end earlier. */
export function firstOpenMonth(reader: Reader, asOf: Day, imports = visibleImports(reader)): Month {
  const byCalendar = asOf === lastDayOf(monthOf(asOf)) ? addMonths(monthOf(asOf), 1) : monthOf(asOf);
  const lastDay = readLastDay(reader, imports);
  if (lastDay === null || lastDay >= asOf) return byCalendar;
  const dataMonth = monthOf(lastDay);
  if (dataMonth >= byCalendar) return byCalendar;
  const daysMissing = Number(lastDayOf(dataMonth).slice(8)) - Number(lastDay.slice(8));
  const isComplete =
    daysMissing <= BILLING_LAG_DAYS || countDaysOfMonth(reader, dataMonth, imports) < DAILY_DATA_DAYS;
  return isComplete ? addMonths(dataMonth, 1) : dataMonth;
}

/** The history of a budget at asOf. */
export function readHistory(reader: Reader, budget: Budget, asOf: Day): BudgetHistory {
  const nextMonth = firstOpenMonth(reader, asOf);
  const months = readBudgetMonths(reader, budget.id).filter(({ month }) => month < nextMonth);
  const first = months.find(({ total }) => total !== 0n);
  const monthToDate = spentInMonth(reader, budget, nextMonth, asOf);
  if (first === undefined) return { startMonth: nextMonth, values: [], nextMonth, monthToDate };
  const byMonth = new Map(months.map(({ month, total }) => [month, total]));
  const length = monthsBetween(first.month, nextMonth);
  const values = Array.from({ length }, (_, index) => byMonth.get(addMonths(first.month, index)) ?? ZERO);
  return { startMonth: first.month, values, nextMonth, monthToDate };
}

/** What a budget with all below it spent in a month up to asOf. */
export function spentInMonth(reader: Reader, budget: Budget, month: Month, asOf: Day): Micros {
  return readSpentToDay(reader, rootOf(reader, budget), [budget.id], month, asOf).get(budget.id) ?? ZERO;
}
