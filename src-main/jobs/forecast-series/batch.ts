import type { ForecastModel } from '#shared/domain/forecast.ts';
import { forecastValues } from '#shared/engine/forecast/index.ts';
import { seedOf } from '#shared/engine/random.ts';
import type { TableSeries } from './read-series.ts';

/** What all series of a run have in common. */
export interface SeriesOptions {
  readonly horizon: number;
  readonly season: number;
  readonly levels: readonly number[];
  readonly model: ForecastModel;
}

/** Some series for a worker, with the number under which their rows come back. */
export interface Batch {
  readonly number: number;
  readonly series: readonly TableSeries[];
}

export interface BatchRows {
  readonly number: number;
  /** Lines of the output table, each ended. */
  readonly text: string;
  readonly series: number;
}

/** The output's rows of a batch of series that all have observations. */
export function forecastBatch({ number, series }: Batch, options: SeriesOptions): BatchRows {
  const lines: string[] = [];
  for (const { id, values } of series) {
    const forecast = forecastValues({
      values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
      ...options,
      seed: seedOf(id),
    });
    const name = /[",\n\r;]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id;
    forecast.mean.forEach((mean, step) => {
      const limits = options.levels.flatMap((level) => forecast.intervals[String(level)]?.[step] ?? []);
      lines.push(`${[name, step + 1, mean, ...limits].join(',')}\n`);
    });
  }
  return { number, text: lines.join(''), series: series.length };
}

/** The header for the levels: `series_id,h,mean,lo95,hi95`. */
export function headerFor(levels: readonly number[]): string {
  return `${['series_id', 'h', 'mean', ...levels.flatMap((level) => [`lo${level}`, `hi${level}`])].join(',')}\n`;
}
