import { correctedCriterion, type FittedModel } from '../model.ts';
import { mean } from '../line.ts';
import { minimise } from '../minimise.ts';
import { arimaWithParameters, differenced, stationary } from './arima.ts';
import { exactLikelihood } from './arma-likelihood.ts';

/** Orders of a multiplicative seasonal ARIMA, (p,d,q)(P,D,Q)[season]. */
export interface SeasonalOrder {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly P: number;
  readonly D: number;
  readonly Q: number;
  readonly season: number;
  /** A mean of the differenced series. */
  readonly withMean: boolean;
}

/** Coefficients in the signs of Box and Jenkins's software kin: y = φ y₋₁ + e + θ e₋₁. */
export interface SeasonalParameters {
  readonly ar: readonly number[];
  readonly ma: readonly number[];
  readonly seasonalAr: readonly number[];
  readonly seasonalMa: readonly number[];
  readonly mean: number;
}

/**
 * A seasonal ARIMA of given orders by exact maximum likelihood. Box & Jenkins (1970); starting values are small, the search
 * is over partial autocorrelations, so that the model stays stationary and invertible. Too few values: `undefined`.
 *
 * @example fitSeasonalArima({ p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1, season: 12, withMean: false }, logOfAirPassengers)
 * // the airline model: θ −0.402, Θ −0.557, log L 244.70
 */
export function fitSeasonalArima(order: SeasonalOrder, values: Float64Array): FittedModel | undefined {
  const series = seasonallyDifferenced(values, order);
  const size = order.p + order.q + order.P + order.Q + (order.withMean ? 1 : 0);
  if (series.length < size + 3) return undefined;
  const centre = mean(series);
  const spread = Math.sqrt(mean(series.map((value) => (value - centre) ** 2))) || 1;
  const read = (point: ArrayLike<number>): SeasonalParameters => unpack(point, order, centre, spread);
  const evaluate = (point: Float64Array): number =>
    -likelihoodOf(read(point), series, order.season).logLikelihood;
  let point: Float64Array = new Float64Array(size).fill(0.1);
  for (let round = 0; round < 2 && size > 0; round += 1) {
    point = minimise(evaluate, point, {
      steps: new Float64Array(size).fill(0.3),
      maxEvaluations: 200 * size,
      tolerance: 1e-9,
    }).point;
  }
  return seasonalArimaWithParameters(order, read(point), values);
}

/** The exact log-likelihood of given coefficients on a series that is already differenced. */
export function likelihoodOf(
  parameters: SeasonalParameters,
  series: Float64Array,
  season: number,
): { readonly logLikelihood: number; readonly sigma2: number } {
  const centred = series.map((value) => value - parameters.mean);
  return exactLikelihood(
    centred,
    expand(parameters.ar, parameters.seasonalAr, season, -1),
    expand(parameters.ma, parameters.seasonalMa, season, 1),
  );
}

/** A seasonal ARIMA with given coefficients. */
export function seasonalArimaWithParameters(
  order: SeasonalOrder,
  parameters: SeasonalParameters,
  values: Float64Array,
): FittedModel {
  const { p, d, q, P, D, Q, season, withMean } = order;
  const ar = expand(parameters.ar, parameters.seasonalAr, season, -1);
  const ma = expand(parameters.ma, parameters.seasonalMa, season, 1);
  const series = seasonallyDifferenced(values, order);
  const { logLikelihood, sigma2 } = likelihoodOf(parameters, series, season);
  const free = p + q + P + Q + (withMean ? 1 : 0) + 1;
  const lost = values.length - series.length;
  const inner = arimaWithParameters(
    { p: ar.length, d: 0, q: ma.length, drift: true },
    { ar, ma, mean: parameters.mean },
    series,
  );
  const named = (prefix: string, list: readonly number[]): [string, number][] =>
    list.map((value, index) => [`${prefix}${index + 1}`, value]);
  return {
    name: `ARIMA(${p},${d},${q})(${P},${D},${Q})[${season}]`,
    parameters: {
      ...Object.fromEntries([
        ...named('ar', parameters.ar),
        ...named('ma', parameters.ma),
        ...named('sar', parameters.seasonalAr),
        ...named('sma', parameters.seasonalMa),
      ]),
      ...(withMean ? { mean: parameters.mean } : {}),
      sigma2,
    },
    logLikelihood,
    aicc: correctedCriterion(-2 * logLikelihood, free, series.length),
    fitted: values.map((value, index) =>
      index < lost ? value : value - (series[index - lost]! - inner.fitted[index - lost]!),
    ),
    forecastFrom: (whole, end, horizon) => {
      const before = whole.subarray(0, end);
      const own = seasonallyDifferenced(before, order);
      return undifferenced(inner.forecastFrom(own, own.length, horizon), before, order);
    },
  };
}

function unpack(
  point: ArrayLike<number>,
  order: SeasonalOrder,
  centre: number,
  spread: number,
): SeasonalParameters {
  const raw = Float64Array.from(point);
  let from = 0;
  const take = (count: number): number[] => {
    const out = new Float64Array(count);
    stationary(raw, from, count, out);
    from += count;
    return Array.from(out);
  };
  const ar = take(order.p);
  const ma = take(order.q).map((value) => -value);
  const seasonalAr = take(order.P);
  const seasonalMa = take(order.Q).map((value) => -value);
  return { ar, ma, seasonalAr, seasonalMa, mean: order.withMean ? centre + (raw[from] ?? 0) * spread : 0 };
}

/** The product of a polynomial and a seasonal one, as coefficients by lag; `sign` −1 for autoregressive ones. */
function expand(
  plain: readonly number[],
  seasonal: readonly number[],
  season: number,
  sign: 1 | -1,
): Float64Array {
  const product = new Float64Array(plain.length + season * seasonal.length + 1);
  [1, ...plain.map((value) => sign * value)].forEach((left, lag) => {
    [1, ...seasonal.map((value) => sign * value)].forEach(
      (right, cycle) => (product[lag + season * cycle]! += left * right),
    );
  });
  return product.subarray(1).map((value) => sign * value);
}

function seasonallyDifferenced(values: Float64Array, { d, D, season }: SeasonalOrder): Float64Array {
  let series = values;
  for (let round = 0; round < D; round += 1) {
    series = series.slice(season).map((value, index) => value - series[index]!);
  }
  return differenced(series, d);
}

function undifferenced(
  steps: Float64Array,
  before: Float64Array,
  { d, D, season }: SeasonalOrder,
): Float64Array {
  const levels = [before];
  for (let round = 0; round < D; round += 1) {
    const last = levels[round]!;
    levels.push(last.slice(season).map((value, index) => value - last[index]!));
  }
  let forecast = Float64Array.from(steps);
  for (let round = d - 1; round >= 0; round -= 1) {
    let level = differenced(levels[D]!, round).at(-1) ?? 0;
    forecast = forecast.map((step) => (level += step));
  }
  for (let round = D - 1; round >= 0; round -= 1) {
    const known = levels[round]!;
    const whole = [...known];
    forecast.forEach((step, index) => whole.push(step + (whole[known.length + index - season] ?? 0)));
    forecast = Float64Array.from(whole.slice(known.length));
  }
  return forecast;
}
