import type { ModelFitter } from './model.ts';

/** The forecasts of one model from past points of the series, the parameters fitted once before the earliest. */
export interface Backtest {
  /** Numbers of values known at each origin, ascending. */
  readonly origins: readonly number[];
  /** For each origin the forecasts of the values that followed, at most the horizon. */
  readonly forecasts: readonly Float64Array[];
  /** One-step forecasts of the values before the earliest origin, on which the model was fitted. */
  readonly fitted: Float64Array;
}

export interface BacktestScores {
  readonly mase: number | null;
  readonly smape: number | null;
  /** Mean of forecast − actual over mean absolute actual: above 0, the model forecasts too much. */
  readonly bias: number | null;
}

const MOST_ORIGINS = 16;
const FEWEST_TRAINING = 4;

/**
 * The points from which a series is forecast again: at most 16, from after its first two cycles (or first half) to the last but one.
 * The first leaves room for a whole horizon where the series is long enough.
 */
export function originsOf(count: number, season: number, horizon: number): number[] {
  const least = Math.max(
    FEWEST_TRAINING,
    Math.min(2 * season + 1, Math.ceil(count * 0.6)),
    Math.ceil(count / 3),
  );
  const first = Math.max(least, count - horizon - MOST_ORIGINS + 1);
  if (first >= count) return [];
  const span = count - first;
  const wanted = Math.min(MOST_ORIGINS, span);
  return Array.from({ length: wanted }, (_, index) => first + Math.floor((index * span) / wanted));
}

/** Runs a model over the origins. The parameters are those of the values before the earliest origin. */
export function backtest(
  fit: ModelFitter,
  values: Float64Array,
  season: number,
  origins: readonly number[],
  horizon: number,
): Backtest {
  const first = origins[0];
  if (first === undefined) return { origins, forecasts: [], fitted: new Float64Array(0) };
  const model = fit(values.slice(0, first), season);
  const forecasts = origins.map((end) =>
    model.forecastFrom(values, end, Math.min(horizon, values.length - end)),
  );
  return { origins, forecasts, fitted: model.fitted };
}

/** The scale of MASE: the mean absolute difference to the value one cycle before (one step before in short series). */
export function maseScale(values: ArrayLike<number>, season: number): number {
  const lag = values.length > season ? season : 1;
  let total = 0;
  for (let index = lag; index < values.length; index += 1)
    total += Math.abs(values[index]! - values[index - lag]!);
  return values.length > lag ? total / (values.length - lag) : 0;
}

/** MASE, sMAPE (percent) and bias over all origins and steps. Null where there is nothing to score by. */
export function scoreBacktest(test: Backtest, values: Float64Array, season: number): BacktestScores {
  let absolute = 0;
  let relative = 0;
  let signed = 0;
  let level = 0;
  let count = 0;
  test.forecasts.forEach((forecast, row) => {
    const end = test.origins[row]!;
    for (let step = 0; step < forecast.length; step += 1) {
      const actual = values[end + step]!;
      const error = forecast[step]! - actual;
      const size = Math.abs(actual) + Math.abs(forecast[step]!);
      absolute += Math.abs(error);
      relative += size > 0 ? (200 * Math.abs(error)) / size : 0;
      signed += error;
      level += Math.abs(actual);
      count += 1;
    }
  });
  const scale = maseScale(values, season);
  if (count === 0) return { mase: null, smape: null, bias: null };
  return {
    mase: scale > 0 ? absolute / count / scale : null,
    smape: relative / count,
    bias: level > 0 ? signed / level : null,
  };
}
