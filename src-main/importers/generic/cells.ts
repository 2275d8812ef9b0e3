/** What the cells of a column look like. */
import { isNothing, readAmount } from '../amount-text.ts';
import { readDay } from '../dates.ts';
import type { Sample } from '../profile.ts';
import { CREDIT_SIDE, DEBIT_SIDE } from './vocabulary.ts';

/** 1999-01-01 in days since 1899-12-30. */
const FIRST_SERIAL = 36_161;

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

/** The number a spreadsheet keeps for a day of the years 1999 to 2050. */
export function isSerialDay(cell: string): boolean {
  return /^(?:3[67]|4\d|5[0-4])\d{3}(?:\.\d+)?$/.test(cell) && Number(cell) >= FIRST_SERIAL;
}

/** A day and an amount in one record: data, not names. */
export function isDataRecord(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim());
  const days = filled.filter((cell) => isDayCell(cell));
  // 2137.02 can be a month or an amount: beside a clear day it is an amount.
  const hasClearDay = days.some((cell) => !isAmountCell(cell));
  const isAmount = (cell: string): boolean =>
    isAmountCell(cell) && !isYearCell(cell) && (!isDayCell(cell) || (hasClearDay && /[.,]/.test(cell)));
  return days.length > 0 && filled.some(isAmount);
}

/** The cells of a column in the sample that are not blank, a dash for no amount included. */
export function filledCells(sample: Sample, column: number): string[] {
  return sample.records.map((record) => record[column]?.trim() ?? '').filter((cell) => !isNothing(cell));
}

export function share(cells: readonly string[], is: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(is).length / cells.length;
}

/** An amount cell as a number, only to compare it; 0 where it is none. */
export function sizeOfAmount(cell: string): number {
  for (const mark of ['.', ','] as const) {
    const amount = readAmount(cell, mark);
    if (amount.kind === 'plain') return Number(amount.plain);
  }
  return 0;
}

/** The sign of an amount cell, whatever its decimal style: its digits decide nothing here. */
export function signOfAmount(cell: string): number {
  return Math.sign(sizeOfAmount(cell));
}
