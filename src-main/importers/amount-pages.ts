/**
 * The sums of facts, exact, in pages of typed arrays. Whole micros are one double a sum; what is below a micro, and what is too
 * large for a double to count in micros, has pages of its own, which most exports never need.
 */
import { LIMB, type Decimal } from './decimal.ts';

const PAGE_BITS = 15;
export const PAGE_FACTS = 1 << PAGE_BITS;
export const PAGE_MASK = PAGE_FACTS - 1;
const MICRO = 1_000_000;
/** So many units make one of the high pages’ count. */
const HIGH_UNITS = 1e9;
const HIGH_MICROS = HIGH_UNITS * MICRO;
/** Doubles count micros one by one up to nine times this. */
const MOST_MICROS = 4 * HIGH_MICROS;

type Doubles = Float64Array<ArrayBuffer>;
type Integers = Int32Array<ArrayBuffer>;

/** The pages as another thread gets them. */
export interface AmountPageParts {
  readonly micros: Doubles[];
  /** Below a micro, in 10⁻¹². */
  readonly rests: (Integers | undefined)[];
  /** Below that, in 10⁻²⁴. */
  readonly yoctos: (Doubles | undefined)[];
  readonly highs: (Doubles | undefined)[];
}

export class AmountPages implements AmountPageParts {
  readonly micros: Doubles[] = [];
  readonly rests: (Integers | undefined)[] = [];
  readonly yoctos: (Doubles | undefined)[] = [];
  readonly highs: (Doubles | undefined)[] = [];
  readonly #kinds: number;
  readonly #spare: Doubles[] = [];

  /** Each fact has so many sums. */
  constructor(kinds: number) {
    this.#kinds = kinds;
  }

  /** Makes room for a fact, which is the next one. */
  grow(fact: number): void {
    if ((fact & PAGE_MASK) === 0)
      this.micros.push(this.#spare.pop()?.fill(0) ?? new Float64Array(PAGE_FACTS * this.#kinds));
  }

  /** Adds an amount to one of the sums of a fact; the tail behind the 24th decimal is the caller’s. */
  add(fact: number, kind: number, value: Decimal): void {
    const index = fact >> PAGE_BITS;
    const at = (fact & PAGE_MASK) * this.#kinds + kind;
    const pico = value.yocto === 0 ? value.pico : value.pico + this.#addYocto(index, at, value.yocto);
    let whole = Math.trunc(pico / MICRO);
    const rest = pico - whole * MICRO;
    if (rest !== 0) whole += this.#addRest(index, at, rest);
    let { units } = value;
    if (units > HIGH_UNITS || units < -HIGH_UNITS) units -= this.#addHigh(index, at, units);
    const page = this.micros[index] as Doubles;
    let micros = (page[at] as number) + units * MICRO + whole;
    if (micros > MOST_MICROS || micros < -MOST_MICROS)
      micros -= this.#addHigh(index, at, micros / MICRO) * MICRO;
    page[at] = micros;
  }

  /** Whole units of a sum, and what is beside them in 10⁻¹² and 10⁻²⁴; each may be negative. */
  units(fact: number, kind: number): number {
    const at = (fact & PAGE_MASK) * this.#kinds + kind;
    const high = this.highs[fact >> PAGE_BITS]?.[at] ?? 0;
    return (
      high * HIGH_UNITS + Math.trunc(((this.micros[fact >> PAGE_BITS] as Doubles)[at] as number) / MICRO)
    );
  }

  pico(fact: number, kind: number): number {
    const at = (fact & PAGE_MASK) * this.#kinds + kind;
    const micros = (this.micros[fact >> PAGE_BITS] as Doubles)[at] as number;
    return (micros % MICRO) * MICRO + (this.rests[fact >> PAGE_BITS]?.[at] ?? 0);
  }

  yocto(fact: number, kind: number): number {
    return this.yoctos[fact >> PAGE_BITS]?.[(fact & PAGE_MASK) * this.#kinds + kind] ?? 0;
  }

  /** Gives up the page of a fact, whose sums are of no more use. */
  release(fact: number): Doubles | undefined {
    const index = fact >> PAGE_BITS;
    const page = this.micros[index];
    this.rests[index] = this.yoctos[index] = this.highs[index] = undefined;
    return page;
  }

  /** Takes a page that another table gave up. */
  recycle(page: Doubles | undefined): void {
    if (page !== undefined) this.#spare.push(page);
  }

  /** Takes the pages of another table for its own, while it has none; the other is empty then. */
  adopt(other: AmountPageParts): void {
    this.micros.push(...other.micros);
    this.rests.push(...other.rests);
    this.yoctos.push(...other.yoctos);
    this.highs.push(...other.highs);
    for (const pages of [other.micros, other.rests, other.yoctos, other.highs]) pages.length = 0;
  }

  buffers(): ArrayBuffer[] {
    const pages = [...this.micros, ...this.rests, ...this.yoctos, ...this.highs];
    return pages.flatMap((page) => (page === undefined ? [] : [page.buffer]));
  }

  #addYocto(index: number, at: number, yocto: number): number {
    const page = (this.yoctos[index] ??= new Float64Array(PAGE_FACTS * this.#kinds));
    const sum = (page[at] as number) + yocto;
    const carry = Math.trunc(sum / LIMB);
    page[at] = sum - carry * LIMB;
    return carry;
  }

  #addRest(index: number, at: number, rest: number): number {
    const page = (this.rests[index] ??= new Int32Array(PAGE_FACTS * this.#kinds));
    const sum = (page[at] as number) + rest;
    const carry = Math.trunc(sum / MICRO);
    page[at] = sum - carry * MICRO;
    return carry;
  }

  /** Puts the whole thousand millions of units apart; answers how many units these are. */
  #addHigh(index: number, at: number, units: number): number {
    const page = (this.highs[index] ??= new Float64Array(PAGE_FACTS * this.#kinds));
    const count = Math.trunc(units / HIGH_UNITS);
    page[at] = (page[at] as number) + count;
    return count * HIGH_UNITS;
  }
}

/** Reads sums out of the pages of another thread. */
export function pagesOf(parts: AmountPageParts, kinds: number): AmountPages {
  const pages = new AmountPages(kinds);
  pages.adopt(parts);
  return pages;
}
