import { HeadroomError, notFound } from '#shared/contract/errors.ts';
import type { Alert, AlertThreshold } from '#shared/domain/alert.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { CatalogueEntry } from '#shared/engine/alerts/catalogue.ts';
import { thresholdKey } from '#shared/engine/alerts/crossing.ts';
import { acknowledge, reopen } from '#shared/engine/alerts/life.ts';
import { putAlert, readAlert } from '../store/alerts.ts';
import { readBudgets } from '../store/budgets.ts';
import { readSettings } from '../store/settings.ts';
import type { Reader } from '../store/reader.ts';
import type { Writer } from '../store/writer.ts';
import { alertAnswer, evaluationAnswer } from './alert-answer.ts';
import { readCatalogue, thresholdsOf } from './alert-evaluation.ts';
import { alertList } from './alert-list.ts';
import { REHEARSED_MONTHS, rehearsal, rehearseBudget } from './alert-rehearsal.ts';
import { changeBudget } from './budget-change.ts';
import { requireBudget } from './budget-tree.ts';
import { answerOf, asOfOf, procedures, readerOf, writeFor } from './context.ts';
import { announce, standAt } from './follow-up.ts';
import { ask } from './reading-thread.ts';

function requireAlert(reader: Reader, id: string, budgetId?: string): Alert {
  const alert = readAlert(reader, id);
  if (alert === undefined || (budgetId !== undefined && alert.budgetId !== budgetId))
    throw notFound('alert', id, '"alerts"');
  return alert;
}

interface Notice {
  readonly by: string;
  readonly note?: string | undefined;
  readonly snoozeUntil?: Day | undefined;
}

function acknowledged(writer: Writer, alert: Alert, notice: Notice, asOf: Day): Alert {
  const { by, note = '', snoozeUntil = null } = notice;
  const step = acknowledge(alert, { by, note, snoozeUntil }, asOf, writer.by.at);
  if (!step.ok) throw new HeadroomError('rule_broken', step.broken.message, { rule: step.broken.code });
  putAlert(writer, step.alert);
  return step.alert;
}

/** Adds a rule to a budget, in place of one with the same bound. Its own list starts with the workspace's rules. */
function addRule(writer: Writer, budgetId: string, rule: AlertThreshold, asOf: Day): void {
  const budget = requireBudget(writer, budgetId);
  const others = thresholdsOf(writer, budget).filter((known) => thresholdKey(known) !== thresholdKey(rule));
  changeBudget(writer, budgetId, { thresholds: [...others, rule] }, asOf);
}

/** A rule without the fields that were left out. */
function ruleOf(
  input: { percent?: number | undefined; amount?: AlertThreshold['amount'] | undefined } & Pick<
    AlertThreshold,
    'basis' | 'severity'
  >,
): AlertThreshold {
  const { percent, amount, basis, severity } = input;
  return {
    basis,
    severity,
    ...(percent !== undefined && { percent }),
    ...(amount !== undefined && { amount }),
  };
}

/** An entry as an answer carries it. */
function copyEntry({ text, severities, bases, driver }: CatalogueEntry) {
  return {
    text,
    ...(severities !== undefined && { severities: [...severities] }),
    ...(bases !== undefined && { bases: [...bases] }),
    ...(driver !== undefined && {
      driver: {
        dimension: driver.dimension,
        ...(driver.contains !== undefined && { contains: [...driver.contains] }),
      },
    }),
  };
}

export const alerts = {
  inbox: procedures.alerts.inbox.handler(({ input, context }) => ask(context, alertList, input)),

  list: procedures.alerts.list.handler(({ input, context }) => {
    requireBudget(readerOf(context), input.budgetId);
    return ask(context, alertList, input);
  }),

  evaluate: procedures.alerts.evaluate.handler(({ input, context }) => {
    const { budgetId, threshold, dryRun } = input;
    const { name } = requireBudget(readerOf(context), budgetId);
    const asOf = asOfOf(context, input.asOf);
    const verb = threshold === undefined ? 'Evaluate alerts of' : 'Add an alert rule to';
    const request = {
      operation: 'alerts.evaluate',
      label: `${verb} ${name}`,
      dryRun,
      undoable: threshold !== undefined,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => {
        if (threshold !== undefined) addRule(writer, budgetId, ruleOf(threshold), asOf);
        return standAt(writer, [requireBudget(writer, budgetId)], asOf, context.backend.clock.today());
      },
      (reader, evaluation) => ({ evaluation, answer: evaluationAnswer(reader, evaluation) }),
    );
    if (dryRun !== true) announce(context.backend, result.evaluation.opened);
    return answerOf(result.answer, dryRun, changes);
  }),

  evaluateAll: procedures.alerts.evaluateAll.handler(({ input, context }) => {
    const { dryRun } = input;
    const asOf = asOfOf(context, input.asOf);
    const request = { operation: 'alerts.evaluate', label: 'Evaluate alerts', dryRun, undoable: false };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => standAt(writer, readBudgets(writer), asOf, context.backend.clock.today()),
      (reader, evaluation) => ({ evaluation, answer: evaluationAnswer(reader, evaluation) }),
    );
    if (dryRun !== true) announce(context.backend, result.evaluation.opened);
    return answerOf(result.answer, dryRun, changes);
  }),

  acknowledge: procedures.alerts.acknowledge.handler(({ input, context }) => {
    const { budgetId, alertId, dryRun, by } = input;
    requireAlert(readerOf(context), alertId, budgetId);
    const asOf = asOfOf(context, input.asOf);
    const request = { operation: 'alerts.acknowledge', label: `Acknowledge ${alertId}`, dryRun, actor: by };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => acknowledged(writer, requireAlert(writer, alertId, budgetId), input, asOf),
      alertAnswer,
    );
    return answerOf(result, dryRun, changes);
  }),

  acknowledgeMany: procedures.alerts.acknowledgeMany.handler(({ input, context }) => {
    const { alertIds, dryRun, by } = input;
    const asOf = asOfOf(context, input.asOf);
    const request = {
      operation: 'alerts.acknowledge',
      label: `Acknowledge ${alertIds.length} alerts`,
      dryRun,
      actor: by,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) =>
        [...new Set(alertIds)].map((id) => acknowledged(writer, requireAlert(writer, id), input, asOf)),
      (reader, done) => done.map((alert) => alertAnswer(reader, alert)),
    );
    return answerOf(result, dryRun, changes);
  }),

  reopen: procedures.alerts.reopen.handler(({ input, context }) => {
    const { budgetId, alertId, dryRun, by, note = '' } = input;
    const known = requireAlert(readerOf(context), alertId, budgetId);
    if (known.status === 'resolved')
      throw new HeadroomError(
        'rule_broken',
        'A resolved alert opens again by itself when its threshold is crossed again.',
        { rule: 'resolved' },
      );
    const request = { operation: 'alerts.reopen', label: `Reopen ${alertId}`, dryRun, actor: by };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => {
        const opened = reopen(requireAlert(writer, alertId, budgetId), by, note, writer.by.at);
        putAlert(writer, opened);
        return opened;
      },
      alertAnswer,
    );
    return answerOf(result, dryRun, changes);
  }),

  rehearse: procedures.alerts.rehearse.handler(({ input, context }) => {
    const reader = readerOf(context);
    const budget = requireBudget(reader, input.budgetId);
    const rules = input.thresholds?.map(ruleOf) ?? thresholdsOf(reader, budget);
    const { months = REHEARSED_MONTHS, monthly = false } = input;
    return {
      data: rehearseBudget(reader, budget, rules, { months, monthly, asOf: asOfOf(context, input.asOf) }),
    };
  }),

  rehearsal: procedures.alerts.rehearsal.handler(async ({ input, context }) => {
    const months = Number(input.months ?? REHEARSED_MONTHS);
    const asked = { budgetId: input.budgetId, months, asOf: asOfOf(context, input.asOf) };
    return { data: await ask(context, rehearsal, asked) };
  }),

  catalogue: procedures.alerts.catalogue.handler(({ context }) => {
    const reader = readerOf(context);
    const entries = readCatalogue(reader).map(copyEntry);
    return { data: { entries, isDefault: readSettings(reader).actionCatalogue === null } };
  }),

  destinations: procedures.alerts.destinations.handler(({ context }) => ({
    data: context.backend.notifier.states(),
  })),

  testDestination: procedures.alerts.testDestination.handler(async ({ input, context }) => {
    const { notifier } = context.backend;
    await notifier.test(input.id);
    const state = notifier.states().find(({ id }) => id === input.id);
    if (state === undefined) throw notFound('destination', input.id, 'the settings page');
    return { data: state };
  }),
};
