import type { Alert } from '#shared/domain/alert.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { isUnread } from '#shared/engine/alerts/life.ts';
import { alertMessage } from '#shared/engine/alerts/message.ts';
import type { Backend } from '../backend.ts';
import { readBudget, readBudgets, readBudgetsById } from '../store/budgets.ts';
import { readSettings } from '../store/settings.ts';
import type { CommittedWrite } from '../store/store.ts';
import type { JournaledTable, RowChange, Writer } from '../store/writer.ts';
import { evaluateBudgets, resolveOrphans, type Evaluation } from './alert-evaluation.ts';
import { placeOf } from './alert-answer.ts';
import { passTime, requestOverrun } from './approval-steps.ts';

/** Changes after which alerts may open or resolve. */
const SOURCES: ReadonlySet<JournaledTable> = new Set([
  'import',
  'budget',
  'setting',
  'rate',
  'shared_cost',
  'forecast',
]);

/** Of these a row concerns one budget. */
const OWNED: ReadonlySet<JournaledTable> = new Set(['budget', 'forecast', 'alert']);

/** How often the clock is looked at for a new day. */
const DAY_WATCH_MS = 60_000;

/** More new alerts than this are told in one notice. */
const MOST_NOTICES = 3;

/** Brings budgets to a day: allowances that end, requests that are overdue, alerts, and requests the policy raises itself. */
export function standAt(writer: Writer, budgets: readonly Budget[], asOf: Day, today: Day): Evaluation {
  passTime(writer, new Set(budgets.map(({ id }) => id)), asOf, today);
  return evaluateAt(writer, budgets, asOf);
}

function evaluateAt(writer: Writer, budgets: readonly Budget[], asOf: Day): Evaluation {
  const current = budgets.flatMap(({ id }) => readBudget(writer, id) ?? []);
  const evaluation = evaluateBudgets(writer, current, asOf);
  for (const budget of current) requestOverrun(writer, budget, asOf);
  return evaluation;
}

/**
 * Evaluates after every import, edit and undo, in a write of its own: what follows by itself is no step that a person
 * could undo, and undoing an import lets its alerts resolve with the reason instead of making them vanish.
 */
export function followChanges(backend: Backend): void {
  let following = false;
  backend.store.onCommit((write) => {
    if (following || causesOf(write).length === 0) return;
    following = true;
    try {
      bringUpToDate(backend, write);
    } catch (error) {
      // The change itself is committed; that its alerts could not be worked out must not look as if it had failed.
      backend.reportIncident('alerts', error);
    } finally {
      following = false;
    }
  });
}

/** Evaluates what a change can have moved, or everything; called on a new day as well. */
export function bringUpToDate(backend: Backend, write?: CommittedWrite): void {
  const { store, clock } = backend;
  const pinned = readSettings(store.reader).asOf;
  const options = {
    operation: 'alerts.evaluate',
    label: 'Evaluate alerts',
    actor: 'Headroom',
    door: 'system',
    at: clock.now(),
    undoable: false,
  };
  const { result } = store.write(options, (writer) => {
    passTime(writer, null, pinned, clock.today());
    resolveOrphans(writer);
    return evaluateAt(writer, affected(writer, write), pinned ?? clock.today());
  });
  announce(backend, result);
}

/** Looks at the clock and brings the workspace to each new day; answers how to stop. */
export function watchDays(backend: Backend): () => void {
  let day: Day | undefined;
  const look = (): void => {
    const today = backend.clock.today();
    if (today === day) return;
    day = today;
    try {
      bringUpToDate(backend);
    } catch (error) {
      backend.reportIncident('day change', error);
    }
  };
  look();
  const timer = setInterval(look, DAY_WATCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Tells the configured destinations and the desktop of alerts that someone should look at. */
export function announce(backend: Backend, { opened }: Evaluation): void {
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

/** The changes of a write that can open or resolve alerts. Undo and redo put alerts back as they were, which may no longer hold. */
function causesOf({ operation, changes }: CommittedWrite): readonly RowChange[] {
  const isStep = operation.startsWith('history.');
  return changes.filter(({ table }) => SOURCES.has(table) || (isStep && table === 'alert'));
}

/** The budgets an edit can have moved: those that changed, and those whose spend did. Anything else that changes concerns all. */
function affected(writer: Writer, write: CommittedWrite | undefined): Budget[] {
  if (write === undefined) return readBudgets(writer);
  const sources = causesOf(write);
  if (sources.some(({ table }) => !OWNED.has(table))) return readBudgets(writer);
  const ids = new Set(write.moved);
  for (const { table, key, before, after } of sources)
    ids.add(String(table === 'budget' ? key[0] : (after?.['budget_id'] ?? before?.['budget_id'] ?? '')));
  return readBudgetsById(writer, [...ids]);
}
