import { TO_DATE } from './rollup-sums.ts';
import { addToDate } from './to-date.ts';
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
    for (const [id, months] of this.#deltas)
      for (const [month, delta] of months) {
        if (delta.total === 0n && (delta.direct === 0n || month === TO_DATE)) continue;
        writer.moved.add(id);
        if (month === TO_DATE) addToDate(writer, id, delta.total);
        else addToMonth(writer, id, month, delta);
      }
  }
}

function addToMonth(writer: Writer, id: string, month: number, { direct, total }: Delta): void {
  writer.run(
    `INSERT INTO budget_month (budget_id, month, direct, total) VALUES (?, ?, ?, ?)
     ON CONFLICT (budget_id, month) DO UPDATE SET direct = direct + excluded.direct, total = total + excluded.total`,
    ...[id, month, direct, total],
  );
  writer.run(
    'DELETE FROM budget_month WHERE budget_id = ? AND month = ? AND direct = 0 AND total = 0',
    ...[id, month],
  );
}
