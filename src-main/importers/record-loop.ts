/** Runs the records of one table through the row reader, and leaves out what is no record. */
import type { Prepared } from './prepare.ts';
import type { RowReader } from './row-reader.ts';
import { Tokenizer } from './tokenizer.ts';

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
  #toSkip: number;

  constructor(
    prepared: Prepared,
    rows: RowReader,
    reject: (column: string, row: number, record: Tokenizer) => void,
  ) {
    this.#tokenizer = new Tokenizer(prepared.dialect.delimiter.charCodeAt(0));
    this.#rows = rows;
    this.#reject = reject;
    this.#header = prepared.located.header.names;
    this.#toSkip =
      prepared.located.index +
      1 +
      (prepared.dialect.separatorLine ? 1 : 0) +
      (prepared.layout.extraHeaderRecords ?? 0);
  }

  get bareQuotes(): number {
    return this.#tokenizer.bareQuotes;
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
      const outcome = this.#rows.read(record);
      if (outcome === 'accepted') this.accepted += 1;
      else if (outcome === 'skipped') this.skipped += 1;
      else if (outcome === 'no-row') continue;
      else if (this.#isHeader(record)) {
        this.repeatedHeaders += 1;
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

/** What the user should know of how a table was read. */
export function warningsOf(rows: RowReader, records: RecordLoop, name: string): string[] {
  const warnings: string[] = [];
  if (rows.shortRows > 0)
    warnings.push(
      `${rows.shortRows} records of ${name} have fewer fields than the header; the missing ones were read as empty.`,
    );
  if (rows.emptyExtras > 0)
    warnings.push(`${rows.emptyExtras} records of ${name} have empty fields beyond the header.`);
  if (records.bareQuotes > 0)
    warnings.push(`${name} has quotes inside unquoted fields; they were kept as they are.`);
  if (records.repeatedHeaders > 0)
    warnings.push(
      `The header of ${name} is repeated ${records.repeatedHeaders} times among the records; it was left out.`,
    );
  if (records.comments > 0) warnings.push(`${records.comments} comment lines of ${name} were left out.`);
  for (const { what, amount, total } of rows.summaries) {
    const exact = amount.micros();
    warnings.push(
      !total || exact === rows.billedSum.micros()
        ? `The record “${what}” of ${name} was left out: it is no charge.`
        : `The record “${what}” of ${name} says ${text(exact)}, but the records add up to ${text(rows.billedSum.micros())}.`,
    );
  }
  return warnings;
}

function text(micros: bigint): string {
  const magnitude = micros < 0n ? -micros : micros;
  return `${micros < 0n ? '-' : ''}${magnitude / 1_000_000n}.${(magnitude % 1_000_000n).toString().padStart(6, '0')}`;
}
