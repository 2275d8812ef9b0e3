import { theilSenLine } from '../forecast/line.ts';
import { significanceOfSlope } from '../trends/analyze.ts';
import { findShifts } from '../trends/shifts.ts';
import { findSpikes, withoutSpikes, withoutWeekdays } from '../trends/spikes.ts';

/** What moved in a daily series; `index` is the day of it, `perDay` the change of level, `amount` that of the one day. */
export interface DailyMovements {
  readonly shifts: readonly { readonly index: number; readonly perDay: number }[];
  readonly spikes: readonly { readonly index: number; readonly amount: number }[];
  /** Units a day by which the level rises each day, shifts not counted; null where chance could have made it. */
  readonly slope: number | null;
}

const WEEK = 7;
/** A level that holds three weeks is a level. */
const SHORTEST_WEEKS = 3;
/** Days on each side of a possible day of change that are compared. */
const SIDE_DAYS = 21;
/** Days on each side of a change that make its level. */
const LEVEL_DAYS = 56;
/** What is booked oftener than once, and on fewer days of a month than this, is kept by the month. */
const FEWEST_BOOKINGS = 3;
const DAYS_BOOKED = 5;
const MONTH = 30.4;
/** Bookings on each side that make the usual one. */
const NEIGHBOURS = 3;
/** How surely a slope must not be zero to be spoken of. */
const SURE = 0.95;

/**
 * Looks for level shifts, spikes and a trend in daily values. Levels and trend are sought in sums of weeks, which know no
 * weekdays and are fifty times fewer pairs to compare; the day of a shift is then the one that parts its neighbourhood best.
 * Fewer than six whole weeks: only spikes. What is booked on a few days of a month has no level of days.
 */
export function findMovements(values: readonly number[]): DailyMovements {
  const booked = values.flatMap((value, index) => (value === 0 ? [] : [index]));
  if (booked.length >= FEWEST_BOOKINGS && booked.length * MONTH < DAYS_BOOKED * values.length)
    return movementsOfBookings(values, booked);
  const even = withoutWeekdays(values);
  const spikes = findSpikes(even, WEEK);
  const calm = withoutSpikes(even, spikes);
  const skipped = calm.length % WEEK;
  const weeks = Float64Array.from({ length: Math.floor(calm.length / WEEK) }, (_, week) =>
    total(calm, skipped + week * WEEK, skipped + (week + 1) * WEEK),
  );
  const steps = weeks.length < 2 * SHORTEST_WEEKS ? [] : findShifts(weeks, SHORTEST_WEEKS);
  const level = weeks.slice();
  for (const { index, amount } of steps)
    for (let week = index; week < level.length; week += 1) level[week] = (level[week] ?? 0) - amount;
  const isSure = weeks.length >= 2 * SHORTEST_WEEKS && significanceOfSlope(level) >= SURE;
  return {
    shifts: sizeOf(
      calm,
      steps.map(({ index }) => dayOfChange(calm, skipped + index * WEEK)),
    ),
    spikes,
    slope: isSure ? theilSenLine(level).slope / WEEK / WEEK : null,
  };
}

/** The bookings of what is kept by the month, compared with one another: beside the empty days around it, each would be a spike. */
function movementsOfBookings(values: readonly number[], booked: readonly number[]): DailyMovements {
  const amounts = Float64Array.from(booked, (index) => values[index] ?? 0);
  const dayOf = (place: number): number => booked[place] ?? 0;
  const spikes = findSpikes(amounts, NEIGHBOURS);
  const steps = findShifts(withoutSpikes(amounts, spikes), NEIGHBOURS);
  const perDay = booked.length / values.length;
  return {
    shifts: steps.map(({ index, amount }) => ({ index: dayOf(index), perDay: amount * perDay })),
    spikes: spikes.map(({ index, amount }) => ({ index: dayOf(index), amount })),
    slope: null,
  };
}

/**
 * Each change as the difference of the mean levels on its sides, up to eight weeks or the next change: the week in which the level
 * moved is half of each and would make it too small.
 */
function sizeOf(values: Float64Array, days: readonly number[]): { index: number; perDay: number }[] {
  return days.map((day, position) => {
    const from = Math.max(days[position - 1] ?? 0, day - LEVEL_DAYS);
    const to = Math.min(days[position + 1] ?? values.length, day + LEVEL_DAYS);
    return { index: day, perDay: mean(values, day, to) - mean(values, from, day) };
  });
}

/** Within a week of the place that the weeks named, the day at which the means before and after differ most. */
function dayOfChange(values: Float64Array, place: number): number {
  let best = place;
  let widest = -1;
  for (let day = Math.max(1, place - WEEK); day <= Math.min(values.length - 1, place + WEEK); day += 1) {
    const before = mean(values, Math.max(0, day - SIDE_DAYS), day);
    const after = mean(values, day, Math.min(values.length, day + SIDE_DAYS));
    const gap = Math.abs(after - before);
    if (gap > widest + 1e-9) [best, widest] = [day, gap];
  }
  return best;
}

function total(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += values[index] ?? 0;
  return sum;
}

function mean(values: Float64Array, from: number, to: number): number {
  return to > from ? total(values, from, to) / (to - from) : 0;
}
