import { Worker } from 'node:worker_threads';
import { AskedThread, type Urgency } from '../asked-thread.ts';
import type { Fit, FitTask } from './fit.ts';

const thread = new AskedThread<FitTask, Fit>(() => new Worker(new URL('./worker.ts', import.meta.url)));

/** Fits a model on the thread behind; urgent ones first. */
export function fitAside(task: FitTask, urgency: Urgency): Promise<Fit> {
  return thread.ask(task, urgency);
}
