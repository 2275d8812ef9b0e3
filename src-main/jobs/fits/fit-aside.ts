import { Worker } from 'node:worker_threads';
import type { Fit, FitMessage, FitOrder, FitTask } from './fit.ts';

/** Whether somebody waits for an answer; may become true while the fit waits for its turn. */
export interface Urgency {
  isUrgent: boolean;
}

interface Waiting {
  readonly order: FitOrder;
  readonly urgency: Urgency;
  readonly resolve: (fit: Fit) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One thread that fits models for whoever asks; it starts with the first question and keeps no process alive. It is given one at
 * a time, so that what somebody waits for comes before what is prepared behind the answers.
 */
class FitThread {
  readonly #waiting: Waiting[] = [];
  #current: Waiting | undefined;
  #worker: Worker | undefined;
  #asked = 0;

  ask(task: FitTask, urgency: Urgency): Promise<Fit> {
    this.#asked += 1;
    const order: FitOrder = { number: this.#asked, task };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ order, urgency, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current !== undefined) return;
    const at = Math.max(
      0,
      this.#waiting.findIndex(({ urgency }) => urgency.isUrgent),
    );
    const [next] = this.#waiting.splice(at, 1);
    if (next === undefined) {
      this.#worker?.unref();
      return;
    }
    this.#current = next;
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(next.order);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    worker.on('message', (message: FitMessage) => {
      const done = this.#current;
      this.#current = undefined;
      this.#next();
      if ('fit' in message) done?.resolve(message.fit);
      else done?.reject(new Error(message.message));
    });
    // Its end follows its error; by then another one may stand in its place.
    const fail = (error: Error): void => {
      if (this.#worker === worker) this.#fail(error);
    };
    worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => fail(new Error('the thread that fits models ended')));
    return worker;
  }

  /** The next question starts another thread. */
  #fail(error: Error): void {
    this.#worker = undefined;
    const lost = [...(this.#current === undefined ? [] : [this.#current]), ...this.#waiting.splice(0)];
    this.#current = undefined;
    for (const { reject } of lost) reject(error);
  }
}

const thread = new FitThread();

/** Fits a model on the thread behind; urgent ones first. */
export function fitAside(task: FitTask, urgency: Urgency): Promise<Fit> {
  return thread.ask(task, urgency);
}
