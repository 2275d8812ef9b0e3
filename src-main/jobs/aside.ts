import { parentPort, Worker, workerData, type ResourceLimits } from 'node:worker_threads';
import { asError, replyOf, settle, type Reply } from './reply.ts';

/**
 * Has one task done by a thread of its own, and answers once that has ended, with all it held. What a person can act on comes as
 * the `HeadroomError` that it is there.
 */
export function runAside<Answer>(
  url: URL,
  task: unknown,
  resourceLimits: ResourceLimits = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { workerData: task, resourceLimits });
    let reply: Reply<Answer> | undefined;
    worker.on('message', (said: Reply<Answer>) => (reply = said));
    worker.on('error', (error) => reject(asError(error)));
    worker.on('exit', () => {
      if (reply === undefined) reject(new Error('the thread ended without an answer'));
      else settle(reply, { resolve, reject });
    });
  });
}

/** On the thread: does the task that it was started with. */
export async function answerTask<Task, Answer>(
  work: (task: Task) => Answer | Promise<Answer>,
): Promise<void> {
  parentPort?.postMessage(await replyOf(() => work(workerData as Task)));
}
