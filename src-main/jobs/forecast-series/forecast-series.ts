import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { devNull } from 'node:os';
import { finished } from 'node:stream/promises';
import type { ForecastModel } from '#shared/domain/forecast.ts';
import { seriesHeader, seriesRows } from '#shared/domain/series-table.ts';
import { runSeries, type SeriesProgress, type SeriesSummary } from './run-series.ts';

export interface ForecastSeriesRequest {
  /** A CSV file (or `.csv.gz`) with the columns `series_id,t,value`; others are ignored. */
  readonly input: string;
  /** Replaced when it exists, but only when the whole run succeeded. */
  readonly output: string;
  /** Works everything out and writes no file. */
  readonly dryRun?: boolean;
  readonly horizon: number;
  readonly season: number;
  /** Default 95. */
  readonly levels?: readonly number[];
  /** Default `auto`. */
  readonly model?: ForecastModel;
  readonly workers?: number;
  readonly signal?: AbortSignal;
}

/**
 * Forecasts every series of a table and writes `series_id,h,mean,lo95,hi95` (a pair of columns for each level), series in the
 * order of their first row. Fails as `runSeries` does, and then leaves an earlier output as it was.
 */
export async function forecastSeries(
  request: ForecastSeriesRequest,
  onProgress: (progress: SeriesProgress) => void = () => undefined,
): Promise<SeriesSummary> {
  const { input, horizon, season, levels = [95], model = 'auto', workers, signal } = request;
  const partial = request.dryRun === true ? undefined : `${request.output}.partial`;
  try {
    const out = createWriteStream(partial ?? devNull);
    const written = finished(out);
    written.catch(() => undefined);
    await once(out, 'open');
    out.write(seriesHeader(levels));
    const summary = await runSeries(
      { file: { path: input, name: input }, horizon, season, levels, model, workers, signal },
      {
        deliver: async (forecast) => {
          if (!out.write(seriesRows(forecast, levels))) await once(out, 'drain');
        },
        onProgress,
      },
    );
    out.end();
    await written;
    if (partial !== undefined) await rename(partial, request.output);
    return summary;
  } catch (error) {
    if (partial !== undefined) await rm(partial, { force: true });
    throw error;
  }
}
