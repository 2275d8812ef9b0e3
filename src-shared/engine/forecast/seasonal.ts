import { mean, median } from './line.ts';
import { log } from '../elementary.ts';

/** A repeating profile of a series: factors around 1, or amounts around 0. */
export interface SeasonalProfile {
  readonly kind: 'multiplicative' | 'additive';
  /** One index for each step of the cycle; the first belongs to the first value of the series. */
  readonly indices: Float64Array;
  /** How much of the raw profile was kept, 0 to 1: its evidence. */
  readonly kept: number;
}

export interface ProfileOptions {
  readonly kind?: SeasonalProfile['kind'];
  /** `false`: the raw profile. */
  readonly shrink?: boolean;
  /** Medians instead of discounted means: a profile that a few spikes cannot bend. Not shrunk. */
  readonly robust?: boolean;
  /** Refine the trend once without the profile; default true. */
  readonly refine?: boolean;
}

/** Full cycles needed before a profile is looked for. */
const MIN_CYCLES = 2;
/** Weights by which a cycle counts less than the one after it: all alike, or the last two or three nearly alone. */
const DISCOUNTS = [1, 0.98, 0.95, 0.9, 0.8, 0.65, 0.5];
/** What is usual: years differ more from one another than weeks do. */
const USUAL_DISCOUNT = { year: 0.8, other: 0.98 };
/** Cycles of so many steps are years: quarters, months, weeks. */
const STEPS_OF_YEAR = new Set([4, 12, 13, 26, 52]);

/** Whether a cycle of so many steps is a year. */
export function isYearly(season: number): boolean {
  return STEPS_OF_YEAR.has(season);
}
/** How much better, in units of the log likelihood, an unusual discount has to be. */
const DISCOUNT_CAUTION = 8;

/**
 * The seasonal profile of a series, shrunk by its evidence.
 *
 * Ratios (or differences) to a trend are averaged for each step of the cycle, recent cycles counting more: the discount is
 * the one that would have foretold the later cycles best from the earlier ones. The means are pulled towards "no season" by
 * the positive-part factor of James and Stein (1961), their variance set against their standard errors; a yes/no test
 * throws a weak season away or keeps all its noise. The trend is the centred moving average and then, so that the newest
 * half cycle counts as well, a local line through the adjusted values (the two passes of X-11).
 *
 * Multiplicative where all values are positive, else additive. Fewer than two cycles, or `season` below 2: no profile.
 *
 * @example seasonalProfile(Float64Array.from([1, 3, 1, 3, 1, 3, 1, 3]), 2).indices // ≈ [0.5, 1.5]
 */
export function seasonalProfile(
  values: Float64Array,
  season: number,
  options: ProfileOptions = {},
): SeasonalProfile {
  const kind = options.kind ?? (isPositive(values) ? 'multiplicative' : 'additive');
  const neutral = kind === 'multiplicative' ? 1 : 0;
  const none = { kind, indices: new Float64Array(Math.max(1, season)).fill(neutral), kept: 0 };
  if (season < 2 || values.length < MIN_CYCLES * season) return none;
  const against = (trend: Float64Array): SeasonalProfile | undefined =>
    profileAgainst(values, trend, kind, season, options);
  const width = isYearly(season) ? Math.round(1.5 * season) : season;
  const first = against(centredAverage(values, season));
  if (first === undefined) return none;
  if (options.refine === false) return first;
  return against(localLine(removeSeason(values, first), width)) ?? first;
}

function profileAgainst(
  values: Float64Array,
  trend: Float64Array,
  kind: SeasonalProfile['kind'],
  season: number,
  { shrink = true, robust = false }: ProfileOptions,
): SeasonalProfile | undefined {
  const parts = values.map((value, index) => {
    const level = trend[index]!;
    if (kind === 'additive') return value - level;
    // A positive value cannot be more than a whole cycle's spend: beyond that the trend, not the season, is wrong.
    return level > 0 && value <= season * level ? value / level : Number.NaN;
  });
  const { means, variance, errorShare } = robust
    ? medians(parts, season)
    : discountedMeans(parts, season, bestDiscount(parts, season));
  const centre = mean(means);
  if (!Number.isFinite(centre) || (kind === 'multiplicative' && !(centre > 0))) return undefined;
  const between = means.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  if (!(between > 0)) return undefined;
  const kept = shrink ? Math.max(0, 1 - (Math.max(1, season - 3) * variance * errorShare) / between) : 1;
  const indices = means.map((value) =>
    kind === 'multiplicative' ? 1 + kept * (value / centre - 1) : kept * (value - centre),
  );
  if (kind === 'multiplicative' && indices.some((value) => !(value > 0.001))) return undefined;
  return { kind, indices, kept };
}

/** The discount that foretells each cycle best from those before; few cycles say little, and the usual one stays. */
function bestDiscount(parts: Float64Array, season: number): number {
  const usual = isYearly(season) ? USUAL_DISCOUNT.year : USUAL_DISCOUNT.other;
  let best = usual;
  let least = Infinity;
  for (const discount of DISCOUNTS) {
    let squares = 0;
    let count = 0;
    for (let step = 0; step < season; step += 1) {
      let sum = 0;
      let weight = 0;
      for (let index = step; index < parts.length; index += season) {
        const part = parts[index]!;
        if (Number.isNaN(part)) continue;
        if (weight > 0) {
          squares += (part - sum / weight) ** 2;
          count += 1;
        }
        sum = discount * sum + part;
        weight = discount * weight + 1;
      }
    }
    if (count === 0 || !(squares > 0)) return usual;
    const score =
      count * log(squares / count) + DISCOUNT_CAUTION * Math.abs(memoryOf(discount) - memoryOf(usual));
    if (score < least) {
      least = score;
      best = discount;
    }
  }
  return best;
}

/** Discounts on a scale on which equal steps are equally different. */
function memoryOf(discount: number): number {
  return log(1.05 - discount);
}

/** Discounted means of each step, the pooled variance of the parts about them, and 1 ÷ effective number of cycles. */
function discountedMeans(
  parts: Float64Array,
  season: number,
  discount: number,
): { means: Float64Array; variance: number; errorShare: number } {
  const means = new Float64Array(season);
  let within = 0;
  let freedom = 0;
  let errorShare = 0;
  for (let step = 0; step < season; step += 1) {
    let sum = 0;
    let squares = 0;
    let weight = 0;
    let weight2 = 0;
    let count = 0;
    for (let index = step; index < parts.length; index += season) {
      const part = parts[index]!;
      if (Number.isNaN(part)) continue;
      sum = discount * sum + part;
      squares = discount * squares + part * part;
      weight = discount * weight + 1;
      weight2 = discount * discount * weight2 + 1;
      count += 1;
    }
    const own = sum / weight;
    means[step] = own;
    const cycles = (weight * weight) / weight2;
    within += Math.max(0, squares / weight - own ** 2) * count;
    freedom += count * (1 - 1 / cycles);
    errorShare += 1 / cycles / season;
  }
  return { means, variance: within / Math.max(freedom, season * 0.5), errorShare };
}

/** The median of each step's parts, taken as exact. */
function medians(
  parts: Float64Array,
  season: number,
): { means: Float64Array; variance: number; errorShare: number } {
  const means = Float64Array.from({ length: season }, (_, step) =>
    median(parts.filter((part, index) => index % season === step && !Number.isNaN(part))),
  );
  return { means, variance: 0, errorShare: 0 };
}

/** The moving average over a cycle, centred; an even cycle counts its two ends half. NaN where it does not fit. */
export function centredAverage(values: Float64Array, season: number): Float64Array {
  const count = values.length;
  const trend = new Float64Array(count).fill(Number.NaN);
  const half = season >> 1;
  const ends = season % 2 === 0 ? 0.5 : 1;
  for (let index = half; index < count - half; index += 1) {
    let total = ends * (values[index - half]! + values[index + half]!);
    for (let at = index - half + 1; at < index + half; at += 1) total += values[at]!;
    trend[index] = total / season;
  }
  return trend;
}

/** A smooth trend: at every value a line through the neighbours up to `width` away, near ones counting more (tricube). */
export function localLine(values: Float64Array, width: number): Float64Array {
  const count = values.length;
  const smooth = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const low = Math.max(0, index - width);
    const high = Math.min(count - 1, index + width);
    const reach = Math.max(index - low, high - index) + 1;
    let weight = 0;
    let first = 0;
    let second = 0;
    let sum = 0;
    let product = 0;
    for (let at = low; at <= high; at += 1) {
      const away = at - index;
      const share = Math.abs(away) / reach;
      const rest = 1 - share * share * share;
      const own = rest * rest * rest;
      weight += own;
      first += own * away;
      second += own * away * away;
      sum += own * values[at]!;
      product += own * away * values[at]!;
    }
    const determinant = weight * second - first * first;
    smooth[index] = determinant > 1e-9 ? (sum * second - product * first) / determinant : sum / weight;
  }
  return smooth;
}

/** The series without its profile. */
export function removeSeason(
  values: Float64Array,
  profile: SeasonalProfile,
  count = values.length,
): Float64Array {
  const { kind, indices } = profile;
  const season = indices.length;
  const plain = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const factor = indices[index % season]!;
    plain[index] = kind === 'multiplicative' ? values[index]! / factor : values[index]! - factor;
  }
  return plain;
}

/** Puts the profile back on values that begin at step `start` of the series, in place, and returns them. */
export function restoreSeason(values: Float64Array, profile: SeasonalProfile, start: number): Float64Array {
  const { kind, indices } = profile;
  const season = indices.length;
  for (let index = 0; index < values.length; index += 1) {
    const factor = indices[(start + index) % season]!;
    values[index] = kind === 'multiplicative' ? values[index]! * factor : values[index]! + factor;
  }
  return values;
}

function isPositive(values: Float64Array): boolean {
  return values.length > 0 && values.every((value) => value > 0);
}
