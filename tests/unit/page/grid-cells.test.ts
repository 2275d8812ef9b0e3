import { amountOf } from '../../../src-renderer/format/amount.ts';
import { describe, expect, it } from 'vitest';
import { toMicros } from '#shared/domain/money.ts';
import {
  blockOf,
  blockText,
  filled,
  parseBlock,
  pasted,
} from '../../../src-renderer/features/budgets/grid/cells.ts';
import { commandOf, type Pressed } from '../../../src-renderer/features/budgets/grid/keys.ts';

const units = (value: number) => toMicros(BigInt(value) * 1_000_000n);

describe('an amount that is typed', () => {
  it.each([
    ['1,200.5', '.', 1_200_500_000n],
    ['1.200,5', ',', 1_200_500_000n],
    ["1'200", '.', 1_200_000_000n],
    ['1,00,000', '.', 100_000_000_000n],
    ['\u22125', '.', -5_000_000n],
    ['3\u202f000', ',', 3_000_000_000n],
    ['', '.', 0n],
  ] as const)('%s with the decimal sign %s is read', (text, decimal, micros) => {
    expect(amountOf(text, decimal)).toBe(micros);
  });

  it.each([
    ['1,5', '.'],
    ['1200.5', ','],
    ['1.2.3', '.'],
    ['abc', '.'],
    ['12.3456789', '.'],
  ] as const)('%s with the decimal sign %s is refused rather than guessed', (text, decimal) => {
    expect(amountOf(text, decimal)).toBeUndefined();
  });
});

describe('a block of cells', () => {
  it('lies between any two corners', () => {
    expect(blockOf({ row: 3, column: 1 }, { row: 1, column: 4 })).toEqual({
      ...{ top: 1, bottom: 3, left: 1, right: 4 },
    });
  });

  it('is read from a spreadsheet by row, and not at all where a cell is no amount', () => {
    expect(parseBlock('1,200\t5\r\n\t3 000\r\n')).toEqual([
      [units(1200), units(5)],
      [units(0), units(3000)],
    ]);
    expect(parseBlock('1\tabc')).toBeUndefined();
  });

  it('is pasted from its first cell on', () => {
    const target = { top: 2, bottom: 2, left: 3, right: 3 };
    expect(pasted([[units(1), units(2)], [units(3)]], target)).toEqual([
      { place: { row: 2, column: 3 }, amount: units(1) },
      { place: { row: 2, column: 4 }, amount: units(2) },
      { place: { row: 3, column: 3 }, amount: units(3) },
    ]);
  });

  it('takes a single amount into each of its cells', () => {
    const target = { top: 0, bottom: 1, left: 2, right: 2 };
    expect(pasted([[units(7)]], target).map(({ place }) => place.row)).toEqual([0, 1]);
  });

  it('is filled from its first row or column', () => {
    const block = { top: 1, bottom: 2, left: 3, right: 4 };
    expect(filled(block, 'down')).toEqual([
      { from: { row: 1, column: 3 }, to: { row: 2, column: 3 } },
      { from: { row: 1, column: 4 }, to: { row: 2, column: 4 } },
    ]);
    expect(filled(block, 'right').map(({ from, to }) => [from.column, to.column])).toEqual([
      [3, 4],
      [3, 4],
    ]);
  });

  it('of one cell is filled from the one before it, and from nothing at the edge', () => {
    const cell = { top: 0, bottom: 0, left: 2, right: 2 };
    expect(filled(cell, 'right')).toEqual([{ from: { row: 0, column: 1 }, to: { row: 0, column: 2 } }]);
    expect(filled(cell, 'down')).toEqual([]);
  });

  it('is copied with tabs and lines', () => {
    expect(
      blockText([
        ['1', '2'],
        ['3', '4'],
      ]),
    ).toBe('1\t2\n3\t4');
  });
});

describe('a key in the grid', () => {
  const press = (key: string, held: Partial<Pressed> = {}) =>
    commandOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

  it('steps, goes to an edge, and chooses with Shift', () => {
    expect(press('ArrowDown')).toEqual({ kind: 'step', rows: 1, columns: 0, isExtending: false });
    expect(press('ArrowLeft', { shiftKey: true })).toMatchObject({ columns: -1, isExtending: true });
    expect(press('End', { ctrlKey: true })).toEqual({
      ...{ kind: 'edge', rows: 1, columns: 1, isExtending: false },
    });
  });

  it('begins an amount with a digit or a sign, and with no letter', () => {
    expect(press('7')).toEqual({ kind: 'type', text: '7' });
    expect(press('-')).toEqual({ kind: 'type', text: '-' });
    expect(press('x')).toBeUndefined();
  });

  it('fills and moves', () => {
    expect(press('d', { ctrlKey: true })).toEqual({ kind: 'fillDown' });
    expect(press('r', { metaKey: true })).toEqual({ kind: 'fillRight' });
    expect(press('ArrowRight', { altKey: true, shiftKey: true })).toEqual({ kind: 'moveIn' });
    expect(press('ArrowLeft', { altKey: true })).toBeUndefined();
    expect(press('z', { ctrlKey: true })).toBeUndefined();
  });
});
