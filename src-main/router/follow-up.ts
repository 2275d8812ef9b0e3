import type { Alert } from '#shared/domain/alert.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { isUnread } from '#shared/engine/alerts/life.ts';
import { alertMessage } from '#shared/engine/alerts/message.ts';
import type { Backend } from '../backend.ts';
import { putEvaluatedDay, readEvaluatedDay } from '../store/alerts.ts';
import { readBudgetsById } from '../store/budgets.ts';
import { hasManyBudgets } from '../store/counts.ts';
import { readSettings } from '../store/settings.ts';
import type { CommittedWrite } from '../store/store.ts';
import { inTreeOrder } from '../store/tree-order.ts';
import type { Writer } from '../store/writer.ts';
import { evaluateBudgets, resolveOrphans, type Evaluation } from './alert-evaluation.ts';
import { placeOf } from './alert-answer.ts';
import { passTime, readPolicy, requestOverrun } from './approval-steps.ts';
import { causesOf, dueBudgets } from './due-budgets.ts';
import { EvaluationQueue } from './evaluation-queue.ts';
import { untilQuiet } from './running-work.ts';
import { standAside, untilWritten } from './write-aside.ts';

/** More new alerts than this are told in one notice. */
const MOST_NOTICES = 3;

/** Brings budgets to a day: allowances that end, requests that are overdue, alerts, and requests the policy raises itself. */
export function standAt(writer: Writer, budgets: readonly Budget[], asOf: Day, today: Day): Evaluation {
  const ids = budgets.map(({ id }) => id);
  passTime(writer, new Set(ids), asOf, today);
  return evaluateAt(writer, ids, asOf);
}

function evaluateAt(writer: Writer, ids: readonly string[], asOf: Day): Evaluation {
  const current = readBudgetsById(writer, inTreeOrder(writer, ids));
  const evaluation = evaluateBudgets(writer, current, asOf);
  if (readPolicy(writer).requestOverruns) for (const budget of current) requestOverrun(writer, budget, asOf);
  return evaluation;
}

/** More budgets than this are evaluated behind the answers of a host that stays open. */
const MOST_AT_ONCE = 40;

/** What follows from changes and from the passing of days, without anyone asking for it. */
export interface FollowUp {
  /** For a host that stays open: brings the workspace to today and to each new day; answers how to stop. */
  readonly watchDays: () => () => void;
}

/**
 * Evaluates after every import, edit and undo, in a write of its own: what follows by itself is no step that a person
 * could undo, and undoing an import lets its alerts resolve with the reason instead of making them vanish.
 */
export function followChanges(backend: Backend): FollowUp {
  let queue: EvaluationQueue | undefined;
  let isFollowing = false;
  backend.store.onCommit((write) => {
    if (isFollowing || write.operation === EVALUATE || causesOf(write).length === 0) return;
    isFollowing = true;
    try {
      bringUpToDate(backend, { write, queue });
    } catch (error) {
      // The change itself is committed; that its alerts could not be worked out must not look as if it had failed.
      backend.reportIncident('alerts', error);
    } finally {
      isFollowing = false;
    }
  });
  return {
    watchDays: () => {
      queue ??= queueOf(backend);
      const stop = watchDays(backend, queue);
      return () => {
        stop();
        queue?.close();
        queue = undefined;
      };
    },
  };
}

const EVALUATE = 'alerts.evaluate';

function evaluationWrite<Result>(backend: Backend, work: (writer: Writer) => Result): Result {
  const { store, clock } = backend;
  const options = {
    operation: EVALUATE,
    label: 'Evaluate alerts',
    actor: 'Headroom',
    door: 'system',
    at: clock.now(),
    undoable: false,
  };
  return store.write(options, work).result;
}

function queueOf(backend: Backend): EvaluationQueue {
  const { store, clock } = backend;
  const asOf = (): Day => standpoint(backend);
  return new EvaluationQueue({
    ...{ store, asOf, evaluate: evaluateAt },
    milliseconds: () => clock.milliseconds(),
    calm: () => untilQuiet(backend),
    free: () => untilWritten(backend),
    write: (work) => evaluationWrite(backend, work),
    done: (opened) => {
      evaluationWrite(backend, (writer) => putEvaluatedDay(writer, asOf()));
      announce(backend, opened);
    },
    failed: (error) => backend.reportIncident('alerts', error),
  });
}

function standpoint({ store, clock }: Backend): Day {
  return readSettings(store.reader).asOf ?? clock.today();
}

/** Evaluates what a change can have moved, or everything; many budgets behind the answers where there is a queue. */
function bringUpToDate(
  backend: Backend,
  {
    write,
    queue,
  }: { readonly write: CommittedWrite | undefined; readonly queue: EvaluationQueue | undefined },
): void {
  const { store, clock } = backend;
  const pinned = readSettings(store.reader).asOf;
  const asOf = standpoint(backend);
  let later: readonly string[] = [];
  const { opened } = evaluationWrite(backend, (writer) => {
    passTime(writer, null, pinned, clock.today());
    resolveOrphans(writer);
    const { ids, isAll } = dueBudgets(writer, write);
    const isLater = queue !== undefined && ids.length > MOST_AT_ONCE;
    if (isLater) later = write?.due === undefined ? inTreeOrder(writer, ids) : ids;
    // A day is reached once all budgets stand at it, so that the next start need not work them out again.
    if (isLater) putEvaluatedDay(writer, null);
    else if (isAll) putEvaluatedDay(writer, asOf);
    return evaluateAt(writer, isLater ? [] : ids, asOf);
  });
  announce(backend, opened);
  if (later.length > 0) queue?.add(later);
}

/** How often the clock is looked at for a new day. */
const DAY_WATCH_MS = 60_000;

/**
 * Looks at the clock and brings the workspace to each new day; answers how to stop. A workspace that was evaluated for the
 * day before it was opened is only looked through for requests whose time has come.
 */
export function watchDays(backend: Backend, queue?: EvaluationQueue): () => void {
  let day: Day | undefined;
  const failed = (error: unknown): void => {
    // Another program may have held the workspace: the next look tries again.
    day = undefined;
    backend.reportIncident('day change', error);
  };
  const look = (): void => {
    const today = backend.clock.today();
    if (today === day) return;
    day = today;
    try {
      if (readEvaluatedDay(backend.store.reader) === standpoint(backend)) passTimeAlone(backend);
      else goToDay(backend, queue).catch(failed);
    } catch (error) {
      failed(error);
    }
  };
  look();
  const timer = setInterval(look, DAY_WATCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Of many budgets, what is kept is brought to the day on a thread of its own first. */
async function goToDay(backend: Backend, queue: EvaluationQueue | undefined): Promise<void> {
  const write =
    queue !== undefined && hasManyBudgets(backend.store.reader) ? await standAside(backend) : undefined;
  if (!backend.closing.aborted) bringUpToDate(backend, { write, queue });
}

function passTimeAlone(backend: Backend): void {
  const pinned = readSettings(backend.store.reader).asOf;
  evaluationWrite(backend, (writer) => passTime(writer, null, pinned, backend.clock.today()));
}

/** Tells the configured destinations and the desktop of alerts that someone should look at. */
export function announce(backend: Backend, opened: readonly Alert[]): void {
  if (backend.store.dryRun) return;
  const unread = opened.filter(isUnread);
  const told = unread.slice(0, MOST_NOTICES);
  for (const alert of told) backend.notifier.notify(noticeOf(backend, alert));
  const rest = unread.slice(MOST_NOTICES);
  const [worst] = rest;
  if (worst === undefined) return;
  const names = [...new Set(rest.map(({ budgetId }) => placeOf(backend.store.reader, budgetId).budgetName))];
  backend.notifier.notify({
    title: `${rest.length} more alerts`,
    text: `Alerts were opened for ${names.slice(0, 10).join(', ')}${names.length > 10 ? ' and others' : ''}.`,
    severity: worst.severity,
  });
}

function noticeOf({ store }: Backend, alert: Alert) {
  const place = placeOf(store.reader, alert.budgetId);
  const actions = alert.actions.slice(0, 2).map((action) => `• ${action}`);
  return {
    title: `${place.budgetName}: ${alert.severity}`,
    text: [alertMessage(alert, place), ...actions].join('\n'),
    severity: alert.severity,
  };
}
