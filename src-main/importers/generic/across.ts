/** Tables with days, months, quarters, years or services across. */
import { dayNumberOf } from '#shared/domain/calendar.ts';
import { quarterOf, readDay, slashedParts } from '../dates.ts';
import { OrderEvidence } from '../day-order.ts';
import { foldName, type Header } from '../header.ts';
import { monthOfName } from '../month-names.ts';
import type { Sample, WideColumn } from '../profile.ts';
import { ImportError, type DateOrder } from '../types.ts';
import { filledCells, isAmountCell, sizeOfAmount } from './cells.ts';
import { isCurrencyCode, withoutCurrency } from './currency.ts';
import { isTotal } from './totals.ts';
import { NO_MONEY } from './vocabulary.ts';

export type Across =
  | { readonly kind: 'periods'; readonly columns: readonly WideColumn[] }
  /** Months without a year: a column of years or the user knows it. */
  | {
      readonly kind: 'bare-months';
      readonly months: readonly { readonly column: number; readonly month: number }[];
    }
  | { readonly kind: 'fiscal-years' };

interface Named {
  readonly column: number;
  readonly name: string;
}

const YEAR = /^(?:FY|CY)?\s*((?:19|20)\d{2})$/i;
/** The periods of a ledger, which are months there. */
const NUMBERED = /^(?:p|per\.?|period|periode|période|periodo|período)\s*0?(\d{1,2})$/i;
const FISCAL_PERIOD =
  /^(?:FY|GJ)\s*'?\d{2}(?:\d{2})?[\s\-_/.]*(?:(?:p|per\.?|period|q)\s*\d{1,2}|\p{L}{3,9})$/iu;
const FISCAL_YEAR = /^(?:FY\s*)?((?:19|20)\d{2})[-/–](\d{2}|\d{4})$/i;

/** Of tables that say amounts in several ways, such as with and without tax. */
const AMOUNT_ITSELF = /amount|betrag|montant|importe|importo|bedrag|kwota|\btotal .*(?:tax|vat)|金額|金额/i;
/** What a printed amount can be off by. */
const ROUNDING = 0.005;

/** Periods across: columns whose names are periods and whose cells are amounts. Of two grains the finer one counts. */
export function periodsAcross(header: Header, sample: Sample, order?: DateOrder): Across | undefined {
  const names = header.names.map((name, column): Named => ({ name: bare(name), column }));
  if (names.filter(({ name }) => isFiscalYear(name)).length >= 2) return { kind: 'fiscal-years' };
  const dated = datedColumns(names, sample.name, order);
  if (dated.length >= 2 && areAmounts(dated, sample)) return { kind: 'periods', columns: dated };
  const bareMonths = names.flatMap(({ name, column }) => {
    const month = bareMonth(name);
    return month > 0 ? [{ column, month }] : [];
  });
  const below = underYears(bareMonths, sample);
  if (below.length >= 2 && areAmounts(below, sample)) return { kind: 'periods', columns: below };
  const distinct = new Set(bareMonths.map(({ month }) => month)).size;
  if (bareMonths.length >= 3 && distinct === bareMonths.length && areAmounts(bareMonths, sample))
    return { kind: 'bare-months', months: bareMonths };
  const quarters = periodColumns(names, (name) => {
    const read = quarterOf(name);
    return read === undefined ? undefined : dayNumberOf(read.year, read.quarter * 3 - 2, 1);
  });
  if (quarters.length >= 2 && areAmounts(quarters, sample)) return { kind: 'periods', columns: quarters };
  const years = periodColumns(names, (name) => {
    const year = YEAR.exec(name)?.[1];
    return year === undefined ? undefined : dayNumberOf(Number(year), 1, 1);
  });
  if (years.length >= 2 && areAmounts(years, sample)) return { kind: 'periods', columns: years };
  return undefined;
}

/** The month a name without a year says: `March`, `mars.`, `3月`, `P03`; 0 where it says none. */
function bareMonth(name: string): number {
  const number = Number(/^(\d{1,2})\s*[月월]$/u.exec(name)?.[1] ?? NUMBERED.exec(name)?.[1] ?? 0);
  if (number > 0) return number <= 12 ? number : 0;
  return /^\p{L}+\.?$/u.test(name) ? monthOfName(name.replace('.', '')) : 0;
}

/** Whether a name is a period of a ledger by its number, `P13` too, which is no month. */
export function isNumberedPeriod(name: string): boolean {
  return NUMBERED.test(bare(name));
}

/** The names that are periods of a fiscal year, `FY26 P01`, `FY2026-Jan`: in which months only its first month tells. */
export function fiscalPeriods(names: readonly string[]): readonly string[] {
  return names.filter((name) => FISCAL_PERIOD.test(bare(name)));
}

/** Months below a record of years, each over the columns up to the next; none where no such record is there. */
function underYears(
  months: readonly { readonly column: number; readonly month: number }[],
  { preamble }: Sample,
): WideColumn[] {
  const years = (preamble.at(-1) ?? []).flatMap((cell, column) => {
    const year = YEAR.exec(cell.trim())?.[1];
    return year === undefined ? [] : [{ column, year: Number(year) }];
  });
  return months.flatMap(({ column, month }) => {
    const over = years.findLast((one) => one.column <= column);
    return over === undefined ? [] : [{ column, day: dayNumberOf(over.year, month, 1) }];
  });
}

/** `Jan 2024 ($)` and `2024-01 Cost` are of January 2024. */
function bare(name: string): string {
  return withoutCurrency(name)
    .replace(/^(?:costs?|amount|total|actuals?|ist|betrag|kosten)[\s_:-]+(?=.*\d)/i, '')
    .replace(/(?<=\d)[\s_:-]+(?:costs?|amount|actuals?|ist|betrag|kosten)$/i, '')
    .trim();
}

function periodColumns(names: readonly Named[], dayOf: (name: string) => number | undefined): WideColumn[] {
  return names.flatMap(({ name, column }) => {
    const day = dayOf(name);
    return day === undefined ? [] : [{ column, day }];
  });
}

/** Columns of days and months. Slashed names are all read in one order: the asked one, the only possible one, or none. */
function datedColumns(names: readonly Named[], file: string, asked: DateOrder | undefined): WideColumn[] {
  const isPeriod = ({ name }: Named): boolean => !YEAR.test(name) && quarterOf(name) === undefined;
  const candidates = names.filter((one) => isPeriod(one));
  const slashed = candidates.filter(({ name }) => slashedParts(name) !== undefined);
  const order = asked ?? (slashed.length >= 2 ? orderOfNames(slashed, file) : undefined);
  return periodColumns(candidates, (name) => {
    const day = readDay(name, order);
    return typeof day === 'object' ? dayNumberOf(day.year, day.month, day.day) : undefined;
  });
}

function orderOfNames(slashed: readonly Named[], file: string): DateOrder | undefined {
  const evidence = new OrderEvidence();
  for (const { name } of slashed) evidence.add(name);
  if (evidence.order !== 'open') return evidence.order;
  const steady = (['dmy', 'mdy'] as const).filter((order) => isSteady(slashed, order));
  if (steady.length === 1) return steady[0];
  const ofYears = steady.filter((order) => isWholeYear(slashed, order));
  if (ofYears.length === 1) return ofYears[0];
  throw new ImportError('choice_needed', `The days across ${file} can be day/month or month/day.`, {}, [
    { option: '--date-order', values: ['dmy', 'mdy'], reason: 'No column name has a day above 12.' },
  ]);
}

/** Whether days follow one another by one day or one month under an order. */
function isSteady(slashed: readonly Named[], order: DateOrder): boolean {
  const days = slashed.map(({ name }) => readDay(name, order));
  return days.every((day, at) => {
    const before = days[at - 1];
    if (typeof day === 'string' || typeof before === 'string') return false;
    if (before === undefined) return true;
    const step =
      dayNumberOf(day.year, day.month, day.day) - dayNumberOf(before.year, before.month, before.day);
    const months = day.year * 12 + day.month - before.year * 12 - before.month;
    return step === 1 || step === 7 || (months === 1 && day.day === before.day);
  });
}

/** Whether days are the firsts of twelve months and more: days of one month would go on to the thirteenth. */
function isWholeYear(slashed: readonly Named[], order: DateOrder): boolean {
  const days = slashed.map(({ name }) => readDay(name, order));
  return days.length >= 12 && days.every((day) => typeof day === 'object' && day.day === 1);
}

/** `2014-15` is a fiscal year; `2014-11` is a month, unless its neighbour says otherwise. */
function isFiscalYear(name: string): boolean {
  const match = FISCAL_YEAR.exec(name);
  if (match === null) return false;
  const next = (Number(match[1]) + 1) % 100;
  return Number(match[2]?.slice(-2)) === next;
}

function areAmounts(columns: readonly { readonly column: number }[], sample: Sample): boolean {
  const filled = columns.flatMap(({ column }) => filledCells(sample, column));
  return filled.length === 0 || filled.filter(isAmountCell).length * 2 >= filled.length;
}

/** `EC2 Cost`, `Cost of S3`, `Supportkosten`: the cost of something each. */
const COST_OF = [
  /^(?<what>.+?)[\s_-]+(?:costs?|spend|charges?|kosten)$/i,
  /^(?:costs?|spend|charges?) (?:of|for|on) (?<what>.+)$/i,
  /^(?<what>\p{L}+?)s?(?:kosten|gebühr(?:en)?)$/iu,
];
/** What says how a cost is counted, not of what it is. */
const KIND =
  /\b(?:un)?blended|\bnet(?:to)?\b|^netto|gross|brutto|amorti[sz]ed|effective|list|actual|forecast|estimat|daily|weekly|monthly|month|[ymqw]td|total|gesamt|local|original|bill|invoice|prev|prior|vorjahr|last|current|demand|public|contract|budget|plan|^ist$|^soll$|unit|base|extended|tax|average|\bavg|\bm(?:ax|in)\b|discount|final|adjusted|cumul|running|accrued|per\b/i;
/** What a bill lists beside the costs of something, as a part of it too. */
const FURTHER_PART =
  /^(?:sales )?(?:tax(?:es)?|vat|gst|mwst|ust|umsatzsteuer|steuern?|fees?|surcharges?|adjustments?)$/i;

/** The columns of amounts that are the costs of something each, so that none is the whole; none where one is not. */
export function costsOfEach(header: Header, sample: Sample, taken: ReadonlySet<number>): readonly number[] {
  const columns = header.names.flatMap((name, column) => {
    const cells = taken.has(column) || isTotal(name) ? [] : filledCells(sample, column);
    return cells.length > 0 && cells.every(isAmountCell) ? [column] : [];
  });
  const nameOf = (column: number): string => withoutCurrency(header.names[column] ?? '');
  const ofOne = columns.filter((column) => isCostOf(nameOf(column)));
  const areParts = columns.every((column) => ofOne.includes(column) || FURTHER_PART.test(nameOf(column)));
  return ofOne.length >= 2 && areParts ? columns : [];
}

/** Whether a name is the cost of something. */
function isCostOf(name: string): boolean {
  const spaced = name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  const what = COST_OF.map((form) => form.exec(spaced)?.groups?.['what']).find(
    (found) => found !== undefined,
  );
  return what !== undefined && !KIND.test(what) && !isCurrencyCode(what);
}

/** Services across: beside the day and known texts nothing but columns of amounts, none of which says that it is the one. */
export function servicesAcross(
  header: Header,
  sample: Sample,
  taken: ReadonlySet<number>,
): readonly WideColumn[] | undefined {
  const columns: WideColumn[] = [];
  for (const [column, name] of header.names.entries()) {
    if (taken.has(column) || isTotal(name)) continue;
    const cells = filledCells(sample, column);
    if (cells.length === 0) continue;
    const isNoService = foldName(name) === '' || NO_MONEY.test(name) || AMOUNT_ITSELF.test(name);
    if (isNoService || !cells.every(isAmountCell)) return undefined;
    columns.push({ column, service: withoutCurrency(name) });
  }
  const services = withoutSum(sample, columns);
  return services.length >= 2 ? services : undefined;
}

/** Columns without the one that is the sum of the others, in whatever words. */
function withoutSum(sample: Sample, columns: readonly WideColumn[]): readonly WideColumn[] {
  const used = columns.filter(({ column }) =>
    filledCells(sample, column).some((cell) => sizeOfAmount(cell) !== 0),
  );
  // Few numbers can be sums by chance, and zeros always are.
  if (used.length < 3 || sample.records.length < 3) return columns;
  const sum = used.find((one) =>
    isTotalOfColumns(
      sample,
      one.column,
      columns.filter((other) => other !== one),
    ),
  );
  return sum === undefined ? columns : columns.filter((one) => one !== sum);
}

/** Whether a column is the sum of others in all records of the sample, up to what each was rounded by. */
export function isTotalOfColumns(sample: Sample, total: number, columns: readonly WideColumn[]): boolean {
  const most = ROUNDING * (columns.length + 1);
  return sample.records.every((record) => {
    const sum = columns.reduce((so, { column }) => so + sizeOfAmount(record[column] ?? ''), 0);
    return Math.abs(sum - sizeOfAmount(record[total] ?? '')) <= most;
  });
}
