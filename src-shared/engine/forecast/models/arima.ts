import { correctedCriterion, type FittedModel } from '../model.ts';
import { mean } from '../line.ts';
import { minimise } from '../minimise.ts';
import { log, tanh } from '../../elementary.ts';

/** Orders of an ARIMA without season; `drift` is a mean of the differenced series. */
export interface ArimaOrder {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly drift: boolean;
}

export interface ArimaParameters {
  readonly ar: Float64Array;
  readonly ma: Float64Array;
  /** Mean of the differenced series; 0 without drift. */
  readonly mean: number;
}

/** The conditional errors of an ARMA on the differenced series: values before the start count as the mean, errors as 0. */
function runArma(
  { ar, ma, mean: centre }: ArimaParameters,
  series: Float64Array,
  errors: Float64Array,
): number {
  const p = ar.length;
  const q = ma.length;
  let squares = 0;
  for (let index = 0; index < series.length; index += 1) {
    let expected = centre;
    for (let lag = 1; lag <= p; lag += 1)
      if (index >= lag) expected += ar[lag - 1]! * (series[index - lag]! - centre);
    for (let lag = 1; lag <= q; lag += 1) if (index >= lag) expected += ma[lag - 1]! * errors[index - lag]!;
    const error = series[index]! - expected;
    errors[index] = error;
    squares += error * error;
  }
  return squares;
}

/**
 * Coefficients of a stationary autoregression from any numbers: their hyperbolic tangents are partial autocorrelations,
 * built up by the recursion of Durbin and Levinson (Monahan, 1984).
 */
export function stationary(raw: Float64Array, from: number, count: number, out: Float64Array): void {
  for (let order = 0; order < count; order += 1) {
    const partial = tanh(raw[from + order]!);
    out[order] = partial;
    for (let low = 0, high = order - 1; low <= high; low += 1, high -= 1) {
      const left = out[low]!;
      const right = out[high]!;
      out[low] = left - partial * right;
      if (low !== high) out[high] = right - partial * left;
    }
  }
}

/** An ARIMA with given orders, its parameters by conditional least squares. Box & Jenkins (1970); FPP3 ch. 9. */
export function fitArimaOrder(order: ArimaOrder, values: Float64Array): FittedModel | undefined {
  const { p, d, q, drift } = order;
  const series = differenced(values, d);
  const count = series.length;
  const size = p + q + (drift ? 1 : 0);
  if (count < size + 3) return undefined;
  const centre = mean(series);
  const spread = Math.sqrt(mean(series.map((value) => (value - centre) ** 2))) || 1;
  const parameters = { ar: new Float64Array(p), ma: new Float64Array(q), mean: drift ? centre : 0 };
  const errors = new Float64Array(count);
  const evaluate = (point: Float64Array): number => {
    unpack(point, parameters, drift, centre, spread);
    return runArma(parameters, series, errors);
  };
  if (size > 0) {
    const start = new Float64Array(size);
    start.fill(0.1, 0, p + q);
    const found = minimise(evaluate, start, {
      steps: new Float64Array(size).fill(0.4),
      maxEvaluations: 30 * size,
      tolerance: 1e-5,
    });
    unpack(found.point, parameters, drift, centre, spread);
  }
  return arimaWithParameters(order, parameters, values);
}

function unpack(
  point: Float64Array,
  parameters: { ar: Float64Array; ma: Float64Array; mean: number },
  drift: boolean,
  centre: number,
  spread: number,
): void {
  const p = parameters.ar.length;
  const q = parameters.ma.length;
  stationary(point, 0, p, parameters.ar);
  stationary(point, p, q, parameters.ma);
  for (let lag = 0; lag < q; lag += 1) parameters.ma[lag] = -parameters.ma[lag]!;
  parameters.mean = drift ? centre + point[p + q]! * spread : 0;
}

/** An ARIMA with given parameters. */
export function arimaWithParameters(
  order: ArimaOrder,
  parameters: ArimaParameters,
  values: Float64Array,
): FittedModel {
  const { p, d, q, drift } = order;
  const series = differenced(values, d);
  const errors = new Float64Array(series.length);
  const squares = Math.max(runArma(parameters, series, errors), 1e-300);
  const count = Math.max(1, series.length);
  const minusTwo = count * (log((2 * Math.PI * squares) / count) + 1);
  const coefficients = Array.from(parameters.ar, (value, lag): [string, number] => [
    `ar${lag + 1}`,
    value,
  ]).concat(Array.from(parameters.ma, (value, lag): [string, number] => [`ma${lag + 1}`, value]));
  return {
    name: `ARIMA(${p},${d},${q})${drift ? ' with drift' : ''}`,
    parameters: {
      ...Object.fromEntries(coefficients),
      ...(drift ? { mean: parameters.mean } : {}),
      sigma2: squares / count,
    },
    logLikelihood: -minusTwo / 2,
    aicc: correctedCriterion(minusTwo, p + q + (drift ? 2 : 1), count),
    fitted: values.map((value, index) => (index < d ? value : value - errors[index - d]!)),
    forecastFrom: (whole, end, horizon) => {
      const before = whole.subarray(0, end);
      const own = differenced(before, d);
      const ownErrors = new Float64Array(own.length);
      runArma(parameters, own, ownErrors);
      return integrated(continueArma(parameters, own, ownErrors, horizon), before, d);
    },
  };
}

function continueArma(
  { ar, ma, mean: centre }: ArimaParameters,
  series: Float64Array,
  errors: Float64Array,
  horizon: number,
): Float64Array {
  const count = series.length;
  const all = new Float64Array(count + horizon);
  all.set(series);
  for (let index = count; index < all.length; index += 1) {
    let expected = centre;
    for (let lag = 1; lag <= ar.length; lag += 1)
      if (index >= lag) expected += ar[lag - 1]! * (all[index - lag]! - centre);
    for (let lag = 1; lag <= ma.length; lag += 1) {
      if (index - lag >= 0 && index - lag < count) expected += ma[lag - 1]! * errors[index - lag]!;
    }
    all[index] = expected;
  }
  return all.subarray(count);
}

/** The series differenced so many times. */
export function differenced(values: Float64Array, times: number): Float64Array {
  let series = values;
  for (let round = 0; round < times; round += 1) {
    const next = new Float64Array(Math.max(0, series.length - 1));
    for (let index = 0; index < next.length; index += 1) next[index] = series[index + 1]! - series[index]!;
    series = next;
  }
  return series;
}

function integrated(steps: Float64Array, before: Float64Array, times: number): Float64Array {
  let forecast = Float64Array.from(steps);
  for (let round = times - 1; round >= 0; round -= 1) {
    let level = differenced(before, round).at(-1) ?? 0;
    forecast = forecast.map((step) => (level += step));
  }
  return forecast;
}
