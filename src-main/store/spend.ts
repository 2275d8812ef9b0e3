import {
  dayFromNumber,
  dayNumber,
  monthFromNumber,
  monthNumber,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { CostBasis } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { readMonthSums } from './month-sums.ts';
import type { Reader } from './reader.ts';

/** Portions of imports that count now, or that counted at a moment ("what did we know on 1 June"), as JSON for `json_each`. */
export function countingPortions(reader: Reader, knownAt?: string): string {
  const rows =
    knownAt === undefined
      ? reader.all<{ number: bigint }>('SELECT number FROM portion WHERE counts = 1')
      : reader.all<{ number: bigint }>(
          `SELECT number FROM portion_state s WHERE state = 'published'
             AND seq = (SELECT max(seq) FROM portion_state WHERE number = s.number AND at <= ?)`,
          knownAt,
        );
  return JSON.stringify(rows.map(({ number }) => Number(number)));
}

export interface SeriesAmount {
  readonly seriesId: number;
  readonly month: Month;
  readonly amount: Micros;
}

/** Spend by series and charge month. */
export function readSeriesMonths(reader: Reader, portions: string, basis: CostBasis): SeriesAmount[] {
  return reader
    .all<{ series_id: bigint; month: bigint; amount: bigint }>(
      `SELECT series_id, month, sum(${basis}) AS amount FROM series_month
       WHERE portion IN (SELECT value FROM json_each(?)) GROUP BY series_id, month`,
      portions,
    )
    .map((row) => ({
      seriesId: Number(row.series_id),
      month: monthFromNumber(Number(row.month)),
      amount: toMicros(row.amount),
    }));
}

/** Spend of each series over the months from one to another, both included, and in how many of them it has facts; from roll-ups. */
export function readSeriesSums(
  reader: Reader,
  portions: string,
  basis: CostBasis,
  { from, to }: { readonly from?: Month | undefined; readonly to?: Month | undefined },
): { readonly seriesId: number; readonly amount: Micros; readonly months: number }[] {
  return reader
    .all<{ series_id: bigint; amount: bigint; months: bigint }>(
      `SELECT series_id, sum(${basis}) AS amount, count(DISTINCT month) AS months FROM series_month
       WHERE portion IN (SELECT value FROM json_each(?)) AND month BETWEEN ? AND ? GROUP BY series_id`,
      portions,
      from === undefined ? 0 : monthNumber(from),
      to === undefined ? Number.MAX_SAFE_INTEGER : monthNumber(to),
    )
    .map((row) => ({
      seriesId: Number(row.series_id),
      amount: toMicros(row.amount),
      months: Number(row.months),
    }));
}

/** What each series of the budgets named (of one root) cost in whole months, the last one not included; from roll-ups. */
export function readSeriesTotals(
  reader: Reader,
  budgetIds: readonly string[],
  basis: CostBasis,
  { from, end }: { readonly from: Month; readonly end: Month },
  portions: string,
): Map<number, Micros> {
  const rows = reader.all<{ series_id: bigint; amount: bigint }>(
    `SELECT series_id, sum(${basis}) AS amount FROM series_month
     WHERE portion IN (SELECT value FROM json_each(?)) AND month >= ? AND month < ?
       AND series_id IN (SELECT series_id FROM allocation WHERE budget_id IN (SELECT value FROM json_each(?)))
     GROUP BY series_id`,
    portions,
    monthNumber(from),
    monthNumber(end),
    JSON.stringify(budgetIds),
  );
  return new Map(rows.map(({ series_id, amount }) => [Number(series_id), toMicros(amount)]));
}

export interface DailyAmount {
  readonly day: Day;
  readonly seriesId: number;
  readonly amount: Micros;
}

/** Whose days are meant: series, by the portions that count, both days included. */
interface DaysAsked {
  readonly seriesIds: readonly number[];
  readonly portions: string;
  readonly basis: CostBasis;
  readonly from: Day;
  readonly to: Day;
}

/** Spend by day. */
export function readDailyTotals(reader: Reader, asked: DaysAsked): Map<Day, Micros> {
  const rows = reader.all<{ day: bigint; amount: bigint }>(
    `SELECT f.day, sum(f.${asked.basis}) AS amount FROM fact f ${DAYS_ASKED} GROUP BY f.day`,
    ...boundsOf(asked),
  );
  return new Map(rows.map(({ day, amount }) => [dayFromNumber(Number(day)), toMicros(amount)]));
}

/** Spend by day and series. */
export function readDailySpend(reader: Reader, asked: DaysAsked): DailyAmount[] {
  return reader
    .all<{ day: bigint; series_id: bigint; amount: bigint }>(
      `SELECT f.day, f.series_id, sum(f.${asked.basis}) AS amount FROM fact f ${DAYS_ASKED}
       GROUP BY f.day, f.series_id ORDER BY f.day`,
      ...boundsOf(asked),
    )
    .map((row) => ({
      day: dayFromNumber(Number(row.day)),
      seriesId: Number(row.series_id),
      amount: toMicros(row.amount),
    }));
}

const DAYS_ASKED = `WHERE f.portion IN (SELECT value FROM json_each(?)) AND f.day BETWEEN ? AND ?
  AND f.series_id IN (SELECT value FROM json_each(?))`;

function boundsOf({ seriesIds, portions, from, to }: DaysAsked): [string, number, number, string] {
  return [portions, dayNumber(from), dayNumber(to), JSON.stringify(seriesIds)];
}

/** Spend by month of a budget with all below it, oldest first. */
export function readBudgetMonths(
  reader: Reader,
  budgetId: string,
): { month: Month; direct: Micros; total: Micros }[] {
  return [...(readMonthSums(reader, [budgetId]).get(budgetId) ?? [])].map(([month, { direct, total }]) => ({
    month: monthFromNumber(month),
    direct: toMicros(direct),
    total: toMicros(total),
  }));
}
