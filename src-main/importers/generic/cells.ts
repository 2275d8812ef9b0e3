/** What the cells of a column look like. */
import { readAmount } from '../amount-text.ts';
import { readDay } from '../dates.ts';
import type { Sample } from '../profile.ts';
import { CREDIT_SIDE, DEBIT_SIDE } from './vocabulary.ts';

export function isDayCell(cell: string): boolean {
  const read = readDay(cell, undefined);
  return read === 'ambiguous' || typeof read === 'object';
}

export function isAmountCell(cell: string): boolean {
  return readAmount(cell, '.').kind === 'plain' || readAmount(cell, ',').kind === 'plain';
}

export function isYearCell(cell: string): boolean {
  return /^(?:19|20|21)\d{2}$/.test(cell);
}

export function isSideCell(cell: string): boolean {
  return DEBIT_SIDE.has(cell.toUpperCase()) || CREDIT_SIDE.has(cell.toUpperCase());
}

/** −1 for the credit side of a ledger, +1 for the debit side and where nothing stands. */
export function sideOf(cell: string): 1 | -1 {
  return CREDIT_SIDE.has(cell.trim().toUpperCase()) ? -1 : 1;
}

/** Seconds or milliseconds since 1970 of the years 2001 to 2099. */
export function isEpochCell(cell: string): boolean {
  return /^[1-3]\d{9}(?:\d{3})?$/.test(cell);
}

/** A day and an amount in one record: data, not names. */
export function isDataRecord(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim());
  return (
    filled.some((cell) => isDayCell(cell)) &&
    filled.some((cell) => isAmountCell(cell) && !isDayCell(cell) && !isYearCell(cell))
  );
}

/** The cells of a column in the sample that are not blank. */
export function filledCells(sample: Sample, column: number): string[] {
  return sample.records.map((record) => record[column]?.trim() ?? '').filter((cell) => cell !== '');
}

export function share(cells: readonly string[], is: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(is).length / cells.length;
}

/** The sign of an amount cell, whatever its decimal style: its digits decide nothing here. */
export function signOfAmount(cell: string): number {
  for (const mark of ['.', ','] as const) {
    const amount = readAmount(cell, mark);
    if (amount.kind === 'plain')
      return /[1-9]/.test(amount.plain) ? (amount.plain.startsWith('-') ? -1 : 1) : 0;
  }
  return 0;
}
