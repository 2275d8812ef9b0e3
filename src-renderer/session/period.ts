/** The months that the pages speak of, chosen once in the bar. */
import {
  addMonths,
  fiscalYearStart,
  isMonth,
  monthOf,
  monthsBetween,
  toDay,
  toMonth,
  type Month,
} from '#shared/domain/calendar.ts';

export const PERIOD_KINDS = ['budget', 'month', 'quarter', 'year', 'fiscal', 'custom'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** What was chosen; `budget` is the period of the budget that is looked at. The others end with the month one stands in. */
export interface ChosenPeriod {
  readonly kind: PeriodKind;
  /** First and last month of `custom`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Months {
  readonly from: Month;
  readonly to: Month;
}

export const PERIOD_WORDS: Readonly<Record<PeriodKind, string>> = {
  budget: "The budget's own period",
  month: 'This month',
  quarter: 'This quarter',
  year: 'This calendar year',
  fiscal: 'This fiscal year',
  custom: 'Other months',
};

/**
 * The months of a chosen period on a day; undefined for the budget's own period, and for months that are no range.
 *
 * @example monthsOfPeriod({ kind: 'quarter' }, '2026-06-30', 1) // { from: '2026-04', to: '2026-06' }
 * @example monthsOfPeriod({ kind: 'fiscal' }, '2026-06-30', 4) // { from: '2026-04', to: '2027-03' }
 */
export function monthsOfPeriod(period: ChosenPeriod, asOf: string, yearStart: number): Months | undefined {
  const day = toDay(asOf);
  const month = monthOf(day);
  const fiscal = fiscalYearStart(day, yearStart);
  switch (period.kind) {
    case 'budget':
      return undefined;
    case 'month':
      return { from: month, to: month };
    case 'quarter': {
      const from = addMonths(fiscal, Math.floor(monthsBetween(fiscal, month) / 3) * 3);
      return { from, to: addMonths(from, 2) };
    }
    case 'year':
      return { from: toMonth(`${month.slice(0, 4)}-01`), to: toMonth(`${month.slice(0, 4)}-12`) };
    case 'fiscal':
      return { from: fiscal, to: addMonths(fiscal, 11) };
    case 'custom': {
      const { from = '', to = '' } = period;
      return isMonth(from) && isMonth(to) && from <= to ? { from, to } : undefined;
    }
  }
}
