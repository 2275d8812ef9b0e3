import { availableParallelism } from 'node:os';
import { HeadroomError } from '#shared/contract/errors.ts';
import { FORECAST_MODELS } from '#shared/domain/forecast.ts';
import { LONGEST_HORIZON, LONGEST_SEASON, type ForecastOfSeries } from '#shared/domain/series-table.ts';
import type { Batch, SeriesOptions } from './batch.ts';
import { readSeries, type SeriesFile, type TableSeries } from './read-series.ts';
import { runBatches } from './worker-pool.ts';

export interface SeriesRun extends SeriesOptions {
  readonly file: SeriesFile;
  /** Worker threads; default one a core. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Refuses a file whose forecasts would have more rows. */
  readonly mostRows?: number | undefined;
}

/** How far a run is: rows that were read, of an unknown number, then series that were forecast. */
export type SeriesProgress =
  | { readonly phase: 'reading'; readonly done: number }
  | { readonly phase: 'forecasting'; readonly done: number; readonly total: number };

export interface SeriesSummary {
  readonly series: number;
  readonly forecast: number;
  readonly rows: number;
  /** One sentence for each series without observations. */
  readonly warnings: readonly string[];
}

export interface SeriesReceiver {
  /** Series in the order of their first row, each with its values; a missing one is NaN. */
  readonly deliver: (forecast: ForecastOfSeries, values: Float64Array) => Promise<void> | void;
  readonly onProgress?: (progress: SeriesProgress) => void;
}

const SERIES_OF_A_BATCH = 8;

/**
 * Forecasts every series of a table on worker threads and hands the forecasts over in order. Series without observations get
 * none and one warning. Wrong options: `invalid_input`; an unreadable table: `unreadable`; more rows than are taken: `too_large`.
 */
export async function runSeries(run: SeriesRun, receiver: SeriesReceiver): Promise<SeriesSummary> {
  const { file, horizon, season, levels, model, mostRows = Infinity } = run;
  const { deliver, onProgress = () => undefined } = receiver;
  checkOptions(run);
  const series = await readSeries(file, (done) => onProgress({ phase: 'reading', done }));
  const observed = series.filter(isObserved);
  const rows = observed.length * horizon;
  if (rows > mostRows) throw tooManyRows(file.name, observed.length, horizon, mostRows);
  const batches = batchesOf(observed);
  let done = 0;
  await runBatches(
    batches,
    { horizon, season, levels, model },
    run.workers ?? availableParallelism(),
    async ({ number, forecasts }) => {
      const source = batches[number]?.series ?? [];
      for (const [index, forecast] of forecasts.entries())
        await deliver(forecast, source[index]?.values ?? new Float64Array());
      done += forecasts.length;
      onProgress({ phase: 'forecasting', done, total: observed.length });
    },
    run.signal,
  );
  const warnings = series
    .filter((one) => !isObserved(one))
    .map(({ id }) => `The series "${id}" has no observations and gets no forecast.`);
  return { series: series.length, forecast: observed.length, rows, warnings };
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

function checkOptions({ horizon, season, levels, model }: SeriesOptions): void {
  const wrong = (message: string): HeadroomError => new HeadroomError('invalid_input', message);
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > LONGEST_HORIZON)
    throw wrong(`The horizon must be a whole number from 1 to ${LONGEST_HORIZON}, not ${horizon}.`);
  if (!Number.isInteger(season) || season < 1 || season > LONGEST_SEASON)
    throw wrong(`The season must be a whole number of steps from 1 to ${LONGEST_SEASON}, not ${season}.`);
  const odd = levels.find((level) => !(level > 0 && level < 100));
  if (odd !== undefined) throw wrong(`A level must lie between 0 and 100, not ${odd}.`);
  const twice = levels.find((level, index) => levels.indexOf(level) < index);
  if (twice !== undefined) throw wrong(`The level ${twice} is given twice; give it once.`);
  if (!FORECAST_MODELS.some((known) => known === model))
    throw wrong(`There is no model "${model}"; known are ${FORECAST_MODELS.join(', ')}.`);
}

function tooManyRows(file: string, series: number, horizon: number, most: number): HeadroomError {
  const text = (count: number): string => count.toLocaleString('en-US');
  return new HeadroomError(
    'too_large',
    `${file}: ${text(series)} series of ${text(horizon)} steps make ${text(series * horizon)} rows, more than the ${text(most)} that are answered at once; look fewer steps ahead, divide the file, or use "headroom forecast-series", which has no such bound.`,
    { file, series, horizon, most },
  );
}
