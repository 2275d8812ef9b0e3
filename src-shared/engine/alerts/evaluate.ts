import type { Alert, AlertDriver, AlertThreshold } from '../../domain/alert.ts';
import type { Budget } from '../../domain/budget.ts';
import { periodLabel, type Day } from '../../domain/calendar.ts';
import type { Breach } from '../../domain/forecast.ts';
import type { Micros } from '../../domain/money.ts';
import { actionsFor, type ActionCatalogue } from './catalogue.ts';
import {
  byUrgency,
  distinctThresholds,
  isOnPlan,
  isReached,
  measure,
  thresholdKey,
  type AlertFigures,
} from './crossing.ts';
import { PROGRAM, reopen, resolve, snoozeIsOver } from './life.ts';
import { resolutionReason } from './message.ts';

export interface AlertEvaluation {
  readonly budget: Pick<Budget, 'id' | 'amount' | 'currency' | 'startMonth' | 'months'>;
  readonly thresholds: readonly AlertThreshold[];
  /** Spend from the period's start to `asOf`. */
  readonly spent: Micros;
  readonly planToDate: Micros;
  /** Spend so far and the forecast to the period's end; null where there is no forecast. */
  readonly actualPlusForecast: Micros | null;
  readonly breach: Breach | null;
  /** All alerts of this budget, of whatever period and status. */
  readonly existing: readonly Alert[];
  readonly asOf: Day;
  /** The moment that the history records. */
  readonly now: string;
  readonly drivers: readonly AlertDriver[];
  readonly catalogue: ActionCatalogue;
  readonly newId: () => string;
}

/** What an evaluation finds, most urgent first; every alert is in at most one of the first three. */
export interface AlertOutcome {
  readonly opened: readonly Alert[];
  readonly resolved: readonly Alert[];
  /** Still open or acknowledged. */
  readonly standing: readonly Alert[];
  /** Those of `standing` whose figures or state differ from what was stored. */
  readonly updated: readonly Alert[];
}

type Finding = { readonly kind: 'opened' | 'resolved' | 'standing' | 'none'; readonly alert: Alert };

/**
 * Holds a budget's figures against its thresholds. Every threshold that is reached has one alert of this period, however
 * often and in whatever order one evaluates: it is opened once, stands while reached, resolves with the reason when the
 * figures are below it, and the same alert opens again on a later crossing. Alerts of another period are resolved, because
 * a new period starts afresh.
 *
 * Seen from a day before an alert was opened it has not happened: it is left alone where its threshold is not reached on
 * that day, and opened as of that day where it is.
 *
 * @example a jump from 40 % to 95 % opens 90, 75 and 50, in this order; the next evaluation opens nothing
 */
export function evaluateAlerts(input: AlertEvaluation): AlertOutcome {
  const thresholds = distinctThresholds(input.thresholds);
  const period = periodLabel(input.budget.startMonth, input.budget.months);
  const current = new Map(
    input.existing
      .filter((alert) => alert.period === period)
      .map((alert) => [thresholdKey(alert.threshold), alert]),
  );
  const rules = new Set(thresholds.map(thresholdKey));
  const findings = [
    ...thresholds.flatMap((threshold) =>
      judge(input, period, threshold, current.get(thresholdKey(threshold))),
    ),
    ...input.existing.flatMap((alert) => {
      if (alert.period !== period) return end(alert, `A new period began: ${period}.`, input);
      return rules.has(thresholdKey(alert.threshold)) ? [] : end(alert, 'The rule was removed.', input);
    }),
  ];
  return collect(findings, input);
}

function judge(
  input: AlertEvaluation,
  period: string,
  threshold: AlertThreshold,
  known: Alert | undefined,
): Finding[] {
  const figures = figuresOf(input);
  if (isReached(threshold, figures)) {
    if (known === undefined) return [{ kind: 'opened', alert: open(input, period, threshold, figures) }];
    return [stand(known, input, threshold, figures)];
  }
  if (known === undefined || known.openedAt > input.asOf) return [];
  return end(known, resolutionReason(known, measure(threshold, figures)), input);
}

/** A known alert whose threshold is reached: it stands, wakes from its snooze, or opens again. */
function stand(
  known: Alert,
  input: AlertEvaluation,
  threshold: AlertThreshold,
  figures: AlertFigures,
): Finding {
  const early = known.openedAt > input.asOf;
  const anew = known.status === 'resolved' || (early && known.status === 'open');
  const opening = anew || early ? openingOf(threshold, figures, input.asOf) : {};
  const current = { ...known, ...opening, ...figuresShown(input, threshold, figures, known, anew) };
  if (known.status === 'resolved')
    return { kind: 'opened', alert: reopen(current, PROGRAM, crossingNote(input.asOf), input.now) };
  if (snoozeIsOver(known, input.asOf))
    return { kind: 'standing', alert: reopen(current, PROGRAM, 'The snooze is over.', input.now) };
  return { kind: anew ? 'opened' : 'standing', alert: current };
}

function open(
  input: AlertEvaluation,
  period: string,
  threshold: AlertThreshold,
  figures: AlertFigures,
): Alert {
  const opening = openingOf(threshold, figures, input.asOf);
  const draft = { id: input.newId(), budgetId: input.budget.id, period, threshold, ...opening };
  return {
    ...draft,
    status: 'open',
    ...figuresShown(input, threshold, figures, draft, true),
    currency: input.budget.currency,
    snoozedUntil: null,
    history: [{ at: input.now, kind: 'opened', by: PROGRAM, note: crossingNote(input.asOf) }],
  };
}

/** What is settled when an alert opens and stays so while it is open. */
function openingOf(threshold: AlertThreshold, figures: AlertFigures, asOf: Day) {
  const onPlan = isOnPlan(threshold, figures);
  return { openedAt: asOf, onPlan, severity: onPlan ? ('info' as const) : threshold.severity };
}

/** What is brought up to date at every evaluation. */
function figuresShown(
  input: AlertEvaluation,
  threshold: AlertThreshold,
  figures: AlertFigures,
  known: Pick<Alert, 'severity'>,
  anew: boolean,
) {
  const measured = measure(threshold, figures) ?? { amount: figures.spent, percent: 0 };
  const severity = anew ? openingOf(threshold, figures, input.asOf).severity : known.severity;
  const { breach } = input;
  return {
    ...measured,
    breach:
      breach === null
        ? null
        : {
            probability: breach.probability,
            medianDate: breach.medianDate,
            earliest: breach.earliest,
            latest: breach.latest,
          },
    drivers: input.drivers,
    actions: actionsFor(input.catalogue, severity, threshold.basis, input.drivers),
  };
}

function end(alert: Alert, reason: string, input: AlertEvaluation): Finding[] {
  if (alert.status === 'resolved') return [];
  return [{ kind: 'resolved', alert: resolve(alert, reason, input.now) }];
}

function collect(findings: readonly Finding[], input: AlertEvaluation): AlertOutcome {
  const order = byUrgency(input.budget.amount);
  const of = (kind: Finding['kind']) =>
    findings
      .filter((finding) => finding.kind === kind)
      .map(({ alert }) => alert)
      .sort(order);
  const stored = new Map(input.existing.map((alert) => [alert.id, alert]));
  const standing = of('standing');
  const updated = standing.filter((alert) => !sameAlert(alert, stored.get(alert.id)));
  return { opened: of('opened'), resolved: of('resolved'), standing, updated };
}

function figuresOf(input: AlertEvaluation): AlertFigures {
  return {
    budgeted: input.budget.amount,
    spent: input.spent,
    planToDate: input.planToDate,
    actualPlusForecast: input.actualPlusForecast,
    probability: input.breach?.probability ?? null,
  };
}

function crossingNote(asOf: Day): string {
  return `Crossed as of ${asOf}.`;
}

function sameAlert(a: Alert, b: Alert | undefined): boolean {
  return b !== undefined && textOf(a) === textOf(b);
}

/** Equal alerts have equal text, whatever the order of their fields. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner}n`;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
