/**
 * Groups charges by series, day and billing month with exact sums. Facts are numbers in typed arrays, not objects: a
 * million of them take some hundred megabytes less that way, and adding a charge makes no garbage.
 */
import { AmountPages, PAGE_MASK, pagesOf, type AmountPageParts } from './amount-pages.ts';
import type { Decimal } from './decimal.ts';

export const BILLED = 0;
export const EFFECTIVE = 1;
export const LIST = 2;
export const CONTRACTED = 3;
export const QUANTITY = 4;
export const KINDS = 5;

/** A table as another thread gets it. */
export interface FactTableParts {
  readonly size: number;
  readonly series: Int32Array<ArrayBuffer>;
  readonly day: Int32Array<ArrayBuffer>;
  readonly month: Int32Array<ArrayBuffer>;
  readonly firstRow: Int32Array<ArrayBuffer>;
  readonly rows: Int32Array<ArrayBuffer>;
  readonly amounts: AmountPageParts;
}

export class FactTable {
  size = 0;
  series = new Int32Array(1024);
  day = new Int32Array(1024);
  month = new Int32Array(1024);
  /** The first record of the export that a fact was made of, and how many there are. */
  firstRow = new Int32Array(1024);
  rows = new Int32Array(1024);
  /** The record that is being read, counted from 1 over the whole export. */
  row = 0;
  readonly #amounts = new AmountPages(KINDS);
  #slots = new Int32Array(4096).fill(-1);

  /** The fact of a key, made on first sight, for a charge of the record that is being read. */
  find(series: number, day: number, month: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(series, day, month) & mask;
    for (;;) {
      const fact = this.#slots[slot] as number;
      if (fact < 0) return this.#insert(slot, series, day, month);
      if (this.series[fact] === series && this.day[fact] === day && this.month[fact] === month) {
        this.rows[fact] = (this.rows[fact] as number) + 1;
        return fact;
      }
      slot = (slot + 1) & mask;
    }
  }

  #insert(slot: number, series: number, day: number, month: number): number {
    const fact = this.size;
    if (fact === this.series.length) this.#growKeys();
    this.series[fact] = series;
    this.day[fact] = day;
    this.month[fact] = month;
    this.firstRow[fact] = this.row;
    this.rows[fact] = 1;
    this.#amounts.grow(fact);
    this.size = fact + 1;
    if (this.size * 10 > this.#slots.length * 7) this.#growSlots();
    else this.#slots[slot] = fact;
    return fact;
  }

  #growKeys(): void {
    const larger = Math.ceil(this.series.length * 1.5);
    this.series = copyInto(new Int32Array(larger), this.series);
    this.day = copyInto(new Int32Array(larger), this.day);
    this.month = copyInto(new Int32Array(larger), this.month);
    this.firstRow = copyInto(new Int32Array(larger), this.firstRow);
    this.rows = copyInto(new Int32Array(larger), this.rows);
  }

  #growSlots(): void {
    this.#fillSlots(this.#slots.length * 2);
  }

  #fillSlots(count: number): void {
    const slots = new Int32Array(count).fill(-1);
    const mask = count - 1;
    for (let fact = 0; fact < this.size; fact += 1) {
      let slot =
        hashOf(this.series[fact] as number, this.day[fact] as number, this.month[fact] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = fact;
    }
    this.#slots = slots;
  }

  /** Adds an amount to one of the sums of a fact; the tail behind the 24th decimal is the caller's. */
  add(fact: number, kind: number, value: Decimal): void {
    this.#amounts.add(fact, kind, value);
  }

  parts(): FactTableParts {
    const { size, series, day, month, firstRow, rows } = this;
    const { micros, rests, yoctos, highs } = this.#amounts;
    return { size, series, day, month, firstRow, rows, amounts: { micros, rests, yoctos, highs } };
  }

  /** The memory of `parts`, which can be moved to another thread; the table is of no use after that. */
  buffers(): ArrayBuffer[] {
    const keys = [this.series, this.day, this.month, this.firstRow, this.rows];
    return [...keys.map(({ buffer }) => buffer), ...this.#amounts.buffers()];
  }

  /**
   * Adds the facts of another table and uses that up; `seriesOf` gives our index of its series, `rowsBefore` how many records
   * of the export lie before its own.
   */
  absorb(other: FactTableParts, seriesOf: Int32Array, rowsBefore: number): void {
    if (this.size === 0) {
      this.#adopt(other, seriesOf, rowsBefore);
      return;
    }
    const theirs = pagesOf(other.amounts, KINDS);
    const value = { units: 0, pico: 0, yocto: 0, tail: '', tailNegative: false };
    for (let fact = 0; fact < other.size; fact += 1) {
      this.row = (other.firstRow[fact] as number) + rowsBefore;
      const own = this.find(
        seriesOf[other.series[fact] as number] as number,
        other.day[fact] as number,
        other.month[fact] as number,
      );
      this.rows[own] = (this.rows[own] as number) + (other.rows[fact] as number) - 1;
      for (let kind = 0; kind < KINDS; kind += 1) {
        value.units = theirs.units(fact, kind);
        value.pico = theirs.pico(fact, kind);
        value.yocto = theirs.yocto(fact, kind);
        this.add(own, kind, value);
      }
      if ((fact & PAGE_MASK) === PAGE_MASK) this.#amounts.recycle(theirs.release(fact));
    }
  }

  /** Takes the memory of another table for its own. */
  #adopt(other: FactTableParts, seriesOf: Int32Array, rowsBefore: number): void {
    this.size = other.size;
    this.series = other.series.map((series) => seriesOf[series] as number);
    this.day = other.day;
    this.month = other.month;
    this.firstRow = rowsBefore === 0 ? other.firstRow : other.firstRow.map((row) => row + rowsBefore);
    this.rows = other.rows;
    this.#amounts.adopt(other.amounts);
    let slots = this.#slots.length;
    while (this.size * 10 > slots * 7) slots *= 2;
    this.#fillSlots(slots);
  }

  units(fact: number, kind: number): number {
    return this.#amounts.units(fact, kind);
  }

  pico(fact: number, kind: number): number {
    return this.#amounts.pico(fact, kind);
  }

  yocto(fact: number, kind: number): number {
    return this.#amounts.yocto(fact, kind);
  }

  /** The billing months of all facts in order, and their first and last day. */
  span(): { readonly months: readonly number[]; readonly firstDay: number; readonly lastDay: number } {
    const months = new Set<number>();
    let firstDay = Infinity;
    let lastDay = -Infinity;
    for (let fact = 0; fact < this.size; fact += 1) {
      const day = this.day[fact] as number;
      if (day < firstDay) firstDay = day;
      if (day > lastDay) lastDay = day;
      months.add(this.month[fact] as number);
    }
    return { months: [...months].sort((a, b) => a - b), firstDay, lastDay };
  }

  /** Facts in order of day, then rank of their series, then month: the same order for any order of rows. */
  ordered(rank: Int32Array): Int32Array {
    const { size, series } = this;
    const ranks = new Int32Array(size);
    for (let fact = 0; fact < size; fact += 1) ranks[fact] = rank[series[fact] as number] as number;
    const order = Int32Array.from({ length: size }, (_, index) => index);
    return sortBy(sortBy(sortBy(order, this.month), ranks), this.day);
  }
}

function hashOf(series: number, day: number, month: number): number {
  let hash = Math.imul(series ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(day + 0x165667b1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15) ^ month, 0x27d4eb2f);
  return hash ^ (hash >>> 13);
}

function copyInto(target: Int32Array<ArrayBuffer>, source: Int32Array): Int32Array<ArrayBuffer> {
  target.set(source);
  return target;
}

/** A stable counting sort: linear, and no comparison function called a million times. */
function sortBy(order: Int32Array, keys: Int32Array): Int32Array {
  let least = Infinity;
  let most = -Infinity;
  for (const item of order) {
    const key = keys[item] as number;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  if (least >= most) return order;
  const counts = new Int32Array(most - least + 2);
  for (const item of order) {
    const at = (keys[item] as number) - least + 1;
    counts[at] = (counts[at] as number) + 1;
  }
  for (let at = 1; at < counts.length; at += 1)
    counts[at] = (counts[at] as number) + (counts[at - 1] as number);
  const sorted = new Int32Array(order.length);
  for (const item of order) {
    const at = (keys[item] as number) - least;
    const place = counts[at] as number;
    counts[at] = place + 1;
    sorted[place] = item;
  }
  return sorted;
}
