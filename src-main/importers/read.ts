/** Reads an export of one or several files into grouped, exact facts. */
import { createHash, type Hash } from 'node:crypto';
import { dayFromNumber, monthFromNumber } from '#shared/domain/calendar.ts';
import { digestOf, hashed } from './content-hash.ts';
import { openExport, plainBytes, type ExportPart, type OpenedFile } from './containers.ts';
import { toUtf8 } from './encoding.ts';
import { AmountRangeError, FactsOut } from './facts-out.ts';
import { Gathered } from './gathered.ts';
import { headerHash } from './header-hash.ts';
import { refuseNoPart } from './parts.ts';
import { prepare, type Prepared } from './prepare.ts';
import { cutOf, rangeTask, readRange, type RangeResult } from './ranges/read-range.ts';
import { RecordLoop } from './record-loop.ts';
import { rejectedRecord } from './rejected.ts';
import { Rejections } from './rejections.ts';
import { nothingToImport } from './nothing.ts';
import { RowReader } from './row-reader.ts';
import { addTallies, warningsOf, type Tally } from './tally.ts';
import { EndlessRecordError } from './tokenizer.ts';
import {
  ImportError,
  type ExportFile,
  type FactSink,
  type ReadControl,
  type ReadFile,
  type ReadOptions,
  type ReadResult,
} from './types.ts';

/** Rejected records wait until it is sure that two threads read the file right. */
const MOST_HELD_BACK = 2000;

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

interface PartRead {
  readonly tally: Tally;
  /** SHA-256 of the bytes after decompression. */
  readonly digest: string;
}

class Reading {
  #rows = 0;
  #accepted = 0;
  #rejected = 0;
  #skipped = 0;
  #bytes = 0;
  #first: Prepared | undefined;
  readonly #total: number;
  #gathered = new Gathered();
  readonly #rejections = new Rejections();
  readonly #files: ReadFile[] = [];
  /** The names of the tables that were read and hold records, by the hash of their bytes. */
  readonly #read = new Map<string, string>();
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
    const digests: string[] = [];
    const rowsBefore = this.#rows;
    for (const part of opened.parts) {
      const prepared = await prepare(part, this.#options);
      if (this.#first === undefined) this.#first = prepared;
      else refuseNoPart(this.#first, prepared);
      const before = this.#rows;
      const digest = await this.#part(part, prepared, opened.file);
      if (this.#rows > before) this.#refuseTwice(digest, part.name);
      digests.push(digest);
    }
    const rows = this.#rows - rowsBefore;
    this.#files.push({ name: opened.file.name, sha256: digestOf(digests), bytes: opened.size, rows });
  }

  /** The same bytes twice are a file that was named or downloaded twice, and no two parts of an export. */
  #refuseTwice(digest: string, name: string): void {
    const other = this.#read.get(digest);
    if (other !== undefined)
      throw new ImportError('unreadable', `${other} and ${name} hold the same records; import one of them.`);
    this.#read.set(digest, name);
  }

  /** Reads a part; answers the hash of its bytes. */
  async #part(part: ExportPart, prepared: Prepared, file: ExportFile): Promise<string> {
    const { tally, digest } =
      (await this.#onTwoThreads(part, prepared, file)) ?? (await this.#whole(part, prepared, file));
    this.#accepted += tally.accepted;
    this.#skipped += tally.skipped;
    this.#rejected += tally.rejected;
    for (const warning of [...prepared.warnings, ...warningsOf(tally, part.name)])
      this.#warnings.add(warning);
    return digest;
  }

  /** A large plain file in UTF-8 is read by two threads: its beginning by this one, which also takes its hash. */
  async #onTwoThreads(part: ExportPart, prepared: Prepared, file: ExportFile): Promise<PartRead | undefined> {
    const { plain } = part;
    if (
      plain === undefined ||
      prepared.encoding.name !== 'utf-8' ||
      this.#gathered.series.length > 0 ||
      this.#rows > 0
    )
      return undefined;
    const cut = await cutOf(plain.path, plain.size);
    if (cut === undefined) return undefined;
    const stop = new AbortController();
    let other = { bytes: 0, rows: 0 };
    const ending = readRange(
      rangeTask(prepared, file, cut),
      stop.signal,
      (bytes, rows) => (other = { bytes, rows }),
    );
    try {
      const hash = createHash('sha256');
      const beginning = await this.#beginning(prepared, plain.path, cut, hash, () => other);
      if (beginning === undefined) return this.#startAnew();
      for await (const chunk of plainBytes(plain.path, () => undefined, { start: cut, end: Infinity })) {
        this.#refuseCancelled();
        hash.update(chunk);
      }
      const end = await ending;
      this.#refuseCancelled();
      return end === undefined
        ? this.#startAnew()
        : { tally: this.#join(beginning, end), digest: hash.digest('hex') };
    } finally {
      stop.abort();
      await ending;
    }
  }

  /** Reads up to the cut. `undefined` where no record ends there, or too much is rejected to be kept until the end. */
  async #beginning(
    prepared: Prepared,
    path: string,
    cut: number,
    hash: Hash,
    other: () => { readonly bytes: number; readonly rows: number },
  ): Promise<Tally | undefined> {
    const { part } = prepared;
    const rows = new RowReader(prepared, this.#gathered);
    const records = new RecordLoop(prepared, rows, (column, row, record) =>
      this.#rejections.add(rejectedRecord(part.name, { row, column, reason: rows.reason }, record)),
    );
    let bytes = 0;
    const count = (more: number): void => void (bytes += more);
    for await (const chunk of plainBytes(path, count, { start: 0, end: cut })) {
      this.#refuseCancelled();
      hash.update(chunk);
      this.#guard(part, records, () => records.push(chunk));
      if (this.#rejections.pending > MOST_HELD_BACK) return undefined;
      const { bytes: otherBytes, rows: otherRows } = other();
      this.#bytes = bytes + otherBytes;
      this.#rows = records.rows + otherRows;
      this.#report();
    }
    return records.isCut ? undefined : records.tally();
  }

  #startAnew(): undefined {
    this.#gathered = new Gathered();
    this.#rejections.clear();
    this.#rows = 0;
    this.#bytes = 0;
  }

  #join(beginning: Tally, end: RangeResult): Tally {
    this.#gathered.absorb(end.gathered, beginning.rows);
    for (const record of end.rejected) this.#rejections.add({ ...record, row: record.row + beginning.rows });
    const tally = addTallies(beginning, end.tally);
    this.#rows = tally.rows;
    this.#bytes = this.#total;
    return tally;
  }

  #refuseCancelled(): void {
    if (this.#control.signal?.aborted === true)
      throw new ImportError('cancelled', 'The import was cancelled; nothing was changed.');
  }

  async #whole(part: ExportPart, prepared: Prepared, file: ExportFile): Promise<PartRead> {
    const rows = new RowReader(prepared, this.#gathered);
    const before = this.#rows;
    const records = new RecordLoop(
      prepared,
      rows,
      (column, row, record) =>
        this.#rejections.add(rejectedRecord(file.name, { row, column, reason: rows.reason }, record)),
      { rowsBefore: before },
    );
    const hash = createHash('sha256');
    const bytes = part.bytes((count) => (this.#bytes += count));
    for await (const chunk of toUtf8(hashed(bytes, hash), prepared.encoding, part.name)) {
      this.#refuseCancelled();
      this.#guard(part, records, () => records.push(chunk));
      this.#rows = before + records.rows;
      await this.#rejections.flush(this.#sink, false);
      this.#report();
    }
    this.#guard(part, records, () => records.end());
    this.#rows = before + records.rows;
    return { tally: records.tally(), digest: hash.digest('hex') };
  }

  #guard(part: ExportPart, records: RecordLoop, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (error instanceof EndlessRecordError)
        throw new ImportError(
          'unreadable',
          `${part.name} has a record of more than eight megabytes after ${records.rows} others; look there for a quote that is never closed.`,
        );
      throw error;
    }
  }

  #report(): void {
    this.#control.onProgress?.({ bytes: Math.round(this.#bytes), totalBytes: this.#total, rows: this.#rows });
  }

  async finish(): Promise<ReadResult> {
    const first = this.#first as Prepared;
    if (this.#accepted === 0) {
      const counts = { rows: this.#rows, rejected: this.#rejected, skipped: this.#skipped };
      throw nothingToImport(first.part.name, counts, this.#rejections.kept[0]);
    }
    await this.#rejections.flush(this.#sink, true);
    await this.#control.beforeFacts?.(this.#files, first.located.options);
    const { table, series, tails } = this.#gathered;
    const out = new FactsOut(table, series, tails);
    try {
      for (const batch of out.batches()) {
        this.#refuseCancelled();
        await this.#sink.facts(batch);
      }
    } catch (error) {
      if (!(error instanceof AmountRangeError)) throw error;
      throw new ImportError('unreadable', 'The amounts add up to more than can be kept exactly.');
    }
    const { months, firstDay, lastDay } = table.span();
    return {
      profile: first.located.profile.name,
      replaces: first.located.profile.replaces,
      view: first.layout.view,
      encoding: first.encoding.name,
      delimiter: first.dialect.delimiter,
      headerHash: headerHash(first.located.header.names),
      options: first.located.options,
      rows: this.#rows,
      accepted: this.#accepted,
      rejected: this.#rejected,
      skipped: this.#skipped,
      rejections: this.#rejections.kept,
      controlTotals: out.totals.billed,
      creditTotals: out.totals.credits,
      effectiveTotals: out.totals.effective,
      firstDay: dayFromNumber(firstDay),
      lastDay: dayFromNumber(lastDay),
      facts: table.size,
      sources: [...new Set(series.map(({ source }) => source))].sort(),
      billingMonths: months.map(monthFromNumber),
      files: this.#files,
      warnings: [...this.#warnings],
    };
  }
}
