/** Days as exports write them. The day is the one that stands there, whatever time or offset follows. */
import { dayNumberOf } from '#shared/domain/calendar.ts';
import { endsWeek, inPlainForm, withoutWeek } from './day-wording.ts';
import { monthOfName } from './month-names.ts';
import { withoutFormula } from './text-formula.ts';
import type { DateOrder } from './types.ts';

export type DateProblem = 'empty' | 'unreadable' | 'ambiguous' | 'range';
export interface ReadDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const TIME = String.raw`(?:[T\s,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[A-Z]{3,4}|[+\-−]\d{2}:?\d{2}(?:\s*UTC)?)?)?`;
/** A zone may follow the day itself, as XML writes it. */
const ISO = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?:${TIME}|Z|[+\\-]\\d{2}:\\d{2})$`, 'u');
/** ISO 8601 writes the end of a day, which is the beginning of the next, as hour 24. */
const END_OF_DAY = /[T\s]24:00/;
const COMPACT = /^((?:19|20|21)\d{2})(\d{2})(\d{2})(?:T?\d{6}Z?|[T\s]+\d{1,2}:\d{2}(?::\d{2})?)?$/;
/** Years of 1900 to 2199 only: 8751.03 and 12.3456 are amounts. */
const YEAR_MONTH = /^((?:19|20|21)\d{2})(?:[-/.]|-?M)(\d{1,2})$|^((?:19|20|21)\d{2})(\d{2})$/;
/** Ledgers write a period with three digits: `001/2026`. */
const MONTH_YEAR = /^(0?\d{1,2})[-/.]((?:19|20|21)\d{2})$/;
const PARTS = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}$`, 'u');
const NAMED_DAY_FIRST = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?[-\\s/]*([\\p{L}]{3,12})\\.?[-\\s/,]*(\\d{4}|\\d{2})${TIME}$`,
  'u',
);
const NAMED_MONTH_FIRST = new RegExp(
  `^([\\p{L}]{3,12})\\.?[-\\s]*(\\d{1,2})(?:st|nd|rd|th)?,?[-\\s]+(\\d{4})${TIME}$`,
  'u',
);
const NAMED_YEAR_FIRST = new RegExp(`^(\\d{4})[-\\s/.]+([\\p{L}]{3,12})\\.?[-\\s/.]+(\\d{1,2})${TIME}$`, 'u');
/** As Unix prints a moment: `Sat Mar 1 00:00:00 UTC 2025`. */
const UNIX =
  /^\p{L}{3}\s+(?<month>\p{L}{3})\s+(?<day>\d{1,2})\s+\d{1,2}:\d{2}:\d{2}(?:\s+[A-Z]{2,5})?\s+(?<year>\d{4})$/u;
const NAMED_MONTH = /^([\p{L}]{3,12})\.?[-\s/,]*'?(\d{4}|\d{2})$/u;
const NAMED_MONTH_LAST = /^(\d{4})[-\s/]*([\p{L}]{3,12})\.?$/u;
const QUARTER_WORD = String.raw`(?:q|t|kv|quartal|quarter|trim|trimestre|kwartaal|kwartał)`;
const QUARTERS = [
  new RegExp(`^${QUARTER_WORD}\\.?\\s*(?<quarter>[1-4])[-\\s/.']*(?<year>\\d{4}|\\d{2})$`, 'iu'),
  new RegExp(`^(?:FY|CY)?\\s*(?<year>\\d{4})[-\\s/.]*${QUARTER_WORD}\\.?\\s*(?<quarter>[1-4])$`, 'iu'),
  new RegExp(
    `^(?<quarter>[1-4])(?:\\.|º|°|er|e|st|nd|rd|th)?\\s*${QUARTER_WORD}\\.?[-\\s/.']*(?<year>\\d{4}|\\d{2})$`,
    'iu',
  ),
];
/** What stands between the first and the last day of a period. */
const UNTIL = /\s+(?:[-–—~→]|to|until|bis|au|al?|t\/m|до|至)\s+|\s*(?:–|~|至|\/(?=\d{4}-))\s*/iu;
const WEEKDAY =
  /^(?:mon|tue|wed|thu|fri|sat|sun|die?n?|mit|don|fre|sam|son|lun|mar|mer|mié|jeu|jue|ven|vie|sáb|dim|dom|seg|ter|qua|qui|sex|gio|maan|woe|vrij|zat|zon|pon|wto|śro|czw|pią|sob|nie)\p{L}*\.?,?\s+(?=\S*\d|\p{L}+\.?\s+\d)/iu;

/**
 * Reads a day. A month, a quarter or a week alone is its first day. Slashed days need the file's order; without it
 * those that could be either are `ambiguous`.
 *
 * @example readDay('2023-11-13T10:00Z', undefined) // { year: 2023, month: 11, day: 13 }
 * @example readDay('9/30/2023', undefined) // { year: 2023, month: 9, day: 30 }
 * @example readDay('9/2/2023', undefined) // 'ambiguous'
 * @example readDay('2025-02-01 - 2025-02-28', undefined) // { year: 2025, month: 2, day: 1 }
 * @example readDay('2024年1月', undefined) // { year: 2024, month: 1, day: 1 }
 * @example readDay('2026-W05', undefined) // { year: 2026, month: 1, day: 26 }
 */
export function readDay(text: string, order: DateOrder | undefined): ReadDay | DateProblem {
  const whole = withoutFormula(text).trim();
  if (whole === '') return 'empty';
  const cell = withoutWeek(whole);
  const day = readWording(cell, order);
  return typeof day === 'object' && endsWeek(whole) ? moved(day, -6) : day;
}

function readWording(cell: string, order: DateOrder | undefined): ReadDay | DateProblem {
  const read = fromNumbers(cell, order) ?? fromNames(cell);
  if (read !== undefined) return read;
  for (const plainer of [inPlainForm(cell), inPlainForm(cell.replace(WEEKDAY, ''))]) {
    const plain = plainer === cell ? undefined : (fromNumbers(plainer, order) ?? fromNames(plainer));
    if (plain !== undefined) return plain;
  }
  const period = periodOf(cell);
  return period === undefined ? 'unreadable' : readDay(period[0], order);
}

/** The two days of a period written in one cell, as `01.02.2025 – 28.02.2025`; `undefined` for any other text. */
export function periodOf(cell: string): readonly [string, string] | undefined {
  const [from, to, more] = cell.trim().split(UNTIL);
  if (from === undefined || to === undefined || more !== undefined) return undefined;
  const isDay = (text: string): boolean => (fromNumbers(text, 'dmy') ?? fromNames(text)) !== undefined;
  return isDay(from) && isDay(to) ? [from, to] : undefined;
}

/** Days of digits; `undefined` where the text has another form. */
function fromNumbers(cell: string, order: DateOrder | undefined): ReadDay | DateProblem | undefined {
  const iso = ISO.exec(cell) ?? COMPACT.exec(cell);
  if (iso !== null) {
    const wide = iso.length > 4;
    const day = checked(Number(iso[1]), Number(iso[wide ? 3 : 2]), Number(iso[wide ? 4 : 3]));
    return typeof day === 'object' && END_OF_DAY.test(cell) ? moved(day, 1) : day;
  }
  const parts = PARTS.exec(cell);
  if (parts !== null) return fromParts(parts, order);
  const month = YEAR_MONTH.exec(cell);
  if (month !== null) return checked(Number(month[1] ?? month[3]), Number(month[2] ?? month[4]), 1);
  const monthFirst = MONTH_YEAR.exec(cell);
  if (monthFirst !== null) return checked(Number(monthFirst[2]), Number(monthFirst[1]), 1);
  return undefined;
}

function fromParts(parts: RegExpExecArray, order: DateOrder | undefined): ReadDay | DateProblem {
  const first = Number(parts[1]);
  const second = Number(parts[3]);
  const year = fullYear(parts[4] ?? '');
  if (order === 'ymd' && parts[4]?.length === 2)
    return checked(fullYear(parts[1] ?? ''), second, Number(parts[4]));
  // Points between day, month and year are only used by countries that put the day first.
  const settled = order ?? (parts[2] === '.' ? 'dmy' : orderOfPair(first, second));
  if (settled === undefined) return first === second ? checked(year, first, second) : 'ambiguous';
  return settled === 'mdy' ? checked(year, first, second) : checked(year, second, first);
}

/** What one slashed day says about the order of day and month. */
function orderOfPair(first: number, second: number): 'dmy' | 'mdy' | undefined {
  if (first > 12 && second <= 12) return 'dmy';
  if (second > 12 && first <= 12) return 'mdy';
  return undefined;
}

/** Days, months and quarters in words; `undefined` where the text has another form. */
function fromNames(cell: string): ReadDay | DateProblem | undefined {
  const dayFirst = NAMED_DAY_FIRST.exec(cell);
  if (dayFirst !== null && monthOfName(dayFirst[2] ?? '') > 0)
    return checked(fullYear(dayFirst[3] ?? ''), monthOfName(dayFirst[2] ?? ''), Number(dayFirst[1]));
  const monthFirst = NAMED_MONTH_FIRST.exec(cell);
  if (monthFirst !== null && monthOfName(monthFirst[1] ?? '') > 0)
    return checked(fullYear(monthFirst[3] ?? ''), monthOfName(monthFirst[1] ?? ''), Number(monthFirst[2]));
  const yearFirst = NAMED_YEAR_FIRST.exec(cell);
  if (yearFirst !== null && monthOfName(yearFirst[2] ?? '') > 0)
    return checked(Number(yearFirst[1]), monthOfName(yearFirst[2] ?? ''), Number(yearFirst[3]));
  const unix = UNIX.exec(cell)?.groups;
  if (unix !== undefined && monthOfName(unix['month'] ?? '') > 0)
    return checked(Number(unix['year']), monthOfName(unix['month'] ?? ''), Number(unix['day']));
  const month = NAMED_MONTH.exec(cell);
  if (month !== null && monthOfName(month[1] ?? '') > 0)
    return checked(fullYear(month[2] ?? ''), monthOfName(month[1] ?? ''), 1);
  const last = NAMED_MONTH_LAST.exec(cell);
  if (last !== null && monthOfName(last[2] ?? '') > 0)
    return checked(Number(last[1]), monthOfName(last[2] ?? ''), 1);
  const quarter = quarterOf(cell);
  return quarter === undefined ? undefined : checked(quarter.year, quarter.quarter * 3 - 2, 1);
}

/** The quarter a text such as `Q1 2024` or `2024-Q1` names. */
export function quarterOf(text: string): { readonly year: number; readonly quarter: number } | undefined {
  for (const form of QUARTERS) {
    const groups = form.exec(text.trim())?.groups;
    if (groups !== undefined)
      return { year: fullYear(groups['year'] ?? ''), quarter: Number(groups['quarter']) };
  }
  return undefined;
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length !== 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function moved({ year, month, day }: ReadDay, by: number): ReadDay {
  const other = new Date(Date.UTC(year, month - 1, day + by));
  return { year: other.getUTCFullYear(), month: other.getUTCMonth() + 1, day: other.getUTCDate() };
}

function checked(year: number, month: number, day: number): ReadDay | DateProblem {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return 'unreadable';
  if (year < 1000 || year > 9999) return 'range';
  return { year, month, day };
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export function daysIn(year: number, month: number): number {
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

/** The parts of a day that is written without a name of its month and not year first; `undefined` for any other. */
export function slashedParts(
  text: string,
): { readonly first: number; readonly second: number; readonly third: string } | undefined {
  const parts = PARTS.exec(withoutWeek(withoutFormula(text).trim()));
  if (parts === null || parts[2] === '.') return undefined;
  return { first: Number(parts[1]), second: Number(parts[3]), third: parts[4] ?? '' };
}

/** Whether a day is written with points and its year last, as 31.12.2025. */
export function isDottedDay(text: string): boolean {
  return PARTS.exec(text.trim())?.[2] === '.';
}
