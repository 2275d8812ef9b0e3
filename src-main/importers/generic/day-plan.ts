/** How the records of an unknown table say their day. */
import { dayFromNumber } from '#shared/domain/calendar.ts';
import { readDay, slashedParts } from '../dates.ts';
import type { Header } from '../header.ts';
import { monthOfName } from '../month-names.ts';
import type { Layout, Sample } from '../profile.ts';
import { ImportError } from '../types.ts';
import { filledCells, isDayCell, isSerialDay, isYearCell, share } from './cells.ts';
import { findRole, type Roles } from './roles.ts';
import { VOCABULARY } from './vocabulary.ts';

/** 1970-01-01 in days since 1899-12-30. */
const SERIAL_OF_1970 = 25_569;

const WEEK = /^(?:W|KW|CW)?\s*\d{1,2}$/i;

export type DayPlan = Pick<
  Layout,
  'days' | 'dayOf' | 'completeDay' | 'fixedDay' | 'periods' | 'months' | 'warnings'
>;

export interface Constants {
  /** The day of all records of a table without one. */
  readonly date?: string;
  /** The year of a table whose months have none. */
  readonly year?: number;
}

/**
 * The plan of a table: a column of days, columns of years, months and days together, or one day for the whole file.
 *
 * @throws ImportError `choice_needed` where only the user can know the day or the year.
 */
export function planDays(header: Header, sample: Sample, roles: Roles, constants: Constants): DayPlan {
  const none = { days: [], months: [] };
  if (constants.date !== undefined) return { ...none, fixedDay: constants.date };
  const column = roles.get('date') ?? wholePart(sample, roles);
  if (column !== undefined) {
    const whole = wholeParts(header, sample, roles, column);
    return whole === undefined ? columnPlan(header, sample, roles, column) : { ...none, dayOf: whole };
  }
  const parts = partsPlan(header, sample, roles, constants);
  if (parts !== undefined) return { ...none, dayOf: parts };
  const only = onlyDayColumn(header, sample, new Set(roles.values()));
  if (only === undefined) throw missingDate(header, sample);
  const warnings = [
    `“${header.names[only] ?? ''}” of ${sample.name} is read as the day: no other column holds days.`,
  ];
  return { ...columnPlan(header, sample, roles, only), warnings };
}

function columnPlan(header: Header, sample: Sample, roles: Roles, column: number): DayPlan {
  const cells = filledCells(sample, column);
  const start = roles.get('periodStart') ?? findRole('periodStart', header, sample);
  const end = roles.get('periodEnd') ?? findRole('periodEnd', header, sample, new Set([start]));
  const month = header.column('billing month', 'billing period', 'invoice month', 'month', 'period');
  const isMonth = month >= 0 && month !== column && share(filledCells(sample, month), isDayCell) === 1;
  return {
    days: [column],
    months: [],
    periods: start >= 0 && end >= 0 ? [[start, end]] : [],
    ...(isMonth && !new Set(roles.values()).has(month) && { monthHints: [month] }),
    ...(cells.length > 0 &&
      cells.every(isSerialDay) && {
        completeDay: dayOfSerial,
        warnings: [
          `“${header.names[column] ?? ''}” of ${sample.name} holds the day numbers of a spreadsheet; ${cells[0] ?? ''} is read as ${dayOfSerial(cells[0] ?? '')}.`,
        ],
      }),
  };
}

/** The column that was named as the month or the week, where its cells say their years too: it is one of days. */
function wholePart(sample: Sample, roles: Roles): number | undefined {
  const part = roles.get('month') ?? roles.get('week');
  return part !== undefined && !roles.has('year') && share(filledCells(sample, part), isDayCell) === 1
    ? part
    : undefined;
}

/** Days since 1899-12-30, as spreadsheets count them, as the day; any other text as it stands. */
function dayOfSerial(text: string): string {
  const cell = text.trim();
  return isSerialDay(cell) ? dayFromNumber(Math.floor(Number(cell)) - SERIAL_OF_1970) : text;
}

/** Year, month and day beside a slashed day, whose order they leave open to nobody. */
function wholeParts(
  header: Header,
  sample: Sample,
  roles: Roles,
  column: number,
): Layout['dayOf'] | undefined {
  const cells = filledCells(sample, column);
  if (cells.length === 0 || !cells.every((cell) => slashedParts(cell) !== undefined)) return undefined;
  if (partColumn('year', header, sample, isYearCell) < 0) return undefined;
  const parts = partsPlan(header, sample, roles, {});
  return parts?.columns.every((one) => one >= 0) === true ? parts : undefined;
}

/** Columns of years, and of months and days where there are any, which together are the day. */
function partsPlan(
  header: Header,
  sample: Sample,
  roles: Roles,
  { year: stated }: Constants,
): Layout['dayOf'] | undefined {
  const part = (role: DayPart, is: (cell: string) => boolean): number =>
    roles.get(role) ?? partColumn(role, header, sample, is);
  const year = part('year', isYearCell);
  const month = part('month', (cell) => monthOf(cell) > 0);
  if (year < 0 && month < 0) return undefined;
  const week = month < 0 ? part('week', (cell) => WEEK.test(cell)) : -1;
  if (week >= 0)
    return {
      columns: [year, week],
      text: ([ofYear = '', ofWeek = '']) => `${ofYear.trim()}-W${ofWeek.trim().replace(/\D/g, '')}`,
    };
  if (year < 0 && stated === undefined)
    throw new ImportError(
      'choice_needed',
      `${sample.name} has months and no year; say which year they are of.`,
      {},
      [{ option: '--year', values: ['YYYY'], reason: `“${header.names[month] ?? ''}” holds months alone.` }],
    );
  const day = month < 0 ? -1 : part('dayOfMonth', (cell) => /^([1-9]|[0-2]\d|3[01])$/.test(cell));
  return {
    columns: [year, month, day],
    text: ([ofYear = '', ofMonth = '', ofDay = '']) => {
      const whole = year < 0 ? String(stated) : ofYear.trim();
      const second = month < 0 ? 1 : monthOf(ofMonth.trim());
      return second === 0 || whole === ''
        ? `${whole} ${ofMonth}`.trim()
        : `${whole}-${second}-${day < 0 ? 1 : ofDay.trim()}`;
    },
  };
}

type DayPart = 'year' | 'month' | 'week' | 'dayOfMonth';

function partColumn(role: DayPart, header: Header, sample: Sample, is: (cell: string) => boolean): number {
  const names = VOCABULARY[role].names.split('|');
  return header.names.findIndex(
    (_, column) => header.isNamed(column, names) && share(filledCells(sample, column), is) >= 0.5,
  );
}

/** The month a cell of a month column says: `3`, `03`, `003`, `March`, `Q2` is April. */
function monthOf(cell: string): number {
  const quarter = /^[QT]([1-4])$/i.exec(cell)?.[1];
  if (quarter !== undefined) return Number(quarter) * 3 - 2;
  if (/^0?\d{1,2}$/.test(cell)) return Number(cell) >= 1 && Number(cell) <= 12 ? Number(cell) : 0;
  return monthOfName(cell.replace('.', ''));
}

/** The one column that holds nothing but days, whatever its name. */
function onlyDayColumn(header: Header, sample: Sample, taken: ReadonlySet<number>): number | undefined {
  const columns = header.names.flatMap((_, column) => {
    if (taken.has(column)) return [];
    const cells = filledCells(sample, column);
    const isPlainNumber = (cell: string): boolean =>
      /^\d{6}$/.test(cell) || typeof readDay(cell, 'dmy') === 'string';
    return cells.length > 0 && cells.every(isDayCell) && !cells.every(isPlainNumber) ? [column] : [];
  });
  const own = columns.filter((column) => VOCABULARY.date.but?.test(header.names[column] ?? '') !== true);
  const left = own.length > 0 ? own : columns;
  return left.length === 1 ? left[0] : undefined;
}

function missingDate(header: Header, sample: Sample): ImportError {
  const names = header.names.filter((name) => name !== '').join(', ');
  return new ImportError(
    'choice_needed',
    `${sample.name} has amounts and no date; say which day they belong to.`,
    {},
    [
      {
        option: '--date',
        values: ['YYYY-MM-DD'],
        reason: `No column holds a day; give one for the whole file, or a column with --map date=COLUMN (${names}).`,
      },
    ],
  );
}
