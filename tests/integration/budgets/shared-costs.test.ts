import { expect, test } from 'vitest';
import { toDay } from '#shared/domain/calendar.ts';
import { AS_OF, halfYearWorkspace, newWorkspace, plantTree } from './spend.ts';

const untagged = [{ dimension: 'team' as const, op: 'in' as const, values: [''] }];

async function spentById(client: ReturnType<typeof newWorkspace>['client'], asOf = AS_OF) {
  const { data } = await client.budgets.list({ asOf });
  return Object.fromEntries(data.map(({ id, spent }) => [id, spent.amount]));
}

test('untagged cost is borne in proportion to direct cost, and the parts add up to the micro', async () => {
  const { client } = await halfYearWorkspace();
  await plantTree(client);
  await client.sharedCosts.save({
    ...{ name: 'Untagged', rootId: 'acme', scope: untagged, method: { kind: 'direct' } },
    targets: ['team-payments', 'team-search', 'team-data'],
  });
  expect(await spentById(client)).toMatchObject({
    acme: '2715.000000',
    'team-payments': '452.500000',
    'team-search': '905.000000',
    'team-data': '1357.500000',
    'data-ec2': '543.000000',
  });
  const { data } = await client.budgets.sources({ budgetId: 'team-data', asOf: AS_OF });
  expect(data.sources.map(({ kind, label, amount }) => [kind, label, amount.amount])).toEqual([
    ['direct', 'direct', '271.500000'],
    ['shared', 'shared by rule Untagged', '543.000000'],
    ['child', 'from child Amazon EC2', '543.000000'],
  ]);
});

test('in the middle of a month the parts still add up to the whole', async () => {
  const { client } = await halfYearWorkspace();
  await plantTree(client);
  await client.sharedCosts.save({
    ...{ name: 'Untagged', rootId: 'acme', scope: untagged, method: { kind: 'even' } },
    targets: ['team-payments', 'team-search', 'team-data'],
  });
  const asOf = toDay('2026-06-11');
  const spent = await spentById(client, asOf);
  const teams = ['team-payments', 'team-search', 'team-data'].map((id) => Number(spent[id]));
  expect(spent['acme']).toBe('2430.000000');
  expect(teams.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(2430, 6);
  const { data } = await client.budgets.sources({ budgetId: 'acme', asOf });
  expect(data.total.amount).toBe('2430.000000');
});

test('rules apply in order, and without rules the cost is unallocated again', async () => {
  const { client } = await halfYearWorkspace();
  await plantTree(client);
  const shares = [{ budgetId: 'team-data', percent: 100 }];
  const first = {
    name: 'All to data',
    rootId: 'acme',
    scope: untagged,
    method: { kind: 'fixed' as const, shares },
  };
  const second = {
    name: 'Even',
    rootId: 'acme',
    scope: untagged,
    method: { kind: 'even' as const },
    targets: ['team-search'],
  };
  const { data: made } = await client.sharedCosts.save(first);
  await client.sharedCosts.save(second);
  expect((await spentById(client))['team-data']).toBe('1900.500000');
  await client.sharedCosts.remove({ id: made.id });
  expect(await spentById(client)).toMatchObject({ 'team-data': '814.500000', 'team-search': '1629.000000' });
  await client.history.undo({});
  expect((await spentById(client))['team-data']).toBe('1900.500000');
});

test('a rule whose percentages make no whole, or that names a budget of another tree, is refused', async () => {
  const { client } = newWorkspace();
  await plantTree(client);
  await client.budgets.create({ id: 'other', name: 'Other', type: 'organization' });
  const rule = { name: 'Half', rootId: 'acme', scope: untagged };
  const half = { kind: 'fixed' as const, shares: [{ budgetId: 'team-data', percent: 50 }] };
  await expect(client.sharedCosts.save({ ...rule, method: half })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  const foreign = client.sharedCosts.save({ ...rule, method: { kind: 'even' }, targets: ['other'] });
  await expect(foreign).rejects.toMatchObject({ code: 'rule_broken', data: { budgets: ['Other', 'Acme'] } });
});

test('a root in another currency counts by the monthly rate', async () => {
  const { client } = await halfYearWorkspace();
  await client.budgets.create({
    id: 'eu',
    name: 'Europe',
    type: 'organization',
    currency: 'EUR',
    amount: 5000,
    startMonth: '2026-01' as never,
  });
  expect((await spentById(client))['eu']).toBe('0.000000');
  await client.rates.set({ month: '2026-01' as never, from: 'USD', to: 'EUR', rate: '0.5' });
  await client.rates.set({ month: '2026-06' as never, from: 'USD', to: 'EUR', rate: '1' });
  expect((await spentById(client))['eu']).toBe('1582.500000');
});
