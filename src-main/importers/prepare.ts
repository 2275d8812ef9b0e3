/** Looks at the first part of a table and decides, once for the file, how all of it is read. */
import { decimalEvidence } from './amount-text.ts';
import { containerOf, type ExportPart } from './containers.ts';
import { slashedParts } from './dates.ts';
import { OrderEvidence } from './day-order.ts';
import { detectDialect, type Dialect } from './dialect.ts';
import { detectEncoding, namedEncoding, refuseOtherText, toUtf8, type Encoding } from './encoding.ts';
import { withEpochDays } from './epoch.ts';
import { filledCells } from './generic/cells.ts';
import { locateHeader, type LocatedHeader } from './locate.ts';
import type { Layout } from './profile.ts';
import { EndlessRecordError, Tokenizer } from './tokenizer.ts';
import { ImportError, type DateOrder, type DecimalMark, type ReadOptions } from './types.ts';

/** Decisions are taken from this much of a table, or all of a smaller one. */
const SAMPLE_BYTES = 4 << 20;
/** Enough to tell what kind of text it is. */
const MOST_OF_BEGINNING = 1024;
const SAMPLE_RECORDS = 200;

export interface Prepared {
  readonly part: ExportPart;
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  readonly located: LocatedHeader;
  readonly layout: Layout;
  readonly decimal: DecimalMark;
  readonly dateOrder: DateOrder | undefined;
  /** So many bytes of the table were looked at as records. */
  readonly sampleBytes: number;
  readonly warnings: readonly string[];
}

/** Decides encoding, delimiter, header, profile, decimal style and date order of a table. */
export async function prepare(
  part: ExportPart,
  stated: ReadOptions,
  sampleBytes = SAMPLE_BYTES,
): Promise<Prepared> {
  const raw = await firstBytes(part, sampleBytes);
  const encoding =
    stated.encoding === undefined
      ? detectEncoding(raw.bytes, part.name, raw.complete)
      : namedEncoding(stated.encoding, raw.bytes);
  const sample = decodedSample(raw, encoding, part.name);
  refuseOtherText(sample.toString('utf8', 0, MOST_OF_BEGINNING), part.name);
  const dialect = detectDialect(sample, stated.delimiter, part.name);
  const { records, bytes } = recordsOf(sample, dialect, raw.complete, part.name);
  const located = locateHeader(part.name, records, stated);
  const { options } = located;
  const layout = withEpochDays(located.match.layout(located.sample, options), located.sample);
  refuseDuplicates(located, layout, part.name);
  const evidence = new Evidence(layout, slashedColumns(located));
  if (options.decimal === undefined || options.dateOrder === undefined)
    evidence.read(tokensOf(sample, dialect, raw.complete), located);
  return {
    part,
    encoding,
    dialect,
    located,
    layout,
    decimal: options.decimal ?? decideDecimal(evidence, dialect, part.name),
    dateOrder:
      options.dateOrder ?? (await decideOrder(part, encoding, dialect, located, evidence, raw.complete)),
    sampleBytes: bytes,
    warnings: [
      ...(encoding.guessed
        ? [`The encoding of ${part.name} is taken to be ${encoding.name}; the file does not say.`]
        : []),
      ...(layout.warnings ?? []),
      ...(located.isRemembered && Object.keys(options).length > 0
        ? [`${part.name} is read as the last file with this header was: ${describeOptions(options)}.`]
        : []),
    ],
  };
}

async function firstBytes(part: ExportPart, most: number): Promise<{ bytes: Buffer; complete: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  let complete = true;
  for await (const chunk of part.bytes(() => undefined)) {
    chunks.push(Buffer.from(chunk.subarray(0, most - length)));
    length += chunk.length;
    if (length >= most) {
      complete = false;
      break;
    }
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) throw new ImportError('nothing_to_import', `${part.name} is empty.`);
  if (containerOf(bytes) !== 'plain')
    throw new ImportError('unreadable', `${part.name} is packed more than once; unpack it first.`);
  return { bytes, complete };
}

function decodedSample(raw: { bytes: Buffer; complete: boolean }, encoding: Encoding, name: string): Buffer {
  if (encoding.name === 'utf-8') return raw.bytes;
  const decoder = new TextDecoder(encoding.name, { fatal: encoding.name.startsWith('utf-16') });
  try {
    return Buffer.from(decoder.decode(raw.bytes, { stream: !raw.complete }), 'utf8');
  } catch {
    throw new ImportError('unreadable', `${name} holds bytes that are no ${encoding.name.toUpperCase()}.`);
  }
}

/** The records of a sample; a record that the end of the sample cuts is left out. */
function* tokensOf(sample: Buffer, dialect: Dialect, complete: boolean): Generator<Tokenizer> {
  const tokenizer = new Tokenizer(dialect.delimiter.charCodeAt(0));
  tokenizer.push(sample);
  if (complete) tokenizer.end();
  let skip = dialect.separatorLine;
  while (tokenizer.next()) {
    if (skip) skip = false;
    else if (!tokenizer.isBlank()) yield tokenizer;
  }
}

function recordsOf(
  sample: Buffer,
  dialect: Dialect,
  complete: boolean,
  name: string,
): { records: string[][]; bytes: number } {
  const records: string[][] = [];
  let bytes = 0;
  for (const record of tokensOf(sample, dialect, complete)) {
    records.push(record.texts());
    bytes = record.recordEnd;
    if (records.length === SAMPLE_RECORDS) break;
  }
  if (records.length > 0) return { records, bytes };
  if (complete) throw new ImportError('nothing_to_import', `${name} has no records.`);
  throw new ImportError('unreadable', `${name} has no record in its first ${SAMPLE_BYTES >> 20} megabytes.`);
}

function refuseDuplicates(located: LocatedHeader, layout: Layout, name: string): void {
  const used = [...layout.days, ...layout.amountColumns, layout.texts['currency'] ?? -1];
  const twice = used.find(
    (column) => column >= 0 && located.header.isDuplicated(column) && !isOfItsOwnDay(layout, column),
  );
  if (twice !== undefined)
    throw new ImportError(
      'not_an_export',
      `${name} has two columns named “${located.header.names[twice] ?? ''}”, and which of them counts is not clear.`,
    );
}

/** Months below a record of years bear the same names and are not the same. */
function isOfItsOwnDay({ wide = [] }: Layout, column: number): boolean {
  const day = wide.find((one) => one.column === column)?.day;
  return day !== undefined && wide.every((one) => one.column === column || one.day !== day);
}

/** What the cells of a table say about its decimal style and the order of its days. */
class Evidence {
  readonly amounts = { point: 0, comma: 0, undecided: 0, groups: 0 };
  readonly days = new OrderEvidence();
  /** The same of columns that are not read: where the days leave it open, they are written alike. */
  readonly others = new OrderEvidence();
  readonly #layout: Layout;
  readonly #otherColumns: readonly number[];
  readonly #dayColumns: readonly number[];
  /** Days that are not read, but are written as those that are. */
  readonly #hintColumns: readonly number[];

  constructor(layout: Layout, otherColumns: readonly number[]) {
    this.#layout = layout;
    this.#otherColumns = otherColumns;
    this.#dayColumns = [...new Set([...layout.days, ...layout.months])];
    const periods = new Set((layout.periods ?? []).flat());
    this.#hintColumns = [...periods].filter((column) => !this.#dayColumns.includes(column));
  }

  read(records: Iterable<Tokenizer>, located: LocatedHeader): void {
    let index = 0;
    for (const record of records) {
      index += 1;
      if (index > located.index + 1) this.add(record);
    }
  }

  add(record: Tokenizer): void {
    const { amountColumns, days, months, monthHints = months, periods = [] } = this.#layout;
    addTo(this.amounts, decimalEvidence(amountColumns.map((column) => record.text(column))));
    for (const column of this.#dayColumns) this.days.add(record.text(column));
    for (const column of this.#otherColumns) this.others.add(record.text(column));
    for (const column of this.#hintColumns) this.days.addHint(record.text(column));
    for (const [start, end] of periods) this.days.addPeriod(record.text(start), record.text(end));
    const [day] = days;
    for (const month of monthHints)
      if (day !== undefined && day !== month) this.days.addMonth(record.text(day), record.text(month));
  }
}

/** Columns whose cells in the sample are all slashed days. */
function slashedColumns({ header, sample }: LocatedHeader): number[] {
  return header.names.flatMap((_, column) => {
    const cells = filledCells(sample, column);
    return cells.length > 0 && cells.every((cell) => slashedParts(cell) !== undefined) ? [column] : [];
  });
}

function addTo<K extends string>(into: Record<K, number>, from: Readonly<Record<K, number>>): void {
  for (const key of Object.keys(into) as K[]) into[key] += from[key];
}

function decideDecimal({ amounts, days }: Evidence, dialect: Dialect, name: string): DecimalMark {
  if (amounts.comma > amounts.point) return ',';
  if (amounts.point > 0 || amounts.undecided + amounts.groups === 0 || dialect.delimiter === ',') return '.';
  // 1.234 beside 31.12.2025 is more than a thousand.
  if (amounts.undecided === 0 && days.dotted > 0 && days.dotted > days.clear / 2) return ',';
  throw new ImportError(
    'choice_needed',
    `The amounts of ${name} can be read with a decimal point or comma.`,
    {},
    [
      {
        option: '--decimal',
        values: ['.', ','],
        reason: `All amounts look like ${amounts.groups > 0 ? '1.234' : '1,234'}.`,
      },
    ],
  );
}

/**
 * The order of slashed days. A table without one has none. Where the sample leaves it open the whole file is asked;
 * where that does too and the days are all slashed, only the user can know.
 */
async function decideOrder(
  part: ExportPart,
  encoding: Encoding,
  dialect: Dialect,
  located: LocatedHeader,
  evidence: Evidence,
  complete: boolean,
): Promise<DateOrder | undefined> {
  if (evidence.days.order === 'open' && !complete) await readOn(part, encoding, dialect, located, evidence);
  const { order } = evidence.days;
  if (order !== 'open') return order;
  const ofOthers = evidence.others.order;
  if (ofOthers === 'dmy' || ofOthers === 'mdy') return ofOthers;
  throw new ImportError('choice_needed', `The days of ${part.name} can be day/month or month/day.`, {}, [
    {
      option: '--date-order',
      values: ['dmy', 'mdy'],
      reason: 'No day of the file is above 12, and no billing period settles the order.',
    },
  ]);
}

async function readOn(
  part: ExportPart,
  encoding: Encoding,
  dialect: Dialect,
  located: LocatedHeader,
  evidence: Evidence,
): Promise<void> {
  const tokenizer = new Tokenizer(dialect.delimiter.charCodeAt(0));
  let skip = located.index + 1 + (dialect.separatorLine ? 1 : 0);
  for await (const chunk of toUtf8(
    part.bytes(() => undefined),
    encoding,
    part.name,
  )) {
    try {
      tokenizer.push(chunk);
    } catch (error) {
      if (error instanceof EndlessRecordError) return;
      throw error;
    }
    while (tokenizer.next()) {
      if (tokenizer.isBlank()) continue;
      if (skip > 0) skip -= 1;
      else evidence.add(tokenizer);
      if (evidence.days.order !== 'open') return;
    }
  }
}

function describeOptions({ map = {}, profile, currency, dateOrder, decimal }: ReadOptions): string {
  const stated = { ...map, profile, currency, 'date order': dateOrder, decimal };
  return Object.entries(stated)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]))
    .join(', ');
}
