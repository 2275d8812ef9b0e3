import {
  addDays,
  dayNumber,
  daysBetween,
  firstDayOf,
  lastDayOf,
  monthOf,
  type Day,
  type Month,
} from '../../domain/calendar.ts';
import { findSpikes, withoutSpikes, withoutWeekdays, type Spike } from '../trends/spikes.ts';
import { mean, median, quantile } from './line.ts';
import { columnQuantiles } from './paths.ts';
import { forecastValues } from './series.ts';

export interface LandingRequest {
  /** Spend by day in units, the last one that of `asOf`; at least from the first of the month, better from weeks before. */
  readonly values: readonly number[];
  readonly asOf: Day;
  /** Newest days that are still being billed: what they show is a lower bound. Default 0. */
  readonly lagDays?: number;
  readonly levels?: readonly number[];
  readonly seed?: number;
  readonly paths?: number;
}

/** Where the current month ends. */
export interface Landing {
  readonly month: Month;
  /** Spend of the month as billed so far. */
  readonly spent: number;
  readonly mean: number;
  readonly intervals: Readonly<Record<string, readonly [number, number]>>;
  /** Samples of the month's total. */
  readonly totals: Float64Array;
  /** Days that were forecast: those to come and those still being billed. */
  readonly openDays: number;
}

const DAYS_OF_WEEK = 7;
const DAYS_LOOKED_AROUND = 7;
/** So near an end there are too few neighbours to stand out from. */
const DAYS_OF_AN_END = 3;
/** Three charges a month may come back, such as a fee on the first, a subscription and a bill at the end. */
const MOST_CHARGES = 0.1;
/** A charge that came on the same day of the month in so many earlier months is expected again. */
const LEAST_RETURNS = 2;
/** The last days that not every month has. */
const FIRST_OF_END = 29;

/**
 * The total of the month in which `asOf` lies: what is billed, plus a forecast with weekday profile of the days to come and
 * of the newest `lagDays`, which are billed in part. Charges that stand out on the same day of the month again and again
 * (support, subscriptions) are taken out of the daily level and put back on their day. No values: zero.
 *
 * @example landing({ values: Array(10).fill(5), asOf: '2026-04-10' }).mean // 150
 */
export function landing({
  values,
  asOf,
  lagDays = 0,
  levels = [80, 95],
  seed = 0,
  paths = 500,
}: LandingRequest): Landing {
  const month = monthOf(asOf);
  const left = daysBetween(asOf, lastDayOf(month));
  const sinceFirst = daysBetween(firstDayOf(month), asOf) + 1;
  const lag = Math.min(Math.max(0, lagDays), values.length, sinceFirst);
  const known = Float64Array.from(values.slice(0, values.length - lag));
  const dated = datedSpikes(known, addDays(asOf, 1 - values.length));
  const openDays = left + lag;
  const forecast = forecastValues({
    values: Array.from(withoutSpikes(known, returning(dated))),
    season: DAYS_OF_WEEK,
    horizon: openDays,
    levels: [],
    seed,
    paths,
  });
  const spent = values.slice(-sinceFirst).reduce((sum, value) => sum + value, 0);
  const settled = known.slice(-Math.max(0, sinceFirst - lag)).reduce((sum, value) => sum + value, 0);
  const billed = sinceFirst > lag ? settled : 0;
  const expected = chargesToCome(dated, addDays(asOf, -lag), openDays);
  const partial = values.slice(values.length - lag);
  const totalOf = (days: Float64Array): number => {
    let total = billed;
    days.forEach((value, step) => (total += Math.max(value + expected[step]!, partial[step] ?? -Infinity)));
    return total;
  };
  const totals = Float64Array.from(centred(forecast.paths, forecast.mean), totalOf).sort();
  return {
    month,
    spent,
    mean: openDays === 0 ? spent : totalOf(forecast.mean),
    intervals: intervalsOfTotals(totals, levels),
    totals,
    openDays,
  };
}

/**
 * Paths moved, day by day, so that their middle is the mean. The pooled quantiles of daily errors lean upward as the newest weeks
 * of the public series did; 800 earlier windows of them did not (49 % of their sums lay above the mean), and a bill has no reason to.
 */
function centred(paths: readonly Float64Array[], mean: Float64Array): Float64Array[] {
  const [middle] = columnQuantiles(paths, [0.5]);
  return paths.map((path) =>
    path.map((value, step) => {
      const moved = value + mean[step]! - middle![step]!;
      return value >= 0 ? Math.max(0, moved) : moved;
    }),
  );
}

function intervalsOfTotals(totals: Float64Array, levels: readonly number[]): Landing['intervals'] {
  return Object.fromEntries(
    levels.map((level) => [
      String(level),
      [quantile(totals, 0.5 - level / 200), quantile(totals, 0.5 + level / 200)] as const,
    ]),
  );
}

interface DatedSpike extends Spike {
  readonly day: Day;
}

/** The spikes whose day of the month has seen one in other months too. */
function returning(spikes: readonly DatedSpike[]): DatedSpike[] {
  return spikes.filter((spike) => sameDay(spikes, spike.day).length >= LEAST_RETURNS);
}

/**
 * The days that stand out. What is high at either end may be a level, unless a charge is due on that day; once it is out, its
 * neighbours are looked at again.
 */
function datedSpikes(known: Float64Array, start: Day): DatedSpike[] {
  const find = (values: Float64Array): DatedSpike[] =>
    findSpikes(withoutWeekdays(values), DAYS_LOOKED_AROUND, MOST_CHARGES).map((spike) => ({
      ...spike,
      day: addDays(start, spike.index),
    }));
  const found = find(known);
  const level = median(known);
  const due = Array.from(known, (value, index): DatedSpike[] => {
    if (Math.min(index, known.length - 1 - index) >= DAYS_OF_AN_END) return [];
    const day = addDays(start, index);
    const others = sameDay(found, day);
    if (others.length < LEAST_RETURNS || found.some((spike) => spike.index === index)) return [];
    const above = value - level;
    const usual = median(others.map(({ amount }) => amount));
    return above / usual > 0.5 ? [{ index, day, amount: above }] : [];
  }).flat();
  return due.length === 0 ? found : [...find(withoutSpikes(known, due)), ...due];
}

/** Spikes on a day of the month, one day earlier or later allowed, or at the month's end, in other months than the day's. */
function sameDay(spikes: readonly DatedSpike[], day: Day): DatedSpike[] {
  return spikes.filter(
    (spike) =>
      monthOf(spike.day) !== monthOf(day) &&
      (isMonthEnd(day)
        ? isMonthEnd(spike.day)
        : Math.abs(Number(spike.day.slice(8)) - Number(day.slice(8))) <= 1),
  );
}

/** Months end on another number each: what comes on the 31st comes on the 28th of February. */
function isMonthEnd(day: Day): boolean {
  return Number(day.slice(8)) >= FIRST_OF_END || day === lastDayOf(monthOf(day));
}

/** What returning charges add on each open day: their median, once, on the exact day of the month most have, or its last. */
function chargesToCome(spikes: readonly DatedSpike[], after: Day, days: number): Float64Array {
  const extra = new Float64Array(days);
  for (let step = 0; step < days; step += 1) {
    const day = addDays(after, step + 1);
    const before = sameDay(spikes, day);
    if (before.length < LEAST_RETURNS) continue;
    if (isMonthEnd(day)) {
      if (day === usualEndDay(before, monthOf(day)) && !hasEnded(spikes, monthOf(day)))
        extra[step] = usualEnd(before);
      continue;
    }
    const usual = Math.round(mean(before.map((spike) => Number(spike.day.slice(8)))));
    if (usual === Number(day.slice(8)) && dayNumber(day) > dayNumber(after)) {
      extra[step] = median(before.map((spike) => spike.amount));
    }
  }
  return extra;
}

/** The day of a month's end on which charges come: the last, where they always came on the last, else the usual number. */
function usualEndDay(spikes: readonly DatedSpike[], month: Month): Day {
  const last = lastDayOf(month);
  if (spikes.every(({ day }) => day === lastDayOf(monthOf(day)))) return last;
  const usual = Math.round(median(spikes.map(({ day }) => Number(day.slice(8)))));
  return usual >= Number(last.slice(8)) ? last : addDays(firstDayOf(month), usual - 1);
}

/** Whether the charge of a month's end is there already. */
function hasEnded(spikes: readonly DatedSpike[], month: Month): boolean {
  return spikes.some(({ day }) => monthOf(day) === month && isMonthEnd(day));
}

/** The median of what the ends of months brought together. */
function usualEnd(spikes: readonly DatedSpike[]): number {
  const byMonth = Map.groupBy(spikes, ({ day }) => monthOf(day));
  return median([...byMonth.values()].map((all) => all.reduce((sum, { amount }) => sum + amount, 0)));
}
