import { Worker } from 'node:worker_threads';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Progress, ReadResult } from '../../importers/types.ts';
import type { ImportCommand, ImportMessage, ImportTask } from './messages.ts';

/** Importing makes little garbage; a small nursery keeps memory small. */
const YOUNG_MEGABYTES = 16;

export interface ImportControl {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Stages an import on a worker. The worker is told to stop and never killed, because killing one while it loads SQLite ends
 * the process. What cannot be read, `choice_needed`, `already_imported` and `cancelled` come as `HeadroomError`.
 */
export function stageImport(task: ImportTask, control: ImportControl): Promise<ReadResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    let outcome: (() => void) | undefined;
    const cancel = (): void => worker.postMessage({ kind: 'cancel' } satisfies ImportCommand);
    if (control.signal?.aborted === true) cancel();
    control.signal?.addEventListener('abort', cancel);
    worker.on('message', (message: ImportMessage) => {
      if (message.kind === 'progress') control.onProgress?.(message.progress);
      else if (message.kind === 'done') outcome = () => resolve(message.result);
      else outcome = () => reject(asFailure(message));
    });
    worker.on('error', (error) => {
      outcome = () => reject(error instanceof Error ? error : new Error(String(error)));
    });
    worker.on('exit', () => {
      control.signal?.removeEventListener('abort', cancel);
      (outcome ?? (() => reject(new Error('the import ended without an answer'))))();
    });
  });
}

function asFailure(message: Extract<ImportMessage, { kind: 'failed' }>): HeadroomError {
  const { choices, details } = message;
  const code = message.code === 'not_an_export' ? 'unreadable' : message.code;
  return new HeadroomError(code, message.message, { ...details, ...(choices.length > 0 && { choices }) });
}
