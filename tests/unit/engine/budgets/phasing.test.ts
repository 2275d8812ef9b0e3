import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Phasing } from '#shared/domain/budget.ts';
import { toMonth } from '#shared/domain/calendar.ts';
import { sumMicros, toMicros } from '#shared/domain/money.ts';
import { planMonths, replanFrom, rollOver } from '#shared/engine/budgets/phasing.ts';

const start = toMonth('2026-01');
const amounts = (...values: number[]) => values.map(toMicros);

test('even phasing gives the odd micros to the earlier months', () => {
  expect(
    planMonths({ amount: toMicros(100), startMonth: start, months: 3, phasing: { kind: 'even' } }),
  ).toEqual(amounts(34, 33, 33));
});

test('phasing by days follows the calendar', () => {
  expect(
    planMonths({ amount: toMicros(59), startMonth: start, months: 2, phasing: { kind: 'days' } }),
  ).toEqual(amounts(31, 28));
});

test('seasonal phasing follows last year, a negative month counts as zero, and no history is even', () => {
  const input = {
    amount: toMicros(90),
    startMonth: start,
    months: 3,
    phasing: { kind: 'seasonal' as const },
  };
  expect(planMonths({ ...input, lastYear: amounts(10, -5, 20) })).toEqual(amounts(30, 0, 60));
  expect(planMonths({ ...input, lastYear: amounts(0, 0, 0) })).toEqual(amounts(30, 30, 30));
  expect(planMonths(input)).toEqual(amounts(30, 30, 30));
});

test('a change in mid-period leaves the months before as they were', () => {
  const input = { amount: toMicros(50), startMonth: start, months: 3, phasing: { kind: 'even' as const } };
  expect(replanFrom({ ...input, before: amounts(10, 10, 10), from: toMonth('2026-02') })).toEqual(
    amounts(10, 20, 20),
  );
});

test('a change before the period or after its end plans the whole period', () => {
  const input = { amount: toMicros(60), startMonth: start, months: 3, phasing: { kind: 'even' as const } };
  for (const from of ['2025-12', '2026-01', '2026-04'])
    expect(replanFrom({ ...input, before: amounts(10, 10, 10), from: toMonth(from) })).toEqual(
      amounts(20, 20, 20),
    );
});

test('custom phasing keeps its shape when the amount changes', () => {
  const phasing: Phasing = { kind: 'custom', amounts: amounts(10, 20, 30) };
  const input = { amount: toMicros(110), startMonth: start, months: 3, phasing };
  expect(replanFrom({ ...input, before: phasing.amounts, from: toMonth('2026-02') })).toEqual(
    amounts(10, 40, 60),
  );
});

test('unspent money rolls over, at most the cap, and overspending does not', () => {
  const months = rollOver(amounts(10, 10, 10), amounts(4, 30, 0), toMicros(5));
  expect(months.map(({ carried, available }) => [carried, available])).toEqual([
    [0n, 10n],
    [5n, 15n],
    [0n, 10n],
  ]);
});

const month = fc
  .integer({ min: 0, max: 600 })
  .map((n) => toMonth(`${2000 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`));
const micros = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(toMicros);
const phasing = fc.constantFrom<Phasing>({ kind: 'even' }, { kind: 'days' }, { kind: 'seasonal' });

test('the plan of any period adds up to the amount to the micro, before and after a change', () => {
  fc.assert(
    fc.property(
      micros,
      micros,
      month,
      month,
      fc.integer({ min: 1, max: 60 }),
      phasing,
      fc.array(micros, { maxLength: 60 }),
      (amount, changed, startMonth, from, months, kind, lastYear) => {
        const input = { amount, startMonth, months, phasing: kind, lastYear };
        const before = planMonths(input);
        const after = replanFrom({ ...input, amount: changed, before, from });
        expect(sumMicros(before)).toBe(amount);
        expect(sumMicros(after)).toBe(changed);
        expect(after).toHaveLength(months);
      },
    ),
  );
});
