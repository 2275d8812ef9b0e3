import type { Micros } from './money.ts';
import type { Day } from './calendar.ts';

export const ALERT_BASES = ['actual', 'forecast', 'probability'] as const;
export type AlertBasis = (typeof ALERT_BASES)[number];
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A bound on a budget's whole period, in percent of its amount or as money. */
export interface AlertThreshold {
  readonly percent?: number;
  readonly amount?: Micros;
  readonly basis: AlertBasis;
  readonly severity: Severity;
}

export const DEFAULT_THRESHOLDS: readonly AlertThreshold[] = [
  { percent: 50, basis: 'actual', severity: 'info' },
  { percent: 75, basis: 'actual', severity: 'warning' },
  { percent: 90, basis: 'actual', severity: 'critical' },
  { percent: 100, basis: 'actual', severity: 'critical' },
  { percent: 100, basis: 'forecast', severity: 'warning' },
  { percent: 80, basis: 'probability', severity: 'warning' },
];

export type AlertStatus = 'open' | 'acknowledged' | 'resolved';

/** What alerts and spikes name the drivers of spend by. */
export const DRIVER_DIMENSIONS = ['service', 'region', 'team'] as const;

/** What moved the spend: a value of a dimension with its part of the difference from plan. */
export interface AlertDriver {
  readonly dimension: string;
  readonly value: string;
  readonly amount: Micros;
  /** Part of the whole difference, as a fraction. */
  readonly share: number;
}

export interface AlertEvent {
  readonly at: string;
  readonly kind: 'opened' | 'acknowledged' | 'resolved' | 'reopened' | 'snoozed';
  readonly by: string;
  readonly note: string;
}

export interface Alert {
  readonly id: string;
  readonly budgetId: string;
  /** `2026-01/2026-12` */
  readonly period: string;
  readonly threshold: AlertThreshold;
  readonly severity: Severity;
  readonly status: AlertStatus;
  /** Reached while spend is at or under the plan to date: kept, but not unread. */
  readonly onPlan: boolean;
  readonly openedAt: Day;
  readonly amount: Micros;
  readonly percent: number;
  readonly currency: string;
  readonly breach: {
    readonly probability: number;
    readonly medianDate: Day | null;
    readonly earliest: Day | null;
    readonly latest: Day | null;
  } | null;
  readonly drivers: readonly AlertDriver[];
  readonly actions: readonly string[];
  readonly snoozedUntil: Day | null;
  readonly history: readonly AlertEvent[];
}
