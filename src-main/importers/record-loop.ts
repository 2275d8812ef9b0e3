/** Runs the records of one table through the row reader, and leaves out what is no record. */
import type { Prepared } from './prepare.ts';
import type { RowReader } from './row-reader.ts';
import type { Tally } from './tally.ts';
import { Tokenizer } from './tokenizer.ts';

/** Where the records begin: at the file's header or behind it, and how many of the export came before. */
export interface RecordRange {
  readonly from?: 'header' | 'records';
  readonly rowsBefore?: number;
}

export class RecordLoop {
  rows = 0;
  accepted = 0;
  rejected = 0;
  skipped = 0;
  repeatedHeaders = 0;
  comments = 0;
  readonly #tokenizer: Tokenizer;
  readonly #rows: RowReader;
  readonly #reject: (column: string, row: number, record: Tokenizer) => void;
  readonly #header: readonly string[];
  readonly #rowsBefore: number;
  #toSkip: number;

  constructor(
    prepared: Prepared,
    rows: RowReader,
    reject: (column: string, row: number, record: Tokenizer) => void,
    { from = 'header', rowsBefore = 0 }: RecordRange = {},
  ) {
    this.#tokenizer = new Tokenizer(prepared.dialect.delimiter.charCodeAt(0));
    this.#rows = rows;
    this.#reject = reject;
    this.#header = prepared.located.header.names;
    const { located, dialect, layout } = prepared;
    const before = located.index + 1 + (dialect.separatorLine ? 1 : 0) + (layout.extraHeaderRecords ?? 0);
    this.#toSkip = from === 'header' ? before : 0;
    this.#rowsBefore = rowsBefore;
  }

  /** Whether bytes are left that make no whole record. */
  get isCut(): boolean {
    return this.#tokenizer.pending > 0;
  }

  tally(): Tally {
    const { rows, accepted, rejected, skipped, repeatedHeaders, comments } = this;
    const { shortRows, emptyExtras, summaries } = this.#rows;
    return {
      rows,
      accepted,
      rejected,
      skipped,
      repeatedHeaders,
      comments,
      shortRows,
      emptyExtras,
      bareQuotes: this.#tokenizer.bareQuotes,
      billed: summaries.billed.parts(),
      summaries: summaries.found.map(({ what, total, amount, soFar }) => ({
        ...{ what, total },
        amount: amount.parts(),
        soFar: soFar.parts(),
      })),
    };
  }

  push(chunk: Uint8Array): void {
    this.#tokenizer.push(chunk);
    this.#drain();
  }

  end(): void {
    this.#tokenizer.end();
    this.#drain();
  }

  #drain(): void {
    const record = this.#tokenizer;
    while (record.next()) {
      if (record.count === 1 && this.#isNone(record)) continue;
      if (this.#toSkip > 0) {
        this.#toSkip -= 1;
        continue;
      }
      const outcome = this.#rows.read(record, this.#rowsBefore + this.rows + 1);
      if (outcome === 'accepted') this.accepted += 1;
      else if (outcome === 'skipped') this.skipped += 1;
      else if (outcome === 'no-row') continue;
      else if (this.#isHeader(record)) {
        this.repeatedHeaders += 1;
        continue;
      } else if (isRule(record.texts())) {
        this.comments += 1;
        continue;
      } else {
        this.rejected += 1;
        this.#reject(this.#rows.column, this.rows + 1, record);
      }
      this.rows += 1;
    }
  }

  /** Blank lines, comment lines, and what old systems pad files with. */
  #isNone(record: Tokenizer): boolean {
    if (record.isBlank()) return true;
    const first = record.bytes[record.starts[0] as number];
    if (first === 0x23 && this.#toSkip === 0 && record.flags[0] === 0) {
      this.comments += 1;
      return true;
    }
    if (first !== 0 && first !== 0x1a) return false;
    for (let index = record.starts[0] as number; index < (record.ends[0] as number); index += 1) {
      const byte = record.bytes[index];
      if (byte !== 0 && byte !== 0x1a) return false;
    }
    return true;
  }

  #isHeader(record: Tokenizer): boolean {
    return (
      record.count === this.#header.length &&
      this.#header.every((name, at) => record.text(at).trim() === name)
    );
  }
}

/** A line that a table printed as text draws below its header: `-----+-----`. */
function isRule(cells: readonly string[]): boolean {
  return cells.some((cell) => /[-=]{3}/.test(cell)) && cells.every((cell) => /^[\s\-=+:|]*$/.test(cell));
}
