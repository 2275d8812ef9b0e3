import { TO_DATE } from './rollup-sums.ts';
import { putToDate, readKeptToDate } from './to-date.ts';
import type { Writer } from './writer.ts';

interface Delta {
  direct: bigint;
  total: bigint;
}

/** Changes of what budgets spent by month and to date, added up before they are written. */
export class Deltas {
  readonly #deltas = new Map<string, Map<number, Delta>>();

  /** Adds to what the first budget of a chain cost itself, and to the totals of all of them. */
  addDirect(chain: readonly string[], month: number, amount: bigint): void {
    for (const [index, id] of chain.entries()) this.#add(id, month, index === 0 ? amount : 0n, amount);
  }

  /** Adds to the total of each budget of a chain. */
  addShared(chain: readonly string[], month: number, amount: bigint): void {
    for (const id of chain) this.#add(id, month, 0n, amount);
  }

  /** What was added to the total of a budget, by month. */
  totalsOf(id: string): [month: number, total: bigint][] {
    return [...(this.#deltas.get(id) ?? [])].map(([month, { total }]) => [month, total]);
  }

  #add(id: string, month: number, direct: bigint, total: bigint): void {
    const months = this.#deltas.get(id) ?? new Map<number, Delta>();
    this.#deltas.set(id, months);
    const delta = months.get(month) ?? { direct: 0n, total: 0n };
    months.set(month, delta);
    delta.direct += direct;
    delta.total += total;
  }

  /** Writes what does not cancel out, and marks the budgets as moved. */
  write(writer: Writer): void {
    const moved = [...this.#deltas]
      .map(([id, months]) => ({ id, months: [...months].filter(isMove) }))
      .filter(({ months }) => months.length > 0)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const ids = moved.map(({ id }) => id);
    const kept = readMonths(writer, ids);
    const toDate = readKeptToDate(writer, ids);
    for (const { id, months } of moved) {
      writer.moved.add(id);
      const whole: [number, Delta][] = [];
      for (const [month, delta] of months)
        if (month === TO_DATE) putToDate(writer, id, (toDate.get(id) ?? 0n) + delta.total);
        else whole.push([month, delta]);
      addToMonths(writer, id, kept.get(id) ?? new Map<number, Delta>(), whole);
    }
  }
}

function isMove([month, { direct, total }]: [number, Delta]): boolean {
  return total !== 0n || (direct !== 0n && month !== TO_DATE);
}

function readMonths(writer: Writer, ids: readonly string[]): Map<string, Map<number, Delta>> {
  const rows = writer.all<Delta & { budget_id: string; month: bigint }>(
    'SELECT m.budget_id, m.month, m.direct, m.total FROM json_each(?) w CROSS JOIN budget_month m ON m.budget_id = w.value',
    JSON.stringify(ids),
  );
  const kept = new Map<string, Map<number, Delta>>();
  for (const row of rows) {
    const months = kept.get(row.budget_id) ?? new Map<number, Delta>();
    kept.set(row.budget_id, months);
    months.set(Number(row.month), row);
  }
  return kept;
}

/** Nothing is kept of a month that comes to zero; of a budget that is left without any, all goes at once. */
function addToMonths(
  writer: Writer,
  id: string,
  kept: ReadonlyMap<number, Delta>,
  deltas: readonly [number, Delta][],
): void {
  const sums = deltas.map(([month, { direct, total }]) => {
    const known = kept.get(month);
    return { month, direct: (known?.direct ?? 0n) + direct, total: (known?.total ?? 0n) + total };
  });
  const zero = sums.filter(({ direct, total }) => direct === 0n && total === 0n);
  if (zero.length === sums.length && sums.length >= kept.size) {
    writer.run('DELETE FROM budget_month WHERE budget_id = ?', id);
    return;
  }
  for (const { month } of zero)
    writer.run('DELETE FROM budget_month WHERE budget_id = ? AND month = ?', id, month);
  for (const { month, direct, total } of sums)
    if (direct !== 0n || total !== 0n)
      writer.run('INSERT OR REPLACE INTO budget_month VALUES (?, ?, ?, ?)', id, month, direct, total);
}
