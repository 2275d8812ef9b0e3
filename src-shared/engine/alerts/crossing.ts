import { ALERT_BASES, SEVERITIES, type Alert, type AlertThreshold } from '../../domain/alert.ts';
import { multiplyByRatio, toMicros, type Micros } from '../../domain/money.ts';

/** The figures of a budget at a day that thresholds are held against. */
export interface AlertFigures {
  /** The amount of the whole period. */
  readonly budgeted: Micros;
  readonly spent: Micros;
  readonly planToDate: Micros;
  /** Spend so far and the forecast to the period's end; null where there is no forecast. */
  readonly actualPlusForecast: Micros | null;
  /** P(the period ends over its amount), 0–1; null where there is no forecast. */
  readonly probability: number | null;
}

/** What a threshold measures: money, and percent of the period's amount (for `probability`: the probability in percent). */
export interface Measure {
  readonly amount: Micros;
  readonly percent: number;
}

/** Decimals of a percent that are told apart: 33.333333 %. */
const PERCENT_SCALE = 1_000_000n;

/** One text per rule; severity is no part of it, so that a rule that is made stricter raises nothing anew. */
export function thresholdKey(threshold: AlertThreshold): string {
  const bound =
    threshold.percent === undefined ? `${threshold.amount ?? 0n} micros` : `${threshold.percent} %`;
  return `${threshold.basis} ${bound}`;
}

/** The rules without repetitions: of equal ones the more severe stays. */
export function distinctThresholds(thresholds: readonly AlertThreshold[]): AlertThreshold[] {
  const kept = new Map<string, AlertThreshold>();
  for (const threshold of thresholds) {
    const key = thresholdKey(threshold);
    const known = kept.get(key);
    if (known === undefined || rank(threshold) > rank(known)) kept.set(key, threshold);
  }
  return [...kept.values()];
}

/**
 * The bound of a rule in percent of the period's amount, for ordering. An absolute bound of a budget of nothing counts as 100.
 *
 * @example thresholdPercent({ amount: 300n, basis: 'actual', severity: 'info' }, 400n) // 75
 */
export function thresholdPercent(threshold: AlertThreshold, budgeted: Micros): number {
  return threshold.percent ?? percentOf(threshold.amount ?? toMicros(0n), budgeted);
}

/** What a threshold's basis measures at these figures; null where there is nothing to measure. */
export function measure(threshold: AlertThreshold, figures: AlertFigures): Measure | null {
  if (threshold.basis === 'actual') return money(figures.spent, figures.budgeted);
  if (figures.actualPlusForecast === null) return null;
  if (threshold.basis === 'forecast') return money(figures.actualPlusForecast, figures.budgeted);
  return figures.probability === null
    ? null
    : { amount: figures.actualPlusForecast, percent: figures.probability * 100 };
}

/**
 * Whether a threshold is reached: at it or above. Money is compared exactly. A budget of nothing is passed by the first
 * spending. An absolute amount has no meaning for a probability and is never reached.
 *
 * @example isReached({ percent: 75, basis: 'actual', severity: 'warning' }, { spent: 75n, budgeted: 100n, … }) // true
 */
export function isReached(threshold: AlertThreshold, figures: AlertFigures): boolean {
  const measured = measure(threshold, figures);
  if (measured === null) return false;
  if (threshold.basis === 'probability')
    return threshold.percent !== undefined && measured.percent >= threshold.percent;
  if (threshold.percent === undefined)
    return threshold.amount !== undefined && measured.amount >= threshold.amount;
  if (figures.budgeted <= 0n) return measured.amount > 0n;
  const bound = BigInt(Math.round(threshold.percent * Number(PERCENT_SCALE)));
  return measured.amount * 100n * PERCENT_SCALE >= bound * figures.budgeted;
}

/**
 * Whether a reached threshold is only the plan being carried out: basis actual, below the whole amount, and spend at or
 * under the plan to date. Such an alert is information and not unread, or an annual budget on plan would cry wolf in autumn.
 */
export function isOnPlan(threshold: AlertThreshold, figures: AlertFigures): boolean {
  return (
    threshold.basis === 'actual' &&
    thresholdPercent(threshold, figures.budgeted) < 100 &&
    figures.spent <= figures.planToDate
  );
}

/**
 * Sorts what matters most to the front: severity, then the higher bound, then actual before forecast before probability, then
 * what has come furthest.
 * `budgeted` is the amount that absolute bounds are a part of; null for alerts of several budgets, where the percent that
 * each has reached stands in.
 */
export function byUrgency(budgeted: Micros | null) {
  const bound = ({ threshold, percent }: Ranked): number =>
    threshold.percent ?? (budgeted === null ? percent : thresholdPercent(threshold, budgeted));
  return (a: Ranked, b: Ranked): number =>
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    bound(b) - bound(a) ||
    ALERT_BASES.indexOf(a.threshold.basis) - ALERT_BASES.indexOf(b.threshold.basis) ||
    b.percent - a.percent;
}

type Ranked = Pick<Alert, 'severity' | 'threshold' | 'percent'>;

/**
 * An amount in percent of the budgeted one, to four decimals. Of a budget of nothing: 100 once anything is spent, else 0.
 *
 * @example percentOf(toMicros(333n), toMicros(1000n)) // 33.3
 */
export function percentOf(amount: Micros, budgeted: Micros): number {
  if (budgeted <= 0n) return amount > 0n ? 100 : 0;
  return Number(multiplyByRatio(amount, 1_000_000n, budgeted)) / 10_000;
}

function money(amount: Micros, budgeted: Micros): Measure {
  return { amount, percent: percentOf(amount, budgeted) };
}

function rank(threshold: AlertThreshold): number {
  return SEVERITIES.indexOf(threshold.severity);
}
