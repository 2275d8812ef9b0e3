import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OneOffAnswer } from '#shared/contract/one-offs.ts';
import type { Client } from '#shared/contract/contract.ts';
import { toMonth } from '#shared/domain/calendar.ts';
import { headroom } from '../../support/command-line.ts';
import { restOf } from '../../support/rest.ts';
import { writeUsageFile, type Usage } from '../../support/usage-file.ts';
import { newWorkspace, type Workspace } from '../budgets/spend.ts';

const JULY = toMonth('2025-07');
const NOVEMBER = toMonth('2025-11');

const usage = (team: string, cost: number): Usage => ({
  service: 'EC2',
  region: 'eu',
  sku: 'x',
  team,
  cost,
  quantity: cost,
  unit: 'Hours',
});

/** Two years, but for a month without data: ten a day each of two teams; one buys for 3,000 in July, the other costs six more from November 2025 on. */
async function plant(gap?: string): Promise<Workspace> {
  const workspace = newWorkspace();
  const { client, folder } = workspace;
  const path = writeUsageFile(join(folder, 'two-years.csv'), '2024-07-01', '2026-06-30', (day) =>
    gap !== undefined && day.startsWith(gap)
      ? []
      : [
          usage('payments', 10 + (Number(day.slice(8)) % 3)),
          usage('search', (day < '2025-11-01' ? 10 : 16) + (Number(day.slice(8)) % 2)),
          ...(day === '2025-07-14'
            ? [{ ...usage('payments', 3000), category: 'Purchase' as const, quantity: null }]
            : []),
        ],
  );
  await client.imports.create({ files: [{ path }], tags: { team: 'team' } });
  const period = { startMonth: toMonth('2026-01'), months: 12, currency: 'USD' } as const;
  await client.budgets.create({ id: 'acme', name: 'Acme', type: 'organization', amount: '20000', ...period });
  for (const team of ['payments', 'search'])
    await client.budgets.create({
      id: team,
      name: team,
      type: 'team',
      parentId: 'acme',
      amount: '6000',
      ...period,
      scope: [{ dimension: 'team', op: 'in', values: [team] }],
    });
  return workspace;
}

const find = (rows: readonly OneOffAnswer[], month: string, what = 'month'): OneOffAnswer | undefined =>
  rows.find((row) => row.month === month && row.what === what);

async function meanOf(client: Client, budgetId: string): Promise<number[]> {
  const { data } = await client.forecasts.create({ budgetId, months: 12, dryRun: true });
  return data.points.map(({ mean }) => Number(mean.amount));
}

describe('one-offs of a budget', () => {
  let workspace: Workspace;
  let client: Client;
  beforeEach(async () => {
    workspace = await plant();
    client = workspace.client;
  });

  it('are found with their reasons: a purchase that is held back, and a step that is kept', async () => {
    const payments = (await client.oneOffs.list({ budgetId: 'payments' })).data;
    const purchase = find(payments, JULY);
    expect(purchase).toMatchObject({ treatment: 'exclude', by: null, inheritedFrom: null });
    expect(purchase?.reasons.map(({ kind }) => kind).sort()).toEqual(['outlier', 'purchase']);
    expect(purchase?.reasons.find(({ kind }) => kind === 'purchase')?.amount?.amount).toBe('3000.000000');
    expect(Number(purchase?.taken.amount)).toBeLessThan(500);
    const step = find((await client.oneOffs.list({ budgetId: 'search' })).data, NOVEMBER, 'level');
    expect(step).toMatchObject({ treatment: 'keep', by: null });
    expect(Number(step?.reasons[0]?.amount?.amount)).toBeGreaterThan(120);
  });

  it('can be kept, which the forecast then takes, and says so', async () => {
    const before = Math.max(...(await meanOf(client, 'payments')));
    await client.oneOffs.treat({ budgetId: 'payments', month: JULY, treatment: 'keep', note: 'yearly' });
    expect(Math.max(...(await meanOf(client, 'payments')))).not.toBe(before);
    expect(find((await client.oneOffs.list({ budgetId: 'payments' })).data, JULY)).toMatchObject({
      treatment: 'keep',
      by: 'tester',
      note: 'yearly',
    });
    // Another choice without a word leaves the words that are there.
    await client.oneOffs.treat({ budgetId: 'payments', month: JULY, treatment: 'exclude' });
    await client.oneOffs.treat({ budgetId: 'payments', month: JULY, treatment: 'keep' });
    expect(find((await client.oneOffs.list({ budgetId: 'payments' })).data, JULY)?.note).toBe('yearly');
  });

  it('hold for the budgets below, unless these decide otherwise, and parents stay the sum of their children', async () => {
    const month = toMonth('2026-02');
    await client.oneOffs.treat({ budgetId: 'acme', month, treatment: 'exclude' });
    const inherited = find((await client.oneOffs.list({ budgetId: 'search' })).data, month);
    expect(inherited).toMatchObject({
      treatment: 'exclude',
      inheritedFrom: 'acme',
      reasons: [{ kind: 'chosen' }],
    });
    await client.oneOffs.treat({ budgetId: 'search', month, treatment: 'keep' });
    expect(find((await client.oneOffs.list({ budgetId: 'search' })).data, month)).toMatchObject({
      treatment: 'keep',
      inheritedFrom: null,
    });
    const [acme, payments, search] = await Promise.all(
      ['acme', 'payments', 'search'].map((id) => meanOf(client, id)),
    );
    acme?.forEach((value, step) => expect(value).toBeCloseTo(payments![step]! + search![step]!, 3));
  });

  it('of a step are excluded by moving what lies before it', async () => {
    const { data } = await client.oneOffs.treat({
      budgetId: 'search',
      month: NOVEMBER,
      what: 'level',
      treatment: 'exclude',
    });
    const step = find(data, NOVEMBER, 'level');
    expect(Number(step?.taken.amount)).toBeGreaterThan(440);
    const forecast = await client.forecasts.create({ budgetId: 'search', dryRun: true });
    expect(forecast.data.adjustments).toMatchObject([{ month: '2025-10', reason: 'level' }]);
  });

  it('are undone, redone and left to the engine again, and the audit log knows', async () => {
    const of = async () => find((await client.oneOffs.list({ budgetId: 'payments' })).data, JULY);
    await client.oneOffs.treat({ budgetId: 'payments', month: JULY, treatment: 'keep' });
    expect((await client.history.undo({})).data.label).toBe('Keep 2025-07 in forecasts of payments');
    expect(await of()).toMatchObject({ treatment: 'exclude', by: null });
    await client.history.redo({});
    expect(await of()).toMatchObject({ treatment: 'keep', by: 'tester' });
    await client.oneOffs.treat({ budgetId: 'payments', month: JULY, treatment: 'automatic' });
    expect(await of()).toMatchObject({ treatment: 'exclude', by: null });
    const operations = (await client.audit.list({ limit: 50 })).data.map(({ operation }) => operation);
    expect(operations.filter((operation) => operation === 'oneOffs.treat')).toHaveLength(2);
  });

  it('are tried by a dry run, which says what would change and changes nothing', async () => {
    const tried = await client.oneOffs.treat({
      budgetId: 'payments',
      month: JULY,
      treatment: 'keep',
      dryRun: true,
    });
    expect(find(tried.data, JULY)?.treatment).toBe('keep');
    expect(tried.meta?.changes).toMatchObject([{ subject: 'one_off', after: { treatment: 'keep' } }]);
    expect(find((await client.oneOffs.list({ budgetId: 'payments' })).data, JULY)?.treatment).toBe('exclude');
  });

  it('of a month without data are filled rather than taken for nothing, and can be kept as they stand', async () => {
    const month = toMonth('2025-03');
    const { client: other } = await plant(month);
    const of = async () => find((await other.oneOffs.list({ budgetId: 'search' })).data, month);
    expect(await of()).toMatchObject({ treatment: 'exclude', by: null, reasons: [{ kind: 'missing' }] });
    expect(Number((await of())?.taken.amount)).toBeGreaterThan(300);
    const { adjustments } = (await other.forecasts.create({ budgetId: 'search', dryRun: true })).data;
    expect(adjustments).toMatchObject([{ month, reason: 'missing', from: null }]);
    expect((await other.trends.analyze({ budgetId: 'search' })).data.spikes).toEqual([]);
    await other.oneOffs.treat({ budgetId: 'search', month, treatment: 'keep' });
    expect(await of()).toMatchObject({ treatment: 'keep', taken: { amount: '0.000000' } });
  });

  it('of a month without history are refused with the months there are', async () => {
    const treat = client.oneOffs.treat({
      budgetId: 'payments',
      month: toMonth('2023-01'),
      treatment: 'keep',
    });
    await expect(treat).rejects.toThrow('its complete months are 2024-07 to 2026-06');
  });

  it('are the same over REST and on the command line', async () => {
    const rest = await restOf(workspace.backend);
    const path = '/budgets/payments/one-offs';
    const put = await rest('PUT', `${path}/2025-07`, { treatment: 'keep', note: 'yearly licence' });
    expect(put.status).toBe(200);
    const listed = (await rest('GET', path)).body.data;
    expect(listed).toEqual(put.body.data);
    const { status, data } = await headroom(workspace.file, 'one-offs', 'payments', '--as-of', '2026-06-30');
    expect({ status, data }).toEqual({ status: 0, data: listed });
    const reset = await headroom(
      workspace.file,
      'one-offs',
      'reset',
      'payments',
      '2025-07',
      '--as-of',
      '2026-06-30',
    );
    expect(find(reset.data as OneOffAnswer[], JULY)?.treatment).toBe('exclude');
  });
});
