import type { Destination } from '#shared/contract/destinations.ts';
import { targetOf, wants, type Deliver, type Notice } from './destinations.ts';
import { sendEmail } from './email.ts';
import { passwordsInMemory, withPassword, type Passwords } from './passwords.ts';
import { sendWebhook } from './webhook.ts';

/** Waits between the attempts at one notice; after the last it is given up and counted. Together under two hours. */
const BACK_OFF_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000] as const;

/** More notices than this waiting for one destination help nobody; the oldest are given up. */
const MOST_WAITING = 100;

const TEST: Notice = {
  title: 'Test message',
  text: 'Headroom can reach this destination.',
  severity: 'critical',
};

export interface DestinationState {
  readonly id: string;
  readonly kind: Destination['kind'];
  readonly target: string;
  readonly enabled: boolean;
  readonly waiting: number;
  readonly sent: number;
  readonly givenUp: number;
  /** The last failure, until something is delivered again. */
  readonly failure: string | null;
}

export interface NotifierOptions {
  /** Read at each notice, so that a change of the settings counts at once. */
  readonly destinations: () => readonly Destination[];
  readonly passwords?: Passwords;
  readonly deliver?: Deliver;
  readonly backOffMs?: readonly number[];
}

/** One destination's line: notices go out in order, one at a time. */
interface Line {
  readonly waiting: Notice[];
  attempts: number;
  sent: number;
  givenUp: number;
  failure: string | null;
  running: Promise<void> | null;
  timer: NodeJS.Timeout | null;
}

/**
 * Sends notices to the configured destinations in the background: queued, retried with growing waits, never awaited by
 * whoever raises them. With no destination configured it does nothing at all.
 */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #lines = new Map<string, Line>();
  readonly #listeners = new Set<(notice: Notice) => void>();
  #closed = false;

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Queues a notice for every destination that wants it, and tells the listeners. */
  notify(notice: Notice): void {
    if (this.#closed) return;
    for (const listener of this.#listeners) listener(notice);
    for (const destination of this.#options.destinations()) {
      if (wants(destination, notice)) this.#queue(destination.id, notice);
    }
  }

  /** Calls the listener with each notice, as the desktop does for its own notifications; answers how to stop. */
  onNotice(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends a test message to one destination and waits for its first attempt. */
  async test(id: string): Promise<void> {
    if (this.#closed || !this.#options.destinations().some((destination) => destination.id === id)) return;
    this.#queue(id, TEST);
    await this.#lines.get(id)?.running;
  }

  /** How each configured destination is doing, for the settings page. */
  states(): DestinationState[] {
    return this.#options.destinations().map((destination) => {
      const line = this.#lines.get(destination.id);
      return {
        id: destination.id,
        kind: destination.kind,
        target: targetOf(destination),
        enabled: destination.enabled,
        waiting: line?.waiting.length ?? 0,
        sent: line?.sent ?? 0,
        givenUp: line?.givenUp ?? 0,
        failure: line?.failure ?? null,
      };
    });
  }

  /** Waits until everything queued had its first attempt, at most so long; for a command line that is about to end. */
  async settle(limitMs: number): Promise<void> {
    const running = [...this.#lines.values()].flatMap(({ running }) => running ?? []);
    if (running.length === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
    await Promise.race([Promise.all(running), limit]);
    clearTimeout(timer);
  }

  /** Stops retrying; what is waiting is dropped. */
  close(): void {
    this.#closed = true;
    for (const line of this.#lines.values()) {
      if (line.timer !== null) clearTimeout(line.timer);
      line.waiting.length = 0;
    }
  }

  #queue(id: string, notice: Notice): void {
    const line = this.#line(id);
    line.waiting.push(notice);
    if (line.waiting.length > MOST_WAITING) {
      line.waiting.shift();
      line.givenUp += 1;
    }
    if (line.timer === null) this.#run(id, line);
  }

  #line(id: string): Line {
    let line = this.#lines.get(id);
    if (line === undefined) {
      line = { waiting: [], attempts: 0, sent: 0, givenUp: 0, failure: null, running: null, timer: null };
      this.#lines.set(id, line);
    }
    return line;
  }

  #run(id: string, line: Line): void {
    line.running ??= this.#drain(id, line).finally(() => {
      line.running = null;
    });
  }

  async #drain(id: string, line: Line): Promise<void> {
    for (;;) {
      const [notice] = line.waiting;
      const destination = this.#options.destinations().find((one) => one.id === id);
      if (notice === undefined || this.#closed) return;
      if (destination === undefined) {
        line.waiting.length = 0;
        return;
      }
      try {
        await (this.#options.deliver ?? deliverWith(this.#options.passwords))(destination, notice);
        this.#delivered(line, notice);
      } catch (error) {
        if (!this.#failed(id, line, notice, error)) return;
      }
    }
  }

  #delivered(line: Line, notice: Notice): void {
    if (line.waiting[0] === notice) line.waiting.shift();
    line.attempts = 0;
    line.sent += 1;
    line.failure = null;
  }

  /** Notes a failure; answers whether to go on with the next notice at once. */
  #failed(id: string, line: Line, notice: Notice, error: unknown): boolean {
    line.failure = reasonOf(error);
    const wait = (this.#options.backOffMs ?? BACK_OFF_MS)[line.attempts];
    line.attempts += 1;
    if (wait === undefined) {
      if (line.waiting[0] === notice) line.waiting.shift();
      line.givenUp += 1;
      line.attempts = 0;
      return true;
    }
    if (this.#closed) return false;
    line.timer = setTimeout(() => {
      line.timer = null;
      this.#run(id, line);
    }, wait);
    line.timer.unref();
    return false;
  }
}

function deliverWith(passwords = passwordsInMemory()): Deliver {
  return async (destination, notice) =>
    destination.kind === 'webhook'
      ? sendWebhook(destination, notice)
      : sendEmail(withPassword(destination, passwords), notice);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
