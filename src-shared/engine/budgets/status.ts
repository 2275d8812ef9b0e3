import type { Budget, BudgetStatus, StatusBounds } from '../../domain/budget.ts';
import {
  addMonths,
  dayNumber,
  daysInMonth,
  daysBetween,
  firstDayOf,
  monthOf,
  monthsBetween,
  type Day,
} from '../../domain/calendar.ts';
import { multiplyByRatio, sumMicros, toMicros, ZERO, type Micros } from '../../domain/money.ts';

type Period = Pick<Budget, 'startMonth' | 'months'>;
type Planned = Period & Pick<Budget, 'plan' | 'amount'>;

export function firstDayOfPeriod(period: Period): Day {
  return firstDayOf(period.startMonth);
}

/**
 * The step of the ladder that a sum has reached: share = sum ÷ amount against the bounds, compared exactly. Of an amount of
 * zero or less anything spent above it is exceeded.
 *
 * @example ladderStep(75n, 100n, DEFAULT_STATUS_BOUNDS) // 'warning'
 */
export function ladderStep(sum: Micros, amount: Micros, bounds: StatusBounds): BudgetStatus {
  if (amount <= 0n) return sum > amount && sum > 0n ? 'exceeded' : 'healthy';
  if (reaches(sum, amount, bounds.exceeded)) return 'exceeded';
  if (reaches(sum, amount, bounds.critical)) return 'critical';
  return reaches(sum, amount, bounds.warning) ? 'warning' : 'healthy';
}

/** A bound is kept to a millionth, so that 0.9 means nine tenths and not the float next to it. */
function reaches(sum: Micros, amount: Micros, bound: number): boolean {
  return sum * 1_000_000n >= amount * BigInt(Math.round(bound * 1e6));
}

/**
 * The plan from the start of the period through asOf: whole months, and of the running month the part of its days that
 * passed. Before the period it is zero, after it the amount.
 *
 * @example plan of 31 for January 2026, asOf 2026-01-10 // 10
 */
export function planToDate(budget: Planned, asOf: Day): Micros {
  const index = monthsBetween(budget.startMonth, monthOf(asOf));
  if (index < 0) return ZERO;
  if (index >= budget.months) return budget.amount;
  const whole = sumMicros(budget.plan.slice(0, index));
  const current = budget.plan[index] ?? ZERO;
  const running = multiplyByRatio(current, BigInt(asOf.slice(8)), BigInt(daysInMonth(monthOf(asOf))));
  return toMicros(whole + running);
}

/** A sum as a share of another; null where the other is not above zero, because then a share says nothing. */
export function shareOf(part: Micros, whole: Micros): number | null {
  return whole > 0n ? Number(part) / Number(whole) : null;
}

export interface StatusInput {
  readonly budget: Planned;
  readonly asOf: Day;
  /** Spent from the first day of the period through asOf. */
  readonly spent: Micros;
  /** Forecast of what the period will have cost at its end, spent money included. */
  readonly forecast: Micros;
  readonly bounds: StatusBounds;
}

export interface BudgetFigures {
  readonly status: BudgetStatus;
  readonly outlook: BudgetStatus;
  readonly pace: number | null;
  readonly spent: Micros;
  readonly planToDate: Micros;
  readonly remaining: Micros;
  readonly utilization: number | null;
  readonly forecast: Micros;
  /** Spent a day, on the days of the period that have passed. */
  readonly burnRatePerDay: Micros;
  /** What may be spent a day until the period ends; null once it is over. */
  readonly remainingPerDay: Micros | null;
}

/** Everything a list or a page says about how a budget stands at asOf. */
export function budgetFigures({ budget, asOf, spent, forecast, bounds }: StatusInput): BudgetFigures {
  const planned = planToDate(budget, asOf);
  const remaining = toMicros(budget.amount - spent);
  const total = totalDays(budget);
  const elapsed = elapsedOf(budget, total, asOf);
  const left = total - elapsed;
  return {
    status: ladderStep(spent, budget.amount, bounds),
    outlook: ladderStep(forecast > spent ? forecast : spent, budget.amount, bounds),
    pace: shareOf(spent, planned),
    spent,
    planToDate: planned,
    remaining,
    utilization: shareOf(spent, budget.amount),
    forecast,
    burnRatePerDay: elapsed === 0 ? ZERO : multiplyByRatio(spent, 1n, BigInt(elapsed)),
    remainingPerDay: left === 0 ? null : multiplyByRatio(remaining, 1n, BigInt(left)),
  };
}

function totalDays(period: Period): number {
  return daysBetween(firstDayOfPeriod(period), firstDayOf(addMonths(period.startMonth, period.months)));
}

/** Days of the period that have passed at the end of asOf: 0 before it, all after it. */
function elapsedOf(period: Period, total: number, asOf: Day): number {
  const passed = dayNumber(asOf) - dayNumber(firstDayOfPeriod(period)) + 1;
  return Math.min(Math.max(passed, 0), total);
}

const STEPS: readonly BudgetStatus[] = ['healthy', 'warning', 'critical', 'exceeded'];

/** Orders by outlook, worst first, then by pace, fastest first; unknown pace last. */
export function byUrgency(
  a: Pick<BudgetFigures, 'outlook' | 'pace'>,
  b: Pick<BudgetFigures, 'outlook' | 'pace'>,
): number {
  const step = STEPS.indexOf(b.outlook) - STEPS.indexOf(a.outlook);
  return step === 0 ? (b.pace ?? -1) - (a.pace ?? -1) : step;
}
