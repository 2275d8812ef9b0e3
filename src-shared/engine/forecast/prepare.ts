import { median } from './line.ts';
import { findShifts, stepSize } from '../trends/shifts.ts';
import { isYearly, removeSeason, restoreSeason, seasonalProfile, type SeasonalProfile } from './seasonal.ts';
import { exp, log } from '../elementary.ts';

/** A value that the forecast does not take as it stands, and what it takes instead. */
export interface Adjustment {
  readonly index: number;
  /** `excluded` and `level` as somebody asked; `level`: the last value of an earlier level, moved with all before it. */
  readonly reason: 'missing' | 'oneOff' | 'excluded' | 'level';
  /** What the series says; null where it says nothing. */
  readonly from: number | null;
  readonly to: number;
}

/** What somebody decided about one value, or about the step that begins with it. */
export interface Treatment {
  readonly index: number;
  readonly what: 'month' | 'level';
  /** `exclude`: do not learn from the value, or from the step. `keep`: take it as it stands, though it stands out. */
  readonly treatment: 'exclude' | 'keep';
}

export interface PrepareOptions {
  readonly keepOneOffs?: boolean;
  readonly treatments?: readonly Treatment[];
}

export interface PreparedSeries {
  /** The values with gaps filled, one-offs as they stand. */
  readonly values: Float64Array;
  /** The values that models are fitted on. */
  readonly clean: Float64Array;
  readonly adjustments: readonly Adjustment[];
}

/** Robust deviations from the neighbours at which a month is a one-off (a fee, a migration, a credit). */
const ONE_OFF_DEVIATIONS = 5;
/** A one-off is at least this share of the usual size: in a nearly constant series every cent would be one. */
const LEAST_ONE_OFF = 0.1;
const NEIGHBOURS = 3;
const FEWEST_FOR_ONE_OFFS = 8;
const FEW_CYCLES = 4;
/** Months that a level has to last to be one. */
const SHORTEST_LEVEL = 4;
const STEADIER = 0.8;

/**
 * Fills gaps (the line between neighbours, seen without season) and takes one-offs of yearly seasons back to five robust
 * deviations from their neighbours, so that a purchase of last March is not expected every March. The newest value is left as it is:
 * it may be a new level. Shorter cycles are left alone: their peaks (payday, month end) come back.
 * Every adjustment is listed; `keepOneOffs` undoes that part. Infinite values count as missing.
 *
 * `treatments` are a person's word: an excluded value is filled as if it were missing, a kept one stays as it is, and where
 * a step is excluded, the values before it are moved to the level after it.
 */
export function prepareSeries(
  given: readonly (number | null)[],
  season: number,
  { keepOneOffs = false, treatments = [] }: PrepareOptions = {},
): PreparedSeries {
  const treated = (what: Treatment['what'], treatment: Treatment['treatment']): Set<number> =>
    new Set(
      treatments.filter((one) => one.what === what && one.treatment === treatment).map(({ index }) => index),
    );
  const excluded = treated('month', 'exclude');
  const kept = treated('month', 'keep');
  const isPresent = given.map((value) => value !== null && Number.isFinite(value));
  const isKnown = isPresent.map((present, index) => present && !excluded.has(index));
  const filled = fillGaps(given, isKnown, season);
  const values = withoutSteps(filled, treated('level', 'exclude'), season);
  const held = keepOneOffs || !isYearly(season) ? values : withoutOneOffs(values, season);
  const clean = held.map((value, index) => (kept.has(index) ? values[index]! : value));
  return { values, clean, adjustments: adjustmentsOf({ given, isPresent, excluded, filled, values, clean }) };
}

function adjustmentsOf(series: {
  readonly given: readonly (number | null)[];
  readonly isPresent: readonly boolean[];
  readonly excluded: ReadonlySet<number>;
  readonly filled: Float64Array;
  readonly values: Float64Array;
  readonly clean: Float64Array;
}): Adjustment[] {
  const { given, isPresent, excluded, filled, values, clean } = series;
  return given.flatMap((value, index): Adjustment[] => {
    const to = clean[index]!;
    if (!isPresent[index]) return [{ index, reason: 'missing', from: null, to }];
    if (excluded.has(index)) return [{ index, reason: 'excluded', from: value, to }];
    if (values[index] !== to) return [{ index, reason: 'oneOff', from: value, to }];
    const move = values[index] - filled[index]!;
    const isLastMoved =
      move !== 0 && (index + 1 === given.length || !isNear(values[index + 1]! - filled[index + 1]!, move));
    return isLastMoved ? [{ index, reason: 'level', from: value, to }] : [];
  });
}

function isNear(value: number, other: number): boolean {
  return Math.abs(value - other) <= 0.5 * Math.abs(other);
}

/**
 * The values with everything before each of the named steps moved to the level after it: by a factor where all are positive.
 * The steps are measured twice, the second time without the season that is seen once they are out.
 */
function withoutSteps(values: Float64Array, places: ReadonlySet<number>, season: number): Float64Array {
  const inside = [...places].filter((place) => place > 0 && place < values.length);
  if (inside.length === 0) return values;
  const isRatio = values.every((value) => value > 0);
  const level = isRatio ? values.map(log) : values;
  const profile = seasonalProfile(moved(level, inside, level), season, { kind: 'additive' });
  const even = moved(level, inside, removeSeason(level, profile));
  const last = Math.max(...inside);
  return values.map((value, index) => {
    if (index >= last) return value;
    return isRatio ? exp(even[index]!) : even[index]!;
  });
}

/** The level with what lies before each place moved by the step that the plain values make there. */
function moved(level: Float64Array, places: readonly number[], plain: Float64Array): Float64Array {
  const others = findShifts(plain, SHORTEST_LEVEL)
    .map(({ index }) => index)
    .filter((index) => places.every((place) => Math.abs(place - index) >= SHORTEST_LEVEL));
  const even = Float64Array.from(level);
  for (const place of places) {
    const step = stepSize(plain, [...others, ...places], place);
    for (let index = 0; index < place; index += 1) even[index]! += step;
  }
  return even;
}

function fillGaps(
  given: readonly (number | null)[],
  isKnown: readonly boolean[],
  season: number,
): Float64Array {
  const straight = joined(
    Float64Array.from(given, (value) => value ?? 0),
    isKnown,
  );
  if (isKnown.every(Boolean)) return straight;
  const profile = seasonalProfile(straight, season);
  if (profile.kept === 0) return straight;
  const filled = restoreSeason(joined(removeSeason(straight, profile), isKnown), profile, 0);
  return filled.map((value, index) => (isKnown[index] ? straight[index]! : value));
}

/** The values, with straight lines between the known ones and level ends. Nothing known: zeros. */
function joined(values: Float64Array, isKnown: readonly boolean[]): Float64Array {
  const filled = Float64Array.from(values);
  let last = -1;
  for (let index = 0; index <= filled.length; index += 1) {
    if (index < filled.length && !isKnown[index]) continue;
    const after = index < filled.length ? filled[index]! : last >= 0 ? filled[last]! : 0;
    const before = last >= 0 ? filled[last]! : after;
    for (let gap = last + 1; gap < index; gap += 1) {
      const share = (gap - last) / (index - last);
      filled[gap] = before * (1 - share) + after * share;
    }
    last = index;
  }
  return filled;
}

/**
 * Two rounds: first values that stand out while the same month of other years does not, so that they do not pass for a
 * season; then what stands out from the series without the season of the rest.
 */
function withoutOneOffs(values: Float64Array, season: number): Float64Array {
  const count = values.length;
  if (count < FEWEST_FOR_ONE_OFFS) return values;
  const { usual, away, bound } = neighbourhood(values);
  const rough = values.map((value, index) => {
    const isOut = bound > 0 && Math.abs(away[index]!) > bound && !returnsEachCycle(away, index, season);
    return isOut && index < count - 1 ? usual[index]! : value;
  });
  const profile = steadyProfile(rough, season);
  const seen = neighbourhood(removeSeason(values, profile));
  if (!(seen.bound > 0)) return rough;
  const isHeld = (index: number): boolean => index < count - 1 && Math.abs(seen.away[index]!) > seen.bound;
  const held = seen.usual.map((value, index) => value + Math.sign(seen.away[index]!) * seen.bound);
  const back = restoreSeason(held, profile, 0);
  return values.map((value, index) => (isHeld(index) ? back[index]! : value));
}

/**
 * The seasonal profile of a series that may have changed its level. In a short history a new level looks much like a season;
 * so below four cycles the profile of the series without its level shifts is tried as well, and taken when it leaves clearly smaller
 * steps from month to month. (In longer ones it makes forecasts slightly worse, and the two can be told apart without.)
 */
export function steadyProfile(values: Float64Array, season: number): SeasonalProfile {
  const plain = seasonalProfile(values, season);
  if (!isYearly(season) || plain.kept === 0 || values.length >= FEW_CYCLES * season) return plain;
  const isRatio = plain.kind === 'multiplicative';
  const level = isRatio ? values.map(log) : Float64Array.from(values);
  for (const { index, amount } of findShifts(level, SHORTEST_LEVEL)) {
    for (let at = index; at < level.length; at += 1) level[at]! -= amount;
  }
  const steady = seasonalProfile(isRatio ? level.map(exp) : level, season, { kind: plain.kind });
  return roughness(values, steady) < STEADIER * roughness(values, plain) ? steady : plain;
}

/** The median step of the series without a profile. */
function roughness(values: Float64Array, profile: SeasonalProfile): number {
  const rest = removeSeason(values, profile);
  return median(rest.slice(1).map((value, index) => Math.abs(value - rest[index]!)));
}

/** Each value's distance to the median of its neighbours, and the distance from which on it stands out. */
function neighbourhood(values: Float64Array): { usual: Float64Array; away: Float64Array; bound: number } {
  const usual = runningMedian(values, NEIGHBOURS);
  const away = values.map((value, index) => value - usual[index]!);
  const spread = 1.4826 * median(away.map(Math.abs));
  const size = median(values.map(Math.abs));
  return { usual, away, bound: Math.max(ONE_OFF_DEVIATIONS * spread, LEAST_ONE_OFF * size) };
}

/** Whether the same step of another cycle stands out at least half as far to the same side. */
function returnsEachCycle(away: Float64Array, index: number, season: number): boolean {
  for (let at = index % season; at < away.length; at += season) {
    if (at !== index && away[at]! * Math.sign(away[index]!) >= 0.5 * Math.abs(away[index]!)) return true;
  }
  return false;
}

/**
 * The median of each value and its neighbours. Near an end the window shrinks to both sides alike, so that a straight rise is
 * its own median everywhere.
 */
export function runningMedian(values: Float64Array, half: number): Float64Array {
  return values.map((_, index) => {
    const reach = Math.min(half, index, values.length - 1 - index);
    return median(values.subarray(index - reach, index + reach + 1));
  });
}
