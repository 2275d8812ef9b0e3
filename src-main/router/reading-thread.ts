import { Worker } from 'node:worker_threads';
import { HeadroomError } from '#shared/contract/errors.ts';
import { AskedThread } from '../jobs/asked-thread.ts';
import { isLarge } from '../store/counts.ts';
import type { RequestContext } from './context.ts';
import type { Question } from './question.ts';

export type ReadingTask =
  | { readonly kind: 'question'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'close'; readonly fate: Int32Array<SharedArrayBuffer> };

const OPEN = 0;
export const CLOSED = 1;
/** Far longer than any question takes; who waits so long has lost the thread. */
const MOST_WAITING_MS = 30_000;

/** The thread that reads an open workspace beside the host. */
export class ReadingThread {
  readonly #thread: AskedThread<ReadingTask, unknown>;

  constructor(workspace: string) {
    const url = new URL('./reading-worker.ts', import.meta.url);
    this.#thread = new AskedThread(() => new Worker(url, { workerData: workspace }));
  }

  ask(
    { name, isLong = false }: Pick<Question<never, unknown>, 'name' | 'isLong'>,
    input: unknown,
  ): Promise<unknown> {
    return this.#thread.ask({ kind: 'question', name, input }, { isUrgent: !isLong });
  }

  /** Waits until the thread holds the file no more: a workspace is closed at once, as it may be replaced by its backup next. */
  close(): void {
    const fate = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const error = new HeadroomError('cancelled', 'The workspace was closed meanwhile.');
    if (this.#thread.end({ kind: 'close', fate }, error)) Atomics.wait(fate, 0, OPEN, MOST_WAITING_MS);
  }
}

/** Asks the thread, where the host stays open and the workspace is large, else answers here. Throws as the question does. */
export async function ask<Input, Answer>(
  context: RequestContext,
  question: Question<Input, Answer>,
  input: Input,
): Promise<Answer> {
  const { store, reading } = context.backend;
  if (reading === undefined || !isLarge(store.reader)) return question.answer(store.reader, input);
  // The thread answers with the same function.
  return (await reading.ask(question, input)) as Answer;
}
