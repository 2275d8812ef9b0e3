import { Worker } from 'node:worker_threads';
import { settle, type Reply } from './reply.ts';

/** Has one task done by a thread of its own. What a person can act on comes as the `HeadroomError` that it is there. */
export function runAside<Answer>(url: URL, task: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { workerData: task });
    worker.on('message', (reply: Reply<Answer>) => settle(reply, { resolve, reject }));
    worker.on('error', (error) => reject(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => reject(new Error('the thread ended without an answer')));
  });
}
