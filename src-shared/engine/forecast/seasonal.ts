import { mean } from './line.ts';

/** A repeating profile of a series: factors around 1, or amounts around 0. */
export interface SeasonalProfile {
  readonly kind: 'multiplicative' | 'additive';
  /** One index for each step of the cycle; the first belongs to the first value of the series. */
  readonly indices: Float64Array;
  /** How much of the raw profile was kept, 0 to 1: its evidence. */
  readonly kept: number;
}

export interface ProfileOptions {
  /** Look only at so many first values. */
  readonly count?: number;
  readonly kind?: SeasonalProfile['kind'];
  /** `false`: the raw profile. */
  readonly shrink?: boolean;
}

/** Full cycles needed before a profile is looked for. */
const MIN_CYCLES = 2;

/**
 * The seasonal profile of a series, shrunk by its evidence: ratios (or differences) to the centred moving average, their
 * mean for each step of the cycle, pulled towards "no season" by the positive-part factor of James and Stein (1961), with
 * the variance of the means set against their standard errors. A yes/no test throws a weak season away or keeps all its noise.
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
  const count = options.count ?? values.length;
  const kind = options.kind ?? (isPositive(values, count) ? 'multiplicative' : 'additive');
  const neutral = kind === 'multiplicative' ? 1 : 0;
  const none = new Float64Array(Math.max(1, season)).fill(neutral);
  if (season < 2 || count < MIN_CYCLES * season) return { kind, indices: none, kept: 0 };
  const trend = centredAverage(values, season, count);
  const half = season >> 1;
  const sums = new Float64Array(season);
  const squares = new Float64Array(season);
  const counts = new Float64Array(season);
  for (let index = half; index < count - half; index += 1) {
    const level = trend[index]!;
    const part = kind === 'multiplicative' ? values[index]! / level : values[index]! - level;
    if (!Number.isFinite(part)) continue;
    const step = index % season;
    sums[step]! += part;
    squares[step]! += part * part;
    counts[step]! += 1;
  }
  if (counts.some((seen) => seen === 0)) return { kind, indices: none, kept: 0 };
  const means = sums.map((sum, step) => sum / counts[step]!);
  const centre = mean(means);
  if (kind === 'multiplicative' && !(centre > 0)) return { kind, indices: none, kept: 0 };
  const kept = options.shrink === false ? 1 : evidence(means, squares, counts, centre);
  const indices = means.map((value) =>
    kind === 'multiplicative' ? 1 + kept * (value / centre - 1) : kept * (value - centre),
  );
  if (kind === 'multiplicative' && indices.some((value) => !(value > 0.001)))
    return { kind, indices: none, kept: 0 };
  return { kind, indices, kept };
}

/** The factor of James and Stein for the step means; with one cycle of remainders the spread is pooled over the steps. */
function evidence(means: Float64Array, squares: Float64Array, counts: Float64Array, centre: number): number {
  const season = means.length;
  let within = 0;
  let freedom = 0;
  let between = 0;
  let perMean = 0;
  for (let step = 0; step < season; step += 1) {
    within += Math.max(0, squares[step]! - counts[step]! * means[step]! ** 2);
    freedom += counts[step]! - 1;
    between += (means[step]! - centre) ** 2;
    perMean += 1 / counts[step]! / season;
  }
  if (!(between > 0)) return 0;
  if (freedom <= 0) return 0.5;
  const errorOfMean = (within / freedom) * perMean;
  return Math.max(0, 1 - (Math.max(1, season - 3) * errorOfMean) / between);
}

/** The moving average over a cycle, centred; an even cycle counts its two ends half. Undefined ends are left at 0. */
export function centredAverage(values: Float64Array, season: number, count = values.length): Float64Array {
  const trend = new Float64Array(count);
  const half = season >> 1;
  for (let index = half; index < count - half; index += 1) {
    let total = 0;
    const even = season % 2 === 0;
    for (let shift = -half; shift <= half; shift += 1) {
      total += values[index + shift]! * (even && Math.abs(shift) === half ? 0.5 : 1);
    }
    trend[index] = total / season;
  }
  return trend;
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

function isPositive(values: Float64Array, count: number): boolean {
  for (let index = 0; index < count; index += 1) if (!(values[index]! > 0)) return false;
  return count > 0;
}
