/** Cells of a grid as a spreadsheet has them: places, blocks, what filling and pasting puts where. */
import type { Micros } from '#shared/domain/money.ts';
import { amountOf } from '../../../format/amount.ts';

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells, edges included. */
export interface Block {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The rectangle between two cells. */
export function blockOf(a: Place, b: Place): Block {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

export function placesIn({ top, bottom, left, right }: Block): Place[] {
  const places: Place[] = [];
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) places.push({ row, column });
  return places;
}

export interface Copied {
  readonly from: Place;
  readonly to: Place;
}

/**
 * What filling copies: the first row of a block into the rows below it, or its first column into those right of it. A block of
 * one row (column) takes the cell before it, as spreadsheets do.
 *
 * @example filled({ top: 2, bottom: 2, left: 3, right: 3 }, 'down') // row 1 into row 2
 */
export function filled(block: Block, direction: 'down' | 'right'): Copied[] {
  const isDown = direction === 'down';
  const isSingle = isDown ? block.top === block.bottom : block.left === block.right;
  const first = (isDown ? block.top : block.left) - (isSingle ? 1 : 0);
  return placesIn(block).flatMap((to) => {
    const from = isDown ? { row: first, column: to.column } : { row: to.row, column: first };
    return first < 0 || (isDown ? to.row : to.column) === first ? [] : [{ from, to }];
  });
}

/** Amounts of a block copied from a spreadsheet, by row; undefined where a cell is no amount. */
export function parseBlock(text: string, decimal: '.' | ',' = '.'): Micros[][] | undefined {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  const rows = lines.map((line) => line.split('\t').map((cell) => amountOf(cell, decimal)));
  return rows.every((row): row is Micros[] => row.every((cell) => cell !== undefined)) ? rows : undefined;
}

/** A block as a spreadsheet takes it. */
export function blockText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.join('\t')).join('\n');
}

/** Where a pasted block goes: from a cell on; a single amount goes into every cell of a larger block. */
export function pasted(
  amounts: readonly (readonly Micros[])[],
  target: Block,
): { readonly place: Place; readonly amount: Micros }[] {
  const [first] = amounts;
  const only = amounts.length === 1 && first?.length === 1 ? first[0] : undefined;
  if (only !== undefined) return placesIn(target).map((place) => ({ place, amount: only }));
  return amounts.flatMap((row, down) =>
    row.map((amount, right) => ({
      place: { row: target.top + down, column: target.left + right },
      amount,
    })),
  );
}
