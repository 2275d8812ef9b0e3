import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { availableParallelism, devNull } from 'node:os';
import { finished } from 'node:stream/promises';
import { HeadroomError } from '#shared/contract/errors.ts';
import { FORECAST_MODELS, type ForecastModel } from '#shared/domain/forecast.ts';
import { headerFor, type Batch } from './batch.ts';
import { readSeries, type TableSeries } from './read-series.ts';
import { runBatches } from './worker-pool.ts';

export interface ForecastSeriesRequest {
  /** A CSV file (or `.csv.gz`) with the columns `series_id,t,value`; others are ignored. */
  readonly input: string;
  /** Replaced when it exists, but only when the whole run succeeded. */
  readonly output: string;
  /** Works everything out and writes no file. */
  readonly dryRun?: boolean;
  readonly horizon: number;
  /** Steps of a cycle: 1, 4, 7, 12, 24, 52 … */
  readonly season: number;
  /** Levels of the intervals in percent; default 95. */
  readonly levels?: readonly number[];
  /** Default `auto`. */
  readonly model?: ForecastModel;
  /** Worker threads; default one a core. */
  readonly workers?: number;
  readonly signal?: AbortSignal;
}

export interface ForecastSeriesProgress {
  readonly done: number;
  readonly total: number;
}

export interface ForecastSeriesResult {
  readonly series: number;
  readonly forecast: number;
  readonly rows: number;
  /** One sentence for each series without observations. */
  readonly warnings: readonly string[];
}

const SERIES_OF_A_BATCH = 8;
const LONGEST_HORIZON = 10_000;

/**
 * Forecasts every series of a table on worker threads and writes `series_id,h,mean,lo95,hi95` (a pair of columns for each
 * level), series in order of their first row. Series without observations get no rows and one warning.
 * Wrong options: `invalid_input`; an unreadable table: `unreadable`.
 */
export async function forecastSeries(
  request: ForecastSeriesRequest,
  onProgress: (progress: ForecastSeriesProgress) => void = () => undefined,
): Promise<ForecastSeriesResult> {
  const { horizon, season, levels = [95], model = 'auto' } = request;
  checkOptions(horizon, season, levels, model);
  const series = await readSeries(request.input);
  const observed = series.filter(isObserved);
  const warnings = series
    .filter((one) => !isObserved(one))
    .map(({ id }) => `The series "${id}" has no observations and gets no forecast.`);
  const partial = request.dryRun === true ? undefined : `${request.output}.partial`;
  try {
    const out = createWriteStream(partial ?? devNull);
    const written = finished(out);
    written.catch(() => undefined);
    await once(out, 'open');
    out.write(headerFor(levels));
    let done = 0;
    await runBatches(
      batchesOf(observed),
      { horizon, season, levels, model },
      request.workers ?? availableParallelism(),
      async (rows) => {
        if (!out.write(rows.text)) await once(out, 'drain');
        done += rows.series;
        onProgress({ done, total: observed.length });
      },
      request.signal,
    );
    out.end();
    await written;
    if (partial !== undefined) await rename(partial, request.output);
  } catch (error) {
    if (partial !== undefined) await rm(partial, { force: true });
    throw error;
  }
  return { series: series.length, forecast: observed.length, rows: observed.length * horizon, warnings };
}

function isObserved({ values }: TableSeries): boolean {
  return values.some((value) => !Number.isNaN(value));
}

function batchesOf(series: readonly TableSeries[]): Batch[] {
  return Array.from({ length: Math.ceil(series.length / SERIES_OF_A_BATCH) }, (_, number) => ({
    number,
    series: series.slice(number * SERIES_OF_A_BATCH, (number + 1) * SERIES_OF_A_BATCH),
  }));
}

function checkOptions(horizon: number, season: number, levels: readonly number[], model: string): void {
  const wrong = (message: string): HeadroomError => new HeadroomError('invalid_input', message);
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > LONGEST_HORIZON)
    throw wrong(`The horizon must be a whole number from 1 to ${LONGEST_HORIZON}, not ${horizon}.`);
  if (!Number.isInteger(season) || season < 1)
    throw wrong(`The season must be a whole number of steps, not ${season}.`);
  const odd = levels.find((level) => !(level > 0 && level < 100));
  if (odd !== undefined) throw wrong(`A level must lie between 0 and 100, not ${odd}.`);
  if (!FORECAST_MODELS.some((known) => known === model))
    throw wrong(`There is no model "${model}"; known are ${FORECAST_MODELS.join(', ')}.`);
}
