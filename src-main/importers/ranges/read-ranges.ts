/**
 * Reads a large plain file on several threads, each a range of it. Ranges are cut at line ends; whether those are ends of
 * records shows when the range before ends exactly there, so by induction all cuts are right or the attempt is dropped.
 */
import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ExportFile, ReadOptions } from '../types.ts';
import type { RangeMessage, RangeTask } from './messages.ts';

/** Starting a thread costs more than a smaller file takes. */
const WORTH_BYTES = 48 << 20;
const MOST_THREADS = 4;
/** Reading makes little garbage; a small nursery keeps memory small. */
const YOUNG_MEGABYTES = 8;
const LINE_END = 0x0a;
const SEARCH_BYTES = 1 << 20;

export type RangeResult = Extract<RangeMessage, { kind: 'done' }>;

/** The cuts of a file: where each range begins, and its size. `undefined` where it is not worth it. */
export async function cutsOf(path: string, size: number): Promise<readonly number[] | undefined> {
  const threads = Math.min(MOST_THREADS, availableParallelism());
  if (size < WORTH_BYTES || threads < 2) return undefined;
  const cuts = [0];
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(SEARCH_BYTES);
    for (let index = 1; index < threads; index += 1) {
      const from = Math.floor((size / threads) * index);
      const { bytesRead } = await handle.read(buffer, 0, SEARCH_BYTES, from);
      const found = buffer.subarray(0, bytesRead).indexOf(LINE_END);
      if (found < 0) return undefined;
      cuts.push(from + found + 1);
    }
  } finally {
    await handle.close();
  }
  return [...cuts, size];
}

/** Reads the ranges. `undefined` where a cut was no end of a record, or a thread could not read its range. */
export async function readRanges(
  file: ExportFile,
  options: ReadOptions,
  sampleBytes: number,
  cuts: readonly number[],
  onProgress: (bytes: number, rows: number) => void,
  signal: AbortSignal | undefined,
): Promise<readonly RangeResult[] | undefined> {
  const bytes = cuts.map(() => 0);
  const rows = cuts.map(() => 0);
  const stop = new AbortController();
  const runs = cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] as number;
    const task: RangeTask = {
      file,
      options,
      sampleBytes,
      start,
      end,
      isFirst: index === 0,
      isLast: index === cuts.length - 2,
    };
    return runRange(task, stop.signal, (message) => {
      bytes[index] = message.bytes;
      rows[index] = message.rows;
      onProgress(total(bytes), total(rows));
    });
  });
  const cancel = (): void => stop.abort();
  signal?.addEventListener('abort', cancel);
  const results: RangeResult[] = [];
  let isWhole = true;
  for (const run of runs) {
    const result = await run;
    if (result.kind === 'done') results.push(result);
    else {
      isWhole = false;
      stop.abort();
    }
  }
  signal?.removeEventListener('abort', cancel);
  return isWhole ? results : undefined;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function runRange(
  task: RangeTask,
  stop: AbortSignal,
  onProgress: (message: Extract<RangeMessage, { kind: 'progress' }>) => void,
): Promise<RangeResult | { readonly kind: 'unsuited' }> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    let outcome: RangeResult | { readonly kind: 'unsuited' } = { kind: 'unsuited' };
    const tell = (): void => worker.postMessage('stop');
    stop.addEventListener('abort', tell);
    worker.on('message', (message: RangeMessage) => {
      if (message.kind === 'progress') onProgress(message);
      else outcome = message;
    });
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      stop.removeEventListener('abort', tell);
      resolve(outcome);
    });
  });
}
