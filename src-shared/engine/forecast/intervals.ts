import type { Backtest } from './backtest.ts';
import { normalScore } from './normal.ts';
import { CARRIED } from './paths.ts';
import { isYearly } from './seasonal.ts';
import { exp, log } from '../elementary.ts';

/**
 * How wide the errors are at each step ahead, `sigma × step^growth` roots of the size of what is forecast, and how they
 * hang together. Large amounts err more than small ones, but less than in proportion; the root fits between the two.
 */
export interface ErrorSpread {
  readonly sigma: number;
  readonly growth: number;
  /** The share of an error that stays for the following steps, 0 to 1; the rest is gone at the next. */
  readonly lasting: number;
}

/** What errors do where the series itself says little. */
const USUAL_GROWTH = 0.4;
const USUAL_LASTING = 0.7;
/** Weights of the usual in numbers of observations for each origin, and of pairs of errors. */
const GROWTH_WEIGHT = 8;
const LASTING_WEIGHT = 400;
/** Weight of the one-step errors of the fit beside those of the back-test, on the scale of logarithms. */
const FIT_WEIGHT = 0.3;

/**
 * Errors are wider than a short series lets one see by 1 + this ÷ number of values: parameters are guesses then, a season is
 * not yet known, few errors were met. Without it, 80 % intervals of 8, 12 and 24 months held 60, 68 and 74 % of the months
 * that followed; with it 79, 78 and 79 %. The tables below belong to the usual length.
 */
const SCARCITY = 4;
const USUAL_COUNT = 120;

/** Shares at which the standardised error quantiles stand. */
const SHARES = [0.005, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.995];
const SCORES = SHARES.map(normalScore);
/**
 * Quantiles of true errors over their expected width by step ahead, learned on the public series of the project's forecast
 * sample and earlier parts of them (in seeded folds: coverage 0.944, MSIS 7.09 on monthly series not learned from), then
 * smoothed and the yearly ones centred, so that the mean is the median path. Heavier than normal and
 * leaning upward; between the steps named here they are interpolated.
 */
const TABLES = {
  year: [
    { step: 3, quantiles: [-3.3, -2.18, -1.28, -0.63, 0, 0.67, 1.38, 2.4, 4.3] },
    { step: 9, quantiles: [-3.9, -2.1, -1.12, -0.54, 0, 0.68, 1.42, 2.75, 4.7] },
    { step: 15, quantiles: [-3.6, -2.12, -1.22, -0.6, 0, 0.75, 1.58, 2.95, 5] },
  ],
  other: [
    { step: 4, quantiles: [-3.5, -1.95, -1, -0.36, 0.25, 0.95, 1.7, 2.82, 4.2] },
    { step: 11, quantiles: [-3.9, -2.15, -0.97, -0.26, 0.28, 0.98, 1.73, 2.88, 4.2] },
    { step: 28, quantiles: [-3.5, -2.08, -0.77, -0.28, 0.16, 0.7, 1.3, 2.2, 3.4] },
  ],
} as const;

/** A quantile function of standardised errors, ready for a step: the value at a normal score. Monotone. */
export type ErrorQuantiles = (score: number) => number;

/**
 * The spread of a series' own back-test errors, as one sees it who has fitted the model on the first `fitted.length` values;
 * `undefined` with fewer than two origins.
 */
export function spreadOf(
  test: Backtest,
  values: Float64Array,
  fitted: Float64Array,
  season: number,
): ErrorSpread | undefined {
  const horizon = test.forecasts.reduce((most, forecast) => Math.max(most, forecast.length), 0);
  if (test.forecasts.length < 2 || horizon === 0) return undefined;
  const squares = new Float64Array(horizon);
  const counts = new Float64Array(horizon);
  const rows = test.forecasts.map((forecast, row) => {
    const end = test.origins[row]!;
    const usual = usualSize(values, end, season);
    return forecast.map((value, step) => (value - values[end + step]!) / rootOfSize(value, usual));
  });
  for (const row of rows) {
    row.forEach((error, step) => {
      squares[step]! += error * error;
      counts[step]! += 1;
    });
  }
  const { level, growth } = growthOf(squares, counts, rows.length);
  return {
    sigma: scarcity(fitted.length) * withFit(level, values, fitted, season),
    growth,
    lasting: lastingShare(rows, growth),
  };
}

/**
 * The share of an error that lasts, from the products of every two errors of an origin, near and far: a path's sum is as wide
 * as these products say, and neighbours alone would make the sums of weeks too wide. The farther apart two errors are, the less
 * they say (least squares of share × `CARRIED`^distance), and the usual share stands in where they say little.
 * On 800 windows of the daily training parts, 80 % intervals of the horizon's sum held 79.5 %; from neighbours alone 81.6 %.
 */
function lastingShare(rows: readonly Float64Array[], growth: number): number {
  let products = 0;
  let power = 0;
  let pairs = 0;
  for (const row of rows) {
    const errors = row.map((error, step) => error / (step + 1) ** growth);
    errors.forEach((later, step) => {
      let carried = 1;
      for (let before = step - 1; before >= 0; before -= 1) {
        carried *= CARRIED;
        products += carried * later * errors[before]!;
        power += 0.5 * carried * carried * (later * later + errors[before]! ** 2);
        pairs += carried * carried;
      }
    });
  }
  if (!(power > 0)) return USUAL_LASTING;
  const weight = (LASTING_WEIGHT * power) / pairs;
  const share = (products + weight * USUAL_LASTING) / (power + weight);
  return Math.min(0.98, Math.max(0.05, share));
}

/** See `SCARCITY`. */
export function scarcity(count: number): number {
  return (1 + SCARCITY / Math.max(1, count)) / (1 + SCARCITY / USUAL_COUNT);
}

/** The line of log RMS error against log step, its slope pulled towards the usual growth. */
function growthOf(
  squares: Float64Array,
  counts: Float64Array,
  origins: number,
): { level: number; growth: number } {
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  squares.forEach((square, step) => {
    if (!(square > 0)) return;
    weight += counts[step]!;
    sumX += counts[step]! * log(step + 1);
    sumY += (counts[step]! * log(square / counts[step]!)) / 2;
  });
  if (weight === 0) return { level: 0, growth: USUAL_GROWTH };
  const centreX = sumX / weight;
  const centreY = sumY / weight;
  let product = 0;
  let squareX = 0;
  squares.forEach((square, step) => {
    if (!(square > 0)) return;
    const x = log(step + 1) - centreX;
    product += counts[step]! * x * (log(square / counts[step]!) / 2 - centreY);
    squareX += counts[step]! * x * x;
  });
  const prior = GROWTH_WEIGHT * origins;
  const growth = Math.min(1, Math.max(0, (product + prior * USUAL_GROWTH) / (squareX + prior)));
  return { level: exp(centreY - growth * centreX), growth };
}

/** The usual size of the values before a point: the mean of the last cycle, and a little of all before it. */
export function usualSize(values: Float64Array, end: number, season: number): number {
  const cycle = Math.min(end, season > 1 ? season : 12);
  let recent = 0;
  let whole = 0;
  for (let index = 0; index < end; index += 1) {
    whole += Math.abs(values[index]!);
    if (index >= end - cycle) recent += Math.abs(values[index]!);
  }
  return end > 0 ? recent / cycle + (0.02 * whole) / end : 0;
}

/** The root of the size of a forecast, never far below that of what is usual; 1 where everything is zero. */
export function rootOfSize(forecast: number, usual: number): number {
  return Math.sqrt(Math.abs(forecast) + 0.1 * usual) || 1;
}

/** The level with some of the one-step errors of the fit: back-tests of short series are few. */
function withFit(level: number, values: Float64Array, fitted: Float64Array, season: number): number {
  const usual = usualSize(values, fitted.length, season);
  let total = 0;
  let count = 0;
  for (let index = fitted.length >> 2; index < fitted.length; index += 1) {
    total += ((values[index]! - fitted[index]!) / rootOfSize(fitted[index]!, usual)) ** 2;
    count += 1;
  }
  const own = Math.sqrt(total / Math.max(1, count));
  return own > 0 && level > 0 ? level ** (1 - FIT_WEIGHT) * own ** FIT_WEIGHT : level;
}

/** The quantiles of standardised errors at a step ahead (0 is the first). */
export function errorQuantiles(step: number, season: number): ErrorQuantiles {
  const table = TABLES[isYearly(season) ? 'year' : 'other'];
  const at = step + 1;
  const right = table.findIndex((row) => row.step >= at);
  const high = table[right < 0 ? table.length - 1 : right]!;
  const low = table[right <= 0 ? (right < 0 ? table.length - 1 : 0) : right - 1]!;
  const share = high.step > low.step ? (at - low.step) / (high.step - low.step) : 0;
  const row = low.quantiles.map((value, index) => value + share * (high.quantiles[index]! - value));
  return (score) => {
    let place = 0;
    while (place < SCORES.length - 2 && score > SCORES[place + 1]!) place += 1;
    const slope = (row[place + 1]! - row[place]!) / (SCORES[place + 1]! - SCORES[place]!);
    return row[place]! + slope * (score - SCORES[place]!);
  };
}

/** The expected width of the error at a step ahead (0 is the first), in roots of the size of the forecast. */
export function widthAt({ sigma, growth }: ErrorSpread, step: number): number {
  return sigma * (step + 1) ** growth;
}

/** The normal scores of the central interval of a level in percent: 95 → ∓1.96. Not between 0 and 100: `RangeError`. */
export function levelScores(level: number): readonly [number, number] {
  if (!(level > 0 && level < 100)) throw new RangeError(`not a level between 0 and 100: ${level}`);
  const score = normalScore(0.5 + level / 200);
  return [-score, score];
}
