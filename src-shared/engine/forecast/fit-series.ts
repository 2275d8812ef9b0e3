import type { ForecastModel } from '../../domain/forecast.ts';
import { chooseEnsemble, type Choice } from './auto.ts';
import { backtest, originsOf, scoreBacktest } from './backtest.ts';
import {
  errorQuantiles,
  rootOfSize,
  scarcity,
  spreadOf,
  usualSize,
  widthAt,
  type ErrorSpread,
} from './intervals.ts';
import { fitterOf } from './models/registry.ts';
import { prepareSeries, type PreparedSeries, type Treatment } from './prepare.ts';
import { restoreOne, withoutSwing, yearlySwing, type YearlySwing } from './yearly.ts';

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
  /** What somebody decided about single values; see `prepareSeries`. */
  readonly treatments?: readonly Treatment[];
}

/** A series made ready and its model: everything that means, intervals and paths are drawn from. */
export interface FittedSeries {
  readonly choice: Choice;
  readonly prepared: PreparedSeries;
  /** The values that the model was fitted on: divided by the largest, without the swing of the year where one was found. */
  readonly values: Float64Array;
  readonly swing: YearlySwing | undefined;
  /** One-step forecasts of the values, in units. */
  readonly fitted: Float64Array;
  readonly mean: Float64Array;
  readonly spread: ErrorSpread;
  /** The value at a normal score (0 is the middle) for a step ahead (0 is the first), in units. */
  readonly at: (score: number, step: number) => number;
}

/**
 * Prepares a series and chooses its model. Values are divided by the largest, so that neither huge nor tiny ones leave the
 * range in which squares can be summed.
 */
export function fitSeries(request: SeriesRequest): FittedSeries {
  const { horizon, season, model = 'auto' } = request;
  const prepared = prepareSeries(request.values, season, request);
  const scale = prepared.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const scaled = prepared.clean.map((value) => value / scale);
  const swing = isAutomatic(model) ? yearlySwing(scaled, season, horizon) : undefined;
  const values = swing === undefined ? scaled : withoutSwing(scaled, swing);
  const choice = choose(model, values, season, horizon);
  const nonNegative = request.nonNegative ?? !prepared.values.some((value) => value < 0);
  const inUnits = (value: number, index: number): number => {
    const whole = swing === undefined ? value : restoreOne(value, swing, index);
    return finite((nonNegative ? Math.max(0, whole) : whole) * scale);
  };
  const known = values.length;
  const { centre, widths, spread } = expected(choice, values, season, horizon);
  const quantiles = Array.from(centre, (_, step) => errorQuantiles(step, season));
  return {
    choice,
    prepared,
    values,
    swing,
    fitted: choice.model.fitted.map(inUnits),
    mean: centre.map((value, step) => inUnits(value, known + step)),
    spread,
    at: (score, step) => inUnits(centre[step]! + widths[step]! * quantiles[step]!(score), known + step),
  };
}

/** The middle of what is expected at each step, and how wide its errors are. */
function expected(
  { model, test }: Choice,
  values: Float64Array,
  season: number,
  horizon: number,
): { centre: Float64Array; widths: Float64Array; spread: ErrorSpread } {
  const raw =
    values.length > 0 ? model.forecastFrom(values, values.length, horizon) : new Float64Array(horizon);
  const centre = raw.map((value) => (Number.isFinite(value) ? value : (values.at(-1) ?? 0)));
  const usual = usualSize(values, values.length, season);
  const spread = spreadOf(test, values, model.fitted, season) ?? shortSpread(values, usual);
  const widths = centre.map((value, step) => widthAt(spread, step) * rootOfSize(value, usual));
  return { centre, widths, spread };
}

function isAutomatic(model: ForecastModel): boolean {
  return model === 'auto' || model === 'ensemble';
}

function choose(model: ForecastModel, values: Float64Array, season: number, horizon: number): Choice {
  if (isAutomatic(model)) return chooseEnsemble(values, season, horizon);
  const fit = fitterOf(model);
  const test = backtest(fit, values, season, originsOf(values.length, season, horizon), horizon);
  const { mase, smape } = scoreBacktest(test, values, season);
  return {
    name: model,
    why: `${model} was asked for.`,
    model: fit(values, season),
    test,
    candidates: [{ model, mase, smape }],
  };
}

/** Too short for a back-test: the mean step between values; one value or a constant: a fifth of its size. */
function shortSpread(values: Float64Array, usual: number): ErrorSpread {
  let total = 0;
  for (let index = 1; index < values.length; index += 1)
    total += Math.abs(values[index]! - values[index - 1]!);
  const step = values.length > 1 ? total / (values.length - 1) : 0;
  const last = values.at(-1) ?? 0;
  const width = step || (values.length > 2 ? 0 : 0.2 * Math.abs(last));
  return { sigma: (scarcity(values.length) * width) / rootOfSize(last, usual), growth: 0.35, lasting: 0.7 };
}

/** Numbers stay numbers: beyond the largest one, the largest. */
export function finite(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
