/** Reads amount cells straight from bytes where they are plain, and as text where they are not. */
import { readAmount } from './amount-text.ts';
import { clearDecimal, decimalOf, parsePlain, type Decimal } from './decimal.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { DecimalMark } from './types.ts';

export class AmountReader {
  /** The currency a sign in the last cell stands for; empty where it has none. */
  currency = '';
  /** The last text cell as a plain decimal. */
  plain = '';
  /** Why the last cell could not be read. */
  reason = '';
  readonly #mark: DecimalMark;

  constructor(mark: DecimalMark) {
    this.#mark = mark;
  }

  /** Reads the cell into the register; `blank` leaves it zero. */
  read(record: Tokenizer, column: number, into: Decimal): 'ok' | 'blank' | 'bad' {
    this.currency = '';
    if (column >= record.count) {
      clearDecimal(into);
      return 'blank';
    }
    const start = record.starts[column] as number;
    const end = record.ends[column] as number;
    if (start === end) {
      clearDecimal(into);
      return 'blank';
    }
    if (this.#mark === '.') {
      const verdict = parsePlain(record.bytes, start, end, into);
      if (verdict === 'ok') return 'ok';
      if (verdict === 'range') return this.#outOfRange(record.text(column), into);
    }
    return this.readText(record.text(column), into);
  }

  /** Reads an amount as text in the style of the file. */
  readText(text: string, into: Decimal): 'ok' | 'blank' | 'bad' {
    clearDecimal(into);
    const amount = readAmount(text, this.#mark);
    if (amount.kind === 'blank') return 'blank';
    if (amount.kind === 'bad') {
      this.reason = amount.reason;
      return 'bad';
    }
    this.plain = amount.plain;
    const value = decimalOf(amount.plain);
    if (value === undefined) return this.#outOfRange(text, into);
    Object.assign(into, value);
    this.currency = amount.currency;
    return 'ok';
  }

  #outOfRange(text: string, into: Decimal): 'bad' {
    clearDecimal(into);
    this.reason = `“${text.trim().slice(0, 60)}” is larger than an amount can be`;
    return 'bad';
  }
}
