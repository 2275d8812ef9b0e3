/** Adds up the columns that make an amount. */
import type { AmountReader } from './amount-reader.ts';
import { clearDecimal, negate, newDecimal, type Decimal } from './decimal.ts';
import type { Term } from './profile.ts';
import type { Tokenizer } from './tokenizer.ts';

export class TermSums {
  /** The column of the last amount that could not be read. */
  badColumn = -1;
  /** The currency the marks of the last amount stand for; empty where it has none. */
  currency = '';
  readonly #amounts: AmountReader;
  readonly #part = newDecimal();

  constructor(amounts: AmountReader) {
    this.#amounts = amounts;
  }

  /** Adds up the terms of an amount. No term and all blank: `blank`, with zero in the register. */
  read(record: Tokenizer, terms: readonly Term[], into: Decimal): 'ok' | 'blank' | 'bad' {
    this.currency = '';
    const first = terms[0];
    if (first === undefined) {
      clearDecimal(into);
      return 'blank';
    }
    let read = this.#amounts.read(record, first.column, into);
    if (first.sign < 0) negate(into);
    if (read === 'bad') return this.#bad(first);
    this.currency = this.#amounts.currency;
    for (let index = 1; index < terms.length; index += 1) {
      const next = terms[index] as Term;
      const more = this.#amounts.read(record, next.column, this.#part);
      if (more === 'bad') return this.#bad(next);
      if (more === 'blank') continue;
      this.currency ||= this.#amounts.currency;
      if (next.sign < 0) negate(this.#part);
      if (read === 'blank') Object.assign(into, this.#part);
      else addInto(into, this.#part);
      read = 'ok';
    }
    return read;
  }

  #bad({ column }: Term): 'bad' {
    this.badColumn = column;
    return 'bad';
  }
}

/** Whether two amounts are of one same column. */
export function sameColumn(a: readonly Term[], b: readonly Term[]): boolean {
  return a.length === 1 && b.length === 1 && a[0]?.column === b[0]?.column && a[0]?.sign === b[0]?.sign;
}

function addInto(into: Decimal, more: Decimal): void {
  into.units += more.units;
  into.pico += more.pico;
  into.yocto += more.yocto;
  // Two tails in one amount do not occur; the last one would be kept.
  if (more.tail !== '') {
    into.tail = more.tail;
    into.tailNegative = more.tailNegative;
  }
}
