import { describe, expect, it } from 'vitest';
import { headroom } from '../../support/command-line.ts';
import { restOf } from '../../support/rest.ts';
import { newWorkspace, plantTree, type Workspace } from './ladder.ts';

interface AlertShape {
  readonly id: string;
  readonly budgetId: string;
  readonly period: string;
  readonly threshold: { percent?: number; amount?: { amount: string }; basis: string };
  readonly severity: string;
  readonly status: string;
  readonly openedAt: string;
  readonly drivers: { dimension: string; value: string; amount: unknown; share: number }[];
  readonly actions: string[];
  readonly history: { kind: string; by: string; note: string }[];
}
interface EvaluationShape {
  readonly opened: AlertShape[];
  readonly resolved: AlertShape[];
  readonly standing: AlertShape[];
}

/** Spend that stands at 94 % of payments' budget by June, seen by a machine whose clock says November. */
async function overspent(): Promise<Workspace> {
  const workspace = newWorkspace('2026-11-24');
  await plantTree(workspace.client);
  await workspace.spend('jump', '2025-07-01', '2026-06-30', (month) => (month < '2026-01' ? 100 : 190));
  return workspace;
}

const percents = (alerts: readonly AlertShape[]) =>
  alerts.filter(({ threshold }) => threshold.basis === 'actual').map(({ threshold }) => threshold.percent);

describe('alerts over REST', () => {
  it('are evaluated day by day with asOf, each opened once', async () => {
    const rest = await restOf((await overspent()).backend);
    const evaluate = async (asOf: string) => {
      const { status, body } = await rest('POST', '/budgets/pay/alerts', { asOf });
      expect(status).toBe(200);
      return body.data as EvaluationShape;
    };
    expect(percents((await evaluate('2026-03-31')).opened)).toEqual([]);
    expect(percents((await evaluate('2026-04-30')).opened)).toEqual([50]);
    const june = await evaluate('2026-06-30');
    expect(percents(june.opened)).toEqual([90, 75]);
    expect(percents(june.standing)).toEqual([50]);
    expect((await evaluate('2026-06-30')).opened).toEqual([]);
    const { body } = await rest('GET', '/budgets/pay/alerts?asOf=2026-04-30');
    expect(percents(body.data as AlertShape[])).toEqual([50]);
  });

  it('are asked for by whether they are new and need attention, and counted so without being read', async () => {
    const rest = await restOf((await overspent()).backend);
    const opened = (await rest('POST', '/budgets/pay/alerts', { asOf: '2026-06-30' })).body
      .data as EvaluationShape;
    const [first] = opened.opened;
    const path = `/budgets/pay/alerts/${first?.id ?? ''}/acknowledge`;
    expect((await rest('PUT', path, { by: 'Ada' })).status).toBe(200);
    const all = (await rest('GET', '/alerts')).body.data as (AlertShape & { unread: boolean })[];
    const unread = all.filter((alert) => alert.unread).map(({ id }) => id);
    expect(unread).toHaveLength(all.length - 1);
    const { body } = await rest('GET', '/alerts?unread=true');
    expect((body.data as AlertShape[]).map(({ id }) => id)).toEqual(unread);
    expect((await rest('GET', '/budgets/pay/alerts?unread=true&limit=0')).body).toMatchObject({
      data: [],
      meta: { total: unread.length },
    });
  });

  it('take a rule with a POST, which answers 201, and a dry run of it changes nothing', async () => {
    const rest = await restOf((await overspent()).backend);
    const rule = {
      threshold: { amount: '30000', basis: 'actual', severity: 'critical' },
      asOf: '2026-06-30',
    };
    const tried = await rest('POST', '/budgets/pay/alerts?dryRun=true', rule);
    expect(tried.status).toBe(200);
    expect(tried.body.meta?.dryRun).toBe(true);
    expect(tried.body.meta?.changes?.length).toBeGreaterThan(0);
    expect((await rest('GET', '/budgets/pay')).body.data).toMatchObject({ thresholds: null, revision: 1 });
    const made = await rest('POST', '/budgets/pay/alerts', rule);
    expect(made.status).toBe(201);
    const opened = (made.body.data as EvaluationShape).opened;
    expect(opened.find(({ threshold }) => threshold.amount?.amount === '30000.000000')?.severity).toBe(
      'critical',
    );
    expect((await rest('GET', '/budgets/pay')).body.data).toMatchObject({ revision: 2 });
    const again = await rest('POST', '/budgets/pay/alerts', rule);
    expect((again.body.data as EvaluationShape).opened).toEqual([]);
  });

  it('are acknowledged with a PUT, once resolved no more, and say what is wrong with a request', async () => {
    const rest = await restOf((await overspent()).backend);
    const alerts = (await rest('GET', '/budgets/pay/alerts')).body.data as AlertShape[];
    const open = alerts.find(({ status }) => status === 'open');
    const path = `/budgets/pay/alerts/${open?.id ?? ''}/acknowledge`;
    const tried = await rest('PUT', `${path}?dryRun=true`, { by: 'Ada' });
    expect(tried.body.data).toMatchObject({ status: 'acknowledged' });
    expect(tried.body.meta?.dryRun).toBe(true);
    const { status, body } = await rest('PUT', path, {
      by: 'Ada',
      note: 'looking',
      snoozeUntil: '2026-12-01',
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ status: 'acknowledged', snoozedUntil: '2026-12-01' });
    expect((body.data as AlertShape).history.filter(({ by }) => by === 'Ada')).toHaveLength(2);
    expect((await rest('PUT', path, {})).status).toBe(400);
    expect((await rest('PUT', '/budgets/pay/alerts/alert-999/acknowledge', { by: 'Ada' })).status).toBe(404);
    expect(
      (await rest('PUT', `/budgets/acme/alerts/${open?.id ?? ''}/acknowledge`, { by: 'Ada' })).status,
    ).toBe(404);
    expect((await rest('GET', '/budgets/nobody/alerts')).status).toBe(404);
    const wrong = { threshold: { amount: '5', basis: 'probability', severity: 'info' } };
    expect((await rest('POST', '/budgets/pay/alerts', wrong)).status).toBe(400);
    const change = { thresholds: [wrong.threshold] };
    expect((await rest('PUT', '/budgets/pay', change)).status).toBe(400);
    expect((await rest('PUT', '/settings', change)).status).toBe(400);
    const none = await rest('POST', '/budgets/pay/alerts', {
      threshold: { basis: 'actual', severity: 'info' },
    });
    expect(none.status).toBe(400);
  });

  it('are listed for all budgets, filtered and in pages, and acknowledged in bulk', async () => {
    const rest = await restOf((await overspent()).backend);
    const all = await rest('GET', '/alerts');
    const open = await rest('GET', '/alerts?status=open&limit=2');
    expect((open.body.data as AlertShape[]).length).toBe(2);
    expect(open.body.meta?.total).toBeLessThanOrEqual(all.body.meta?.total ?? 0);
    const ids = (open.body.data as AlertShape[]).map(({ id }) => id);
    const done = await rest('PUT', '/alerts/acknowledge', { alertIds: ids, by: 'Ada' });
    expect((done.body.data as AlertShape[]).map(({ status }) => status)).toEqual([
      'acknowledged',
      'acknowledged',
    ]);
    const again = await rest(
      'PUT',
      `/budgets/${(done.body.data as AlertShape[])[0]?.budgetId ?? ''}/alerts/${ids[0] ?? ''}/reopen`,
      { by: 'Bo' },
    );
    expect(again.body.data).toMatchObject({ status: 'open' });
  });

  it('are rehearsed on past spend without a trace', async () => {
    const { backend } = await overspent();
    const rest = await restOf(backend);
    const { status, body } = await rest('POST', '/budgets/pay/alerts/rehearse', {
      months: 12,
      asOf: '2026-06-30',
      monthly: true,
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ breaches: 6, foreseen: 6, months: 12 });
    const source = (await rest('GET', '/budgets/pay/alerts/rehearsal?months=12&asOf=2026-06-30')).body.data;
    expect(source).toMatchObject({ currency: 'USD', from: '2025-07-01', startMonth: '2026-01' });
    expect((source as { spend: unknown[] }).spend).toHaveLength(365);
  });
});

describe('alerts on the command line', () => {
  it('are evaluated, listed and acknowledged', async () => {
    const { file, backend } = await overspent();
    backend.close();
    const { status, data } = await headroom(file, 'alerts', 'pay', '--as-of', '2026-06-30');
    expect(status).toBe(0);
    const { opened, standing } = data as EvaluationShape;
    expect(percents([...opened, ...standing])).toEqual([90, 75, 50]);
    const acknowledged = await headroom(
      file,
      'alerts',
      'ack',
      opened[0]?.id ?? '',
      '--by',
      'Ada',
      '--note',
      'seen',
    );
    expect(acknowledged).toMatchObject({ status: 0, data: { status: 'acknowledged' } });
    expect(await headroom(file, 'alerts', 'ack', 'alert-999', '--by', 'Ada')).toMatchObject({
      status: 2,
      data: { error: { code: 'not_found' } },
    });
  });
});
