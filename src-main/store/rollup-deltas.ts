import { climb, type ByMonth } from '#shared/engine/budgets/roll-up.ts';
import { putMonthSums, readMonthSums, type MonthSum, type MonthSums } from './month-sums.ts';
import { TO_DATE } from './rollup-sums.ts';
import { putToDate, readKeptToDate } from './to-date.ts';
import type { Writer } from './writer.ts';

/** Changes of what budgets spent by month and to date, added up before they are written. */
export class Deltas {
  readonly #deltas = new Map<string, MonthSums>();

  /** Adds to what budgets cost themselves, and to the totals of all above them. */
  addDirect(own: ByMonth, parentOf: (id: string) => string | null | undefined): void {
    for (const [id, months] of climb(own, parentOf)) {
      const direct = own.get(id);
      for (const [month, total] of months) this.#add(id, month, direct?.get(month) ?? 0n, total);
    }
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
    let months = this.#deltas.get(id);
    if (months === undefined) this.#deltas.set(id, (months = new Map<number, MonthSum>()));
    months.set(month, plus(months.get(month), { direct, total }));
  }

  /** Writes what does not cancel out, and marks the budgets as moved. */
  write(writer: Writer): void {
    const moved = [...this.#deltas]
      .map(([id, months]) => ({ id, months: [...months].filter(isMove) }))
      .filter(({ months }) => months.length > 0)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const ids = moved.map(({ id }) => id);
    const kept = readMonthSums(writer, ids);
    const toDate = readKeptToDate(writer, ids);
    for (const { id, months } of moved) {
      writer.moved.add(id);
      const sums = kept.get(id) ?? new Map<number, MonthSum>();
      for (const [month, delta] of months)
        if (month === TO_DATE) putToDate(writer, id, (toDate.get(id) ?? 0n) + delta.total);
        else sums.set(month, plus(sums.get(month), delta));
      putMonthSums(writer, id, sums);
    }
  }
}

function plus(a: MonthSum | undefined, b: MonthSum): MonthSum {
  return a === undefined ? b : { direct: a.direct + b.direct, total: a.total + b.total };
}

function isMove([month, { direct, total }]: [number, MonthSum]): boolean {
  return total !== 0n || (direct !== 0n && month !== TO_DATE);
}
