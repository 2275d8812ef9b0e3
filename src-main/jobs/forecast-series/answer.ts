import type { ForecastOfSeries } from '#shared/domain/series-table.ts';
import { runSeries, type SeriesProgress, type SeriesRun, type SeriesSummary } from './run-series.ts';

/** A run as a thread of its own takes it. */
export type SeriesTask = Omit<SeriesRun, 'signal'>;

/** A forecast with what it follows: the last values of its series, three times as many as steps ahead; a missing one is null. */
export interface AnsweredSeries extends ForecastOfSeries {
  readonly history: readonly (number | null)[];
}

export interface SeriesAnswer extends SeriesSummary {
  readonly forecasts: readonly AnsweredSeries[];
}

const HISTORY_OF_HORIZON = 3;

/** Forecasts all series of a file, to be held in memory. */
export async function answerSeries(
  task: SeriesTask,
  onProgress: (progress: SeriesProgress) => void,
): Promise<SeriesAnswer> {
  const forecasts: AnsweredSeries[] = [];
  const shown = HISTORY_OF_HORIZON * task.horizon;
  const summary = await runSeries(task, {
    deliver: (forecast, values) => {
      const history = Array.from(values.subarray(-shown), (value) => (Number.isNaN(value) ? null : value));
      forecasts.push({ ...forecast, history });
    },
    onProgress,
  });
  return { ...summary, forecasts };
}
