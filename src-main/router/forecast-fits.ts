import { createHash } from 'node:crypto';
import type { NodeForecast, SeriesForecast } from '#shared/engine/forecast/index.ts';
import { fit, type Fit, type FitTask } from '../jobs/fits/fit.ts';
import type { Urgency } from '../jobs/asked-thread.ts';
import { fitAside } from '../jobs/fits/fit-aside.ts';
import type { Door } from './context.ts';

/** Fits of the same values by the same model are the same; those not asked for the longest go first. A family of budgets counts as so many. */
const known = new Map<string, Fit>();
const MOST_KNOWN = 1500;
let countKnown = 0;

/** Thrown where a fit is missing and must not be made on this thread. */
class MissingFit extends Error {
  readonly task: FitTask;
  readonly key: string;

  constructor(task: FitTask, key: string) {
    super('a fit is missing');
    this.task = task;
    this.key = key;
  }
}

/** Whether a missing fit stops the work, to be made on the thread behind. */
let isAsking = false;

/** The forecast of one series, made now or known. */
export function fitMonthly(request: Extract<FitTask, { kind: 'monthly' }>['request']): SeriesForecast {
  return fitted({ kind: 'monthly', request }) as SeriesForecast;
}

/** The forecasts of the upper levels of a tree, made now or known. */
export function fitTree(
  request: Extract<FitTask, { kind: 'tree' }>['request'],
): ReadonlyMap<string, NodeForecast> {
  return fitted({ kind: 'tree', request }) as ReadonlyMap<string, NodeForecast>;
}

function fitted(task: FitTask): Fit {
  const key = createHash('sha256').update(JSON.stringify(task)).digest('base64');
  const found = known.get(key);
  if (found !== undefined) {
    known.delete(key);
    known.set(key, found);
    return found;
  }
  if (isAsking) throw new MissingFit(task, key);
  const made = fit(task);
  keep(key, made);
  return made;
}

function keep(key: string, made: Fit): void {
  if (known.has(key)) return;
  countKnown += sizeOf(made);
  known.set(key, made);
  for (const [oldest, fitOfOldest] of known) {
    if (countKnown <= MOST_KNOWN || oldest === key) break;
    countKnown -= sizeOf(fitOfOldest);
    known.delete(oldest);
  }
}

function sizeOf(made: Fit): number {
  return made instanceof Map ? made.size : 1;
}

/**
 * Does work that may need fits without making any on this thread: where one is missing, the work stops, the fit is made on
 * the thread behind, and the work begins anew. It must only read. The command line, which nobody else waits for, makes its
 * fits where it stands.
 */
export async function withFits<Result>(door: Door, work: () => Result): Promise<Result> {
  return door === 'cli' ? work() : withFitsAside(work, true);
}

async function withFitsAside<Result>(work: () => Result, isUrgent: boolean): Promise<Result> {
  for (;;) {
    const outcome = attempt(work);
    if (!(outcome instanceof MissingFit)) return outcome.result;
    await make(outcome, isUrgent);
  }
}

/**
 * Makes the fits that some pieces of work need, one after the other on the thread behind, and after those that somebody waits for;
 * answers none of their results. Whoever waits for this thread has their turn between two pieces.
 */
export async function prepareFits(pieces: readonly (() => unknown)[]): Promise<void> {
  const begun: Promise<unknown>[] = [];
  for (const piece of pieces) {
    const work = withFitsAside(piece, false);
    // A failure is told below, once all have begun.
    work.catch(() => undefined);
    begun.push(work);
    await nextTurn();
  }
  await Promise.all(begun);
}

/** Lets what else waits for this thread run first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function attempt<Result>(work: () => Result): MissingFit | { readonly result: Result } {
  isAsking = true;
  try {
    return { result: work() };
  } catch (error) {
    if (error instanceof MissingFit) return error;
    throw error;
  } finally {
    isAsking = false;
  }
}

const making = new Map<string, { readonly made: Promise<void>; readonly urgency: Urgency }>();

/** Two who need the same fit wait for the same one; it is urgent once it is to one of them. */
function make({ task, key }: MissingFit, isUrgent: boolean): Promise<void> {
  const running = making.get(key);
  if (running !== undefined) {
    running.urgency.isUrgent ||= isUrgent;
    return running.made;
  }
  const urgency = { isUrgent };
  const made = fitAside(task, urgency)
    .then((answer) => keep(key, answer))
    .finally(() => making.delete(key));
  making.set(key, { made, urgency });
  return made;
}
