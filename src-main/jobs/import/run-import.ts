import { Worker } from 'node:worker_threads';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Progress } from '../../importers/types.ts';
import { asError } from '../reply.ts';
import {
  CANCELLED,
  RUNNING,
  type Imported,
  type ImportCommand,
  type ImportMessage,
  type ImportPhase,
  type ImportTask,
  type Look,
} from './messages.ts';

/** Importing makes little garbage; a small nursery keeps memory small. */
const YOUNG_MEGABYTES = 16;

export interface ImportControl {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress, phase: ImportPhase) => void) | undefined;
  /** A cancellation came when the commit had begun: the import comes to be. */
  readonly onTooLate?: (() => void) | undefined;
}

type Asked<Kind extends ImportTask['kind']> = Omit<Extract<ImportTask, { kind: Kind }>, 'kind' | 'fate'>;

/** Reads files on a worker and keeps nothing. What cannot be read, `choice_needed` and `cancelled` come as `HeadroomError`. */
export async function lookAt(worker: URL, task: Asked<'look'>, control: ImportControl): Promise<Look> {
  const last = await run(worker, { ...task, kind: 'look', fate: newFate() }, control);
  if (last.kind !== 'looked') throw new Error('the look at the files ended without an answer');
  return last.look;
}

/**
 * Imports files on a worker: stages and publishes them. Up to the commit a cancellation is answered at once and nothing has
 * changed; what was staged is cleared away behind the answer. The worker is told to stop and never killed, because killing one
 * while it loads SQLite ends the process.
 */
export async function importAside(
  worker: URL,
  task: Asked<'import'>,
  control: ImportControl,
  moment: () => { readonly at: string; readonly seconds: number },
): Promise<Imported> {
  const last = await run(worker, { ...task, kind: 'import', fate: newFate() }, control, moment);
  if (last.kind !== 'imported') throw new Error('the import ended without an answer');
  return last.imported;
}

function newFate(): ImportTask['fate'] {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Workers that have not ended yet, those included that only clear away what was cancelled. */
const living = new Set<Promise<void>>();

/** Waits until no import of this process holds a workspace any more. */
export async function untilImportsEnded(): Promise<void> {
  await Promise.all(living);
}

type LastMessage = Extract<ImportMessage, { kind: 'looked' | 'imported' }>;

function run(
  url: URL,
  task: ImportTask,
  { signal, onProgress, onTooLate }: ImportControl,
  moment?: () => { readonly at: string; readonly seconds: number },
): Promise<LastMessage> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    const tell = (command: ImportCommand): void => worker.postMessage(command);
    const cancel = (): void => {
      if (Atomics.compareExchange(task.fate, 0, RUNNING, CANCELLED) !== RUNNING) return onTooLate?.();
      tell({ kind: 'cancel' });
      reject(new HeadroomError('cancelled', 'The import was cancelled; nothing was changed.'));
    };
    worker.on('message', (message: ImportMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress, message.phase);
      else if (message.kind === 'failed')
        reject(new HeadroomError(message.code, message.message, message.details));
      else if (message.kind !== 'staged') resolve(message);
      else if (moment !== undefined) tell({ kind: 'publish', ...moment() });
    });
    worker.on('error', (error) => reject(asError(error)));
    const ended = new Promise<void>((end) => worker.on('exit', () => end()));
    living.add(ended);
    void ended.then(() => {
      living.delete(ended);
      signal?.removeEventListener('abort', cancel);
      reject(new Error('the import ended without an answer'));
    });
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted === true) cancel();
  });
}
