import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { writeUsageFile } from '../../support/usage-file.ts';
import { newWorkspace } from './spend.ts';

const asOf = toDay('2026-01-01');
const first = { startMonth: toMonth('2026-01'), months: 2 };

/** A year in which compute cost team a 10 in January and 30 in February, team b 80 in each; storage cost a 500 in January. */
async function lastYearWorkspace() {
  const { client, folder } = newWorkspace();
  const path = writeUsageFile(join(folder, 'year.csv'), '2025-01-01', '2025-12-31', (day) => {
    const use = (service: string, team: string, cost: number) => ({
      ...{ service, team, cost, region: 'eu', sku: 'x', quantity: 1, unit: 'Hours' },
    });
    if (day === '2025-01-01')
      return [use('compute', 'a', 10), use('compute', 'b', 80), use('storage', 'a', 500)];
    return day === '2025-02-01' ? [use('compute', 'a', 30), use('compute', 'b', 80)] : [];
  });
  await client.imports.create({ files: [{ path }], tags: { team: 'team' } });
  return client;
}

type Client = Awaited<ReturnType<typeof lastYearWorkspace>>;

async function computeTree(client: Client) {
  await client.budgets.create({
    ...{ id: 'compute', name: 'Compute', type: 'organization', amount: '200', asOf, ...first },
    scope: [{ dimension: 'service', op: 'in', values: ['compute'] }],
  });
  for (const team of ['a', 'b'])
    await client.budgets.create({
      ...{ id: team, name: team, type: 'team', parentId: 'compute', amount: '40', asOf },
      phasing: { kind: 'seasonal' },
    });
}

async function planOf(client: Client, budgetId: string) {
  const { data } = await client.budgets.get({ budgetId, asOf });
  return data.plan.map(({ amount }) => Number(amount));
}

it('a budget follows what it would have counted last year, not what its own scope alone matches', async () => {
  const client = await lastYearWorkspace();
  await computeTree(client);
  expect(await planOf(client, 'a')).toEqual([10, 30]);
  await client.budgets.cascade({ budgetId: 'compute', method: 'lastYear', asOf });
  expect((await planOf(client, 'a')).reduce((sum, month) => sum + month)).toBe(40);
});

it('a budget in another currency follows last year at the rates of its months', async () => {
  const client = await lastYearWorkspace();
  await client.rates.set({ month: toMonth('2025-01'), from: 'USD', to: 'EUR', rate: '0.5' });
  await client.rates.set({ month: toMonth('2025-02'), from: 'USD', to: 'EUR', rate: '1' });
  await client.budgets.create({
    ...{ id: 'euro', name: 'Euro', type: 'organization', amount: '300', currency: 'EUR', asOf, ...first },
    scope: [{ dimension: 'service', op: 'in', values: ['compute'] }],
    phasing: { kind: 'seasonal' },
  });
  expect(await planOf(client, 'euro')).toEqual([expect.closeTo(87.096774, 5), expect.closeTo(212.903226, 5)]);
});

it('percentages that make no whole are refused instead of being taken as weights', async () => {
  const client = await lastYearWorkspace();
  await computeTree(client);
  const divide = (shares: Record<string, number>) =>
    client.budgets.cascade({ budgetId: 'compute', method: 'shares', shares, asOf });
  await expect(divide({ a: 60, b: 50 })).rejects.toMatchObject({
    code: 'invalid_input',
    message: '"shares": add up to 110 percent; they must make 100.',
  });
  await expect(divide({ a: 30 })).rejects.toThrow('30 percent');
  await divide({ a: 66.7, b: 33.3 });
  const part = (name: string, percent: number) => ({
    ...{ name, percent },
    scope: [{ dimension: 'region' as const, op: 'in' as const, values: [name] }],
  });
  await expect(
    client.budgets.split({ budgetId: 'a', parts: [part('eu', 30), part('us', 30)] }),
  ).rejects.toThrow('"parts": add up to 60 percent; they must make 100.');
});
