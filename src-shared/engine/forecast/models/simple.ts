import type { FittedModel } from '../model.ts';
import { leastSquaresLine, mean, theilSenLine, type Line } from '../line.ts';

/** The last value goes on (random walk). Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 5.2. */
export function fitNaive(values: Float64Array): FittedModel {
  return withoutParameters('naive', values, (series, end, horizon) => {
    return new Float64Array(horizon).fill(end > 0 ? series[end - 1]! : 0);
  });
}

/** The value of the same step of the last cycle. With less than one cycle: the last value. FPP 5.2. */
export function fitSeasonalNaive(values: Float64Array, season: number): FittedModel {
  return withoutParameters('seasonalNaive', values, (series, end, horizon) => {
    const cycle = end >= season ? Math.max(1, season) : 1;
    return Float64Array.from({ length: horizon }, (_, step) =>
      end > 0 ? series[end - cycle + (step % cycle)]! : 0,
    );
  });
}

/** The line through the first and the last value goes on. FPP 5.2. */
export function fitDrift(values: Float64Array): FittedModel {
  return withoutParameters('drift', values, (series, end, horizon) => {
    const last = end > 0 ? series[end - 1]! : 0;
    const slope = end > 1 ? (last - series[0]!) / (end - 1) : 0;
    return Float64Array.from({ length: horizon }, (_, step) => last + slope * (step + 1));
  });
}

/** The mean of the last cycle (of the last three values where there is no cycle) goes on. */
export function fitMovingAverage(values: Float64Array, season: number): FittedModel {
  const window = season > 1 ? season : 3;
  return withoutParameters('movingAverage', values, (series, end, horizon) => {
    return new Float64Array(horizon).fill(mean(series.subarray(Math.max(0, end - window), end)));
  });
}

/** A straight line by least squares. FPP 7.1. */
export function fitLinearTrend(values: Float64Array): FittedModel {
  return lineModel('linearTrend', values, leastSquaresLine);
}

/** A straight line by the median of slopes, which outliers do not turn. Theil (1950), Sen (1968). */
export function fitTheilSen(values: Float64Array): FittedModel {
  return lineModel('theilSen', values, theilSenLine);
}

function lineModel(
  name: string,
  values: Float64Array,
  fit: (values: ArrayLike<number>, count?: number) => Line,
): FittedModel {
  const { intercept, slope } = fit(values);
  return {
    name,
    parameters: { intercept, slope },
    logLikelihood: null,
    aicc: null,
    fitted: values.map((_, index) => intercept + slope * index),
    forecastFrom: (series, end, horizon) => {
      const line = end === values.length ? { intercept, slope } : fit(series, end);
      return Float64Array.from({ length: horizon }, (_, step) => line.intercept + line.slope * (end + step));
    },
  };
}

/** A model that is all recursion: its fitted values are its own one-step forecasts; the first is the first value. */
function withoutParameters(
  name: string,
  values: Float64Array,
  forecastFrom: FittedModel['forecastFrom'],
): FittedModel {
  const fitted = values.map((value, index) => (index === 0 ? value : forecastFrom(values, index, 1)[0]!));
  return { name, parameters: {}, logLikelihood: null, aicc: null, fitted, forecastFrom };
}
