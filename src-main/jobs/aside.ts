import { Worker } from 'node:worker_threads';
import { HeadroomError, type ErrorCode } from '#shared/contract/errors.ts';

/** What a thread says at the end of its one task. */
export type AsideMessage<Answer> =
  | { readonly answer: Answer }
  | {
      readonly code: ErrorCode;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    };

/** Has one task done by a thread of its own. What a person can act on comes as the `HeadroomError` that it is there. */
export function runAside<Answer>(url: URL, task: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { workerData: task });
    worker.on('message', (message: AsideMessage<Answer>) => {
      if ('answer' in message) resolve(message.answer);
      else reject(new HeadroomError(message.code, message.message, message.details));
    });
    worker.on('error', (error) => reject(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => reject(new Error('the thread ended without an answer')));
  });
}
