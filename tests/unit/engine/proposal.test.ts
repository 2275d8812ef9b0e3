import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumMicros, toMicros } from '#shared/domain/money.ts';
import { proposeBudgets } from '#shared/engine/proposal.ts';

const micros = (value: number) => toMicros(BigInt(value));

test('scales history to the period and grows it, rounding once', () => {
  const history = [
    { value: 'a', amount: micros(60) },
    { value: '', amount: micros(6) },
  ];
  expect(proposeBudgets(history, { historyMonths: 6, months: 12, growth: 0.1 })).toEqual({
    total: micros(145),
    parts: [{ value: 'a', amount: micros(132) }],
  });
});

test('gives no budget to values whose spend is nothing or a credit, nor to what is untagged', () => {
  const history = [
    { value: 'a', amount: micros(0) },
    { value: 'b', amount: micros(-5) },
    { value: '', amount: micros(7) },
  ];
  expect(proposeBudgets(history, { historyMonths: 12, months: 12, growth: 0 }).parts).toEqual([]);
});

test('proposes nothing without history', () => {
  expect(proposeBudgets([], { historyMonths: 0, months: 12, growth: 0 })).toEqual({ total: 0n, parts: [] });
});

test('never proposes parts that ask for more than the total', () => {
  const entry = fc.record({
    value: fc.string(),
    amount: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(toMicros),
  });
  fc.assert(
    fc.property(
      fc.array(entry),
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: -0.9, max: 3, noNaN: true }),
      (history, historyMonths, growth) => {
        const { total, parts } = proposeBudgets(history, { historyMonths, months: 12, growth });
        expect(sumMicros(parts.map(({ amount }) => amount)) <= total).toBe(true);
      },
    ),
  );
});
