/**
 * What each budget spent by month, one row for a budget: an edit high up in a tree moves hundreds of budgets in dozens of months
 * each, and a row for each of these takes twenty times as long to read and to write.
 */
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** What belongs to a budget itself, and that with its shared costs and all below it. */
export interface MonthSum {
  readonly direct: bigint;
  readonly total: bigint;
}

/** Sums by month, in months since year 0. */
export type MonthSums = Map<number, MonthSum>;

/** An entry is the month in four bytes, then both sums in eight each, most significant byte first. */
const DIRECT_AT = 4;
const TOTAL_AT = 12;
const ENTRY_BYTES = 20;

/** What is kept of budgets by month; of one that spent nothing there is no entry. */
export function readMonthSums(reader: Reader, budgetIds: readonly string[]): Map<string, MonthSums> {
  return new Map(readRows(reader, budgetIds).map(({ budget_id, months }) => [budget_id, decode(months)]));
}

/** The totals alone, of the months that are named; the names are the keys of what is answered. */
export function readMonthTotals<Name>(
  reader: Reader,
  budgetIds: readonly string[],
  names: ReadonlyMap<number, Name>,
): Map<string, Map<Name, bigint>> {
  const totalsOf = (months: Buffer): Map<Name, bigint> => {
    const totals = new Map<Name, bigint>();
    forEachEntry(months, (view, at) => {
      const name = names.get(view.getUint32(at));
      if (name !== undefined) totals.set(name, view.getBigInt64(at + TOTAL_AT));
    });
    return totals;
  };
  return new Map(readRows(reader, budgetIds).map(({ budget_id, months }) => [budget_id, totalsOf(months)]));
}

function readRows(reader: Reader, budgetIds: readonly string[]): { budget_id: string; months: Buffer }[] {
  return reader.all(
    'SELECT s.budget_id, s.months FROM json_each(?) w CROSS JOIN budget_spend s ON s.budget_id = w.value',
    JSON.stringify(budgetIds),
  );
}

/** Puts what a budget spent by month; nothing is kept of a month that comes to zero, nor of a budget without any other. */
export function putMonthSums(writer: Writer, budgetId: string, sums: MonthSums): void {
  const months = encode(sums);
  if (months.length === 0) writer.run('DELETE FROM budget_spend WHERE budget_id = ?', budgetId);
  else writer.run('INSERT OR REPLACE INTO budget_spend (budget_id, months) VALUES (?, ?)', budgetId, months);
}

/** Whether two budgets spent the same in every month. */
export function areSameSums(a: MonthSums, b: MonthSums): boolean {
  return encode(a).equals(encode(b));
}

function decode(months: Buffer): MonthSums {
  const sums: MonthSums = new Map();
  forEachEntry(months, (view, at) =>
    sums.set(view.getUint32(at), {
      direct: view.getBigInt64(at + DIRECT_AT),
      total: view.getBigInt64(at + TOTAL_AT),
    }),
  );
  return sums;
}

/** Throws a `SyntaxError`, as text that is no JSON does, for what no sums were written as. */
function forEachEntry(months: Buffer, visit: (view: DataView, at: number) => void): void {
  if (months.length % ENTRY_BYTES !== 0) throw new SyntaxError('the months of a budget are cut off');
  const view = new DataView(months.buffer, months.byteOffset, months.length);
  for (let at = 0; at < months.length; at += ENTRY_BYTES) visit(view, at);
}

function encode(sums: MonthSums): Buffer {
  const view = new DataView(new ArrayBuffer(sums.size * ENTRY_BYTES));
  let at = 0;
  for (const month of [...sums.keys()].sort((a, b) => a - b)) {
    const { direct = 0n, total = 0n } = sums.get(month) ?? {};
    if (direct === 0n && total === 0n) continue;
    view.setUint32(at, month);
    view.setBigInt64(at + DIRECT_AT, whole(direct));
    view.setBigInt64(at + TOTAL_AT, whole(total));
    at += ENTRY_BYTES;
  }
  return Buffer.from(view.buffer, 0, at);
}

/** A sum that does not fit must not be kept as another, as SQLite would not either. */
function whole(sum: bigint): bigint {
  if (BigInt.asIntN(64, sum) !== sum) throw new RangeError(`${sum} micros are more than can be kept`);
  return sum;
}
