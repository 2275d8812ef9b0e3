import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { HeadroomError } from '#shared/contract/errors.ts';

/** A series of a table: its values in the order of the rows; a missing one is NaN. */
export interface TableSeries {
  readonly id: string;
  readonly values: Float64Array;
}

const MISSING = new Set(['', 'na', 'nan', 'n/a', 'null']);
const DELIMITERS = [',', ';', '\t'];

/** The file of a table, and how the user calls it. */
export interface SeriesFile {
  readonly path: string;
  /** Stands in messages; `.gz` at its end says that the file is packed. */
  readonly name: string;
}

/**
 * Reads a table with the columns `series_id` and `value` (others are ignored) in one pass, as text or gzipped; the rows of
 * a series stand in order of time but may lie among others'. Values are kept as numbers only, so that millions of rows fit.
 * A missing column, a value that is no number or a quote that is never closed: `unreadable`, with the row.
 */
export async function readSeries(
  { path, name: file }: SeriesFile,
  onRows?: (rows: number) => void,
): Promise<TableSeries[]> {
  const growing = new Map<string, GrowingValues>();
  let table: TableHeader | undefined;
  let row = 0;
  for await (const record of recordsOf(path, file)) {
    if (table === undefined) {
      table = headerOf(record, file);
      continue;
    }
    row += 1;
    const fields = splitRecord(record, table.delimiter);
    const id = fields[table.id] ?? '';
    let series = growing.get(id);
    if (series === undefined) growing.set(id, (series = new GrowingValues()));
    series.push(valueOf(fields[table.value] ?? '', table.delimiter, file, row));
    if (row % ROWS_BETWEEN_WORDS === 0) onRows?.(row);
  }
  if (table === undefined)
    throw new HeadroomError('unreadable', `${file} is empty; it needs the columns series_id and value.`, {
      file,
    });
  return Array.from(growing, ([id, series]) => ({ id, values: series.finish() }));
}

const ROWS_BETWEEN_WORDS = 100_000;

/** The records of a table that are not blank; a quoted field may hold the ends of lines. */
async function* recordsOf(path: string, file: string): AsyncGenerator<string> {
  const source = createReadStream(path);
  const stream = file.toLowerCase().endsWith('.gz') ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => stream.destroy(error));
  let open: string[] = [];
  let [count, begun] = [0, 0];
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      const isOdd = quotesOf(line) % 2 === 1;
      if (open.length === 0 && !isOdd) {
        if (line.trim() === '') continue;
        count += 1;
        yield line;
        continue;
      }
      if (open.length === 0) begun = count;
      const isClosing = open.length > 0 && isOdd;
      open.push(line);
      if (!isClosing) continue;
      count += 1;
      yield open.join('\n');
      open = [];
    }
  } catch (error) {
    throw error instanceof HeadroomError ? error : unreadable(file, error);
  }
  if (open.length > 0) throw neverClosed(file, begun);
}

interface TableHeader {
  readonly delimiter: string;
  readonly id: number;
  readonly value: number;
}

function headerOf(line: string, file: string): TableHeader {
  const text = line.replace(/^\uFEFF/, '');
  const delimiter = DELIMITERS.find((one) => text.includes(one)) ?? ',';
  const names = splitRecord(text, delimiter).map((name) => name.trim().toLowerCase());
  const place = (name: string): number => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    throw new HeadroomError(
      'unreadable',
      `${file} has no column "${name}"; its header must name series_id, t and value.`,
      {
        file,
        column: name,
        found: names,
      },
    );
  };
  return { delimiter, id: place('series_id'), value: place('value') };
}

function valueOf(text: string, delimiter: string, file: string, row: number): number {
  const plain = text.trim();
  if (MISSING.has(plain.toLowerCase())) return Number.NaN;
  const value = Number(delimiter === ';' ? plain.replace(',', '.') : plain);
  if (Number.isFinite(value)) return value;
  throw new HeadroomError(
    'unreadable',
    `${file}, row ${row}: "${plain}" in the column value is not a number; correct or empty it.`,
    {
      file,
      row,
      column: 'value',
    },
  );
}

function quotesOf(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** The fields of a record; quoted fields may hold delimiters, and quotes doubled. */
function splitRecord(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at]!;
    if (sign === '"') {
      if (quoted && line[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = !quoted;
    } else if (sign === delimiter && !quoted) {
      fields.push(field);
      field = '';
    } else field += sign;
  }
  return [...fields, field];
}

class GrowingValues {
  #values = new Float64Array(64);
  #count = 0;

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  finish(): Float64Array {
    return this.#values.slice(0, this.#count);
  }
}

/** All behind such a quote would be one field, and no row of it a value. */
function neverClosed(file: string, row: number): HeadroomError {
  const place = row === 0 ? 'the header' : `row ${row}`;
  return new HeadroomError(
    'unreadable',
    `${file}, ${place}: a quote (") is opened and never closed; close it or write it twice.`,
    { file, row },
  );
}

function unreadable(file: string, error: unknown): HeadroomError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const reason = isMissing ? 'there is no such file' : error instanceof Error ? error.message : String(error);
  return new HeadroomError('unreadable', `Cannot read ${file}: ${reason}.`, { file });
}
