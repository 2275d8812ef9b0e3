import type { ForecastModel } from '#shared/domain/forecast.ts';
import type { ForecastOfSeries } from '#shared/domain/series-table.ts';
import { forecastValues } from '#shared/engine/forecast/index.ts';
import { seedOf } from '#shared/engine/random.ts';
import type { TableSeries } from './read-series.ts';

/** What all series of a run have in common. */
export interface SeriesOptions {
  readonly horizon: number;
  /** Steps of a cycle: 1, 4, 7, 12, 24, 52 … */
  readonly season: number;
  /** Levels of the intervals in percent. */
  readonly levels: readonly number[];
  readonly model: ForecastModel;
}

/** Some series for a worker, with the number under which their forecasts come back. */
export interface Batch {
  readonly number: number;
  readonly series: readonly TableSeries[];
}

export interface ForecastBatch {
  readonly number: number;
  readonly forecasts: readonly ForecastOfSeries[];
}

/** The forecasts of a batch of series that all have observations. */
export function forecastBatch({ number, series }: Batch, options: SeriesOptions): ForecastBatch {
  const forecasts = series.map(({ id, values }) => {
    const { mean, intervals } = forecastValues({
      values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
      ...options,
      seed: seedOf(id),
    });
    return { id, mean: [...mean], intervals };
  });
  return { number, forecasts };
}
