import type { AlertThreshold, Severity } from '../../domain/alert.ts';
import {
  addDays,
  addMonths,
  dayNumber,
  daysInMonth,
  firstDayOf,
  lastDayOf,
  monthOf,
  monthsBetween,
  type Day,
  type Month,
} from '../../domain/calendar.ts';
import type { Budget } from '../../domain/budget.ts';
import { fromUnits, multiplyByRatio, toMicros, toUnits, ZERO, type Micros } from '../../domain/money.ts';
import { distinctThresholds, isOnPlan, isReached, thresholdKey, type AlertFigures } from './crossing.ts';
import { exp } from '../elementary.ts';

/** A stretch of time that has an amount, as a budget's period or a single month of its plan. */
export interface RehearsalPeriod {
  readonly start: Month;
  /** The plan of each month, in order; together the amount. */
  readonly plan: readonly Micros[];
}

/** One day of a period as the rules would have seen it. */
interface Sight {
  readonly day: Day;
  readonly figures: AlertFigures;
}

interface PreparedPeriod {
  readonly label: string;
  readonly sights: readonly Sight[];
  /** The first day on which spend is above the amount. */
  readonly breachDay: Day | null;
  /** Whether its last day is known, so that "no breach" is certain. */
  readonly complete: boolean;
}

/** Everything but the thresholds: made once, so that a slider only scans it. */
export interface PreparedRehearsal {
  readonly periods: readonly PreparedPeriod[];
  readonly months: number;
}

/** An alert that would have been opened. `wrong`: its period ended without passing its amount. */
export interface Firing {
  readonly period: string;
  readonly threshold: AlertThreshold;
  readonly severity: Severity;
  readonly onPlan: boolean;
  readonly day: Day;
  readonly verdict: 'right' | 'wrong' | 'undecided';
  /** Days from the alert to the breach; below 0 where the alert came after it; null without a breach. */
  readonly leadDays: number | null;
}

export interface Rehearsal {
  readonly firings: readonly Firing[];
  readonly breaches: number;
  /** Breaches that an alert of less than 100 % actual announced at least a day before. */
  readonly foreseen: number;
  /** Right ÷ decided, of those that count as unread; null where none is decided. */
  readonly precision: number | null;
  /** The median lead of the first alert of each breached period; null without one. */
  readonly medianLeadDays: number | null;
  /** Wrong alerts a month. */
  readonly noisePerMonth: number;
}

/** Days of spend that a run rate looks back on: four whole weeks, so that weekends weigh the same everywhere. */
const LOOK_BACK = 28;

/** The periods of a budget, shifted back by whole periods, that touch the months `from` to `to`. */
export function budgetPeriods(
  budget: Pick<Budget, 'startMonth' | 'plan'>,
  from: Month,
  to: Month,
): RehearsalPeriod[] {
  const length = budget.plan.length;
  const periods: RehearsalPeriod[] = [];
  let start = addMonths(
    budget.startMonth,
    Math.floor(monthsBetween(budget.startMonth, from) / length) * length,
  );
  for (; start <= to; start = addMonths(start, length)) periods.push({ start, plan: budget.plan });
  return periods;
}

/** Each month from `from` to `to` as a period of its own, with the plan of that month of the budget's period. */
export function monthlyPeriods(
  budget: Pick<Budget, 'startMonth' | 'plan'>,
  from: Month,
  to: Month,
): RehearsalPeriod[] {
  return Array.from({ length: monthsBetween(from, to) + 1 }, (_, index) => {
    const start = addMonths(from, index);
    const length = budget.plan.length;
    const place = ((monthsBetween(budget.startMonth, start) % length) + length) % length;
    return { start, plan: [budget.plan[place] ?? ZERO] };
  });
}

/**
 * Lays out what the rules would have seen on each day up to `asOf`: spend, plan to date, and as a stand-in for the forecast
 * of that day the run rate of the 28 days before (mean × days left; the probability from a normal distribution with the
 * spread of those days around a constant mean). Days without a charge count as zero.
 *
 * Only sights on or after `from` can fire; earlier days of a period still count as spent.
 */
export function prepareRehearsal(
  spend: readonly { readonly day: Day; readonly amount: Micros }[],
  periods: readonly RehearsalPeriod[],
  from: Day,
  asOf: Day,
): PreparedRehearsal {
  const byDay = new Map<Day, Micros>();
  for (const { day, amount } of spend) byDay.set(day, toMicros((byDay.get(day) ?? 0n) + amount));
  const known = [...byDay.keys()].filter((day) => day <= asOf).sort();
  const [first] = known;
  if (first === undefined) return { periods: [], months: 0 };
  const rate = runRates(byDay, first, asOf);
  return {
    periods: periods.map((period) => preparePeriod(period, byDay, rate, from, asOf)),
    months: Math.max(1, monthsBetween(monthOf(first > from ? first : from), monthOf(asOf)) + 1),
  };
}

/**
 * What the thresholds would have raised, when, and whether it was right. A threshold fires on each new crossing, as an
 * evaluation on every one of those days would have opened or reopened it. Costs one pass over the prepared days.
 */
export function rehearse(prepared: PreparedRehearsal, thresholds: readonly AlertThreshold[]): Rehearsal {
  const rules = distinctThresholds(thresholds);
  const firings = prepared.periods
    .flatMap((period) => rules.flatMap((rule) => firingsOf(period, rule)))
    .sort((a, b) =>
      a.day < b.day ? -1 : a.day > b.day ? 1 : thresholdKey(a.threshold) < thresholdKey(b.threshold) ? -1 : 1,
    );
  const counted = firings.filter(({ onPlan }) => !onPlan);
  const right = counted.filter(({ verdict }) => verdict === 'right').length;
  const wrong = counted.filter(({ verdict }) => verdict === 'wrong').length;
  const breached = prepared.periods.filter(({ breachDay }) => breachDay !== null);
  const leads = breached.flatMap(({ label }) => firstLead(counted.filter(({ period }) => period === label)));
  return {
    firings,
    breaches: breached.length,
    foreseen: leads.filter((lead) => lead > 0).length,
    precision: right + wrong === 0 ? null : right / (right + wrong),
    medianLeadDays: middle(leads),
    noisePerMonth: prepared.months === 0 ? 0 : wrong / prepared.months,
  };
}

function preparePeriod(
  { start, plan }: RehearsalPeriod,
  byDay: ReadonlyMap<Day, Micros>,
  rate: ReadonlyMap<Day, Rate>,
  from: Day,
  asOf: Day,
): PreparedPeriod {
  const last = lastDayOf(addMonths(start, plan.length - 1));
  const budgeted = toMicros(plan.reduce((sum, amount) => sum + amount, 0n));
  const sights: Sight[] = [];
  let spent = ZERO;
  let breachDay: Day | null = null;
  const end = last < asOf ? last : asOf;
  for (let day = firstDayOf(start); day <= end; day = addDays(day, 1)) {
    spent = toMicros(spent + (byDay.get(day) ?? 0n));
    if (breachDay === null && spent > budgeted) breachDay = day;
    if (day < from) continue;
    const outlook = outlookOf(spent, budgeted, dayNumber(last) - dayNumber(day), rate.get(day));
    sights.push({ day, figures: { budgeted, spent, planToDate: planToDate(start, plan, day), ...outlook } });
  }
  return { label: `${start}/${monthOf(last)}`, sights, breachDay, complete: last <= asOf };
}

interface Rate {
  readonly mean: number;
  readonly deviation: number;
  readonly days: number;
}

/** Mean and standard deviation of the days before and on each day, in units; nothing in the first week, which says too little. */
function runRates(byDay: ReadonlyMap<Day, Micros>, first: Day, asOf: Day): Map<Day, Rate> {
  const rates = new Map<Day, Rate>();
  const window: number[] = [];
  for (let day = first; day <= asOf; day = addDays(day, 1)) {
    window.push(toUnits(byDay.get(day) ?? ZERO));
    if (window.length > LOOK_BACK) window.shift();
    if (window.length < 7) continue;
    const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
    const square = window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (window.length - 1);
    rates.set(day, { mean, deviation: Math.sqrt(square), days: window.length });
  }
  return rates;
}

function outlookOf(spent: Micros, budgeted: Micros, left: number, rate: Rate | undefined) {
  if (rate === undefined) return { actualPlusForecast: null, probability: null };
  const rest = rate.mean * left;
  // The shocks of the days left, and the uncertainty of the mean itself, which all those days share.
  const deviation = rate.deviation * Math.sqrt(left + left ** 2 / rate.days);
  const distance = toUnits(spent) + rest - toUnits(budgeted);
  const probability = deviation > 0 ? normalShare(distance / deviation) : distance > 0 ? 1 : 0;
  return { actualPlusForecast: toMicros(spent + fromUnits(rest)), probability };
}

/** The plan up to a day: whole months, and of its own month the part by days. */
function planToDate(start: Month, plan: readonly Micros[], day: Day): Micros {
  const month = monthOf(day);
  const index = monthsBetween(start, month);
  const whole = plan.slice(0, index).reduce((sum, amount) => sum + amount, 0n);
  const part = multiplyByRatio(plan[index] ?? ZERO, BigInt(day.slice(8)), BigInt(daysInMonth(month)));
  return toMicros(whole + part);
}

function firingsOf(period: PreparedPeriod, threshold: AlertThreshold): Firing[] {
  const firings: Firing[] = [];
  let standing = false;
  for (const { day, figures } of period.sights) {
    const reached = isReached(threshold, figures);
    if (reached && !standing) firings.push(firing(period, threshold, day, figures));
    standing = reached;
  }
  return firings;
}

function firing(period: PreparedPeriod, threshold: AlertThreshold, day: Day, figures: AlertFigures): Firing {
  const onPlan = isOnPlan(threshold, figures);
  const { breachDay, complete } = period;
  return {
    period: period.label,
    threshold,
    severity: onPlan ? 'info' : threshold.severity,
    onPlan,
    day,
    verdict: breachDay !== null ? 'right' : complete ? 'wrong' : 'undecided',
    leadDays: breachDay === null ? null : dayNumber(breachDay) - dayNumber(day),
  };
}

function firstLead(firings: readonly Firing[]): number[] {
  const leads = firings.flatMap(({ leadDays }) => leadDays ?? []);
  return leads.length === 0 ? [] : [Math.max(...leads)];
}

function middle(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The standard normal distribution function, after Abramowitz and Stegun 26.2.17; off by less than 10⁻⁷. */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z > 0 ? 1 - tail : tail;
}
