import { expect, test } from 'vitest';
import { toMicros } from '#shared/domain/money.ts';
import { amountOf, monthChange, parseCells } from '../../../src-renderer/features/budgets/month-plan.ts';

const units = (value: number) => toMicros(BigInt(value) * 1_000_000n);

test('an edited month keeps the others, and the total follows', () => {
  expect(monthChange([units(10), units(10), units(10)], 1, [units(25)])).toEqual({
    amount: '45.000000',
    phasing: { kind: 'custom', amounts: ['10.000000', '25.000000', '10.000000'] },
  });
});

test('pasted amounts beyond the last month are left out', () => {
  expect(monthChange([units(1), units(1)], 1, [units(2), units(3)]).amount).toBe('3.000000');
});

test('cells of a spreadsheet are read with separators, signs and blanks', () => {
  expect(parseCells('1,200\t\u22125.5\t\t3 000\r\nnext row')).toEqual([
    units(1200),
    toMicros(-5_500_000n),
    units(0),
    units(3000),
  ]);
});

test('a cell that is no amount makes the row unreadable', () => {
  expect(parseCells('1\tabc')).toBeUndefined();
  expect(amountOf('12.3456789')).toBeUndefined();
});
