/**
 * Groups charges by series, day and billing month with exact sums. Facts are numbers in typed arrays, not objects: a
 * million of them take some hundred megabytes less that way, and adding a charge makes no garbage.
 */
import { LIMB, type Decimal } from './decimal.ts';

export const BILLED = 0;
export const EFFECTIVE = 1;
export const LIST = 2;
export const CONTRACTED = 3;
export const QUANTITY = 4;
export const KINDS = 5;

const PAGE_BITS = 15;
const PAGE_FACTS = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_FACTS - 1;
/** Units and pico of each kind. */
const STRIDE = KINDS * 2;

/** A table as another thread gets it. */
export interface FactTableParts {
  readonly size: number;
  readonly series: Int32Array<ArrayBuffer>;
  readonly day: Int32Array<ArrayBuffer>;
  readonly month: Int32Array<ArrayBuffer>;
  readonly firstRow: Int32Array<ArrayBuffer>;
  readonly rows: Int32Array<ArrayBuffer>;
  readonly pages: Float64Array<ArrayBuffer>[];
  readonly yoctoPages: (Float64Array<ArrayBuffer> | undefined)[];
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
  readonly #pages: Float64Array<ArrayBuffer>[] = [];
  readonly #spare: Float64Array<ArrayBuffer>[] = [];
  readonly #yoctoPages: (Float64Array<ArrayBuffer> | undefined)[] = [];
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
    if ((fact & PAGE_MASK) === 0)
      this.#pages.push(this.#spare.pop()?.fill(0) ?? new Float64Array(PAGE_FACTS * STRIDE));
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
    const page = this.#pages[fact >> PAGE_BITS] as Float64Array;
    const at = (fact & PAGE_MASK) * STRIDE + kind * 2;
    let pico = (page[at + 1] as number) + value.pico;
    if (value.yocto !== 0) pico += this.#addYocto(fact, kind, value.yocto);
    let units = (page[at] as number) + value.units;
    if (pico >= LIMB || pico <= -LIMB) {
      const carry = Math.trunc(pico / LIMB);
      pico -= carry * LIMB;
      units += carry;
    }
    page[at] = units;
    page[at + 1] = pico;
  }

  #addYocto(fact: number, kind: number, yocto: number): number {
    const index = fact >> PAGE_BITS;
    const page = (this.#yoctoPages[index] ??= new Float64Array(PAGE_FACTS * KINDS));
    const at = (fact & PAGE_MASK) * KINDS + kind;
    const sum = (page[at] as number) + yocto;
    const carry = Math.trunc(sum / LIMB);
    page[at] = sum - carry * LIMB;
    return carry;
  }

  parts(): FactTableParts {
    const { size, series, day, month, firstRow, rows } = this;
    return { size, series, day, month, firstRow, rows, pages: this.#pages, yoctoPages: this.#yoctoPages };
  }

  /** The memory of `parts`, which can be moved to another thread; the table is of no use after that. */
  buffers(): ArrayBuffer[] {
    const yoctos = this.#yoctoPages.filter((page) => page !== undefined);
    const keys = [this.series, this.day, this.month, this.firstRow, this.rows];
    return [...keys, ...this.#pages, ...yoctos].map(({ buffer }) => buffer);
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
    const value = { units: 0, pico: 0, yocto: 0, tail: '', tailNegative: false };
    for (let fact = 0; fact < other.size; fact += 1) {
      this.row = (other.firstRow[fact] as number) + rowsBefore;
      const own = this.find(
        seriesOf[other.series[fact] as number] as number,
        other.day[fact] as number,
        other.month[fact] as number,
      );
      this.rows[own] = (this.rows[own] as number) + (other.rows[fact] as number) - 1;
      const page = other.pages[fact >> PAGE_BITS] as Float64Array<ArrayBuffer>;
      const yoctos = other.yoctoPages[fact >> PAGE_BITS];
      const at = (fact & PAGE_MASK) * KINDS;
      for (let kind = 0; kind < KINDS; kind += 1) {
        value.units = page[(at + kind) * 2] as number;
        value.pico = page[(at + kind) * 2 + 1] as number;
        value.yocto = yoctos?.[at + kind] ?? 0;
        this.add(own, kind, value);
      }
      // A page that has been taken over is used for our own facts.
      if ((fact & PAGE_MASK) === PAGE_MASK) this.#spare.push(page);
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
    this.#pages.push(...other.pages);
    this.#yoctoPages.push(...other.yoctoPages);
    other.pages.length = 0;
    let slots = this.#slots.length;
    while (this.size * 10 > slots * 7) slots *= 2;
    this.#fillSlots(slots);
  }

  units(fact: number, kind: number): number {
    return (this.#pages[fact >> PAGE_BITS] as Float64Array)[(fact & PAGE_MASK) * STRIDE + kind * 2] as number;
  }

  pico(fact: number, kind: number): number {
    const page = this.#pages[fact >> PAGE_BITS] as Float64Array;
    return page[(fact & PAGE_MASK) * STRIDE + kind * 2 + 1] as number;
  }

  yocto(fact: number, kind: number): number {
    return this.#yoctoPages[fact >> PAGE_BITS]?.[(fact & PAGE_MASK) * KINDS + kind] ?? 0;
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
