import {
  addDays,
  addMonths,
  firstDayOf,
  monthNumber,
  toDay,
  toMonth,
  weekdayOf,
  type Day,
} from '../../domain/calendar.ts';
import { mean, median, theilSenLine } from '../forecast/line.ts';
import { prepareSeries, runningMedian } from '../forecast/prepare.ts';
import { normalShare } from '../forecast/normal.ts';
import { removeSeason, restoreSeason, seasonalProfile, type SeasonalProfile } from '../forecast/seasonal.ts';
import { findShifts, type Shift } from './shifts.ts';
import { findSpikes, withoutSpikes } from './spikes.ts';
import { expm1, log } from '../elementary.ts';

export interface TrendRequest {
  /** Spend in units by month or day, oldest first, none missing; complete months only. */
  readonly values: readonly number[];
  /** The first month (`2026-01`) or the first day (`2026-01-01`): it says which of the two the values are. */
  readonly start: string;
}

export interface DatedAmount {
  readonly date: Day;
  /** Units a month or day, as the values are. */
  readonly amount: number;
}

export interface Trend {
  /** The usual level now, without season and spikes: units a month. */
  readonly baseline: number;
  /** Units a month by which the level moves each month, shifts not counted. */
  readonly slopePerMonth: number;
  /** How surely the slope is not zero, 0 to 1: one minus the two-sided p of Mann and Kendall's test. */
  readonly slopeSignificance: number;
  readonly seasonality: {
    /** 12 months or 7 days; 0 where the values are too few. */
    readonly period: number;
    /** 0 none to 1 all: the share of what is left without trend that the season explains. */
    readonly strength: number;
    /** Factors around 1, from January or Monday on. */
    readonly indices: readonly number[];
  };
  readonly shifts: readonly DatedAmount[];
  readonly spikes: readonly DatedAmount[];
  /** As a fraction a year, shifts counted; null where values are not positive or fewer than three. */
  readonly growthPerYear: number | null;
}

const DAYS_OF_MONTH = 365.25 / 12;

/**
 * What a cost series does: level, slope (Theil–Sen) with its significance, season with strength (Hyndman & Athanasopoulos,
 * FPP3 4.3), level shifts and spikes with their dates, growth a year. No values: all zero.
 */
export function analyzeTrend({ values, start }: TrendRequest): Trend {
  const isMonthly = start.length === 7;
  const period = isMonthly ? 12 : 7;
  const given = Float64Array.from(values);
  const half = isMonthly ? 2 : 7;
  const shortest = isMonthly ? 3 : 10;
  // Spikes and shifts bend the profile, and a season hides both: a rough round finds them, the second is without them.
  const { clean } = prepareSeries(values, period);
  const rough = roughProfile(clean, period, half);
  const steady = withoutEvents(clean, rough, half, shortest);
  const profile = seasonalProfile(steady, period, { kind: rough.kind });
  const unseasonal = removeSeason(given, profile);
  const spikes = findSpikes(unseasonal, half);
  const plain = withoutSpikes(unseasonal, spikes);
  const shifts = findShifts(plain, shortest);
  const level = withoutShifts(plain, shifts);
  const line = theilSenLine(level);
  const perMonth = isMonthly ? 1 : DAYS_OF_MONTH;
  const dateOf = (index: number): Day =>
    isMonthly ? firstDayOf(addMonths(toMonth(start), index)) : addDays(toDay(start), index);
  return {
    baseline: usualLevel(plain, shifts, isMonthly) * perMonth,
    slopePerMonth: line.slope * perMonth * perMonth,
    slopeSignificance: significanceOfSlope(level),
    seasonality: {
      period: profile.kept > 0 ? period : 0,
      strength: strengthOf(plain, profile),
      indices: profile.kept > 0 ? calendarIndices(profile, start, isMonthly, plain) : [],
    },
    shifts: shifts.map(({ index, amount }) => ({ date: dateOf(index), amount })),
    spikes: spikes.map(({ index, amount }) => ({ date: dateOf(index), amount })),
    growthPerYear: growthOf(plain, isMonthly ? 12 : 365.25),
  };
}

/** A profile that spikes cannot bend, multiplicative or additive, whichever leaves the values nearer to their neighbours. */
function roughProfile(given: Float64Array, period: number, half: number): SeasonalProfile {
  const kinds = given.every((value) => value > 0)
    ? (['multiplicative', 'additive'] as const)
    : (['additive'] as const);
  const roughness = (profile: SeasonalProfile): number => {
    const plain = removeSeason(given, profile);
    const usual = runningMedian(plain, half);
    return mean(plain.map((value, index) => Math.abs(value - usual[index]!)));
  };
  const profiles = kinds.map((kind) => seasonalProfile(given, period, { robust: true, kind }));
  return profiles.reduce((best, one) => (roughness(one) < roughness(best) ? one : best));
}

/** The series with its season but without the spikes and shifts that a rough profile lets one see. */
function withoutEvents(
  given: Float64Array,
  rough: SeasonalProfile,
  half: number,
  shortest: number,
): Float64Array {
  const plain = removeSeason(given, rough);
  const calm = withoutSpikes(plain, findSpikes(plain, half));
  return restoreSeason(withoutShifts(calm, findShifts(calm, shortest)), rough, 0);
}

function withoutShifts(values: Float64Array, shifts: readonly Shift[]): Float64Array {
  const level = Float64Array.from(values);
  for (const { index, amount } of shifts)
    for (let at = index; at < level.length; at += 1) level[at]! -= amount;
  return level;
}

/** The median of the last half year or four weeks, but not from before the last shift. */
function usualLevel(plain: Float64Array, shifts: readonly Shift[], isMonthly: boolean): number {
  const from = Math.max(shifts.at(-1)?.index ?? 0, plain.length - (isMonthly ? 6 : 28));
  return median(plain.subarray(Math.max(0, from)));
}

/**
 * Mann (1945) and Kendall (1975): one minus the two-sided p that a series without trend shows such an order, the variance
 * raised for neighbouring values that hang together.
 */
export function significanceOfSlope(values: ArrayLike<number>): number {
  const count = values.length;
  if (count < 4) return 0;
  let sum = 0;
  for (let from = 0; from < count; from += 1) {
    for (let to = from + 1; to < count; to += 1) sum += Math.sign(values[to]! - values[from]!);
  }
  const line = theilSenLine(values);
  const rest = Float64Array.from(
    { length: count },
    (_, index) => values[index]! - line.intercept - line.slope * index,
  );
  let product = 0;
  let square = 0;
  for (let index = 0; index < count; index += 1) {
    square += rest[index]! ** 2;
    if (index > 0) product += rest[index]! * rest[index - 1]!;
  }
  const lagged = square > 0 ? Math.min(0.9, Math.max(0, product / square)) : 0;
  const variance = ((count * (count - 1) * (2 * count + 5)) / 18) * ((1 + lagged) / (1 - lagged));
  const score = sum === 0 ? 0 : (Math.abs(sum) - 1) / Math.sqrt(variance);
  return Math.max(0, 2 * normalShare(score) - 1);
}

function strengthOf(plain: Float64Array, profile: SeasonalProfile): number {
  if (profile.kept === 0) return 0;
  const line = theilSenLine(plain);
  const season = profile.indices.length;
  let rest = 0;
  let both = 0;
  plain.forEach((value, index) => {
    const trend = line.intercept + line.slope * index;
    const swing = profile.indices[index % season]!;
    const seasonal = profile.kind === 'multiplicative' ? trend * (swing - 1) : swing;
    rest += (value - trend) ** 2;
    both += (value - trend + seasonal) ** 2;
  });
  return both > 0 ? Math.max(0, 1 - rest / both) : 0;
}

/** The profile from January or Monday on, as factors. */
function calendarIndices(
  { kind, indices }: SeasonalProfile,
  start: string,
  isMonthly: boolean,
  plain: Float64Array,
): number[] {
  const first = isMonthly ? monthNumber(toMonth(start)) % 12 : weekdayOf(toDay(start));
  const level = Math.abs(median(plain)) || 1;
  return Array.from(indices, (_, step) => {
    const value = indices[(step - first + indices.length) % indices.length]!;
    return kind === 'multiplicative' ? value : 1 + value / level;
  });
}

function growthOf(plain: Float64Array, stepsOfYear: number): number | null {
  if (plain.length < 3 || plain.some((value) => !(value > 0))) return null;
  return expm1(Math.min(50, theilSenLine(plain.map(log)).slope * stepsOfYear));
}
