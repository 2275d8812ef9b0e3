import { describe, expect, it } from 'vitest';
import type { Alert } from '#shared/domain/alert.ts';
import { toDay, type Day } from '#shared/domain/calendar.ts';
import { acknowledge, reopen } from '#shared/engine/alerts/life.ts';
import { Inbox } from './inbox.ts';

describe('the life of an alert', () => {
  const open = (): Alert => {
    const [alert] = new Inbox().evaluate({ spent: 600 }).opened;
    if (alert === undefined) throw new Error('nothing opened');
    return alert;
  };
  const notice = (snoozeUntil: Day | null = null) => ({ by: 'Ada', note: 'looking', snoozeUntil });

  it('keeps who took notice, when and why', () => {
    const step = acknowledge(open(), notice(), toDay('2026-07-01'), '2026-07-01T10:00:00Z');
    expect(step).toMatchObject({ ok: true, alert: { status: 'acknowledged', snoozedUntil: null } });
    expect(step.ok && step.alert.history.at(-1)).toEqual({
      at: '2026-07-01T10:00:00Z',
      kind: 'acknowledged',
      by: 'Ada',
      note: 'looking',
    });
  });

  it('refuses a snooze that does not end after today, and a resolved alert', () => {
    const today = toDay('2026-07-01');
    expect(acknowledge(open(), notice(today), today, 'now')).toMatchObject({
      ok: false,
      broken: { code: 'snooze' },
    });
    const inbox = new Inbox();
    inbox.evaluate({ spent: 600 });
    const [resolved] = inbox.evaluate({ spent: 100 }).resolved;
    expect(resolved && acknowledge(resolved, notice(), today, 'now')).toMatchObject({
      ok: false,
      broken: { code: 'resolved' },
    });
  });

  it('opens again by hand, and leaves an open alert as it is', () => {
    const alert = open();
    expect(reopen(alert, 'Ada', '', 'now')).toBe(alert);
    const step = acknowledge(alert, notice(toDay('2026-08-01')), toDay('2026-07-01'), 'now');
    expect(step.ok && reopen(step.alert, 'Bo', 'not settled', 'later')).toMatchObject({
      status: 'open',
      snoozedUntil: null,
    });
  });
});
