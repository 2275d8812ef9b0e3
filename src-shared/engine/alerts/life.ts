import type { Alert, AlertEvent } from '../../domain/alert.ts';
import type { Day } from '../../domain/calendar.ts';

/** A rule of an alert's life that a step would break. */
export interface BrokenAlertRule {
  readonly code: 'resolved' | 'snooze';
  readonly message: string;
}

export type AlertStep =
  { readonly ok: true; readonly alert: Alert } | { readonly ok: false; readonly broken: BrokenAlertRule };

/** Who does what the program does by itself. */
export const PROGRAM = 'Headroom';

/**
 * Takes notice of an alert: who, when, why, and perhaps quiet until a day, on which it is open again. Acknowledging twice
 * changes the note and the snooze. A resolved alert cannot be acknowledged; a snooze must end after `asOf`.
 */
export function acknowledge(
  alert: Alert,
  by: { readonly by: string; readonly note: string; readonly snoozeUntil: Day | null },
  asOf: Day,
  now: string,
): AlertStep {
  if (alert.status === 'resolved')
    return broken('resolved', 'This alert is resolved already; there is nothing to acknowledge.');
  if (by.snoozeUntil !== null && by.snoozeUntil <= asOf)
    return broken('snooze', `A snooze must end after ${asOf}; ${by.snoozeUntil} does not.`);
  const events: AlertEvent[] = [{ at: now, kind: 'acknowledged', by: by.by, note: by.note }];
  if (by.snoozeUntil !== null)
    events.push({ at: now, kind: 'snoozed', by: by.by, note: `until ${by.snoozeUntil}` });
  return {
    ok: true,
    alert: {
      ...alert,
      status: 'acknowledged',
      snoozedUntil: by.snoozeUntil,
      history: [...alert.history, ...events],
    },
  };
}

/** Opens an acknowledged or resolved alert again by hand; an open one stays as it is. */
export function reopen(alert: Alert, by: string, note: string, now: string): Alert {
  if (alert.status === 'open') return alert;
  return {
    ...alert,
    status: 'open',
    snoozedUntil: null,
    history: [...alert.history, event(now, 'reopened', by, note)],
  };
}

/** Ends an alert with the reason; a resolved one stays as it is. */
export function resolve(alert: Alert, reason: string, now: string): Alert {
  if (alert.status === 'resolved') return alert;
  return {
    ...alert,
    status: 'resolved',
    snoozedUntil: null,
    history: [...alert.history, event(now, 'resolved', PROGRAM, reason)],
  };
}

/** Whether a snooze ends on or before this day. */
export function snoozeIsOver(alert: Alert, asOf: Day): boolean {
  return alert.status === 'acknowledged' && alert.snoozedUntil !== null && alert.snoozedUntil <= asOf;
}

/** Whether someone should look: open, and not just the plan being carried out. */
export function isUnread(alert: Pick<Alert, 'status' | 'onPlan'>): boolean {
  return alert.status === 'open' && !alert.onPlan;
}

function event(at: string, kind: AlertEvent['kind'], by: string, note: string): AlertEvent {
  return { at, kind, by, note };
}

function broken(code: BrokenAlertRule['code'], message: string): AlertStep {
  return { ok: false, broken: { code, message } };
}
