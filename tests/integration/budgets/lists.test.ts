import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import type { Client } from '#shared/contract/contract.ts';
import { newWorkspace } from './spend.ts';

type Query = Parameters<Client['budgets']['list']>[0];
type Row = Awaited<ReturnType<Client['budgets']['list']>>['data'][number];

const COUNT = 1200;
const OWNERS = ['Ada', 'Ben', ''] as const;

/** One budget with many below it: more than are ordered by themselves, whatever a filter leaves of them. */
async function plantMany(client: Client): Promise<void> {
  const children = Array.from({ length: COUNT }, (_, index) => ({
    ...{ id: `Unit-${index}`, name: `unit ${index % 7}_${index % 2 === 0 ? '50%' : '500'}` },
    ...{ type: index % 50 === 0 ? ('service' as const) : ('project' as const), amount: (index * 37) % 101 },
    ...{ owner: OWNERS[index % 3] ?? '' },
    scope: [{ dimension: 'service' as const, op: 'in' as const, values: [String(index)] }],
    ...{ startMonth: toMonth(index % 2 === 0 ? '2026-01' : '2027-01'), months: 12 },
  }));
  await client.budgets.apply({
    tree: {
      ...{ id: 'org', name: 'Org', type: 'organization', amount: 100_000, scope: [], children },
      ...{ startMonth: toMonth('2026-01'), months: 24 },
    },
  });
}

test('pages of few and of many budgets add up to the list, in its order', async () => {
  const { client } = newWorkspace();
  await plantMany(client);
  const whole = async (query: Query): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let total = 1; rows.length < total;) {
      const page = await client.budgets.list({ ...query, limit: 700, offset: rows.length });
      total = page.meta?.total ?? 0;
      rows.push(...page.data);
      if (page.data.length === 0) break;
    }
    expect((await client.budgets.list({ ...query, limit: 5, offset: 5000 })).meta?.total).toBe(rows.length);
    return rows;
  };
  const all = await whole({ sort: 'name' });
  expect(new Set(all.map(({ id }) => id)).size).toBe(COUNT + 1);
  const filters: readonly [Query, (row: Row) => boolean][] = [
    [{}, () => true],
    [{ type: 'project' }, ({ type }) => type === 'project'],
    [{ type: 'service', owner: 'Ada' }, ({ type, owner }) => type === 'service' && owner === 'Ada'],
    [{ parentId: 'org' }, ({ parentId }) => parentId === 'org'],
    [{ q: '3_50%' }, ({ name }) => name.includes('3_50%')],
    [{ q: 'uNiT-14' }, ({ id }) => id.startsWith('Unit-14')],
    [{ q: 'unit-1_' }, () => false],
    [{ q: String.raw`unit\_` }, () => false],
    [{ status: 'healthy' }, ({ status }) => status === 'healthy'],
  ];
  const number = ({ amount }: Row): number => Number(amount.amount);
  const orders: readonly [string, (a: Row, b: Row) => number][] = [
    ['-name', (a, b) => (a.name < b.name ? 1 : a.name > b.name ? -1 : 0)],
    ['-amount', (a, b) => number(b) - number(a)],
    ['outlook', () => 0],
  ];
  for (const [filter, passes] of filters)
    for (const [sort, compare] of orders) {
      const rows = await whole({ ...filter, sort });
      expect(rows.map(({ id }) => id).sort()).toEqual(
        all
          .filter(passes)
          .map(({ id }) => id)
          .sort(),
      );
      for (const [index, row] of rows.entries())
        expect(compare(rows[index - 1] ?? row, row)).toBeLessThanOrEqual(0);
    }
});
