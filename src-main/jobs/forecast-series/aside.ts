import { Worker } from 'node:worker_threads';
import { HeadroomError } from '#shared/contract/errors.ts';
import { asError, settle, type Reply } from '../reply.ts';
import type { SeriesAnswer, SeriesTask } from './answer.ts';
import type { SeriesProgress } from './run-series.ts';

/** What the thread of a run says: how far it is, and at last what came of it. */
export type SeriesMessage = { readonly progress: SeriesProgress } | { readonly reply: Reply<SeriesAnswer> };

/**
 * Forecasts all series of a file on threads, so that nobody else waits. The signal ends it at once, and it rejects with
 * `cancelled`: the threads hold nothing that would have to be put in order. Else it fails as `runSeries` does.
 */
export function forecastSeriesAside(
  task: SeriesTask,
  signal: AbortSignal | undefined,
  onProgress: (progress: SeriesProgress) => void,
): Promise<SeriesAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./table-worker.ts', import.meta.url), { workerData: task });
    const stop = (): void => {
      reject(new HeadroomError('cancelled', 'The forecast was stopped; nothing of it is kept.'));
      void worker.terminate();
    };
    worker.on('message', (message: SeriesMessage) => {
      if ('progress' in message) onProgress(message.progress);
      else settle(message.reply, { resolve, reject });
    });
    worker.on('error', (error) => reject(asError(error)));
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(new Error('the thread ended without an answer'));
    });
    signal?.addEventListener('abort', stop);
    if (signal?.aborted === true) stop();
  });
}
