import { Worker } from 'node:worker_threads';
import type { Fit, FitMessage, FitOrder, FitTask } from './fit.ts';

interface Waiting {
  readonly resolve: (fit: Fit) => void;
  readonly reject: (error: Error) => void;
}

/** One thread that fits models for whoever asks; it starts with the first question and keeps no process alive. */
class FitThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;

  ask(task: FitTask): Promise<Fit> {
    const worker = (this.#worker ??= this.#start());
    this.#asked += 1;
    const order: FitOrder = { number: this.#asked, task };
    return new Promise((resolve, reject) => {
      this.#waiting.set(order.number, { resolve, reject });
      worker.ref();
      worker.postMessage(order);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    worker.on('message', (message: FitMessage) => {
      const waiting = this.#waiting.get(message.number);
      this.#waiting.delete(message.number);
      if (this.#waiting.size === 0) worker.unref();
      if ('fit' in message) waiting?.resolve(message.fit);
      else waiting?.reject(new Error(message.message));
    });
    worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.#fail(new Error('the thread that fits models ended')));
    return worker;
  }

  /** The next question starts another thread. */
  #fail(error: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

const thread = new FitThread();

/** Fits a model on the thread behind. */
export function fitAside(task: FitTask): Promise<Fit> {
  return thread.ask(task);
}
