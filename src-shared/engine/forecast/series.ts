import type { ForecastAccuracy } from '../../domain/forecast.ts';
import { seededRandom } from '../random.ts';
import { accuracyOf } from './accuracy.ts';
import type { CandidateScore } from './auto.ts';
import { fitSeries, type FittedSeries, type SeriesRequest } from './fit-series.ts';
import { levelScores } from './intervals.ts';
import { emptyPaths, evenScores, scorePaths } from './paths.ts';
import type { Adjustment } from './prepare.ts';

export interface SeriesForecast {
  readonly model: string;
  /** Why this model, and what was done to the values, in a few sentences. */
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
  /** Of the model on the values divided by the largest; null where its method has none. */
  readonly logLikelihood: number | null;
  readonly aicc: number | null;
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
  const fitted = fitSeries(request);
  const { choice } = fitted;
  return {
    model: choice.name,
    why: [choice.why, ...explainPreparation(fitted)].join(' '),
    mean: fitted.mean,
    intervals: intervalsOf(fitted, request.levels),
    paths: samplePaths(fitted, request),
    accuracy: accuracyOf(fitted, request.season, request.levels),
    candidates: choice.candidates,
    fitted: fitted.fitted,
    parameters: choice.model.parameters,
    logLikelihood: choice.model.logLikelihood,
    aicc: choice.model.aicc,
    adjustments: fitted.prepared.adjustments,
  };
}

function explainPreparation({ prepared: { adjustments }, swing }: FittedSeries): string[] {
  const count = (reason: Adjustment['reason']): number =>
    adjustments.filter((one) => one.reason === reason).length;
  const [oneOffs, missing, excluded] = [count('oneOff'), count('missing'), count('excluded')];
  return [
    ...(swing === undefined ? [] : ['A swing of the year was found, taken out before and put back.']),
    ...(oneOffs > 0 ? [`${oneOffs} one-off ${oneOffs === 1 ? 'value was' : 'values were'} held back.`] : []),
    ...(excluded > 0
      ? [`${excluded} ${excluded === 1 ? 'value was' : 'values were'} left out, as decided.`]
      : []),
    ...(count('level') > 0 ? ['Values before a step were moved to the level after it, as decided.'] : []),
    ...(missing > 0 ? [`${missing} missing ${missing === 1 ? 'value was' : 'values were'} filled.`] : []),
  ];
}

/** Central intervals of a fitted series by level in percent. */
export function intervalsOf(
  { mean, at }: FittedSeries,
  levels: readonly number[],
): Record<string, (readonly [number, number])[]> {
  return Object.fromEntries(
    levels.map((level) => {
      const [low, high] = levelScores(level);
      return [String(level), Array.from(mean, (_, step) => [at(low, step), at(high, step)] as const)];
    }),
  );
}

function samplePaths(
  { spread, at }: FittedSeries,
  { paths: count = 0, horizon, seed = 0 }: SeriesRequest,
): Float64Array[] {
  if (count === 0 || horizon === 0) return emptyPaths(count, horizon);
  const paths = evenScores(scorePaths(count, horizon, spread.lasting, seededRandom(seed)));
  for (const path of paths) for (let step = 0; step < horizon; step += 1) path[step] = at(path[step]!, step);
  return paths;
}
