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
import { cutsOf, readRanges, type RangeResult } from './ranges/read-ranges.ts';
import { RecordLoop } from './record-loop.ts';
import { rejectedRecord } from './rejected.ts';
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
  type RejectedRecord,
} from './types.ts';

const KEPT_REJECTIONS = 100;
/** So that the last record of the sample ends within it. */
const SAMPLE_SPARE_BYTES = 16;
const REJECTION_BATCH = 500;
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
    const digests: string[] = [];
    const rowsBefore = this.#rows;
    for (const part of opened.parts) {
      const prepared = await prepare(part, this.#options);
      this.#sameTable(prepared);
      digests.push(await this.#part(part, prepared, opened.file));
    }
    const rows = this.#rows - rowsBefore;
    this.#files.push({ name: opened.file.name, sha256: digestOf(digests), bytes: opened.size, rows });
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

  /** Reads a part; answers the hash of its bytes. */
  async #part(part: ExportPart, prepared: Prepared, file: ExportFile): Promise<string> {
    const { tally, digest } =
      (await this.#inRanges(part, prepared, file)) ?? (await this.#whole(part, prepared, file));
    this.#accepted += tally.accepted;
    this.#skipped += tally.skipped;
    this.#rejected += tally.rejected;
    for (const warning of [...prepared.warnings, ...warningsOf(tally, part.name)])
      this.#warnings.add(warning);
    return digest;
  }

  /** A large plain file in UTF-8 is read by several threads, while this one takes its hash. */
  async #inRanges(part: ExportPart, prepared: Prepared, file: ExportFile): Promise<PartRead | undefined> {
    if (part.plain === undefined || prepared.encoding.name !== 'utf-8') return undefined;
    const cuts = await cutsOf(part.plain.path, part.plain.size);
    if (cuts === undefined) return undefined;
    const rowsBefore = this.#rows;
    const bytesBefore = this.#bytes;
    const { signal } = this.#control;
    const { located, decimal, dateOrder, encoding, dialect } = prepared;
    const decided = { decimal, encoding: encoding.name, delimiter: dialect.delimiter };
    const reading = readRanges(
      file,
      { ...located.options, ...decided, ...(dateOrder !== undefined && { dateOrder }) },
      prepared.sampleBytes + SAMPLE_SPARE_BYTES,
      cuts,
      (bytes, rows) => {
        this.#bytes = bytesBefore + bytes;
        this.#rows = rowsBefore + rows;
        this.#report();
      },
      signal,
    );
    const hash = createHash('sha256');
    for await (const chunk of part.bytes(() => undefined)) {
      if (signal?.aborted === true) break;
      hash.update(chunk);
    }
    const results = await reading;
    if (signal?.aborted === true) throw cancelled();
    if (results === undefined) return undefined;
    return { tally: this.#join(results, rowsBefore), digest: hash.digest('hex') };
  }

  #join(results: readonly RangeResult[], rowsBefore: number): Tally {
    this.#rows = rowsBefore;
    for (const { gathered, rejected, tally } of results) {
      this.#gathered.absorb(gathered);
      for (const record of rejected) this.#reject({ ...record, row: record.row + this.#rows });
      this.#rows += tally.rows;
    }
    return results.map(({ tally }) => tally).reduce(addTallies);
  }

  async #whole(part: ExportPart, prepared: Prepared, file: ExportFile): Promise<PartRead> {
    const rows = new RowReader(prepared, this.#gathered);
    const records = new RecordLoop(prepared, rows, (column, row, record) =>
      this.#reject(rejectedRecord(file.name, { row, column, reason: rows.reason }, record)),
    );
    const before = this.#rows;
    const hash = createHash('sha256');
    const bytes = part.bytes((count) => (this.#bytes += count));
    for await (const chunk of toUtf8(hashed(bytes, hash), prepared.encoding, part.name)) {
      if (this.#control.signal?.aborted === true) throw cancelled();
      this.#guard(part, () => records.push(chunk));
      this.#rows = before + records.rows;
      if (this.#pending.length >= REJECTION_BATCH) await this.#flush();
      this.#report();
    }
    this.#guard(part, () => records.end());
    this.#rows = before + records.rows;
    return { tally: records.tally(), digest: hash.digest('hex') };
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

  #reject(record: RejectedRecord): void {
    const { row, column, reason } = record;
    if (this.#kept.length < KEPT_REJECTIONS) this.#kept.push({ row, column, reason });
    this.#pending.push(record);
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
    await this.#control.beforeFacts?.(this.#files, first.located.options);
    const { table, series, tails, sources } = this.#gathered;
    const out = new FactsOut(table, series, tails);
    try {
      for (const batch of out.batches()) {
        if (this.#control.signal?.aborted === true) throw cancelled();
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
      options: first.located.options,
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

/** One table is identified by its bytes, several in one file by all of theirs. */
function digestOf(digests: readonly string[]): string {
  const [only] = digests;
  return digests.length === 1 && only !== undefined
    ? only
    : createHash('sha256').update(digests.join('')).digest('hex');
}

function cancelled(): ImportError {
  return new ImportError('cancelled', 'The import was cancelled; nothing was changed.');
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
