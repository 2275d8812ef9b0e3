/**
 * Reads the second part of a large plain file on a thread of its own while the first part is read here. The file is cut at a
 * line end; whether that is the end of a record shows when the reading of the first part ends exactly there. If it does not,
 * the attempt is dropped and one thread reads the whole. Two threads, not more: each takes memory of its own.
 */
import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Prepared } from '../prepare.ts';
import type { ExportFile } from '../types.ts';
import type { RangeMessage, RangeTask } from './messages.ts';

/** Starting a thread costs more than a smaller file takes. */
const WORTH_BYTES = 48 << 20;
/** The first part is smaller, because its thread takes the hash of the whole file too. */
const FIRST_SHARE = 0.44;
/** Reading makes little garbage; a small nursery keeps memory small. */
const YOUNG_MEGABYTES = 8;
const LINE_END = 0x0a;
const SEARCH_BYTES = 1 << 20;
/** So that the last record of the sample ends within it. */
const SAMPLE_SPARE_BYTES = 16;

export type RangeResult = Extract<RangeMessage, { kind: 'done' }>;

/** Where the second part begins; `undefined` where cutting is not worth it or no line ends. */
export async function cutOf(path: string, size: number): Promise<number | undefined> {
  if (size < WORTH_BYTES || availableParallelism() < 2) return undefined;
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(SEARCH_BYTES);
    const from = Math.floor(size * FIRST_SHARE);
    const { bytesRead } = await handle.read(buffer, 0, SEARCH_BYTES, from);
    const found = buffer.subarray(0, bytesRead).indexOf(LINE_END);
    return found < 0 ? undefined : from + found + 1;
  } finally {
    await handle.close();
  }
}

/** The task for the other thread: all that was decided of the file is said, so that it decides the same. */
export function rangeTask(prepared: Prepared, file: ExportFile, start: number): RangeTask {
  const { located, decimal, dateOrder, encoding, dialect, sampleBytes } = prepared;
  const decided = { decimal, encoding: encoding.name, delimiter: dialect.delimiter };
  const options = { ...located.options, ...decided, ...(dateOrder !== undefined && { dateOrder }) };
  return { file, options, sampleBytes: sampleBytes + SAMPLE_SPARE_BYTES, start };
}

/** Reads a range on a thread of its own. `undefined` where it was stopped or could not read it. */
export function readRange(
  task: RangeTask,
  stop: AbortSignal,
  onProgress: (bytes: number, rows: number) => void,
): Promise<RangeResult | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    let outcome: RangeResult | undefined;
    const tell = (): void => worker.postMessage('stop');
    stop.addEventListener('abort', tell);
    worker.on('message', (message: RangeMessage) => {
      if (message.kind === 'progress') onProgress(message.bytes, message.rows);
      else if (message.kind === 'done') outcome = message;
    });
    // A thread that fails answers nothing; one thread reads the whole then, and says what is wrong.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      stop.removeEventListener('abort', tell);
      resolve(outcome);
    });
  });
}
