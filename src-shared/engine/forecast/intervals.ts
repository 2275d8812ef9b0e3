import type { Backtest } from './backtest.ts';
import { normalScore } from './normal.ts';

/** How wide the errors are at each step ahead: `sigma × step^growth`. */
export interface ErrorSpread {
  readonly sigma: number;
  readonly growth: number;
}

/** Errors grow about with the cube root of the horizon in monthly series; own evidence moves the exponent from there. */
const USUAL_GROWTH = 0.3;
/** Weight of the usual growth in numbers of origins. */
const GROWTH_WEIGHT = 12;

/** Normal scores at which the standardised error quantiles stand: 2.5, 10, 50, 90 and 97.5 %. */
const SCORES = [-1.96, -1.2816, 0, 1.2816, 1.96];
/** Quantiles of back-test errors over their spread, in thirds of the horizon: heavier than normal, leaning upward. */
const QUANTILES = [
  [-2.18, -1.22, 0.02, 1.34, 2.42],
  [-1.97, -1.1, 0.02, 1.44, 2.62],
  [-2.17, -1.24, 0.02, 1.72, 3.05],
];

/** The spread of a series' own back-test errors; `undefined` with fewer than two origins. */
export function spreadOf(test: Backtest, values: Float64Array): ErrorSpread | undefined {
  const horizon = Math.max(0, ...test.forecasts.map((forecast) => forecast.length));
  if (test.forecasts.length < 2 || horizon === 0) return undefined;
  const squares = new Float64Array(horizon);
  const counts = new Float64Array(horizon);
  test.forecasts.forEach((forecast, row) => {
    for (let step = 0; step < forecast.length; step += 1) {
      squares[step]! += (forecast[step]! - values[test.origins[row]! + step]!) ** 2;
      counts[step]! += 1;
    }
  });
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  for (let step = 0; step < horizon; step += 1) {
    if (!(squares[step]! > 0)) continue;
    weight += counts[step]!;
    sumX += counts[step]! * Math.log(step + 1);
    sumY += counts[step]! * 0.5 * Math.log(squares[step]! / counts[step]!);
  }
  if (weight === 0) return { sigma: 0, growth: USUAL_GROWTH };
  const centreX = sumX / weight;
  const centreY = sumY / weight;
  let product = 0;
  let square = 0;
  for (let step = 0; step < horizon; step += 1) {
    if (!(squares[step]! > 0)) continue;
    const x = Math.log(step + 1) - centreX;
    product += counts[step]! * x * (0.5 * Math.log(squares[step]! / counts[step]!) - centreY);
    square += counts[step]! * x * x;
  }
  const prior = GROWTH_WEIGHT * test.forecasts.length * 0.1 + GROWTH_WEIGHT;
  const growth = Math.min(1, Math.max(0, (product + prior * USUAL_GROWTH) / (square + prior)));
  return { sigma: Math.exp(centreY - growth * centreX), growth };
}

/** The standardised error below which the normal score's share lies, at a step of the horizon. Monotone in the score. */
export function standardisedQuantile(score: number, step: number, horizon: number): number {
  const third = Math.min(2, Math.floor((3 * step) / Math.max(1, horizon)));
  const row = QUANTILES[third]!;
  let place = 0;
  while (place < SCORES.length - 2 && score > SCORES[place + 1]!) place += 1;
  const from = SCORES[place]!;
  const slope = (row[place + 1]! - row[place]!) / (SCORES[place + 1]! - from);
  return row[place]! + slope * (score - from);
}

/** The value at a normal score for a step ahead (0 is the first). */
export function valueAtScore(
  mean: number,
  spread: ErrorSpread,
  score: number,
  step: number,
  horizon: number,
): number {
  return mean + spread.sigma * (step + 1) ** spread.growth * standardisedQuantile(score, step, horizon);
}

/** The normal scores of the central interval of a level in percent: 95 → ∓1.96. */
export function levelScores(level: number): readonly [number, number] {
  if (!(level > 0 && level < 100)) throw new RangeError(`not a level between 0 and 100: ${level}`);
  const score = normalScore(0.5 + level / 200);
  return [-score, score];
}
