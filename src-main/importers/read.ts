/** Reads an export of one or several files into grouped, exact facts. */
import { createHash, type Hash } from 'node:crypto';
import { dayFromNumber, monthFromNumber } from '#shared/domain/calendar.ts';
import type { Rejection } from '#shared/domain/import.ts';
import { openExport, type ExportPart, type OpenedFile } from './containers.ts';
import { toUtf8 } from './encoding.ts';
import { AmountRangeError, FactsOut } from './facts-out.ts';
import { Gathered } from './gathered.ts';
import { headerHash } from './header-hash.ts';
import { prepare, type Prepared } from './prepare.ts';
import { RecordLoop, warningsOf } from './record-loop.ts';
import { RowReader } from './row-reader.ts';
import { EndlessRecordError, type Tokenizer } from './tokenizer.ts';
import {
  ImportError,
  type ExportFile,
  type FactSink,
  type ReadControl,
  type ReadFile,
  type ReadOptions,
  type ReadResult,
  type RejectedRecord,
} from './types.ts';

const KEPT_REJECTIONS = 100;
const REJECTION_BATCH = 500;
/** A rejected record is kept to be mended, but not without bound. */
const LONGEST_KEPT_CELL = 4096;
const MOST_KEPT_CELLS = 2000;

/**
 * Reads the files as one export and hands its facts to the sink. Nothing is handed over before all of it is read, so a
 * failing or cancelled reading has stored nothing but rejected records.
 *
 * @throws ImportError of any code of `types.ts`.
 */
export async function readExport(
  files: readonly ExportFile[],
  options: ReadOptions,
  sink: FactSink,
  control: ReadControl = {},
): Promise<ReadResult> {
  const opened: OpenedFile[] = [];
  for (const file of files) opened.push(await openExport(file));
  const reading = new Reading(opened, options, sink, control);
  for (const file of opened) await reading.file(file);
  return reading.finish();
}

class Reading {
  #rows = 0;
  #accepted = 0;
  #rejected = 0;
  #skipped = 0;
  #bytes = 0;
  #first: Prepared | undefined;
  readonly #total: number;
  readonly #gathered = new Gathered();
  readonly #kept: Rejection[] = [];
  #pending: RejectedRecord[] = [];
  readonly #files: ReadFile[] = [];
  readonly #warnings = new Set<string>();
  readonly #options: ReadOptions;
  readonly #sink: FactSink;
  readonly #control: ReadControl;

  constructor(opened: readonly OpenedFile[], options: ReadOptions, sink: FactSink, control: ReadControl) {
    this.#options = options;
    this.#sink = sink;
    this.#control = control;
    this.#total = opened.reduce((sum, { size }) => sum + size, 0);
    for (const { warnings } of opened) for (const warning of warnings) this.#warnings.add(warning);
  }

  async file(opened: OpenedFile): Promise<void> {
    const hash = createHash('sha256');
    const rowsBefore = this.#rows;
    for (const part of opened.parts) {
      const prepared = await prepare(part, this.#options);
      this.#sameTable(prepared);
      await this.#part(part, prepared, hash, opened.file.name);
    }
    const rows = this.#rows - rowsBefore;
    this.#files.push({ name: opened.file.name, sha256: hash.digest('hex'), bytes: opened.size, rows });
  }

  /** Parts of one export are read with one profile and the same columns. */
  #sameTable(prepared: Prepared): void {
    this.#first ??= prepared;
    const [one, other] = [this.#first.located, prepared.located];
    const columns = (names: readonly string[]): string => names.toSorted().join('\u001F');
    if (one.profile === other.profile && columns(one.header.names) === columns(other.header.names)) return;
    throw new ImportError(
      'unreadable',
      `${prepared.part.name} and ${this.#first.part.name} are different tables; import them one by one.`,
    );
  }

  async #part(part: ExportPart, prepared: Prepared, hash: Hash, file: string): Promise<void> {
    const rows = new RowReader(prepared, this.#options, this.#gathered);
    const records = new RecordLoop(prepared, rows, (column, row, record) =>
      this.#reject(file, row, column, rows, record),
    );
    const before = this.#rows;
    const bytes = part.bytes((count) => (this.#bytes += count));
    for await (const chunk of toUtf8(hashed(bytes, hash), prepared.encoding, part.name)) {
      if (this.#control.signal?.aborted === true)
        throw new ImportError('cancelled', 'The import was cancelled.');
      this.#guard(part, () => records.push(chunk));
      this.#rows = before + records.rows;
      if (this.#pending.length >= REJECTION_BATCH) await this.#flush();
      this.#report();
    }
    this.#guard(part, () => records.end());
    this.#rows = before + records.rows;
    this.#accepted += records.accepted;
    this.#skipped += records.skipped;
    this.#rejected += records.rejected;
    for (const warning of [...prepared.warnings, ...warningsOf(rows, records, part.name)])
      this.#warnings.add(warning);
  }

  #guard(part: ExportPart, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (error instanceof EndlessRecordError)
        throw new ImportError('unreadable', `${part.name} has a record of more than eight megabytes.`);
      throw error;
    }
  }

  #reject(file: string, row: number, column: string, rows: RowReader, record: Tokenizer): void {
    const rejection = { row, column, reason: rows.reason };
    if (this.#kept.length < KEPT_REJECTIONS) this.#kept.push(rejection);
    const cells: string[] = [];
    for (let index = 0; index < Math.min(record.count, MOST_KEPT_CELLS); index += 1)
      cells.push(record.text(index).slice(0, LONGEST_KEPT_CELL));
    this.#pending.push({ ...rejection, file, cells });
  }

  async #flush(): Promise<void> {
    const records = this.#pending;
    this.#pending = [];
    if (records.length > 0) await this.#sink.rejected(records);
  }

  #report(): void {
    this.#control.onProgress?.({ bytes: Math.round(this.#bytes), totalBytes: this.#total, rows: this.#rows });
  }

  async finish(): Promise<ReadResult> {
    const first = this.#first as Prepared;
    if (this.#accepted === 0) throw this.#nothing(first);
    await this.#flush();
    await this.#control.beforeFacts?.(this.#files);
    const { table, series, tails, sources } = this.#gathered;
    const out = new FactsOut(table, series, tails);
    try {
      for (const batch of out.batches()) {
        if (this.#control.signal?.aborted === true)
          throw new ImportError('cancelled', 'The import was cancelled.');
        await this.#sink.facts(batch);
      }
    } catch (error) {
      if (!(error instanceof AmountRangeError)) throw error;
      throw new ImportError('unreadable', 'The amounts add up to more than can be kept exactly.');
    }
    const { months, firstDay, lastDay } = span(table);
    return {
      profile: first.located.profile.name,
      replaces: first.located.profile.replaces,
      encoding: first.encoding.name,
      delimiter: first.dialect.delimiter,
      headerHash: headerHash(first.located.header.names),
      rows: this.#rows,
      accepted: this.#accepted,
      rejected: this.#rejected,
      skipped: this.#skipped,
      rejections: this.#kept,
      controlTotals: out.totals.billed,
      creditTotals: out.totals.credits,
      effectiveTotals: out.totals.effective,
      firstDay: dayFromNumber(firstDay),
      lastDay: dayFromNumber(lastDay),
      facts: table.size,
      sources: [...sources].sort(),
      billingMonths: months.map(monthFromNumber),
      files: this.#files,
      warnings: [...this.#warnings],
    };
  }

  #nothing(first: Prepared): ImportError {
    const name = first.part.name;
    const [reason] = this.#kept;
    if (this.#rejected > 0)
      return new ImportError(
        'nothing_to_import',
        `None of the ${this.#rows} records of ${name} can be read; the first: row ${reason?.row ?? 1}, ${reason?.column === '' || reason === undefined ? '' : `column ${reason.column}, `}${reason?.reason ?? ''}.`,
        { rejected: this.#rejected, skipped: this.#skipped },
      );
    return this.#rows === 0
      ? new ImportError('nothing_to_import', `${name} has a header and no records.`)
      : new ImportError(
          'nothing_to_import',
          `${name} has ${this.#rows} records, and none of them has an amount.`,
        );
  }
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

function span(table: { size: number; day: Int32Array; month: Int32Array }): {
  months: number[];
  firstDay: number;
  lastDay: number;
} {
  const months = new Set<number>();
  let firstDay = Infinity;
  let lastDay = -Infinity;
  for (let fact = 0; fact < table.size; fact += 1) {
    const day = table.day[fact] as number;
    if (day < firstDay) firstDay = day;
    if (day > lastDay) lastDay = day;
    months.add(table.month[fact] as number);
  }
  return { months: [...months].sort((a, b) => a - b), firstDay, lastDay };
}
