/** What is compared with what, as the page's address states it. */
import {
  addMonths,
  isMonth,
  lastDayOf,
  monthOf,
  toDay,
  toMonth,
  type Month,
} from '#shared/domain/calendar.ts';
import { periodMonths, type PeriodName } from '#shared/domain/report-period.ts';
import type { Inputs } from '#shared/contract/contract.ts';
import { isEarlierPeriod } from '../../forms/dimensions.ts';
import type { Months } from '../../session/period.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';

export type Comparison = Omit<Inputs['variance']['analyze'], 'budgetId' | 'asOf' | 'by'> & {
  readonly by?: string;
};

export const DEFAULT_BY = 'team,service';

/** Reads an address's query; what it leaves out is by team and service, against the budget, in the months of the bar, else to date. */
export function comparisonOf(query: URLSearchParams, months?: Months): Comparison {
  const [from, to] = [query.get('from'), query.get('to')];
  const timeBasis = query.get('basis') === 'billingMonth' ? 'billingMonth' : undefined;
  const against = query.get('against') ?? 'budget';
  return {
    by: query.get('by') ?? DEFAULT_BY,
    against,
    ...months,
    ...(from !== null && isMonth(from) ? { from } : {}),
    ...(to !== null && isMonth(to) ? { to } : {}),
    ...(timeBasis === undefined ? {} : { timeBasis }),
    ...(query.get('ahead') === 'true' && !isEarlierPeriod(against) ? { withForecast: true } : {}),
  };
}

/** What stands at the end of the way from the plan: actual cost, with the forecast where it is added. */
export function endNameOf({ withForecast }: Comparison): string {
  return withForecast === true ? 'AC + FC' : 'AC';
}

export type ChosenMonths = PeriodName | 'range';

export const PERIODS: readonly { readonly value: ChosenMonths; readonly label: string }[] = [
  { value: 'toDate', label: 'Period to date' },
  { value: 'month', label: 'Latest month' },
  { value: 'quarter', label: 'Latest three months' },
  { value: 'year', label: 'Whole period' },
  { value: 'range', label: 'Other months' },
];

/** The months of a named period; of the period to date none, because the backend knows the last complete month. */
export function monthsOf(
  name: ChosenMonths,
  node: BudgetAnswer,
  lastMonth: Month,
): { readonly from: string | null; readonly to: string | null } {
  if (name === 'toDate') return { from: null, to: null };
  const place = { first: toMonth(node.startMonth), months: node.months, complete: lastMonth };
  return periodMonths(name === 'range' ? 'toDate' : name, place);
}

/** The name of the months that an address states. */
export function periodOf(comparison: Comparison, node: BudgetAnswer, lastMonth: Month): ChosenMonths {
  if (comparison.from === undefined || comparison.to === undefined) return 'toDate';
  const named = (['month', 'quarter', 'year'] as const).find((name) => {
    const { from, to } = monthsOf(name, node, lastMonth);
    return from === comparison.from && to === comparison.to;
  });
  return named ?? 'range';
}

/** The last month that is over on a day. */
export function lastCompleteMonth(day: string): Month {
  const month = monthOf(toDay(day));
  return toDay(day) === lastDayOf(month) ? month : addMonths(month, -1);
}
