import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { headroom } from '../../support/command-line.ts';
import { AS_OF, bytesOf, halfYearWorkspace, type Workspace } from './spend.ts';

const rate = (month: string, value: string) => ({
  ...{ month: toMonth(month), from: 'USD', to: 'EUR' },
  rate: value,
});
const FIRST = rate('2026-01', '0.5');
const SECOND = rate('2026-04', '1');

/** Half a year of costs in dollars, counted in euros. */
async function euroWorkspace(): Promise<Workspace> {
  const workspace = await halfYearWorkspace();
  const { client } = workspace;
  for (const one of [FIRST, SECOND]) await client.rates.set(one);
  const root = { type: 'organization' as const, currency: 'EUR', amount: 100, scope: [] };
  for (const id of ['euro', 'other']) await client.budgets.create({ ...root, id, name: id });
  return workspace;
}

const spentOf = async ({ client }: Workspace) =>
  (await client.budgets.get({ budgetId: 'euro', asOf: AS_OF })).data.spent.amount;

test('a rate that is removed gives way to the one before it, and the budgets that it moves are named', async () => {
  const workspace = await euroWorkspace();
  const { client, file } = workspace;
  // 15 a day: 90 days at 0.5, 91 at 1.
  expect(await spentOf(workspace)).toBe('2040.000000');
  const { rate: _, ...second } = SECOND;
  const before = bytesOf(file);
  const tried = await client.rates.remove({ ...second, dryRun: true });
  expect(bytesOf(file)).toBe(before);
  expect(tried).toMatchObject({
    data: {
      ...SECOND,
      warnings: [expect.stringMatching(/USD .* "euro" and 1 more by the rate of 2026-01 \(one USD/)],
    },
    meta: { dryRun: true, changes: [{ subject: 'rate', id: '2026-04/USD/EUR', after: null }] },
  });
  expect((await client.rates.remove(second)).data).toEqual(tried.data);
  expect(await spentOf(workspace)).toBe('1357.500000');
  const { rate: __, ...first } = FIRST;
  expect((await client.rates.remove(first)).data.warnings).toEqual([
    'Without it there is no rate between USD and EUR, so that costs in USD do not count in "euro" and 1 more.',
  ]);
  expect(await spentOf(workspace)).toBe('0.000000');
  for (let step = 0; step < 2; step += 1) await client.history.undo({});
  expect(await spentOf(workspace)).toBe('2040.000000');
  const { data: audit } = await client.audit.list({ operation: 'rates.remove' });
  expect(audit.map(({ label }) => label)).toContain('Remove the rate USD to EUR of 2026-04');
});

test('a rate that converts no costs goes without a word, and one that is not there is named', async () => {
  const { client, file, backend } = await euroWorkspace();
  await client.rates.set({ ...FIRST, from: 'SEK', to: 'EUR', rate: '0.1' });
  backend.close();
  const remove = (...words: string[]) => headroom(file, 'rates', 'remove', ...words);
  expect(await remove('2026-01', 'sek', 'EUR')).toEqual({
    status: 0,
    data: { month: '2026-01', from: 'SEK', to: 'EUR', rate: '0.1', warnings: [] },
  });
  expect(await remove('2026-01', 'SEK', 'EUR')).toMatchObject({
    status: 2,
    data: {
      error: {
        code: 'not_found',
        message: expect.stringContaining('no rate "2026-01 SEK EUR"; "rates list"') as string,
      },
    },
  });
  expect((await remove('2026-01', 'SEK')).status).toBe(2);
});

test('one that another takes precedence of moves nothing, and one that is stated the other way round is told of too', async () => {
  const { client } = await euroWorkspace();
  const inverse = { month: SECOND.month, from: 'EUR', to: 'USD' };
  await client.rates.set({ ...inverse, rate: '2' });
  expect((await client.rates.remove(inverse)).data.warnings).toEqual([]);
  await client.rates.set({ ...inverse, rate: '2' });
  await client.rates.remove({ month: SECOND.month, from: SECOND.from, to: SECOND.to });
  expect((await client.rates.remove(inverse)).data.warnings).toEqual([
    expect.stringMatching(/^Without it costs in USD of its months .* by the rate of 2026-01/),
  ]);
});
