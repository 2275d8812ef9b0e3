import { expect, test } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { AS_OF, halfYearWorkspace } from './spend.ts';

/** Payments cost 1.5 a day: 46.5 in January, 42 in February, 46.5 in March, 45 in April, 46.5 in May, 45 in June. */
async function carriedMonths(rollover: { cap?: string } | null, asOf = AS_OF) {
  const { client } = await halfYearWorkspace();
  await client.budgets.create({
    ...{ id: 'payments', name: 'payments', type: 'organization', amount: '340', currency: 'USD', rollover },
    ...{ startMonth: toMonth('2026-01'), months: 7, asOf: toDay('2026-01-01') },
    scope: [{ dimension: 'team', op: 'in', values: ['payments'] }],
    phasing: { kind: 'custom', amounts: ['50', '50', '40', '50', '50', '50', '50'] },
  });
  const { data } = await client.budgets.get({ budgetId: 'payments', asOf });
  return data.carried?.map(({ month, plan, carriedIn, available, spent }) => [
    month,
    ...[plan, carriedIn, available, spent].map(({ amount }) => Number(amount)),
  ]);
}

test('unspent money moves to the next month, and overspending does not', async () => {
  expect(await carriedMonths({})).toEqual([
    ['2026-01', 50, 0, 50, 46.5],
    ['2026-02', 50, 3.5, 53.5, 42],
    ['2026-03', 40, 11.5, 51.5, 46.5],
    ['2026-04', 50, 5, 55, 45],
    ['2026-05', 50, 10, 60, 46.5],
    ['2026-06', 50, 13.5, 63.5, 45],
  ]);
});

test('no more than the cap is carried, and the month of asOf counts to its day', async () => {
  expect(await carriedMonths({ cap: '4' }, toDay('2026-05-10'))).toEqual([
    ['2026-01', 50, 0, 50, 46.5],
    ['2026-02', 50, 3.5, 53.5, 42],
    ['2026-03', 40, 4, 44, 46.5],
    ['2026-04', 50, 0, 50, 45],
    ['2026-05', 50, 4, 54, 15],
  ]);
});

test('a cap below zero, which would carry a debt, is refused', async () => {
  await expect(carriedMonths({ cap: '-5' })).rejects.toThrow('"rollover.cap": must not be negative.');
});

test('a budget without rollover shows none', async () => {
  expect(await carriedMonths(null)).toBeUndefined();
});
