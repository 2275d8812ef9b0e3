import { median } from './line.ts';
import { findShifts } from '../trends/shifts.ts';
import { isYearly, removeSeason, restoreSeason, seasonalProfile, type SeasonalProfile } from './seasonal.ts';

/** A value that the forecast does not take as it stands, and what it takes instead. */
export interface Adjustment {
  readonly index: number;
  readonly reason: 'missing' | 'oneOff';
  /** What the series says; null where it says nothing. */
  readonly from: number | null;
  readonly to: number;
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
 */
export function prepareSeries(
  given: readonly (number | null)[],
  season: number,
  { keepOneOffs = false }: { readonly keepOneOffs?: boolean } = {},
): PreparedSeries {
  const isKnown = given.map((value) => value !== null && Number.isFinite(value));
  const values = fillGaps(given, isKnown, season);
  const missing = given.flatMap((_, index): Adjustment[] =>
    isKnown[index] ? [] : [{ index, reason: 'missing', from: null, to: values[index]! }],
  );
  const clean = keepOneOffs || !isYearly(season) ? values : withoutOneOffs(values, season);
  const oneOffs = Array.from(clean, (to, index): Adjustment => ({
    index,
    reason: 'oneOff',
    from: values[index]!,
    to,
  })).filter(({ from, to }) => from !== to);
  return { values, clean, adjustments: [...missing, ...oneOffs].sort((a, b) => a.index - b.index) };
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
  const level = isRatio ? values.map(Math.log) : Float64Array.from(values);
  for (const { index, amount } of findShifts(level, SHORTEST_LEVEL)) {
    for (let at = index; at < level.length; at += 1) level[at]! -= amount;
  }
  const steady = seasonalProfile(isRatio ? level.map(Math.exp) : level, season, { kind: plain.kind });
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
