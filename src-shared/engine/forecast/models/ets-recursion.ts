/** The components of an exponential smoothing model: none, additive, multiplicative; a trend may be damped. */
import { log } from '../../elementary.ts';

export interface EtsSpec {
  readonly error: 'A' | 'M';
  readonly trend: 'N' | 'A' | 'M';
  readonly damped: boolean;
  readonly season: 'N' | 'A' | 'M';
}

/** Places of the parameters in a vector: four shares, level, slope, then the seasonal states, the oldest first. */
export const ALPHA = 0;
export const BETA = 1;
export const GAMMA = 2;
export const PHI = 3;
export const LEVEL = 4;
export const SLOPE = 5;
export const SEASONS = 6;

/** What a pass leaves: the sum of squared errors (relative for multiplicative errors) and Σ log |forecast|. */
export interface EtsPass {
  squares: number;
  logs: number;
}

/** The name of the literature: `ETS(M,Ad,N)`. */
export function etsName({ error, trend, damped, season }: EtsSpec): string {
  return `ETS(${error},${trend}${damped && trend !== 'N' ? 'd' : ''},${season})`;
}

/**
 * Runs the recursions over the first `end` values and leaves the final states in `state` (level, slope, seasons from
 * place 4; the season that comes next stands at `SEASONS + end % period`). Hyndman, Koehler, Ord & Snyder (2008), ch. 2–3.
 */
export function runEts(
  spec: EtsSpec,
  state: Float64Array,
  values: Float64Array,
  end: number,
  period: number,
  pass: EtsPass,
  fitted?: Float64Array,
): void {
  const alpha = state[ALPHA]!;
  const slopeShare = state[BETA]! / alpha;
  const gamma = state[GAMMA]!;
  const phi = state[PHI]!;
  const { trend, season } = spec;
  const relative = spec.error === 'M';
  let level = state[LEVEL]!;
  let slope = state[SLOPE]!;
  let squares = 0;
  let logs = 0;
  let place = SEASONS;
  const lastPlace = SEASONS + period - 1;
  for (let index = 0; index < end; index += 1) {
    const value = values[index]!;
    const onward = trend === 'N' ? 0 : trend === 'A' ? phi * slope : phi === 1 ? slope : slope ** phi;
    const base = trend === 'N' ? level : trend === 'A' ? level + onward : level * onward;
    const factor = season === 'N' ? 0 : state[place]!;
    const expected = season === 'N' ? base : season === 'A' ? base + factor : base * factor;
    if (fitted) fitted[index] = expected;
    let error = value - expected;
    if (relative) {
      const size = Math.abs(expected) < 1e-12 ? 1e-12 : Math.abs(expected);
      error /= size;
      logs += log(size);
    }
    squares += error * error;
    const seen = season === 'N' ? value : season === 'A' ? value - factor : value / nonZero(factor);
    const before = level;
    level = base + alpha * (seen - base);
    if (trend === 'A') slope = onward + slopeShare * (level - before - onward);
    else if (trend === 'M') slope = onward + slopeShare * (level / nonZero(before) - onward);
    if (season !== 'N') {
      const left = season === 'A' ? value - base : value / nonZero(base);
      state[place] = factor + gamma * (left - factor);
      place = place === lastPlace ? SEASONS : place + 1;
    }
  }
  state[LEVEL] = level;
  state[SLOPE] = slope;
  pass.squares = squares;
  pass.logs = logs;
}

/** Forecasts from the states that `runEts` left after `end` values. */
export function continueEts(
  spec: EtsSpec,
  state: Float64Array,
  end: number,
  period: number,
  horizon: number,
): Float64Array {
  const phi = state[PHI]!;
  const level = state[LEVEL]!;
  const slope = state[SLOPE]!;
  const forecast = new Float64Array(horizon);
  let damping = 0;
  let power = 1;
  for (let step = 0; step < horizon; step += 1) {
    power *= phi;
    damping += power;
    const base =
      spec.trend === 'N' ? level : spec.trend === 'A' ? level + damping * slope : level * slope ** damping;
    const factor = spec.season === 'N' ? 0 : state[SEASONS + ((end + step) % period)]!;
    forecast[step] = spec.season === 'N' ? base : spec.season === 'A' ? base + factor : base * factor;
  }
  return forecast;
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-12 ? 1e-12 : value;
}
