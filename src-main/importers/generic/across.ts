/** Tables with months, years or services across. */
import { dayNumberOf } from '#shared/domain/calendar.ts';
import { readDay } from '../dates.ts';
import { foldName, type Header } from '../header.ts';
import { monthOfName } from '../month-names.ts';
import type { Sample, WideColumn } from '../profile.ts';
import { isAmountCell } from './roles.ts';

export type Across =
  | { readonly kind: 'months' | 'years' | 'services'; readonly columns: readonly WideColumn[] }
  /** Months without a year: only the user knows it. */
  | {
      readonly kind: 'bare-months';
      readonly months: readonly { readonly column: number; readonly month: number }[];
    }
  | { readonly kind: 'fiscal-years' };

const YEAR = /^(?:FY|CY)?\s*((?:19|20)\d{2})$/i;
const FISCAL_YEAR = /^(?:FY\s*)?((?:19|20)\d{2})[-/–](\d{2}|\d{4})$/i;
const TOTAL = /^(grand|sub)?\s*(total|totals|sum|summe|gesamt|gesamtsumme|suma|totale)$/i;
const NO_SERVICE =
  /(^|[^a-z])(id|qty|quantity|hours?|rate|price|usage|units?|count|percent|number|no|code|year|zip|tokens?|requests?)([^a-z]|$)|%/i;

export function isTotalName(name: string): boolean {
  return TOTAL.test(name.trim());
}

/** Periods across: at least two columns whose names are months or years and whose cells are amounts. */
export function periodsAcross(header: Header, sample: Sample): Across | undefined {
  const names = header.names.map((name, column) => ({ name: name.trim(), column }));
  const fiscal = names.filter(({ name }) => isFiscalYear(name));
  if (fiscal.length >= 2) return { kind: 'fiscal-years' };
  const dated = names.flatMap(({ name, column }) => {
    const day = YEAR.test(name) ? undefined : readDay(name, undefined);
    return typeof day === 'object' ? [{ column, day: dayNumberOf(day.year, day.month, day.day) }] : [];
  });
  if (dated.length >= 2 && areAmounts(dated, sample)) return { kind: 'months', columns: dated };
  const bare = names.flatMap(({ name, column }) => {
    const month = /^\p{L}+\.?$/u.test(name) && name.length >= 3 ? monthOfName(name) : 0;
    return month > 0 ? [{ column, month }] : [];
  });
  const distinct = new Set(bare.map(({ month }) => month)).size;
  if (bare.length >= 3 && distinct === bare.length && areAmounts(bare, sample))
    return { kind: 'bare-months', months: bare };
  const years = names.flatMap(({ name, column }) => {
    const year = YEAR.exec(name)?.[1];
    return year === undefined ? [] : [{ column, day: dayNumberOf(Number(year), 1, 1) }];
  });
  if (years.length >= 2 && areAmounts(years, sample)) return { kind: 'years', columns: years };
  return undefined;
}

/** `2014-15` is a fiscal year; `2014-11` is a month, unless its neighbour says otherwise. */
function isFiscalYear(name: string): boolean {
  const match = FISCAL_YEAR.exec(name);
  if (match === null) return false;
  const next = (Number(match[1]) + 1) % 100;
  return Number(match[2]?.slice(-2)) === next;
}

function areAmounts(columns: readonly { readonly column: number }[], sample: Sample): boolean {
  const cells = sample.records.flatMap((record) => columns.map(({ column }) => record[column]?.trim() ?? ''));
  const filled = cells.filter((cell) => cell !== '');
  return filled.length === 0 || filled.filter(isAmountCell).length * 2 >= filled.length;
}

/** Services across: beside the day nothing but columns of amounts, none of which says that it is the one. */
export function servicesAcross(
  header: Header,
  sample: Sample,
  taken: ReadonlySet<number>,
): Across | undefined {
  const columns = header.names.flatMap((name, column): WideColumn[] => {
    if (taken.has(column) || foldName(name) === '' || isTotalName(name) || NO_SERVICE.test(name)) return [];
    const cells = sample.records.map((record) => record[column]?.trim() ?? '').filter((cell) => cell !== '');
    return cells.length > 0 && cells.every(isAmountCell)
      ? [{ column, service: name.replace(/\s*\([^()]{1,4}\)$/, '') }]
      : [];
  });
  return columns.length >= 2 ? { kind: 'services', columns } : undefined;
}
