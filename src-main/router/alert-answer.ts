import type { Outputs } from '#shared/contract/contract.ts';
import type { Alert } from '#shared/domain/alert.ts';
import { money } from '#shared/domain/money.ts';
import { isUnread } from '#shared/engine/alerts/life.ts';
import { alertMessage } from '#shared/engine/alerts/message.ts';
import { readAncestors, readBudget } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import type { Evaluation } from './alert-evaluation.ts';
import { thresholdAnswer } from './money.ts';

export type AlertAnswer = Outputs['alerts']['list']['data'][number];

/** An alert as answers show it. */
export function alertAnswer(reader: Reader, alert: Alert): AlertAnswer {
  const { currency, onPlan: _onPlan, threshold, amount, drivers, breach, actions, history, ...rest } = alert;
  const { severity: _severity, ...bound } = thresholdAnswer(threshold, currency);
  const place = placeOf(reader, alert.budgetId);
  return {
    ...rest,
    ...place,
    threshold: bound,
    unread: isUnread(alert),
    message: alertMessage(alert, place),
    amount: money(amount, currency),
    drivers: drivers.map((driver) => ({ ...driver, amount: money(driver.amount, currency) })),
    breach: breach === null ? null : { ...breach },
    actions: [...actions],
    history: history.map((event) => ({ ...event })),
  };
}

export function evaluationAnswer(reader: Reader, { opened, resolved, standing }: Evaluation) {
  const answers = (alerts: readonly Alert[]) => alerts.map((alert) => alertAnswer(reader, alert));
  return { opened: answers(opened), resolved: answers(resolved), standing: answers(standing) };
}

/** Where a budget stands in the tree; of one that is gone only its id is left. */
export function placeOf(reader: Reader, budgetId: string): { budgetName: string; path: string[] } {
  const budget = readBudget(reader, budgetId);
  if (budget === undefined) return { budgetName: budgetId, path: [budgetId] };
  const above = readAncestors(reader, budgetId).map(({ name }) => name);
  return { budgetName: budget.name, path: [...above.reverse(), budget.name] };
}
