import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Client } from '#shared/contract/contract.ts';
import { toMonth } from '#shared/domain/calendar.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder, testBackend, testClock } from '../../support/workspace.ts';

const DAY = '2026-06-15';
/** 30, 31 and 15 days. */
const DAYS = { april: 30, may: 31, june: 15 };
const A_DAY = { a: 10.25, b: 5.5, euros: 3 };

async function portfolio(): Promise<Client> {
  const folder = temporaryFolder();
  const backend = testBackend({ file: join(folder, 'w.headroom'), clock: testClock(DAY) });
  const client = backend.client('cli');
  const path = writeFocusFile(join(folder, 'costs.csv'), '2026-04-01', DAY, () => [
    { service: 'EC2', region: 'eu', team: 'a', amount: A_DAY.a },
    { service: 'S3', region: 'eu', team: 'b', amount: A_DAY.b },
    { service: 'S3', region: 'eu', team: 'c', amount: A_DAY.euros, currency: 'EUR' },
  ]);
  await client.imports.create({ files: [{ path }] });
  return client;
}

const root = (client: Client, id: string, start: string, teams: string[], currency = 'USD') =>
  client.budgets.create({
    ...{ id, name: id, type: 'organization', amount: '10000', currency, months: 12 },
    ...{ startMonth: toMonth(start) },
    scope: teams.length === 0 ? [] : [{ dimension: 'team', op: 'in', values: teams }],
  });

const spentOf = async (client: Client, currency = 'USD'): Promise<number> => {
  const { data } = await client.budgets.stats({});
  return Number(data.totals.find((total) => total.currency === currency)?.spent.amount);
};

test('a charge that several roots have counts once in the portfolio', async () => {
  const client = await portfolio();
  const days = DAYS.april + DAYS.may + DAYS.june;
  const all = (A_DAY.a + A_DAY.b) * days;
  await root(client, 'm-all', '2026-01', []);
  expect(await spentOf(client)).toBe(all);
  await root(client, 'z-team', '2026-01', ['a']);
  expect(await spentOf(client)).toBe(all);
  await root(client, 'a-team', '2026-05', ['a', 'b']);
  expect(await spentOf(client)).toBe(all);
  // Of other months it is another charge, and of other costs too.
  await client.budgets.remove({ budgetId: 'm-all' });
  expect(await spentOf(client)).toBe(all - A_DAY.b * DAYS.april);
  await client.budgets.remove({ budgetId: 'z-team' });
  expect(await spentOf(client)).toBe((A_DAY.a + A_DAY.b) * (DAYS.may + DAYS.june));
});

test('roots without a common charge, and roots in other currencies, are added up as they are', async () => {
  const client = await portfolio();
  await root(client, 'team-a', '2026-01', ['a']);
  await root(client, 'team-b', '2026-01', ['b']);
  await root(client, 'euros', '2026-01', [], 'EUR');
  expect(await spentOf(client)).toBe((A_DAY.a + A_DAY.b) * 76);
  expect(await spentOf(client, 'EUR')).toBe(A_DAY.euros * 76);
});

test('what two roots expect counts as often as what they have spent', async () => {
  const client = await portfolio();
  await root(client, 'one', '2026-01', []);
  const before = (await client.budgets.stats({})).data.totals;
  await root(client, 'two', '2026-01', []);
  const [after] = (await client.budgets.stats({})).data.totals;
  expect(after).toEqual({
    ...before[0],
    budget: { amount: '20000.000000', currency: 'USD' },
    utilization: (before[0]?.utilization ?? 0) / 2,
  });
});
