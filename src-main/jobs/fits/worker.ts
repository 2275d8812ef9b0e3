/** Fits models on a thread of its own: a tree takes a tenth of a second, in which the page must go on. */
import { parentPort } from 'node:worker_threads';
import { fit, type FitMessage, type FitOrder } from './fit.ts';

const say = (message: FitMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', ({ number, task }: FitOrder) => {
  try {
    say({ number, fit: fit(task) });
  } catch (error) {
    say({ number, message: error instanceof Error ? error.message : String(error) });
  }
});
