import type { ForecastAccuracy, ForecastModel } from '../../domain/forecast.ts';
import { seededRandom } from '../random.ts';
import { chooseEnsemble, type Choice } from './auto.ts';
import { backtest, originsOf, scoreBacktest, type Backtest, type BacktestScores } from './backtest.ts';
import { levelScores, spreadOf, standardisedQuantile, valueAtScore, type ErrorSpread } from './intervals.ts';
import { fitterOf } from './models/registry.ts';
import { prepareSeries, type Adjustment } from './prepare.ts';
import { emptyPaths, evenScores, scorePaths } from './paths.ts';

export interface SeriesRequest {
  /** Values in order of time; a missing one is null. */
  readonly values: readonly (number | null)[];
  /** Steps of a cycle: 12 for months of a year, 7 for days of a week, 1 for none. */
  readonly season: number;
  readonly horizon: number;
  /** Levels of the central intervals in percent. */
  readonly levels: readonly number[];
  readonly model?: ForecastModel;
  readonly seed?: number;
  /** Costs cannot be negative: limits and paths end at 0. Default: when no value is negative. */
  readonly nonNegative?: boolean;
  /** Number of sample paths; default 0. */
  readonly paths?: number;
  /** Fit on one-offs (see `prepareSeries`) as they stand. */
  readonly keepOneOffs?: boolean;
}

export interface CandidateScore {
  readonly model: string;
  readonly mase: number | null;
  readonly smape: number | null;
}

export interface SeriesForecast {
  readonly model: string;
  /** One sentence: why this model. */
  readonly why: string;
  readonly mean: Float64Array;
  /** By level (`"95"`), a pair of limits for each step. */
  readonly intervals: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  /** Joint sample paths, each of `horizon` values; each step's values have the distribution of the intervals. */
  readonly paths: readonly Float64Array[];
  readonly accuracy: ForecastAccuracy;
  readonly candidates: readonly CandidateScore[];
  /** One-step forecasts of the given values, the first ones included. */
  readonly fitted: Float64Array;
  readonly parameters: Readonly<Record<string, number>>;
  /** Missing values that were filled and one-offs that were held back, by their place in `values`. */
  readonly adjustments: readonly Adjustment[];
}

/**
 * Forecasts any regular series with calibrated intervals and joint sample paths.
 *
 * `auto` is a weighted ensemble (`auto.ts`); its errors from past points of the series (parameters fitted before the
 * earliest) give the width of the intervals. Any finite input gives finite output; no values give zeros.
 * The scale of the values does not matter. An unknown model or level: a `RangeError`.
 *
 * @example forecastValues({ values: [5, 5, 5, 5], season: 1, horizon: 2, levels: [95] }).mean // [5, 5]
 */
export function forecastValues(request: SeriesRequest): SeriesForecast {
  const { horizon, levels, season } = request;
  const prepared = prepareSeries(request.values, season, request);
  const scale = prepared.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const values = prepared.clean.map((value) => value / scale);
  const choice = choose(request.model ?? 'auto', values, season, horizon);
  const nonNegative = request.nonNegative ?? !values.some((value) => value < 0);
  const clip = (value: number): number => finite((nonNegative ? Math.max(0, value) : value) * scale);
  const raw =
    values.length > 0 ? choice.model.forecastFrom(values, values.length, horizon) : new Float64Array(horizon);
  const mean = raw.map((value) => (Number.isFinite(value) ? value : (values.at(-1) ?? 0)));
  const spread = spreadOf(choice.test, values) ?? shortSpread(values);
  const at = (score: number, step: number): number =>
    clip(valueAtScore(mean[step]!, spread, score, step, horizon));
  const intervals = Object.fromEntries(
    levels.map((level) => {
      const [low, high] = levelScores(level);
      return [String(level), Array.from(mean, (_, step) => [at(low, step), at(high, step)] as const)];
    }),
  );
  return {
    model: choice.name,
    why: choice.why,
    mean: mean.map(clip),
    intervals,
    paths: samplePaths(request, spread, at),
    accuracy: accuracyOf(choice.test, values, season, levels, spread),
    candidates: choice.candidates,
    fitted: choice.model.fitted.map((value) => finite(value * scale)),
    parameters: choice.model.parameters,
    adjustments: prepared.adjustments,
  };
}

function choose(model: ForecastModel, values: Float64Array, season: number, horizon: number): Choice {
  if (model === 'auto' || model === 'ensemble') return chooseEnsemble(values, season, horizon);
  const fit = fitterOf(model);
  const test = backtest(fit, values, season, originsOf(values.length, season, horizon), horizon);
  return {
    name: model,
    why: `${model} was asked for.`,
    model: fit(values, season),
    test,
    candidates: [{ model, ...pointScores(scoreBacktest(test, values, season)) }],
  };
}

function pointScores({ mase, smape }: BacktestScores): { mase: number | null; smape: number | null } {
  return { mase, smape };
}

/** Too short for a back-test: the mean step between values; one value or a constant: a fifth of its size. */
function shortSpread(values: Float64Array): ErrorSpread {
  let total = 0;
  for (let index = 1; index < values.length; index += 1)
    total += Math.abs(values[index]! - values[index - 1]!);
  const step = values.length > 1 ? total / (values.length - 1) : 0;
  const size = Math.abs(values.at(-1) ?? 0);
  return { sigma: 1.25 * step || (values.length > 2 ? 0 : 0.2 * size), growth: 0.5 };
}

function samplePaths(
  { paths: count = 0, horizon, seed = 0 }: SeriesRequest,
  spread: ErrorSpread,
  at: (score: number, step: number) => number,
): Float64Array[] {
  if (count === 0 || horizon === 0) return emptyPaths(count, horizon);
  const paths = evenScores(scorePaths(count, horizon, spread.growth, seededRandom(seed)));
  for (const path of paths) for (let step = 0; step < horizon; step += 1) path[step] = at(path[step]!, step);
  return paths;
}

function accuracyOf(
  test: Backtest,
  values: Float64Array,
  season: number,
  levels: readonly number[],
  spread: ErrorSpread,
): ForecastAccuracy {
  const scores = scoreBacktest(test, values, season);
  const horizon = Math.max(1, ...test.forecasts.map((forecast) => forecast.length));
  const coverage = levels.map((level): [string, number] => {
    const [low, high] = levelScores(level);
    let inside = 0;
    let count = 0;
    test.forecasts.forEach((forecast, row) => {
      forecast.forEach((value, step) => {
        const width = spread.sigma * (step + 1) ** spread.growth;
        const error = values[test.origins[row]! + step]! - value;
        count += 1;
        const isAbove = error >= width * standardisedQuantile(low, step, horizon) - 1e-12;
        const isBelow = error <= width * standardisedQuantile(high, step, horizon) + 1e-12;
        if (isAbove && isBelow) inside += 1;
      });
    });
    return [String(level), count > 0 ? inside / count : 0];
  });
  return {
    mase: scores.mase,
    smape: scores.smape,
    bias: scores.bias,
    coverage: Object.fromEntries(test.origins.length > 0 ? coverage : []),
    origins: test.origins.length,
  };
}

function finite(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
