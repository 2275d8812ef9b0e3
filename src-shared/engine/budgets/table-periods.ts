import { addMonths, isMonth, monthFromNumber, type Month } from '../../domain/calendar.ts';

/** Months that one column, or one row's period, stands for. */
export interface TablePeriod {
  readonly startMonth: Month;
  readonly months: number;
}

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthName(text: string): number | undefined {
  const at = NAMES.indexOf(text.slice(0, 3).toLowerCase());
  return at === -1 ? undefined : at + 1;
}

function month(year: number, monthOfYear: number): Month | undefined {
  if (year < 1000 || year > 9999 || monthOfYear < 1 || monthOfYear > 12) return undefined;
  return monthFromNumber(year * 12 + monthOfYear - 1);
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

/**
 * The month a text names: `2026-04`, `2026-04-30`, `2026/4`, `04/2026`, `Apr 2026`, `April-26`, `202604`.
 *
 * @example readTableMonth('Apr-26') // '2026-04'
 */
export function readTableMonth(text: string): Month | undefined {
  const trimmed = text.trim();
  if (isMonth(trimmed)) return trimmed;
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[T ].*)?$/.exec(trimmed);
  if (iso !== null) return month(Number(iso[1]), Number(iso[2]));
  const compact = /^(\d{4})(\d{2})$/.exec(trimmed);
  if (compact !== null) return month(Number(compact[1]), Number(compact[2]));
  const reversed = /^(\d{1,2})[-/.](\d{4})$/.exec(trimmed);
  if (reversed !== null) return month(Number(reversed[2]), Number(reversed[1]));
  const named = /^(\p{L}{3,9})\.?[\s\-/_']*(\d{4}|\d{2})$/u.exec(trimmed);
  const reversedName = /^(\d{4}|\d{2})[\s\-/_']*(\p{L}{3,9})\.?$/u.exec(trimmed);
  const [name, year] = named === null ? [reversedName?.[2], reversedName?.[1]] : [named[1], named[2]];
  const number = name === undefined ? undefined : monthName(name);
  return number === undefined || year === undefined ? undefined : month(fullYear(year), number);
}

/**
 * The fiscal year a text names: `2014-15`, `2014/2015`, `FY2015`, `FY15`, `2015`. A span starts in its first year; a single
 * `FY2015` is the year that ends in 2015, unless it is the calendar year.
 *
 * @param firstMonth month (1–12) the fiscal year starts with
 * @example readTableYear('2014-15', 7) // { startMonth: '2014-07', months: 12 }
 */
export function readTableYear(text: string, firstMonth: number): TablePeriod | undefined {
  const trimmed = text.trim().replace(/^(budget|plan|estimate|actual|year|fy)\s*/i, '');
  const isFiscal = /\bfy/i.test(text);
  const span = /^(\d{4})\s*[-/\u2013]\s*(\d{4}|\d{2})$/.exec(trimmed);
  if (span !== null) {
    const [first, last] = [Number(span[1]), span[2] ?? ''];
    const follows = last.length === 2 ? (first + 1) % 100 === Number(last) : first + 1 === Number(last);
    return follows ? yearFrom(first, firstMonth) : undefined;
  }
  const single = /^(\d{4})$/.exec(trimmed)?.[1] ?? (isFiscal ? /^(\d{2})$/.exec(trimmed)?.[1] : undefined);
  if (single === undefined || fullYear(single) < 1900 || fullYear(single) > 2199) return undefined;
  return yearFrom(isFiscal && firstMonth > 1 ? fullYear(single) - 1 : fullYear(single), firstMonth);
}

function yearFrom(year: number, firstMonth: number): TablePeriod | undefined {
  const startMonth = month(year, firstMonth);
  return startMonth === undefined ? undefined : { startMonth, months: 12 };
}

export interface PeriodColumn extends TablePeriod {
  readonly index: number;
}

/**
 * The columns of a header that stand for months or for years. `2011-12` may be a month or a year; it is a year where all
 * such columns can be read as years that follow the pattern.
 */
export function findPeriodColumns(
  header: readonly string[],
  spanStart: number,
  yearStart: number,
): PeriodColumn[] {
  const years = header.flatMap((text, index) => {
    const isSpan = /\d{4}\s*[-/\u2013]\s*\d{2,4}/.test(text);
    const period = readTableYear(text, isSpan ? spanStart : yearStart);
    return period === undefined ? [] : [{ index, ...period }];
  });
  const months = header.flatMap((text, index) => {
    const startMonth = readTableMonth(text);
    return startMonth === undefined ? [] : [{ index, startMonth, months: 1 }];
  });
  return years.length >= months.length ? years : months;
}

/** The period that spans all of those given; undefined where there is none. */
export function spanOf(periods: readonly TablePeriod[]): TablePeriod | undefined {
  const [first] = periods;
  if (first === undefined) return undefined;
  const start = periods.reduce(
    (min, { startMonth }) => (startMonth < min ? startMonth : min),
    first.startMonth,
  );
  const end = periods
    .map((period) => addMonths(period.startMonth, period.months))
    .reduce((max, each) => (each > max ? each : max));
  return {
    startMonth: start,
    months:
      Number(end.slice(0, 4)) * 12 +
      Number(end.slice(5)) -
      (Number(start.slice(0, 4)) * 12 + Number(start.slice(5))),
  };
}
