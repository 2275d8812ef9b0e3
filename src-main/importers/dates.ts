/** Days as exports write them. The day is the one that stands there, whatever time or offset follows. */
import { dayNumberOf } from '#shared/domain/calendar.ts';
import type { DateOrder } from './types.ts';

export type DateProblem = 'empty' | 'unreadable' | 'ambiguous' | 'range';
export interface ReadDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const TIME = String.raw`(?:[T\s,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[A-Z]{3,4}|[+\-−]\d{2}:?\d{2}(?:\s*UTC)?)?)?`;
const ISO = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`, 'u');
/** ISO 8601 writes the end of a day, which is the beginning of the next, as hour 24. */
const END_OF_DAY = /[T\s]24:00/;
const COMPACT = /^((?:19|20|21)\d{2})(\d{2})(\d{2})(?:T?\d{6}Z?)?$/;
const YEAR_MONTH = /^(\d{4})[-/.](\d{1,2})$|^((?:19|20|21)\d{2})(\d{2})$/;
const MONTH_YEAR = /^(\d{1,2})[-/.](\d{4})$/;
const PARTS = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}$`, 'u');
const NAMED_DAY_FIRST = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th|\\.)?[-\\s/]*([\\p{L}]{3,12})\\.?[-\\s/,]*(\\d{4}|\\d{2})${TIME}$`,
  'u',
);
const NAMED_MONTH_FIRST = new RegExp(
  `^([\\p{L}]{3,12})\\.?[-\\s]*(\\d{1,2})(?:st|nd|rd|th)?,?[-\\s]+(\\d{4})${TIME}$`,
  'u',
);
const NAMED_MONTH = /^([\p{L}]{3,12})\.?[-\s/]*'?(\d{4}|\d{2})$/u;
const NAMED_MONTH_LAST = /^(\d{4})[-\s/]*([\p{L}]{3,12})\.?$/u;

/** Month names by their first letters, in the languages invoices come in. */
const MONTH_NAMES: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'sty', 'янв'],
  ['feb', 'fév', 'fev', 'lut', 'фев'],
  ['mar', 'mär', 'mrz', 'mrt', 'maa', 'мар'],
  ['apr', 'avr', 'abr', 'kwi', 'апр'],
  ['may', 'mai', 'mei', 'mag', 'maj', 'май', 'мая'],
  ['jun', 'juin', 'giu', 'cze', 'июн'],
  ['jul', 'juil', 'lug', 'lip', 'июл'],
  ['aug', 'aoû', 'aou', 'ago', 'sie', 'авг'],
  ['sep', 'set', 'wrz', 'сен'],
  ['oct', 'okt', 'out', 'ott', 'paź', 'окт'],
  ['nov', 'lis', 'ноя'],
  ['dec', 'dez', 'déc', 'dic', 'gru', 'дек'],
];

/** The month (1–12) a word names; 0 where it names none. */
export function monthOfName(word: string): number {
  const lower = word.toLowerCase();
  if (lower.startsWith('juil')) return 7;
  for (const [index, names] of MONTH_NAMES.entries()) {
    if (names.some((name) => lower.startsWith(name))) return index + 1;
  }
  return 0;
}

/**
 * Reads a day. A month alone is its first day. Slashed days need the file's order; without it those that could be
 * either are `ambiguous`.
 *
 * @example readDay('2023-11-13T10:00Z', undefined) // { year: 2023, month: 11, day: 13 }
 * @example readDay('9/30/2023', undefined) // { year: 2023, month: 9, day: 30 }
 * @example readDay('9/2/2023', undefined) // 'ambiguous'
 */
export function readDay(text: string, order: DateOrder | undefined): ReadDay | DateProblem {
  const cell = text.trim();
  if (cell === '') return 'empty';
  const iso = ISO.exec(cell) ?? COMPACT.exec(cell);
  if (iso !== null) {
    const wide = iso.length > 4;
    const day = checked(Number(iso[1]), Number(iso[wide ? 3 : 2]), Number(iso[wide ? 4 : 3]));
    return typeof day === 'object' && END_OF_DAY.test(cell) ? nextDay(day) : day;
  }
  const parts = PARTS.exec(cell);
  if (parts !== null) return fromParts(parts, order);
  const month = YEAR_MONTH.exec(cell);
  if (month !== null) return checked(Number(month[1] ?? month[3]), Number(month[2] ?? month[4]), 1);
  const monthFirst = MONTH_YEAR.exec(cell);
  if (monthFirst !== null) return checked(Number(monthFirst[2]), Number(monthFirst[1]), 1);
  return fromNames(cell);
}

function fromParts(parts: RegExpExecArray, order: DateOrder | undefined): ReadDay | DateProblem {
  const first = Number(parts[1]);
  const second = Number(parts[3]);
  const year = fullYear(parts[4] ?? '');
  if (order === 'ymd') return checked(2000 + first, second, Number(parts[4]));
  // Points between day, month and year are only used by countries that put the day first.
  const settled = order ?? (parts[2] === '.' ? 'dmy' : orderOfPair(first, second));
  if (settled === undefined) return first === second ? checked(year, first, second) : 'ambiguous';
  return settled === 'mdy' ? checked(year, first, second) : checked(year, second, first);
}

/** What one slashed day says about the order of day and month. */
function orderOfPair(first: number, second: number): DateOrder | undefined {
  if (first > 12 && second <= 12) return 'dmy';
  if (second > 12 && first <= 12) return 'mdy';
  return undefined;
}

function fromNames(cell: string): ReadDay | DateProblem {
  const dayFirst = NAMED_DAY_FIRST.exec(cell);
  if (dayFirst !== null && monthOfName(dayFirst[2] ?? '') > 0)
    return checked(fullYear(dayFirst[3] ?? ''), monthOfName(dayFirst[2] ?? ''), Number(dayFirst[1]));
  const monthFirst = NAMED_MONTH_FIRST.exec(cell);
  if (monthFirst !== null && monthOfName(monthFirst[1] ?? '') > 0)
    return checked(fullYear(monthFirst[3] ?? ''), monthOfName(monthFirst[1] ?? ''), Number(monthFirst[2]));
  const month = NAMED_MONTH.exec(cell);
  if (month !== null && monthOfName(month[1] ?? '') > 0)
    return checked(fullYear(month[2] ?? ''), monthOfName(month[1] ?? ''), 1);
  const last = NAMED_MONTH_LAST.exec(cell);
  if (last !== null && monthOfName(last[2] ?? '') > 0)
    return checked(Number(last[1]), monthOfName(last[2] ?? ''), 1);
  return 'unreadable';
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length !== 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function nextDay({ year, month, day }: ReadDay): ReadDay {
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}

function checked(year: number, month: number, day: number): ReadDay | DateProblem {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return 'unreadable';
  if (year < 1000 || year > 9999) return 'range';
  return { year, month, day };
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (LENGTHS[month - 1] as number) + (leap ? 1 : 0);
}

export function dayNumberOfRead(read: ReadDay): number {
  return dayNumberOf(read.year, read.month, read.day);
}

/** A sentence for a date cell that cannot be read. */
export function dateReason(problem: DateProblem, text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (problem === 'empty') return 'the date is empty';
  if (problem === 'ambiguous')
    return `“${shown}” can be day/month or month/day, and the file does not say which`;
  if (problem === 'range') return `“${shown}” is not in the years 1000 to 9999`;
  return `“${shown}” is not a day`;
}

export interface OrderEvidence {
  readonly dmy: number;
  readonly mdy: number;
  /** Slashed days that could be either. */
  readonly undecided: number;
  /** Days of any other, clear form. */
  readonly clear: number;
}

/** Counts what the cells of the date columns say about the order of day and month. */
export function orderEvidence(cells: Iterable<string>): OrderEvidence {
  let dmy = 0;
  let mdy = 0;
  let undecided = 0;
  let clear = 0;
  for (const cell of cells) {
    const parts = PARTS.exec(cell.trim());
    if (parts === null || parts[2] === '.') {
      if (typeof readDay(cell, undefined) === 'object') clear += 1;
      continue;
    }
    const order = orderOfPair(Number(parts[1]), Number(parts[3]));
    if (order === 'dmy') dmy += 1;
    else if (order === 'mdy') mdy += 1;
    else if (parts[1] !== parts[3]) undecided += 1;
  }
  return { dmy, mdy, undecided, clear };
}

/** The order under which a pair of cells is a billing period: from the first of a month to its end or the next first. */
export function orderOfPeriod(start: string, end: string): DateOrder | undefined {
  const fits = (order: DateOrder): boolean => {
    const from = readDay(start, order);
    const to = readDay(end, order);
    if (typeof from === 'string' || typeof to === 'string' || from.day !== 1) return false;
    const months = to.year * 12 + to.month - (from.year * 12 + from.month);
    return to.day === 1 ? months >= 1 && months <= 12 : months === 0 && to.day === daysIn(to.year, to.month);
  };
  const [day, month] = [fits('dmy'), fits('mdy')];
  return day === month ? undefined : day ? 'dmy' : 'mdy';
}
