/** Whether the slashed days of a table are day/month/year, month/day/year or year/month/day: decided from all of them. */
import { daysIn, isDottedDay, periodOf, readDay, slashedParts, type ReadDay } from './dates.ts';
import type { DateOrder } from './types.ts';

/** Counts what the cells of the date columns say about the order of day and month. */
export class OrderEvidence {
  /** Cells that only this order can read. */
  dmy = 0;
  mdy = 0;
  /** Slashed days that could be either. */
  undecided = 0;
  /** Days such as 31.12.2025, which only countries with a decimal comma write. */
  dotted = 0;
  /** Days of any other, clear form. */
  clear = 0;
  /** Values of the outer parts of days with two-digit years, to tell `24/01/15` of 2024 from that of 2015. */
  readonly #firsts = new Set<number>();
  readonly #thirds = new Set<number>();
  #yearFirst = true;

  add(text: string): void {
    const parts = slashedParts(text);
    if (parts === undefined) {
      const period = periodOf(text);
      if (period !== undefined) {
        for (const day of period) this.add(day);
        this.addPeriod(...period);
        return;
      }
      if (isDottedDay(text)) this.dotted += 1;
      if (typeof readDay(text, undefined) === 'object') this.clear += 1;
      return;
    }
    const { first, second, third } = parts;
    if (first > 12 && second <= 12) this.dmy += 1;
    else if (second > 12 && first <= 12) this.mdy += 1;
    else if (first !== second) this.undecided += 1;
    this.#firsts.add(first);
    this.#thirds.add(Number(third));
    this.#yearFirst &&= third.length === 2 && first > 12 && second <= 12 && Number(third) <= 31;
  }

  /** A day of another column: it can settle the order, and leaves nothing open. */
  addHint(text: string): void {
    const parts = slashedParts(text);
    if (parts !== undefined) this.#vote(orderWhere((order) => typeof readDay(text, order) === 'object'));
  }

  /** A pair of cells that spans a billing period votes with the order under which it is one. */
  addPeriod(start: string, end: string): void {
    if (slashedParts(start) === undefined) return;
    this.#vote(orderWhere((order) => isPeriod(readDay(start, order), readDay(end, order))));
  }

  /** A day beside the month it is billed in votes with the order under which it lies in that month. */
  addMonth(day: string, month: string): void {
    if (slashedParts(day) === undefined || slashedParts(month) !== undefined) return;
    const billed = readDay(month, undefined);
    if (typeof billed !== 'object') return;
    this.#vote(
      orderWhere((order) => {
        const read = readDay(day, order);
        return typeof read === 'object' && read.year === billed.year && read.month === billed.month;
      }),
    );
  }

  #vote(order: 'dmy' | 'mdy' | undefined): void {
    if (order !== undefined) this[order] += 1;
  }

  /** The order; `open` where only a person can say it; `undefined` where the days need none. */
  get order(): DateOrder | 'open' | undefined {
    // Years take fewer values than days: of 24/01/15, 24/01/16, … the first part is the year.
    if (this.#yearFirst && this.#firsts.size < this.#thirds.size) return 'ymd';
    if (this.dmy !== this.mdy) return this.dmy > this.mdy ? 'dmy' : 'mdy';
    return this.undecided > this.clear ? 'open' : undefined;
  }
}

/** The order of the two for which something holds, where it holds for one of them only. */
function orderWhere(holds: (order: DateOrder) => boolean): 'dmy' | 'mdy' | undefined {
  const [day, month] = [holds('dmy'), holds('mdy')];
  return day === month ? undefined : day ? 'dmy' : 'mdy';
}

/** From the first of a month to its end or a next first, a year at most. */
function isPeriod(from: ReadDay | string, to: ReadDay | string): boolean {
  if (typeof from === 'string' || typeof to === 'string' || from.day !== 1) return false;
  const months = to.year * 12 + to.month - (from.year * 12 + from.month);
  return to.day === 1 ? months >= 1 && months <= 12 : months === 0 && to.day === daysIn(to.year, to.month);
}
