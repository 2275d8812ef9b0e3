import { parentPort, type Worker } from 'node:worker_threads';
import { asError, replyOf, settle, type Reply } from './reply.ts';

/** Whether somebody waits for an answer; may become true while the task waits for its turn. */
export interface Urgency {
  isUrgent: boolean;
}

interface Waiting<Task, Answer> {
  readonly task: Task;
  readonly urgency: Urgency;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One thread that works for whoever asks; it starts with the first task and keeps no process alive. It is given one at a time, so
 * that what somebody waits for comes before what is prepared behind the answers.
 */
export class AskedThread<Task, Answer> {
  readonly #begin: () => Worker;
  readonly #waiting: Waiting<Task, Answer>[] = [];
  #current: Waiting<Task, Answer> | undefined;
  #worker: Worker | undefined;

  constructor(begin: () => Worker) {
    this.#begin = begin;
  }

  ask(task: Task, urgency: Urgency): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, urgency, resolve, reject });
      this.#next();
    });
  }

  /** Gives a thread that has started its last task, behind what it is at; what waits is refused. False: none has started. */
  end(last: Task, error: Error): boolean {
    const worker = this.#worker;
    if (worker === undefined) return false;
    this.#fail(error);
    worker.postMessage(last);
    worker.unref();
    return true;
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
    this.#worker.postMessage(next.task);
  }

  #start(): Worker {
    const worker = this.#begin();
    // What comes of a thread in whose place another one may stand by now concerns nobody any more.
    const isCurrent = (): boolean => this.#worker === worker;
    worker.on('message', (reply: Reply<Answer>) => {
      if (!isCurrent()) return;
      const done = this.#current;
      this.#current = undefined;
      this.#next();
      if (done !== undefined) settle(reply, done);
    });
    const fail = (error: Error): void => {
      if (isCurrent()) this.#fail(error);
    };
    worker.on('error', (error) => fail(asError(error)));
    worker.on('exit', () => fail(new Error('the thread that was asked ended')));
    return worker;
  }

  /** The next task starts another thread. */
  #fail(error: Error): void {
    this.#worker = undefined;
    const lost = [...(this.#current === undefined ? [] : [this.#current]), ...this.#waiting.splice(0)];
    this.#current = undefined;
    for (const { reject } of lost) reject(error);
  }
}

/** On the thread: works off what it is told, and answers each of it. */
export function answerTasks<Task, Answer>(work: (task: Task) => Answer): void {
  const answer = async (task: Task): Promise<void> =>
    parentPort?.postMessage(await replyOf(() => work(task)));
  parentPort?.on('message', (task: Task) => void answer(task));
}
