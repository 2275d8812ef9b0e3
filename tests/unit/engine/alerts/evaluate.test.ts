import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS, type Alert, type AlertThreshold } from '#shared/domain/alert.ts';
import { toDay } from '#shared/domain/calendar.ts';
import { acknowledge, isUnread } from '#shared/engine/alerts/life.ts';
import { Inbox, units } from './inbox.ts';

const percents = (alerts: readonly Alert[]) => alerts.map(({ threshold }) => threshold.percent);

describe('evaluateAlerts', () => {
  it.each([
    { spent: 499.999999, opened: [] },
    { spent: 500, opened: [[50, 'info']] },
    { spent: 749.999999, opened: [[50, 'info']] },
    {
      spent: 750,
      opened: [
        [75, 'warning'],
        [50, 'info'],
      ],
    },
    {
      spent: 900,
      opened: [
        [90, 'critical'],
        [75, 'warning'],
        [50, 'info'],
      ],
    },
    {
      spent: 950,
      opened: [
        [90, 'critical'],
        [75, 'warning'],
        [50, 'info'],
      ],
    },
    {
      spent: 1000,
      opened: [
        [100, 'critical'],
        [90, 'critical'],
        [75, 'warning'],
        [50, 'info'],
      ],
    },
    {
      spent: 1500,
      opened: [
        [100, 'critical'],
        [90, 'critical'],
        [75, 'warning'],
        [50, 'info'],
      ],
    },
  ])('climbs the default ladder at $spent of 1000, the highest first', ({ spent, opened }) => {
    const outcome = new Inbox().evaluate({ spent });
    expect(outcome.opened.map(({ threshold, severity }) => [threshold.percent, severity])).toEqual(opened);
    for (const alert of outcome.opened) {
      expect(alert.status).toBe('open');
      expect(alert.period).toBe('2026-01/2026-12');
      expect(alert.percent).toBeCloseTo(spent / 10, 3);
      expect(alert.actions.length).toBeGreaterThan(0);
    }
  });

  it('opens only what a later jump adds', () => {
    const inbox = new Inbox();
    expect(percents(inbox.evaluate({ spent: 400 }).opened)).toEqual([]);
    expect(percents(inbox.evaluate({ spent: 600, asOf: '2026-07-01' }).opened)).toEqual([50]);
    const jump = inbox.evaluate({ spent: 950, asOf: '2026-07-02' });
    expect(percents(jump.opened)).toEqual([90, 75]);
    expect(percents(jump.standing)).toEqual([50]);
    expect(jump.standing[0]?.amount).toBe(units(950));
    expect(inbox.evaluate({ spent: 950, asOf: '2026-07-02' })).toMatchObject({
      opened: [],
      resolved: [],
      updated: [],
    });
  });

  it('tells a forecast and a probability apart from spend', () => {
    const outcome = new Inbox().evaluate({ spent: 100, forecast: 1000, probability: 0.85 });
    expect(outcome.opened.map(({ threshold }) => threshold.basis)).toEqual(['forecast', 'probability']);
    expect(outcome.opened[1]).toMatchObject({
      percent: 85,
      amount: units(1000),
      breach: { probability: 0.85 },
    });
    expect(new Inbox().evaluate({ spent: 100, forecast: 999.99, probability: 0.79 }).opened).toEqual([]);
  });

  it('compares an absolute bound with money, and never with a probability', () => {
    const thresholds: AlertThreshold[] = [
      { amount: units(300), basis: 'actual', severity: 'warning' },
      { amount: units(1200), basis: 'forecast', severity: 'critical' },
      { amount: units(1), basis: 'probability', severity: 'critical' },
    ];
    expect(
      new Inbox().evaluate({ spent: 300, forecast: 1199, probability: 1, thresholds }).opened,
    ).toHaveLength(1);
    expect(
      new Inbox().evaluate({ spent: 299, forecast: 1200, probability: 1, thresholds }).opened,
    ).toHaveLength(1);
  });

  it('opens what is reached on plan as information that is not unread', () => {
    const inbox = new Inbox();
    const { opened } = inbox.evaluate({ spent: 950, plan: 950 });
    expect(opened.map(({ severity, onPlan }) => [severity, onPlan])).toEqual([
      ['info', true],
      ['info', true],
      ['info', true],
    ]);
    expect(opened.some(isUnread)).toBe(false);
    const [whole] = inbox.evaluate({ spent: 1000, plan: 1000 }).opened;
    expect(whole).toMatchObject({ severity: 'critical', onPlan: false });
  });

  it('resolves by itself when spend is restated, with the reason, and opens the same alert again', () => {
    const inbox = new Inbox();
    inbox.evaluate({ spent: 950 });
    const restated = inbox.evaluate({ spent: 600, asOf: '2026-07-05' });
    expect(percents(restated.resolved)).toEqual([90, 75]);
    expect(restated.resolved[0]?.history.at(-1)).toMatchObject({
      kind: 'resolved',
      note: 'Spend was restated from USD 950.00 to USD 600.00 (60 %), below "90 % spent".',
    });
    expect(inbox.evaluate({ spent: 600, asOf: '2026-07-06' }).resolved).toEqual([]);
    const again = inbox.evaluate({ spent: 800, asOf: '2026-07-07' });
    expect(percents(again.opened)).toEqual([75]);
    expect(again.opened[0]?.history.map(({ kind }) => kind)).toEqual(['opened', 'resolved', 'reopened']);
    expect(inbox.alerts).toHaveLength(3);
  });

  it('says so when the budget was raised rather than spend restated', () => {
    const inbox = new Inbox();
    inbox.evaluate({ spent: 950 });
    const raised = inbox.evaluate({ spent: 950, amount: 2000 });
    expect(raised.resolved[0]?.history.at(-1)?.note).toBe(
      'The budget\'s amount changed: USD 950.00 is now 47.5 % of it, below "90 % spent".',
    );
  });

  it('starts afresh in a new period and resolves what stood in the old one', () => {
    const inbox = new Inbox();
    inbox.evaluate({ spent: 950 });
    const next = inbox.evaluate({ spent: 600, startMonth: '2027-01', asOf: '2027-05-31' });
    expect(percents(next.opened)).toEqual([50]);
    expect(next.opened[0]?.period).toBe('2027-01/2027-12');
    expect(next.resolved).toHaveLength(3);
    expect(next.resolved[0]?.history.at(-1)?.note).toBe('A new period began: 2027-01/2027-12.');
  });

  it('resolves an alert whose rule was removed', () => {
    const inbox = new Inbox();
    inbox.evaluate({ spent: 600 });
    const outcome = inbox.evaluate({ spent: 600, thresholds: [] });
    expect(outcome.resolved[0]?.history.at(-1)?.note).toBe('The rule was removed.');
  });

  it('sees from an earlier day only what had happened by then, without a second alert', () => {
    const inbox = new Inbox();
    inbox.evaluate({ spent: 950, asOf: '2026-11-24' });
    const earlier = inbox.evaluate({ spent: 600, asOf: '2026-06-30' });
    expect(percents(earlier.opened)).toEqual([50]);
    expect(earlier.opened[0]?.openedAt).toBe('2026-06-30');
    expect(earlier.resolved).toEqual([]);
    expect(percents(inbox.evaluate({ spent: 950, asOf: '2026-09-30' }).opened)).toEqual([90, 75]);
    expect(inbox.evaluate({ spent: 950, asOf: '2026-11-24' }).opened).toEqual([]);
    expect(inbox.alerts).toHaveLength(3);
  });

  it('raises every alert of a budget of nothing at the first spending', () => {
    expect(new Inbox().evaluate({ spent: 0, amount: 0 }).opened).toEqual([]);
    expect(new Inbox().evaluate({ spent: 0.000001, amount: 0 }).opened).toHaveLength(4);
  });

  it('wakes an acknowledged alert on the day its snooze ends, the leap day included', () => {
    const inbox = new Inbox();
    const at = (asOf: string) =>
      inbox.evaluate({ spent: 600, asOf, startMonth: '2028-01', thresholds: DEFAULT_THRESHOLDS.slice(0, 1) });
    at('2028-02-25');
    inbox.alerts = inbox.alerts.map((alert) => {
      const by = { by: 'Ada', note: 'known', snoozeUntil: toDay('2028-02-29') };
      const step = acknowledge(alert, by, toDay('2028-02-25'), '2028-02-25T09:00:00Z');
      return step.ok ? step.alert : alert;
    });
    expect(at('2028-02-28').standing[0]?.status).toBe('acknowledged');
    const woken = at('2028-02-29');
    expect(woken.updated[0]).toMatchObject({ status: 'open', snoozedUntil: null });
    expect(woken.updated[0]?.history.map(({ kind }) => kind)).toEqual([
      'opened',
      'acknowledged',
      'snoozed',
      'reopened',
    ]);
  });

  it('never has two alerts of one threshold and period, whatever the order of days, restatements and rules', () => {
    const moment = fc.record({
      spent: fc.integer({ min: 0, max: 1300 }),
      plan: fc.integer({ min: 0, max: 1000 }),
      forecast: fc.option(fc.integer({ min: 0, max: 1500 })),
      asOf: fc.constantFrom('2026-01-31', '2026-02-28', '2026-06-30', '2026-11-24', '2026-12-31'),
      startMonth: fc.constantFrom('2026-01', '2027-01'),
      thresholds: fc.constantFrom(DEFAULT_THRESHOLDS, DEFAULT_THRESHOLDS.slice(2), [
        ...DEFAULT_THRESHOLDS,
        ...DEFAULT_THRESHOLDS.map((threshold) => ({ ...threshold, severity: 'critical' as const })),
      ]),
      undo: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 25 }), (moments) => {
        const inbox = new Inbox();
        for (const step of moments) {
          const before = inbox.alerts;
          const outcome = inbox.evaluate(step);
          const ids = [...outcome.opened, ...outcome.resolved, ...outcome.standing].map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(inbox.evaluate(step).opened).toEqual([]);
          expectOneEach(inbox.alerts);
          expectAlternating(inbox.alerts);
          if (step.undo) inbox.alerts = before;
        }
      }),
      { numRuns: 150 },
    );
  });
});

function expectOneEach(alerts: readonly Alert[]): void {
  const keys = alerts.map(
    ({ period, threshold }) => `${period} ${threshold.basis} ${threshold.percent ?? threshold.amount ?? ''}`,
  );
  expect(new Set(keys).size).toBe(keys.length);
}

/** Opening and resolving take turns: nothing opens that is open, nothing resolves that is resolved. */
function expectAlternating(alerts: readonly Alert[]): void {
  for (const { history, status } of alerts) {
    const kinds = history.map(({ kind }) => (kind === 'resolved' ? 'resolved' : 'open'));
    expect(kinds[0]).toBe('open');
    expect(kinds.every((kind, index) => index === 0 || kind !== kinds[index - 1])).toBe(true);
    expect(kinds.at(-1)).toBe(status === 'resolved' ? 'resolved' : 'open');
  }
}
