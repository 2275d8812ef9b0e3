/**
 * Spend of the open month to the day the workspace stands on, kept for every budget as the complete months are in
 * `budget_spend`: a part of a month is in no monthly roll-up, and to add it up from daily facts takes too long for a list.
 */
import type { Budget } from '#shared/domain/budget.ts';
import {
  dayNumber,
  firstDayOf,
  lastDayOf,
  monthNumber,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** The day figures are kept for, and the first month that is not complete then. */
export interface StandingAt {
  readonly asOf: Day;
  readonly openMonth: Month;
}

export function readStandingAt(reader: Reader): StandingAt | undefined {
  const row = reader.get<{ as_of: Day; open_month: Month }>('SELECT as_of, open_month FROM standing_at');
  return row === undefined ? undefined : { asOf: row.as_of, openMonth: row.open_month };
}

export function putStandingAt(writer: Writer, { asOf, openMonth }: StandingAt): void {
  writer.run(
    'INSERT OR REPLACE INTO standing_at (only_row, as_of, open_month) VALUES (1, ?, ?)',
    asOf,
    openMonth,
  );
}

/** The last day of a month that counts at asOf. */
export function throughDay(month: Month, asOf: Day): Day {
  return asOf < lastDayOf(month) ? asOf : lastDayOf(month);
}

/** Whether the kept sums are those of this month to this day. */
export function isKept(reader: Reader, month: Month, to: Day): boolean {
  const at = readStandingAt(reader);
  return at?.openMonth === month && throughDay(month, at.asOf) === throughDay(month, to);
}

export function readKeptToDate(reader: Reader, budgetIds: readonly string[]): Map<string, Micros> {
  const rows = reader.all<{ budget_id: string; amount: bigint }>(
    'SELECT t.budget_id, t.amount FROM json_each(?) w CROSS JOIN budget_to_date t ON t.budget_id = w.value',
    JSON.stringify(budgetIds),
  );
  return new Map(rows.map(({ budget_id, amount }) => [budget_id, toMicros(amount)]));
}

/** Puts what a budget has spent; nothing is kept of a sum that comes to zero. */
export function putToDate(writer: Writer, budgetId: string, amount: bigint): void {
  if (amount === 0n) writer.run('DELETE FROM budget_to_date WHERE budget_id = ?', budgetId);
  else
    writer.run('INSERT OR REPLACE INTO budget_to_date (budget_id, amount) VALUES (?, ?)', budgetId, amount);
}

/** What is kept of all budgets. */
export function readAllKeptToDate(reader: Reader): Map<string, Micros> {
  const rows = reader.all<{ budget_id: string; amount: bigint }>(
    'SELECT budget_id, amount FROM budget_to_date',
  );
  return new Map(rows.map(({ budget_id, amount }) => [budget_id, toMicros(amount)]));
}

/** Puts sums in the place of what was kept of the same budgets, and marks those as moved that differ. */
export function replaceToDate(
  writer: Writer,
  kept: ReadonlyMap<string, Micros>,
  totals: ReadonlyMap<string, Micros>,
): void {
  for (const id of new Set([...kept.keys(), ...totals.keys()])) {
    const amount = totals.get(id) ?? 0n;
    if (amount === (kept.get(id) ?? 0n)) continue;
    putToDate(writer, id, amount);
    writer.moved.add(id);
  }
}

/** What series spent in a month to a day, by the portions named; each fact is found by its key. */
export function readSeriesToDate(
  reader: Reader,
  seriesIds: readonly number[],
  basis: Budget['costBasis'],
  { asOf, openMonth }: StandingAt,
  portions: string,
): Map<number, bigint> {
  const first = dayNumber(firstDayOf(openMonth));
  const length = dayNumber(throughDay(openMonth, asOf)) - first + 1;
  if (length <= 0) return new Map();
  const rows = reader.all<{ series_id: bigint; amount: bigint }>(
    `SELECT f.series_id, sum(f.${basis}) AS amount
     FROM json_each(?) i CROSS JOIN json_each(?) d CROSS JOIN json_each(?) w
     CROSS JOIN fact f ON f.portion = i.value AND f.day = d.value AND f.series_id = w.value
     GROUP BY f.series_id`,
    portionsOfMonth(reader, portions, openMonth),
    JSON.stringify(Array.from({ length }, (_, index) => first + index)),
    JSON.stringify(seriesIds),
  );
  return new Map(rows.map(({ series_id, amount }) => [Number(series_id), amount]));
}

/** Those of the portions that hold a charge of a month. */
export function portionsOfMonth(reader: Reader, portions: string, month: Month): string {
  const rows = reader.all<{ value: bigint }>(
    'SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM series_month WHERE portion = value AND month = ?)',
    portions,
    monthNumber(month),
  );
  return JSON.stringify(rows.map(({ value }) => Number(value)));
}
