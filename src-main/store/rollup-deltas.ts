import { addToMonth, climb, type ByMonth } from '#shared/engine/budgets/roll-up.ts';
import { putMonthSums, readMonthSums, type MonthSum } from './month-sums.ts';
import { TO_DATE } from './rollup-sums.ts';
import { putToDate, readKeptToDate } from './to-date.ts';
import type { Writer } from './writer.ts';

/** Changes of what budgets spent by month and to date, added up before they are written. */
export class Deltas {
  readonly #direct: ByMonth = new Map();
  /** Has an entry for every budget that `#direct` has. */
  readonly #totals: ByMonth = new Map();

  /** Adds to what budgets cost themselves, and to the totals of all above them. The sums are taken over. */
  addDirect(own: ByMonth, parentOf: (id: string) => string | null | undefined): void {
    addAll(this.#totals, climb(own, parentOf));
    addAll(this.#direct, own);
  }

  /** Adds to the total of each budget of a chain. */
  addShared(chain: readonly string[], month: number, amount: bigint): void {
    for (const id of chain) addToMonth(this.#totals, id, month, amount);
  }

  /** What was added to the total of a budget, by month. */
  totalsOf(id: string): ReadonlyMap<number, bigint> {
    return this.#totals.get(id) ?? new Map<number, bigint>();
  }

  /** Writes what does not cancel out, and marks the budgets as moved. */
  write(writer: Writer): void {
    const ids = [...this.#totals.keys()].filter((id) => this.#isMoved(id)).sort();
    const kept = readMonthSums(writer, ids);
    const toDate = readKeptToDate(writer, ids);
    for (const id of ids) {
      writer.moved.add(id);
      const direct = this.#direct.get(id);
      const sums = kept.get(id) ?? new Map<number, MonthSum>();
      for (const [month, total] of this.totalsOf(id))
        if (month !== TO_DATE) sums.set(month, plus(sums.get(month), direct?.get(month) ?? 0n, total));
        else if (total !== 0n) putToDate(writer, id, (toDate.get(id) ?? 0n) + total);
      putMonthSums(writer, id, sums);
    }
  }

  #isMoved(id: string): boolean {
    const direct = this.#direct.get(id);
    for (const [month, total] of this.totalsOf(id))
      if (total !== 0n || (month !== TO_DATE && (direct?.get(month) ?? 0n) !== 0n)) return true;
    return false;
  }
}

function addAll(sums: ByMonth, more: ByMonth): void {
  for (const [id, months] of more) {
    if (!sums.has(id)) sums.set(id, months);
    else for (const [month, amount] of months) addToMonth(sums, id, month, amount);
  }
}

function plus(known: MonthSum | undefined, direct: bigint, total: bigint): MonthSum {
  return known === undefined
    ? { direct, total }
    : { direct: known.direct + direct, total: known.total + total };
}
