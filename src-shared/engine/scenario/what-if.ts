/**
 * What a budget's period comes to under levers: the one calculation that the page runs on every movement of a slider and the
 * backend on save. Both take the same paths and the same seed, so that they agree to the micro.
 */
import { addMonths, monthsBetween, type Month } from '../../domain/calendar.ts';
import { fromUnits, sumMicros, type Micros } from '../../domain/money.ts';
import { breachOf, type BreachOdds } from '../forecast/breach.ts';
import type { PlannedForecast } from '../forecast/plan.ts';

/** A budget's period, in currency units. */
export interface BudgetPeriod {
  readonly startMonth: Month;
  readonly months: number;
  /** Spend of the period's complete months, oldest first. */
  readonly spentByMonth: readonly number[];
  /** The month of the forecast's first step. */
  readonly nextMonth: Month;
  readonly amount: number;
}

/** Where a period ends. */
export interface PeriodOutcome extends BreachOdds {
  /** What is spent and the mean of what is left. */
  readonly atCompletion: Micros;
}

/** The first and the last step (not included) of a forecast that lie in the period. */
function stepsOf({ startMonth, months, nextMonth }: Omit<BudgetPeriod, 'amount'>): {
  first: number;
  end: number;
} {
  const end = Math.max(0, monthsBetween(nextMonth, addMonths(startMonth, months)));
  return { first: Math.min(end, Math.max(0, monthsBetween(nextMonth, startMonth))), end };
}

/**
 * The estimate at completion of a period: its complete months, and the mean of each month that is left, rounded as forecasts
 * show it (by its parts, where there are parts), so that the months that are shown add up to it exactly.
 *
 * @example atCompletionOf({ startMonth: '2026-01', months: 2, nextMonth: '2026-02', spentByMonth: [60] }, [62]) // 122 units
 */
export function atCompletionOf(
  period: Omit<BudgetPeriod, 'amount'>,
  mean: ArrayLike<number>,
  parts: PlannedForecast['parts'] = [],
): Micros {
  const { first, end } = stepsOf(period);
  const columns = parts.length === 0 ? [mean] : parts.map(({ months }) => months);
  const left: Micros[] = [];
  for (let step = first; step < end; step += 1)
    for (const column of columns) left.push(fromUnits(column[step] ?? 0));
  return sumMicros([...period.spentByMonth.map(fromUnits), ...left]);
}

/** The odds of a period under a planned forecast, and where it ends. */
export function outcomeOf(
  period: BudgetPeriod,
  planned: Pick<PlannedForecast, 'mean' | 'paths'> & Partial<Pick<PlannedForecast, 'parts'>>,
): PeriodOutcome {
  const { first } = stepsOf(period);
  const odds = breachOf({
    spentByMonth: period.spentByMonth,
    paths: first === 0 ? planned.paths : planned.paths.map((path) => path.subarray(first)),
    startMonth: period.startMonth,
    months: period.months,
    amount: period.amount,
  });
  return { ...odds, atCompletion: atCompletionOf(period, planned.mean, planned.parts) };
}
