import { addMonths, type Month } from './calendar.ts';

/**
 * Months that move on with time: the budget's period up to the last complete month, that month alone, the three months that end
 * with it (fewer where the budget began in them: months before it have no plan), the budget's whole period.
 */
export const PERIOD_NAMES = ['toDate', 'month', 'quarter', 'year'] as const;
export type PeriodName = (typeof PERIOD_NAMES)[number];

/** A budget's period and the last month that is complete. */
export interface PeriodPlace {
  readonly first: Month;
  readonly months: number;
  readonly complete: Month;
}

/**
 * The months of a named period; a month before the budget begins or after it ends gives way to its first or last.
 *
 * @example periodMonths('quarter', { first: '2026-01', months: 12, complete: '2026-06' }) // { from: '2026-04', to: '2026-06' }
 */
export function periodMonths(
  name: PeriodName,
  { first, months, complete }: PeriodPlace,
): { readonly from: Month; readonly to: Month } {
  const end = addMonths(first, months - 1);
  const last = complete < first ? first : complete > end ? end : complete;
  switch (name) {
    case 'toDate':
      return { from: first, to: last };
    case 'month':
      return { from: last, to: last };
    case 'quarter':
      return { from: laterOf(first, addMonths(last, -2)), to: last };
    case 'year':
      return { from: first, to: end };
  }
}

function laterOf(a: Month, b: Month): Month {
  return a > b ? a : b;
}
