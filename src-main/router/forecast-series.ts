import { availableParallelism } from 'node:os';
import type { Outputs } from '#shared/contract/contract.ts';
import { forecastSeriesAside } from '../jobs/forecast-series/aside.ts';
import type { AnsweredSeries, SeriesTask } from '../jobs/forecast-series/answer.ts';
import type { SeriesProgress } from '../jobs/forecast-series/run-series.ts';
import { procedures } from './context.ts';
import { offeredFile } from './offered-file.ts';

/** While an answer is written, nobody else gets one: this many rows take well under a second of one core. */
const MOST_ROWS = 100_000;
const USUAL_LEVELS = [95];

type Answer = Outputs['forecastSeries']['create']['data'];

/** How far runs are, by the id that their caller gave them. */
const running = new Map<string, { progress: SeriesProgress }>();

/** Does work that its caller can ask about by an id. */
async function followed<Result>(
  progressId: string | undefined,
  work: (onProgress: (progress: SeriesProgress) => void) => Promise<Result>,
): Promise<Result> {
  const entry: { progress: SeriesProgress } = { progress: { phase: 'reading', done: 0 } };
  if (progressId !== undefined) running.set(progressId, entry);
  try {
    return await work((progress) => (entry.progress = progress));
  } finally {
    if (progressId !== undefined && running.get(progressId) === entry) running.delete(progressId);
  }
}

function seriesAnswer({ id, history, mean, intervals }: AnsweredSeries): Answer['forecasts'][number] {
  const limits = Object.entries(intervals).map(([level, steps]) => {
    const pairs = steps.map(([low, high]): [number, number] => [low, high]);
    return [level, pairs] as const;
  });
  return { id, history: [...history], mean: [...mean], intervals: Object.fromEntries(limits) };
}

export const forecastSeries = {
  create: procedures.forecastSeries.create.handler(async ({ input, context, signal }) => {
    const { file, horizon, season, levels = USUAL_LEVELS, model = 'auto', progressId } = input;
    const task: SeriesTask = {
      file: offeredFile(context, file),
      ...{ horizon, season, levels, model },
      // One core stays for who asks the host something else meanwhile.
      workers: Math.max(1, availableParallelism() - 1),
      mostRows: MOST_ROWS,
    };
    const { forecasts, warnings, ...counts } = await followed(progressId, (onProgress) =>
      forecastSeriesAside(task, signal, onProgress),
    );
    return {
      data: {
        ...counts,
        levels: [...levels],
        warnings: [...warnings],
        forecasts: forecasts.map(seriesAnswer),
      },
    };
  }),
  progress: procedures.forecastSeries.progress.handler(({ input }) => {
    const progress = running.get(input.progressId)?.progress;
    return { data: progress === undefined ? null : { total: null, ...progress } };
  }),
};
