import type { FittedModel } from '../model.ts';
import { leastSquaresLine, mean } from '../line.ts';
import { minimise } from '../minimise.ts';

/** Simple exponential smoothing: the level before the first value, and the share by which each value moves it. */
export interface Smoothing {
  readonly alpha: number;
  readonly level: number;
}

const ALPHA_GRID = 24;
const LOWEST = 1e-4;
const HIGHEST = 0.9999;

/**
 * The best simple exponential smoothing by least squares. For a given alpha the start level has a closed form, so only
 * alpha is searched: a grid, then the golden section around its best point.
 */
export function bestSmoothing(values: Float64Array): Smoothing {
  if (values.length < 2) return { alpha: 0.5, level: values[0] ?? 0 };
  const errorAt = (alpha: number): number => startLevel(values, alpha).error;
  let bestAt = 0;
  let least = Infinity;
  for (let index = 0; index <= ALPHA_GRID; index += 1) {
    const error = errorAt(LOWEST + ((HIGHEST - LOWEST) * index) / ALPHA_GRID);
    if (error < least) {
      least = error;
      bestAt = index;
    }
  }
  const width = (HIGHEST - LOWEST) / ALPHA_GRID;
  let low = LOWEST + width * Math.max(0, bestAt - 1);
  let high = LOWEST + width * Math.min(ALPHA_GRID, bestAt + 1);
  const golden = (Math.sqrt(5) - 1) / 2;
  while (high - low > 1e-5) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (errorAt(left) < errorAt(right)) high = right;
    else low = left;
  }
  const alpha = (low + high) / 2;
  return { alpha, level: startLevel(values, alpha).level };
}

/** The least-squares start level for an alpha, and the sum of squares it leaves. */
function startLevel(values: Float64Array, alpha: number): { level: number; error: number } {
  let product = 0;
  let square = 0;
  let weight = 1;
  let state = 0;
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    const rest = values[index]! - state;
    product += weight * rest;
    square += weight * weight;
    sum += rest * rest;
    state = alpha * values[index]! + (1 - alpha) * state;
    weight *= 1 - alpha;
  }
  return { level: product / square, error: sum - (product * product) / square };
}

function smoothedLevel({ alpha, level }: Smoothing, values: Float64Array, end: number): number {
  let state = level;
  for (let index = 0; index < end; index += 1) state += alpha * (values[index]! - state);
  return state;
}

/**
 * The Theta method: the mean of the trend line and of the smoothed "theta 2" line.
 * Assimakopoulos & Nikolopoulos (2000); as smoothing with drift, Hyndman & Billah (2003).
 */
export function fitTheta(values: Float64Array): FittedModel {
  const line = leastSquaresLine(values);
  const doubled = values.map((value, index) => 2 * value - line.intercept - line.slope * index);
  const smoothing = bestSmoothing(doubled);
  const fitted = new Float64Array(values.length);
  let state = smoothing.level;
  for (let index = 0; index < values.length; index += 1) {
    fitted[index] = 0.5 * (state + line.intercept + line.slope * index);
    state += smoothing.alpha * (doubled[index]! - state);
  }
  return {
    name: 'theta',
    parameters: { alpha: smoothing.alpha, level: smoothing.level, ...line },
    logLikelihood: null,
    aicc: null,
    fitted,
    forecastFrom: (series, end, horizon) => {
      const own = end === values.length ? line : leastSquaresLine(series, end);
      const bent = series.map((value, index) => 2 * value - own.intercept - own.slope * index);
      const level = smoothedLevel(smoothing, bent, end);
      return Float64Array.from(
        { length: horizon },
        (_, step) => 0.5 * (level + own.intercept + own.slope * (end + step)),
      );
    },
  };
}

/** What the dynamic optimised Theta model searches: start level, smoothing, and the weight of the short line. */
export interface DynamicThetaParameters {
  readonly level: number;
  readonly alpha: number;
  readonly theta: number;
}

/** Where a pass through the series leaves the state. */
interface ThetaState {
  level: number;
  mean: number;
  intercept: number;
  slope: number;
  squares: number;
}

/** Runs the recursion over the first `end` values; fills `fitted` when it is given. */
function runDynamicTheta(
  { level: start, alpha, theta }: DynamicThetaParameters,
  values: Float64Array,
  end: number,
  fitted?: Float64Array,
): ThetaState {
  const first = values[0] ?? 0;
  const keep = 1 - alpha;
  const short = 1 - 1 / theta;
  let level = alpha * first + keep * start;
  let average = first;
  let intercept = first;
  let slope = 0;
  let power = keep;
  let squares = 0;
  if (fitted && end > 0) fitted[0] = first;
  for (let index = 1; index < end; index += 1) {
    const value = values[index]!;
    const expected = level + short * (power * intercept + ((1 - power * keep) / alpha) * slope);
    if (fitted) fitted[index] = expected;
    const error = value - expected;
    if (index > 1) squares += error * error;
    level = alpha * value + keep * level;
    const before = average;
    const count = index + 1;
    average = (index * before + value) / count;
    slope = ((index - 1) * slope + (6 * (value - before)) / count) / (count + 1);
    intercept = average - (slope * (count + 1)) / 2;
    power *= keep;
  }
  return { level, mean: average, intercept, slope, squares };
}

/**
 * The dynamic optimised Theta model: the Theta method as a state space model whose trend line is updated with every value,
 * with start level, alpha and theta chosen by least squares. Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016).
 */
export function fitDynamicTheta(values: Float64Array): FittedModel {
  const count = values.length;
  if (count < 4) return dynamicTheta({ level: values[0] ?? 0, alpha: 0.5, theta: 2 }, values);
  const scale = mean(values.map(Math.abs)) || 1;
  const trial = { level: 0, alpha: 0.5, theta: 2 };
  const evaluate = (point: Float64Array): number => {
    trial.level = point[0]! * scale;
    trial.alpha = point[1]!;
    trial.theta = point[2]!;
    if (trial.alpha < 0.05 || trial.alpha > 0.99 || trial.theta < 1 || trial.theta > 50) return Infinity;
    return runDynamicTheta(trial, values, count).squares;
  };
  const starts = [0.2, 0.7].map((alpha) =>
    minimise(evaluate, [values[0]! / scale / 2, alpha, 2], {
      steps: [0.2, 0.1, 0.5],
      maxEvaluations: 220,
      tolerance: 1e-6,
    }),
  );
  const best = starts.reduce((least, one) => (one.value < least.value ? one : least));
  return dynamicTheta(
    { level: best.point[0]! * scale, alpha: best.point[1]!, theta: best.point[2]! },
    values,
  );
}

/** The dynamic Theta model with given parameters. */
export function dynamicTheta(parameters: DynamicThetaParameters, values: Float64Array): FittedModel {
  const fitted = new Float64Array(values.length);
  const { squares } = runDynamicTheta(parameters, values, values.length, fitted);
  const free = Math.max(1, values.length - 2);
  return {
    name: 'dynamicTheta',
    parameters: { ...parameters, sigma2: squares / free },
    logLikelihood: null,
    aicc: null,
    fitted,
    forecastFrom: (series, end, horizon) => {
      const state = runDynamicTheta(parameters, series, end);
      return continueDynamicTheta(parameters, state, end, horizon);
    },
  };
}

/** Beyond the series every value is its own forecast, and the line is updated with it. */
function continueDynamicTheta(
  { alpha, theta }: DynamicThetaParameters,
  state: ThetaState,
  end: number,
  horizon: number,
): Float64Array {
  const keep = 1 - alpha;
  const short = 1 - 1 / theta;
  let { level, mean: average, intercept, slope } = state;
  let power = keep ** Math.max(1, end);
  const forecast = new Float64Array(horizon);
  for (let step = 0; step < horizon; step += 1) {
    const value = level + short * (power * intercept + ((1 - power * keep) / alpha) * slope);
    forecast[step] = value;
    const index = end + step;
    const count = index + 1;
    const before = average;
    level = alpha * value + keep * level;
    average = (index * before + value) / count;
    slope = ((index - 1) * slope + (6 * (value - before)) / count) / (count + 1);
    intercept = average - (slope * (count + 1)) / 2;
    power *= keep;
  }
  return forecast;
}
