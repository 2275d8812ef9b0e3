import type { Month } from '../../domain/calendar.ts';
import type { ForecastModel } from '../../domain/forecast.ts';
import { forecastValues, type SeriesForecast } from './series.ts';

export interface MonthlyRequest {
  /** Spend of complete months in currency units, oldest first; null where a month is missing. */
  readonly values: readonly (number | null)[];
  /** The month of the first value. */
  readonly startMonth: Month;
  readonly horizon: number;
  /** Levels of the central intervals in percent; default 80 and 95. */
  readonly levels?: readonly number[];
  readonly model?: ForecastModel;
  /** Months of a cycle; default 12. */
  readonly season?: number;
  readonly seed?: number;
  /** Default: when no value is negative. */
  readonly nonNegative?: boolean;
  /** Number of joint sample paths; default 500. */
  readonly paths?: number;
}

/**
 * Forecasts monthly spend: mean, calibrated intervals, joint sample paths, back-test scores and the reason for the model.
 * Deterministic for a seed.
 *
 * @example forecastMonthly({ values: [100, 100, 100], startMonth: '2026-01', horizon: 1 }).mean // [100]
 */
export function forecastMonthly(request: MonthlyRequest): SeriesForecast {
  return forecastValues({
    values: request.values,
    season: request.season ?? 12,
    horizon: request.horizon,
    levels: request.levels ?? [80, 95],
    model: request.model ?? 'auto',
    seed: request.seed ?? 0,
    paths: request.paths ?? 500,
    ...(request.nonNegative === undefined ? {} : { nonNegative: request.nonNegative }),
  });
}
