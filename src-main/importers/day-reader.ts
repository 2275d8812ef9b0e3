/** Reads day cells. A table names few different days, so each text is read once. */
import { dateReason, dayNumberOfRead, readDay, type DateProblem } from './dates.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { DateOrder } from './types.ts';

const MOST_REMEMBERED = 20_000;

interface Remembered {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Months since January of year 0. */
  readonly month: number;
  readonly problem: DateProblem | '';
}

export class DayReader {
  day = 0;
  month = 0;
  /** Where the last day was not readable. */
  problem: DateProblem | '' = '';
  column = -1;
  readonly #order: DateOrder | undefined;
  readonly #complete: (text: string) => string;
  readonly #known = new Map<string, Remembered>();
  #last = new Uint8Array(64);
  #lastLength = -1;
  #lastRead: Remembered = { day: 0, month: 0, problem: 'empty' };

  constructor(order: DateOrder | undefined, complete: (text: string) => string = (text) => text) {
    this.#order = order;
    this.#complete = complete;
  }

  /** Reads the first of the columns that is not blank; true where it is a day. */
  read(record: Tokenizer, columns: readonly number[]): boolean {
    for (const column of columns) {
      if (column >= record.count || record.starts[column] === record.ends[column]) continue;
      this.column = column;
      return this.#take(this.#cell(record, column));
    }
    this.column = columns[0] ?? -1;
    this.problem = 'empty';
    return false;
  }

  /** Reads a day text; true where it is one. */
  readText(text: string): boolean {
    return this.#take(this.#lookUp(text));
  }

  reason(text: string): string {
    return this.problem === '' ? '' : dateReason(this.problem, text);
  }

  #take(read: Remembered): boolean {
    this.problem = read.problem;
    this.day = read.day;
    this.month = read.month;
    return read.problem === '';
  }

  /** Neighbouring records mostly have the same day: compare bytes before making a string. */
  #cell(record: Tokenizer, column: number): Remembered {
    const start = record.starts[column] as number;
    const length = (record.ends[column] as number) - start;
    const last = this.#last;
    if (length === this.#lastLength) {
      let index = 0;
      while (index < length && last[index] === record.bytes[start + index]) index += 1;
      if (index === length) return this.#lastRead;
    }
    const read = this.#lookUp(record.text(column));
    if (length <= last.length) {
      this.#lastLength = length;
      for (let index = 0; index < length; index += 1) last[index] = record.bytes[start + index] as number;
      this.#lastRead = read;
    }
    return read;
  }

  #lookUp(text: string): Remembered {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#known.size > MOST_REMEMBERED) this.#known.clear();
    const read = readDay(this.#complete(text), this.#order);
    const remembered: Remembered =
      typeof read === 'string'
        ? { day: 0, month: 0, problem: read }
        : { day: dayNumberOfRead(read), month: read.year * 12 + read.month - 1, problem: '' };
    this.#known.set(text, remembered);
    return remembered;
  }
}
