import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { toMicros } from '#shared/domain/money.ts';
import { planEdit } from '#shared/engine/budgets/plan-cells.ts';

const budget = { startMonth: toMonth('2026-01'), plan: [10n, 20n, 30n].map(toMicros) };
const cell = (month: string, amount: bigint) => ({ month: toMonth(month), amount: toMicros(amount) });

test('a month that is put keeps the others, and the amount is their sum', () => {
  expect(planEdit(budget, [cell('2026-02', 25n)])).toEqual({
    ok: true,
    edit: { amount: 65n, phasing: { kind: 'custom', amounts: [10n, 25n, 30n] } },
  });
});

test('of two amounts for one month the later one wins', () => {
  expect(planEdit(budget, [cell('2026-01', 1n), cell('2026-01', 2n)])).toMatchObject({
    edit: { amount: 52n },
  });
});

test('an amount without a month is that of the whole budget', () => {
  expect(planEdit(budget, [cell('2026-01', 1n), { amount: toMicros(90n) }])).toEqual({
    ok: true,
    edit: { amount: 90n },
  });
});

test('a month that the budget does not have is named', () => {
  expect(planEdit(budget, [cell('2026-04', 1n)])).toEqual({ ok: false, month: '2026-04' });
  expect(planEdit(budget, [cell('2025-12', 1n)])).toEqual({ ok: false, month: '2025-12' });
});
