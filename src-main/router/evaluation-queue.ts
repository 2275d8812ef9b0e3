import type { Alert } from '#shared/domain/alert.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, type Day, type Month } from '#shared/domain/calendar.ts';
import type { CostBasis } from '#shared/domain/cost.ts';
import { readBudgetsById } from '../store/budgets.ts';
import { warmSeriesSpend } from '../store/series-spend.ts';
import { countingPortions } from '../store/spend.ts';
import type { Store } from '../store/store.ts';
import type { Writer } from '../store/writer.ts';
import type { Evaluation } from './alert-evaluation.ts';
import { readOutlook } from './alert-outlook.ts';
import { nextTurn, prepareFits } from './forecast-fits.ts';

/** Budgets whose fits are asked for together. */
const BATCH = 24;
/** One write evaluates for so long; then whoever waits for an answer has their turn. */
const SLICE_MS = 12;

export interface QueueOptions {
  readonly store: Store;
  readonly milliseconds: () => number;
  readonly asOf: () => Day;
  /** Waits until whoever opened the page or made the change is answered: a page that opens asks for all its figures at once. */
  readonly calm: () => Promise<void>;
  /** Waits until no other thread writes. */
  readonly free: () => Promise<void>;
  /** Evaluates budgets in a write of its own. */
  readonly write: (work: (writer: Writer) => Evaluation) => Evaluation;
  readonly evaluate: (writer: Writer, budgetIds: readonly string[], asOf: Day) => Evaluation;
  /** All that was asked for is evaluated: the alerts that were opened. */
  readonly done: (opened: readonly Alert[]) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Evaluates many budgets behind the answers of a host that stays open: models are fitted on another thread, and what is left
 * is done in slices, between which requests are answered. A budget asked for again while it waits is evaluated once.
 */
export class EvaluationQueue {
  readonly #options: QueueOptions;
  readonly #waiting = new Set<string>();
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  add(budgetIds: readonly string[]): void {
    for (const id of budgetIds) this.#waiting.add(id);
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** What waits is left; it is evaluated when the workspace is opened again. */
  close(): void {
    this.#isClosed = true;
  }

  async #run(): Promise<void> {
    const opened: Alert[] = [];
    try {
      await this.#options.calm();
      while (this.#waiting.size > 0 && !this.#isClosed) {
        const ids = [...this.#waiting].slice(0, BATCH);
        await this.#prepare(ids);
        opened.push(...(await this.#evaluate(ids)));
      }
      await this.#options.free();
      if (!this.#isClosed) this.#options.done(opened);
    } catch (error) {
      this.#options.failed(error);
    }
  }

  async #prepare(ids: readonly string[]): Promise<void> {
    const { store, asOf } = this.#options;
    const day = asOf();
    const budgets = readBudgetsById(store.reader, ids);
    for (const [basis, from] of firstMonths(budgets)) {
      const span = { from, to: day, portions: countingPortions(store.reader) };
      for (const _piece of warmSeriesSpend(store.reader, basis, span)) await nextTurn();
    }
    return prepareFits(budgets.map((budget) => () => readOutlook(store.reader, budget, day)));
  }

  async #evaluate(ids: readonly string[]): Promise<Alert[]> {
    const { evaluate, asOf, free, milliseconds, write } = this.#options;
    const opened: Alert[] = [];
    const left = [...ids];
    for (await free(); left.length > 0 && !this.#isClosed; await free()) {
      const { opened: more } = write((writer) => {
        const end = milliseconds() + SLICE_MS;
        const found: Evaluation[] = [];
        for (let id = left.shift(); id !== undefined; id = milliseconds() < end ? left.shift() : undefined) {
          this.#waiting.delete(id);
          found.push(evaluate(writer, [id], asOf()));
        }
        return merged(found);
      });
      opened.push(...more);
      await nextTurn();
    }
    return opened;
  }
}

/** By cost basis, the first month that evaluating the budgets looks at: as many before their period as it has. */
function firstMonths(budgets: readonly Budget[]): Map<CostBasis, Month> {
  const first = new Map<CostBasis, Month>();
  for (const { costBasis, startMonth, months } of budgets) {
    const before = addMonths(startMonth, -months);
    const known = first.get(costBasis);
    if (known === undefined || before < known) first.set(costBasis, before);
  }
  return first;
}

function merged(found: readonly Evaluation[]): Evaluation {
  return {
    opened: found.flatMap(({ opened }) => opened),
    resolved: found.flatMap(({ resolved }) => resolved),
    standing: found.flatMap(({ standing }) => standing),
  };
}
