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
const MONTH_BYTES = 4;
const SUM_BYTES = 8;
const ENTRY_BYTES = MONTH_BYTES + 2 * SUM_BYTES;

/** What is kept of budgets by month; of one that spent nothing there is no entry. */
export function readMonthSums(reader: Reader, budgetIds: readonly string[]): Map<string, MonthSums> {
  const rows = reader.all<{ budget_id: string; months: Buffer }>(
    'SELECT s.budget_id, s.months FROM json_each(?) w CROSS JOIN budget_spend s ON s.budget_id = w.value',
    JSON.stringify(budgetIds),
  );
  return new Map(rows.map(({ budget_id, months }) => [budget_id, decode(months)]));
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

/** Throws a `SyntaxError`, as text that is no JSON does, for what no sums were written as. */
function decode(months: Buffer): MonthSums {
  if (months.length % ENTRY_BYTES !== 0) throw new SyntaxError('the months of a budget are cut off');
  const view = new DataView(months.buffer, months.byteOffset, months.length);
  const sums: MonthSums = new Map();
  for (let at = 0; at < months.length; at += ENTRY_BYTES)
    sums.set(view.getUint32(at), {
      direct: view.getBigInt64(at + MONTH_BYTES),
      total: view.getBigInt64(at + MONTH_BYTES + SUM_BYTES),
    });
  return sums;
}

function encode(sums: MonthSums): Buffer {
  const view = new DataView(new ArrayBuffer(sums.size * ENTRY_BYTES));
  let at = 0;
  for (const month of [...sums.keys()].sort((a, b) => a - b)) {
    const { direct = 0n, total = 0n } = sums.get(month) ?? {};
    if (direct === 0n && total === 0n) continue;
    view.setUint32(at, month);
    view.setBigInt64(at + MONTH_BYTES, whole(direct));
    view.setBigInt64(at + MONTH_BYTES + SUM_BYTES, whole(total));
    at += ENTRY_BYTES;
  }
  return Buffer.from(view.buffer, 0, at);
}

/** A sum that does not fit must not be kept as another, as SQLite would not either. */
function whole(sum: bigint): bigint {
  if (BigInt.asIntN(64, sum) !== sum) throw new RangeError(`${sum} micros are more than can be kept`);
  return sum;
}
