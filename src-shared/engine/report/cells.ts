import type { Micros } from '../../domain/money.ts';
import { directionOf, type VarianceRow } from '../../domain/variance.ts';
import { directionWord, type NumberStyle } from '../../charts/numbers.ts';
import type { Cell, ReportColumn, ReportRow } from './model.ts';

export const EMPTY: Cell = { kind: 'empty' };

export function text(value: string): Cell {
  return { kind: 'text', text: value };
}

export function money(value: Micros | null): Cell {
  return value === null ? EMPTY : { kind: 'money', value };
}

export function column(id: string, head: string, align: 'left' | 'right' = 'left'): ReportColumn {
  return { id, head, align };
}

/** A row without marks. */
export function row(...cells: readonly Cell[]): ReportRow {
  return { cells };
}

/** The text of a figure as paper and page show it. A variance carries its word; its symbol is drawn beside it. */
export function cellText(cell: Cell, style: NumberStyle): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'money':
      return style.amount(cell.value);
    case 'exact':
      return style.exact(cell.value);
    case 'variance':
      return `${style.signedAmount(cell.value)} ${shortWord(cell.value)}`.trim();
    case 'percent':
      return cell.value === null ? '–' : style.signedPercent(cell.value);
    case 'integer':
      return style.integer(cell.value);
    case 'decimal':
      return style.decimal(cell.value, cell.digits);
    case 'probability':
      return style.probability(cell.value);
    case 'day':
      return style.day(cell.value);
    case 'month':
      return style.month(cell.value);
    case 'status':
      return cell.value;
    case 'empty':
      return '';
  }
}

function shortWord(variance: Micros): string {
  const direction = directionOf(variance);
  return direction === 'none' ? '' : direction === 'adverse' ? 'adv.' : 'fav.';
}

/** `Payments › EC2`: the values of a row's dimensions in their order. */
export function rowName(variance: VarianceRow, by: readonly string[]): string {
  return by.map((dimension) => variance.key[dimension] ?? '').join(' › ');
}

/** `+18,400 adverse`. */
export function spokenVariance(value: Micros, style: NumberStyle): string {
  const direction = directionOf(value);
  return direction === 'none'
    ? directionWord(direction)
    : `${style.signedSpoken(value)} ${directionWord(direction)}`;
}

/** The adverse rows first, largest first, then the favourable ones, largest first. */
export function byWeight(a: VarianceRow, b: VarianceRow): number {
  const sides = Number(b.variance > 0n) - Number(a.variance > 0n);
  if (sides !== 0) return sides;
  const [left, right] = [magnitude(a.variance), magnitude(b.variance)];
  return left === right ? 0 : left > right ? -1 : 1;
}

export function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** `2026-06-30 14:05 UTC` of an ISO moment in universal time. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** `Cost center` of `costCenter`, small inside a sentence; a tag by its key. */
export function dimensionWord(dimension: string, place: 'head' | 'inside' = 'head'): string {
  if (dimension === 'sku') return 'SKU';
  if (dimension.startsWith('tag:')) return dimension.slice(4);
  const word = dimension.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return place === 'inside' ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
