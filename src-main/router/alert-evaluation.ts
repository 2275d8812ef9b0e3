import type { Alert, AlertThreshold } from '#shared/domain/alert.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { DEFAULT_CATALOGUE, type ActionCatalogue } from '#shared/engine/alerts/catalogue.ts';
import { byUrgency, isReached } from '#shared/engine/alerts/crossing.ts';
import { evaluateAlerts, type AlertOutcome } from '#shared/engine/alerts/evaluate.ts';
import { resolve } from '#shared/engine/alerts/life.ts';
import { putAlert, readAlertsOf, readOrphans } from '../store/alerts.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import type { Writer } from '../store/writer.ts';
import { readDrivers, readDriverSource, type DriverSource } from './alert-drivers.ts';
import { readOutlook } from './alert-outlook.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';

/** What an evaluation of several budgets found, most urgent first. */
export type Evaluation = Omit<AlertOutcome, 'updated'>;

/** The rules of a budget: its own, else the workspace's. */
export function thresholdsOf(reader: Reader, budget: Budget): readonly AlertThreshold[] {
  return budget.thresholds ?? readSettings(reader).thresholds;
}

/** The actions that alerts recommend: the workspace's own list, else ours. */
export function readCatalogue(reader: Reader): ActionCatalogue {
  return (readSettings(reader).actionCatalogue as ActionCatalogue | null) ?? DEFAULT_CATALOGUE;
}

/** Whether a budget's rules look at spend alone and none of them is reached, so that an evaluation would open nothing. */
export function isQuiet(
  { amount, thresholds }: Budget,
  { spent, planToDate }: BudgetFigures,
  workspace: readonly AlertThreshold[],
): boolean {
  const held = { budgeted: amount, spent, planToDate, actualPlusForecast: null, probability: null };
  return (thresholds ?? workspace).every((rule) => rule.basis === 'actual' && !isReached(rule, held));
}

/** Holds budgets against their rules at asOf and keeps what follows. */
export function evaluateBudgets(writer: Writer, budgets: readonly Budget[], asOf: Day): Evaluation {
  const figures = readFigures(writer, budgets, asOf);
  const existing = readAlertsOf(
    writer,
    budgets.map(({ id }) => id),
  );
  let source: DriverSource | undefined;
  const shared: Shared = {
    asOf,
    thresholds: readSettings(writer).thresholds,
    catalogue: readCatalogue(writer),
    source: () => (source ??= readDriverSource(writer)),
  };
  const outcomes = budgets.flatMap((budget) => {
    const known = figures.get(budget.id);
    if (known === undefined) return [];
    const outcome = evaluateBudget(writer, budget, known, existing.get(budget.id) ?? [], shared);
    for (const alert of [...outcome.opened, ...outcome.resolved, ...outcome.updated]) putAlert(writer, alert);
    return [outcome];
  });
  const all = (kind: keyof Evaluation) => outcomes.flatMap((outcome) => outcome[kind]).sort(byUrgency(null));
  return { opened: all('opened'), resolved: all('resolved'), standing: all('standing') };
}

/** What all budgets of an evaluation have in common, read once. */
interface Shared {
  readonly asOf: Day;
  readonly thresholds: readonly AlertThreshold[];
  readonly catalogue: ActionCatalogue;
  readonly source: () => DriverSource;
}

function evaluateBudget(
  writer: Writer,
  budget: Budget,
  figures: BudgetFigures,
  existing: readonly Alert[],
  { asOf, catalogue, source, ...workspace }: Shared,
): AlertOutcome {
  const thresholds = budget.thresholds ?? workspace.thresholds;
  // Working a forecast out takes longer than all the rest; rules on actual spend do not ask for one.
  const outlook = thresholds.some(({ basis }) => basis !== 'actual')
    ? readOutlook(writer, budget, asOf)
    : null;
  const measures = {
    spent: figures.spent,
    planToDate: figures.planToDate,
    // Once the period is over, or before there is anything to forecast from, the figures know best.
    actualPlusForecast: outlook?.atCompletion ?? figures.atCompletion,
    breach: outlook?.breach ?? null,
  };
  const held = { ...measures, budgeted: budget.amount, probability: measures.breach?.probability ?? null };
  return evaluateAlerts({
    ...measures,
    budget,
    thresholds,
    existing,
    asOf,
    now: writer.by.at,
    drivers: thresholds.some((threshold) => isReached(threshold, held))
      ? readDrivers(writer, budget, asOf, source())
      : [],
    catalogue,
    newId: () => writer.nextId('alert'),
  });
}

/** Ends the alerts of budgets that are gone. */
export function resolveOrphans(writer: Writer): void {
  for (const alert of readOrphans(writer))
    putAlert(writer, resolve(alert, 'The budget was deleted.', writer.by.at));
}
