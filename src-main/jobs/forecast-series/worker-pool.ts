import { Worker } from 'node:worker_threads';
import type { Batch, ForecastBatch, SeriesOptions } from './batch.ts';

/** A worker is handed the next batch before it has finished the one it has, so that it never waits. */
const BATCHES_AHEAD = 2;

/**
 * Runs batches on worker threads and hands their forecasts over in the order of the batches. Stops all workers at the end, on
 * the first error and on abort (which rejects with the signal's reason).
 */
export async function runBatches(
  batches: readonly Batch[],
  options: SeriesOptions,
  workers: number,
  deliver: (done: ForecastBatch) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const done = new Map<number, ForecastBatch>();
  const pool = Array.from(
    { length: Math.max(1, Math.min(workers, batches.length)) },
    () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: options }),
  );
  let given = 0;
  let wake: () => void = () => undefined;
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    wake();
  };
  const give = (worker: Worker): void => {
    const batch = batches[given];
    if (batch === undefined) return;
    given += 1;
    worker.postMessage(batch);
  };
  const onAbort = (): void => fail(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  try {
    for (const worker of pool) {
      worker.on('error', fail);
      worker.on('message', (batch: ForecastBatch) => {
        done.set(batch.number, batch);
        give(worker);
        wake();
      });
      for (let ahead = 0; ahead < BATCHES_AHEAD; ahead += 1) give(worker);
    }
    for (let next = 0; next < batches.length; next += 1) {
      while (failure === undefined && signal?.aborted !== true && !done.has(next)) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      signal?.throwIfAborted();
      if (failure !== undefined) throw failure instanceof Error ? failure : new Error('a worker failed');
      await deliver(done.get(next)!);
      done.delete(next);
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await Promise.all(pool.map((worker) => worker.terminate()));
  }
}
