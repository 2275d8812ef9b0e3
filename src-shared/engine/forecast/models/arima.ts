import { correctedCriterion, type FittedModel } from '../model.ts';
import { mean } from '../line.ts';
import { minimise } from '../minimise.ts';

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

/** Critical value of the KPSS test at 5 % (Kwiatkowski, Phillips, Schmidt & Shin, 1992). */
const KPSS_BOUND = 0.463;
const MOST_DIFFERENCES = 2;
const MOST_ORDER = 3;

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
    const partial = Math.tanh(raw[from + order]!);
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
  const minusTwo = count * (Math.log((2 * Math.PI * squares) / count) + 1);
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

/** The number of differences after which the KPSS test no longer rejects a constant level, at most two. */
export function differencesNeeded(values: Float64Array): number {
  let series = values;
  for (let times = 0; times < MOST_DIFFERENCES; times += 1) {
    if (!(kpss(series) > KPSS_BOUND)) return times;
    series = differenced(series, 1);
  }
  return MOST_DIFFERENCES;
}

function kpss(series: Float64Array): number {
  const count = series.length;
  if (count < 8) return 0;
  const centre = mean(series);
  const rest = series.map((value) => value - centre);
  const lags = Math.floor((3 * Math.sqrt(count)) / 13);
  let variance = 0;
  for (let lag = 0; lag <= lags; lag += 1) {
    let product = 0;
    for (let index = lag; index < count; index += 1) product += rest[index]! * rest[index - lag]!;
    variance += (product / count) * (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1)));
  }
  let sum = 0;
  let squares = 0;
  for (const value of rest) {
    sum += value;
    squares += sum * sum;
  }
  return variance > 0 ? squares / (count * count * variance) : 0;
}

const LONGEST_AUTOREGRESSION = 30;

/**
 * The pure autoregression with the least corrected criterion, by the method of Burg (1967): all orders up to thirty in one
 * pass. It finds the long memory (a fortnight, a quarter) that a search over short orders misses.
 */
function bestAutoregression(values: Float64Array, d: number): FittedModel | undefined {
  const series = differenced(values, d);
  const count = series.length;
  const longest = Math.min(LONGEST_AUTOREGRESSION, Math.floor(count / 4));
  if (longest < 1) return undefined;
  const centre = mean(series);
  let forward = series.map((value) => value - centre);
  let backward = Float64Array.from(forward);
  let power = mean(forward.map((value) => value * value));
  let coefficients: number[] = [];
  let best: number[] = [];
  let least = Infinity;
  for (let order = 1; order <= longest && power > 0; order += 1) {
    let product = 0;
    let square = 0;
    for (let index = order; index < count; index += 1) {
      product += forward[index]! * backward[index - 1]!;
      square += forward[index]! ** 2 + backward[index - 1]! ** 2;
    }
    const partial = square > 0 ? (2 * product) / square : 0;
    const previous = coefficients;
    coefficients = [...previous.map((value, lag) => value - partial * previous[order - 2 - lag]!), partial];
    const nextForward = new Float64Array(count);
    const nextBackward = new Float64Array(count);
    for (let index = order; index < count; index += 1) {
      nextForward[index] = forward[index]! - partial * backward[index - 1]!;
      nextBackward[index] = backward[index - 1]! - partial * forward[index]!;
    }
    forward = nextForward;
    backward = nextBackward;
    power *= 1 - partial * partial;
    const criterion = correctedCriterion(count * Math.log(power), order + 2, count);
    if (criterion < least) {
      least = criterion;
      best = coefficients;
    }
  }
  const order = { p: best.length, d, q: 0, drift: true };
  return arimaWithParameters(
    order,
    { ar: Float64Array.from(best), ma: new Float64Array(0), mean: centre },
    values,
  );
}

/**
 * Automatic ARIMA: differences by the KPSS test, then the stepwise search of Hyndman & Khandakar (2008) over orders up to
 * three and a drift, and the best long autoregression, by the corrected criterion. Without season; the registry adjusts for it.
 */
export function fitArima(values: Float64Array): FittedModel {
  const d = values.length < 10 ? Math.min(1, values.length - 1) : differencesNeeded(values);
  const seen = new Map<string, FittedModel | undefined>();
  const modelOf = (p: number, q: number, drift: boolean): FittedModel | undefined => {
    const key = `${p},${q},${drift}`;
    if (!seen.has(key)) seen.set(key, fitArimaOrder({ p, d, q, drift }, values));
    return seen.get(key);
  };
  let best = { p: 0, q: 0, drift: d < 2, model: undefined as FittedModel | undefined };
  const consider = (p: number, q: number, drift: boolean): boolean => {
    if (p < 0 || q < 0 || p > MOST_ORDER || q > MOST_ORDER || (drift && d > 1)) return false;
    const model = modelOf(p, q, drift);
    if (model === undefined || !(model.aicc! < (best.model?.aicc ?? Infinity))) return false;
    best = { p, q, drift, model };
    return true;
  };
  for (const [p, q] of [
    [2, 2],
    [0, 0],
    [1, 0],
    [0, 1],
  ] as const)
    consider(p, q, d < 2);
  if (d > 0) consider(0, 0, false);
  for (let moved = true; moved;) {
    const { p, q, drift } = best;
    moved = [
      [p - 1, q, drift],
      [p + 1, q, drift],
      [p, q - 1, drift],
      [p, q + 1, drift],
      [p - 1, q - 1, drift],
      [p + 1, q + 1, drift],
      [p, q, !drift],
    ].some(([nextP, nextQ, nextDrift]) => consider(nextP as number, nextQ as number, nextDrift as boolean));
  }
  const long = d < 2 ? bestAutoregression(values, d) : undefined;
  if (long !== undefined && long.aicc! < (best.model?.aicc ?? Infinity)) return long;
  return (
    best.model ??
    arimaWithParameters(
      { p: 0, d: Math.max(0, d), q: 0, drift: false },
      { ar: new Float64Array(0), ma: new Float64Array(0), mean: 0 },
      values,
    )
  );
}
