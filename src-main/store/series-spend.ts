import {
  dayNumber,
  firstDayOf,
  lastDayOf,
  monthNumber,
  monthOf,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { CostBasis } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import type { Reader } from './reader.ts';
import { remembered } from './remembered.ts';
import { portionsOfMonth } from './to-date.ts';

/** Up to so many series it is quicker to look each one up than to read all of the months. */
const FEW_SERIES = 400;

/** Whose series are meant: those of a whole tree, or of some budgets of one. */
export type SeriesOwners = { readonly rootId: string } | { readonly budgetIds: readonly string[] };

/** The series that lie with owners; of a tree its root is enough to find them, whatever number of budgets it has. */
export function readOwnSeries(reader: Reader, owners: SeriesOwners): number[] {
  const [where, own] =
    'rootId' in owners
      ? ['root_id = ?', owners.rootId]
      : ['budget_id IN (SELECT value FROM json_each(?))', JSON.stringify(owners.budgetIds)];
  const sql = `SELECT DISTINCT series_id FROM allocation WHERE ${where}`;
  return reader.all<{ series_id: bigint }>(sql, own).map(({ series_id }) => Number(series_id));
}

/** What each of some series cost from the first of a month to a day; whole months come from roll-ups. */
export function readSeriesSpend(
  reader: Reader,
  seriesIds: readonly number[],
  basis: CostBasis,
  from: Month,
  to: Day,
  portions: string,
): Map<number, Micros> {
  if (seriesIds.length > FEW_SERIES) return manySeries(reader, seriesIds, basis, { from, to, portions });
  const days = daysOf(to);
  const rows = reader.allNamed<{ series_id: bigint; amount: bigint }>(seriesBySeries(basis), {
    ...{ series: JSON.stringify(seriesIds), portions, from: monthNumber(from), end: endOf(to) },
    ...{ days: JSON.stringify(days), monthPortions: portionsOfMonth(reader, portions, monthOf(to)) },
  });
  return new Map(rows.map(({ series_id, amount }) => [Number(series_id), toMicros(amount)]));
}

/** The days to a day of its month, which are looked at one by one; of a month that is whole none is. */
function daysOf(to: Day): number[] {
  if (isWhole(to)) return [];
  const first = dayNumber(firstDayOf(monthOf(to)));
  return Array.from({ length: dayNumber(to) - first + 1 }, (_, index) => first + index);
}

/** The whole months to a day. */
function monthsOf(from: Month, to: Day): number[] {
  const [first, end] = [monthNumber(from), endOf(to)];
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

/** The first month that is not whole at a day. */
function endOf(to: Day): number {
  return monthNumber(monthOf(to)) + (isWhole(to) ? 1 : 0);
}

function isWhole(to: Day): boolean {
  return to === lastDayOf(monthOf(to));
}

interface Until {
  readonly from: Month;
  readonly to: Day;
  readonly portions: string;
}

/** The same from sums of all series, which the next budget of many series needs again. */
function manySeries(
  reader: Reader,
  seriesIds: readonly number[],
  basis: CostBasis,
  { from, to, portions }: Until,
): Map<number, Micros> {
  const pieces = [
    ...monthsOf(from, to).map((month) => ofMonth(reader, basis, month, portions)),
    ...daysOf(to).map((day) => ofDay(reader, basis, day, portions)),
  ];
  const spend = new Map<number, Micros>();
  for (const id of seriesIds) {
    const amounts = pieces.flatMap((piece) => piece.get(id) ?? []);
    if (amounts.length > 0) spend.set(id, toMicros(amounts.reduce((sum, amount) => sum + amount, 0n)));
  }
  return spend;
}

/**
 * Reads the sums of all series from a month to a day that budgets of many series need, a piece at each step, so that a thread
 * others wait for can do something else between them.
 */
export function* warmSeriesSpend(
  reader: Reader,
  basis: CostBasis,
  { from, to, portions }: Until,
): Generator<void> {
  for (const month of monthsOf(from, to)) {
    ofMonth(reader, basis, month, portions);
    yield;
  }
  for (const day of daysOf(to)) {
    ofDay(reader, basis, day, portions);
    yield;
  }
}

function ofMonth(
  reader: Reader,
  basis: CostBasis,
  month: number,
  portions: string,
): ReadonlyMap<number, Micros> {
  return remembered(reader, `series of month ${month} ${basis} ${portions}`, () =>
    sumsOf(
      reader.all<SeriesSum>(
        `SELECT series_id, sum(${basis}) AS amount FROM series_month
         WHERE portion IN (SELECT value FROM json_each(?)) AND month = ? GROUP BY series_id`,
        portions,
        month,
      ),
    ),
  );
}

function ofDay(reader: Reader, basis: CostBasis, day: number, portions: string): ReadonlyMap<number, Micros> {
  return remembered(reader, `series of day ${day} ${basis} ${portions}`, () =>
    sumsOf(
      reader.all<SeriesSum>(
        `SELECT series_id, sum(${basis}) AS amount FROM fact
         WHERE portion IN (SELECT value FROM json_each(?)) AND day = ? GROUP BY series_id`,
        portions,
        day,
      ),
    ),
  );
}

interface SeriesSum {
  readonly series_id: bigint;
  readonly amount: bigint;
}

function sumsOf(rows: readonly SeriesSum[]): ReadonlyMap<number, Micros> {
  return new Map(rows.map(({ series_id, amount }) => [Number(series_id), toMicros(amount)]));
}

/** CROSS JOIN keeps the order: series, import and day are given, so that each row is found by its key. */
function seriesBySeries(basis: CostBasis): string {
  return `SELECT series_id, sum(amount) AS amount FROM (
       SELECT m.series_id, m.${basis} AS amount FROM json_each(:series) own
       CROSS JOIN series_month m ON m.series_id = own.value
       WHERE m.portion IN (SELECT value FROM json_each(:portions)) AND m.month >= :from AND m.month < :end
       UNION ALL
       SELECT f.series_id, f.${basis} AS amount FROM json_each(:series) own
       CROSS JOIN json_each(:monthPortions) i CROSS JOIN json_each(:days) d
       CROSS JOIN fact f ON f.portion = i.value AND f.day = d.value AND f.series_id = own.value)
     GROUP BY series_id`;
}
