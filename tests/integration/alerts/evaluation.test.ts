import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { toDay } from '#shared/domain/calendar.ts';
import { watchDays } from '#main/router/follow-up.ts';
import { readEvaluatedDay } from '#main/store/alerts.ts';
import { newWorkspace, plantTree, type Workspace } from './ladder.ts';

type Answers = Awaited<ReturnType<Workspace['client']['alerts']['list']>>['data'];

async function listed({ client }: Workspace, budgetId = 'pay'): Promise<Answers> {
  return (await client.alerts.list({ budgetId })).data;
}

const actual = (alerts: Answers) =>
  alerts
    .filter(({ threshold }) => threshold.basis === 'actual')
    .map(({ threshold, severity, status }) => [threshold.percent, severity, status])
    .sort(([a], [b]) => Number(b) - Number(a));

describe('alerts follow what happens to a workspace', () => {
  it('opens 50, 75 and 90 at once when an import jumps over them, and says why, when and what to do', async () => {
    const workspace = newWorkspace();
    await plantTree(workspace.client);
    expect(await listed(workspace)).toEqual([]);
    await workspace.spend('jump', '2025-07-01', '2026-06-30', (month) => (month < '2026-01' ? 100 : 190));
    const alerts = await listed(workspace);
    expect(actual(alerts)).toEqual([
      [90, 'critical', 'open'],
      [75, 'warning', 'open'],
      [50, 'info', 'open'],
    ]);
    const ninety = alerts.find(({ threshold }) => threshold.percent === 90);
    expect(ninety).toMatchObject({
      budgetName: 'payments',
      path: ['Acme', 'payments'],
      period: '2026-01/2026-12',
      openedAt: '2026-06-30',
      amount: { amount: '34390.000000', currency: 'USD' },
      unread: true,
    });
    expect(ninety?.percent).toBeCloseTo(94.2192, 3);
    expect(ninety?.breach?.probability).toBeGreaterThan(0.9);
    expect(ninety?.drivers[0]).toMatchObject({ value: 'Amazon EC2', dimension: 'service' });
    expect(ninety?.actions.join(' ')).toContain('Request approval');
    expect(alerts.filter(({ threshold }) => threshold.basis !== 'actual')).toHaveLength(2);
  });

  it('resolves with the reason when the import is undone, and opens the same alert again on redo', async () => {
    const workspace = newWorkspace();
    await plantTree(workspace.client);
    const id = await workspace.spend('jump', '2025-07-01', '2026-06-30', () => 190);
    const before = await listed(workspace);
    await workspace.client.imports.undo({ importId: id });
    const resolved = await listed(workspace);
    expect(resolved.map(({ status }) => status)).toEqual(before.map(() => 'resolved'));
    expect(resolved.find(({ threshold }) => threshold.percent === 90)?.history.at(-1)?.note).toContain(
      'restated',
    );
    await workspace.client.history.undo({});
    const again = await listed(workspace);
    expect(again.map((alert) => alert.id).sort()).toEqual(before.map((alert) => alert.id).sort());
    expect(actual(again).every(([, , status]) => status === 'open')).toBe(true);
  });

  it('resolves what a raised budget is no longer near to, and adds nothing twice', async () => {
    const workspace = newWorkspace();
    await plantTree(workspace.client);
    await workspace.spend('jump', '2026-01-01', '2026-06-30', () => 190);
    await workspace.client.budgets.update({ budgetId: 'pay', amount: '60000' });
    const alerts = await listed(workspace);
    expect(actual(alerts)).toEqual([
      [90, 'critical', 'resolved'],
      [75, 'warning', 'resolved'],
      [50, 'info', 'open'],
    ]);
    expect(alerts.find(({ threshold }) => threshold.percent === 90)?.history.at(-1)?.note).toContain(
      "budget's amount changed",
    );
  });

  it('counts what is reached on plan as information that is not unread', async () => {
    const workspace = newWorkspace();
    await plantTree(workspace.client);
    await workspace.spend('plan', '2025-01-01', '2026-06-30', () => 100);
    workspace.clock.set('2026-09-30');
    await workspace.spend('more', '2026-07-01', '2026-09-30', () => 100);
    const alerts = await listed(workspace);
    expect(
      alerts
        .filter(({ threshold }) => threshold.basis === 'actual')
        .map(({ severity, unread }) => [severity, unread]),
    ).toEqual([['info', false]]);
    const { data } = await workspace.client.budgets.stats({});
    expect(data.openAlerts).toBeGreaterThanOrEqual(1);
  });

  it('evaluates on a new day, when a snooze ends', async () => {
    const workspace = newWorkspace();
    await plantTree(workspace.client);
    await workspace.spend('jump', '2026-01-01', '2026-06-30', () => 190);
    const [alert] = await listed(workspace);
    await workspace.client.alerts.acknowledge({
      ...{ budgetId: 'pay', alertId: alert?.id ?? '', by: 'Ada', note: 'until the weekend is over' },
      snoozeUntil: toDay('2026-07-06'),
    });
    workspace.clock.set('2026-07-05');
    watchDays(workspace.backend)();
    const state = async () => (await listed(workspace)).find(({ id }) => id === alert?.id);
    expect((await state())?.status).toBe('acknowledged');
    workspace.clock.set('2026-07-06');
    watchDays(workspace.backend)();
    expect((await state())?.history.map(({ kind }) => kind)).toEqual([
      'opened',
      'acknowledged',
      'snoozed',
      'reopened',
    ]);
  });

  it('tries a new day again at the next look where that failed', async () => {
    const { backend, clock } = newWorkspace();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    clock.set('2026-07-05');
    const write = vi.spyOn(backend.store, 'write').mockImplementationOnce(() => {
      throw new Error('held by another program');
    });
    const stop = watchDays(backend);
    await vi.advanceTimersByTimeAsync(0);
    expect(readEvaluatedDay(backend.store.reader)).toBeNull();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readEvaluatedDay(backend.store.reader)).toBe('2026-07-05');
    const { length } = write.mock.calls;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(write).toHaveBeenCalledTimes(length);
    stop();
  });

  it('ends the alerts of a deleted budget, and brings them back when that is undone', async () => {
    const workspace = newWorkspace();
    await plantTree(workspace.client);
    await workspace.spend('jump', '2026-01-01', '2026-06-30', () => 190);
    await workspace.client.budgets.remove({ budgetId: 'pay' });
    const all = async () =>
      (await workspace.client.alerts.inbox({})).data.filter(({ budgetId }) => budgetId === 'pay');
    expect((await all()).every(({ status }) => status === 'resolved')).toBe(true);
    await workspace.client.history.undo({});
    expect((await all()).some(({ status }) => status === 'open')).toBe(true);
  });

  it('looks again when an acknowledgement is undone after the alert has resolved', async () => {
    const workspace = newWorkspace();
    await plantTree(workspace.client);
    const id = await workspace.spend('jump', '2026-01-01', '2026-06-30', () => 190);
    const [alert] = await listed(workspace);
    await workspace.client.alerts.acknowledge({ budgetId: 'pay', alertId: alert?.id ?? '', by: 'Ada' });
    const { data } = await workspace.client.imports.undo({ importId: id });
    expect(data).toBeDefined();
    await workspace.client.history.undo({});
    await workspace.client.history.undo({});
    expect((await listed(workspace)).find((one) => one.id === alert?.id)?.status).toBe('open');
    await workspace.client.history.undo({});
    const gone = (await listed(workspace)).find((one) => one.id === alert?.id);
    expect(gone?.status).toBe('resolved');
  });

  it('keeps every step in the audit chain', async () => {
    const workspace = newWorkspace();
    await plantTree(workspace.client);
    await workspace.spend('jump', '2026-01-01', '2026-06-30', () => 190);
    const [alert] = await listed(workspace);
    await workspace.client.alerts.acknowledge({ budgetId: 'pay', alertId: alert?.id ?? '', by: 'Ada' });
    const operations = (await workspace.client.audit.list({})).data.map(
      ({ operation, actor }) => `${operation} ${actor}`,
    );
    expect(operations).toContain('alerts.evaluate Headroom');
    expect(operations[0]).toBe('alerts.acknowledge Ada');
    expect((await workspace.client.audit.verify({})).data.ok).toBe(true);
  });

  it('never has an alert twice, whatever the order of imports, edits, undos and evaluations', async () => {
    const action = fc.constantFrom(
      'import',
      'drop',
      'raise',
      'lower',
      'undo',
      'redo',
      'evaluate',
      'earlier',
      'rule',
      'day',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 10 }), async (actions) => {
        const workspace = newWorkspace();
        await plantTree(workspace.client);
        let count = 0;
        for (const kind of actions) await perform(workspace, kind, (count += 1));
        const alerts = (await workspace.client.alerts.inbox({ limit: 1000 })).data;
        const keys = alerts.map(({ budgetId, period, threshold }) =>
          JSON.stringify([budgetId, period, threshold]),
        );
        expect(new Set(keys).size).toBe(keys.length);
        expect((await workspace.client.alerts.evaluateAll({})).data.opened.length).toBeLessThanOrEqual(
          alerts.length + 6,
        );
        expect((await workspace.client.alerts.evaluateAll({})).data.opened).toEqual([]);
      }),
      { numRuns: 6 },
    );
  }, 60_000);
});

/** One thing that may happen to a workspace; what is refused (nothing to undo, a broken rule) is no step. */
async function perform(workspace: Workspace, kind: string, count: number): Promise<void> {
  const { client, clock } = workspace;
  const imports = (await client.imports.list({})).data.filter(({ state }) => state === 'published');
  const steps: Record<string, () => Promise<unknown>> = {
    import: () => workspace.spend(`file-${count}`, '2026-01-01', '2026-06-30', () => 60 + count * 25),
    drop: () => client.imports.undo({ importId: imports[0]?.importId ?? 'imp-0' }),
    raise: () => client.budgets.update({ budgetId: 'pay', amount: '60000' }),
    lower: () => client.budgets.update({ budgetId: 'pay', amount: '20000' }),
    undo: () => client.history.undo({}),
    redo: () => client.history.redo({}),
    evaluate: () => client.alerts.evaluateAll({}),
    earlier: () => client.alerts.evaluate({ budgetId: 'pay', asOf: toDay('2026-03-31') }),
    rule: () =>
      client.alerts.evaluate({
        budgetId: 'pay',
        threshold: { percent: 60, basis: 'actual', severity: 'warning' },
      }),
    day: () => {
      clock.set('2026-08-15');
      return client.alerts.evaluateAll({});
    },
  };
  await steps[kind]?.().catch((error: unknown) => {
    if (!(error instanceof Error) || (error as { code?: string }).code === 'internal') throw error;
  });
}
