/** Records that only add up others: kept apart, to be compared with the sum. */
import type { AmountReader } from './amount-reader.ts';
import { ExactSum, negate, newDecimal, type Decimal } from './decimal.ts';
import type { Entry } from './entries.ts';
import { totalLabel } from './generic/totals.ts';
import type { Layout, Term } from './profile.ts';
import { TermSums } from './term-sums.ts';
import type { Tokenizer } from './tokenizer.ts';

/** A record that adds up others, and what had been added up when it came. */
export interface Summary {
  readonly what: string;
  readonly total: boolean;
  readonly amount: ExactSum;
  readonly soFar: ExactSum;
}

export class Summaries {
  readonly found: Summary[] = [];
  /** What has been accepted so far, and how many amounts made it. */
  readonly billed = new ExactSum();
  #charges = 0;
  readonly #amounts: AmountReader;
  readonly #sums: TermSums;
  readonly #across: readonly Term[] | undefined;
  readonly #part = newDecimal();

  constructor(amounts: AmountReader, { wide }: Layout) {
    this.#amounts = amounts;
    this.#sums = new TermSums(amounts);
    this.#across = wide?.map(({ column }) => ({ column, sign: 1 }));
  }

  count(billed: Decimal): void {
    this.billed.add(billed);
    this.#charges += 1;
  }

  add(record: Tokenizer, { amounts, column, reason: what, total }: Entry): void {
    const amount = new ExactSum();
    const own = amounts?.billed ?? (column >= 0 ? [{ column, sign: 1 }] : []);
    let read = false;
    for (const term of this.#across ?? own) {
      if (this.#amounts.read(record, term.column, this.#part) !== 'ok') continue;
      if (term.sign < 0) negate(this.#part);
      amount.add(this.#part);
      read = true;
    }
    if (read) this.found.push({ what, total, amount, soFar: this.billed.plus(new ExactSum()) });
  }

  /** Whether the amount of a record is the sum of those before it: their total, in whatever words. */
  isSumSoFar(record: Tokenizer, { amounts }: Entry): boolean {
    if (amounts === undefined || this.#charges < 2) return false;
    if (this.#sums.read(record, amounts.billed, this.#part) !== 'ok') return false;
    const own = new ExactSum();
    own.add(this.#part);
    const sum = own.micros();
    return sum !== 0n && sum === this.billed.micros();
  }

  /** What the total of a table without days is called, where the record is one: it names nothing, and says so or is the sum so far. */
  nameOfUndated(record: Tokenizer, entry: Entry): string | undefined {
    const { service, account, sku } = entry.series ?? { service: '', account: '', sku: '' };
    if (service !== '' || account !== '' || sku !== '') return undefined;
    const cells = record.texts();
    const said = totalLabel(cells);
    if (said !== undefined) return said;
    const isBare = cells.every((cell) => !/\p{L}{2}/u.test(cell));
    return isBare && this.isSumSoFar(record, entry) ? nameOfTotal(cells) : undefined;
  }
}

/** What a total without known words is called: the first text of its record that has letters. */
export function nameOfTotal(cells: readonly string[]): string {
  return cells.find((cell) => /\p{L}/u.test(cell))?.trim() ?? 'total';
}
