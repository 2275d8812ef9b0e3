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

/**
 * Reads a table with the columns `series_id` and `value` (others are ignored) in one pass, as text or gzipped; the rows of
 * a series stand in order of time but may lie among others'. Values are kept as numbers only, so that millions of rows fit.
 * A missing column or a value that is no number: `unreadable`, with the row.
 */
export async function readSeries(file: string, onRows?: (rows: number) => void): Promise<TableSeries[]> {
  const source = createReadStream(file);
  const stream = file.toLowerCase().endsWith('.gz') ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => stream.destroy(error));
  const growing = new Map<string, GrowingValues>();
  let table: TableHeader | undefined;
  let row = 0;
  let open = '';
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      const record = open === '' ? line : `${open}\n${line}`;
      open = quotesOf(record) % 2 === 1 ? record : '';
      if (open !== '' || record.trim() === '') continue;
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
      if (row % 100_000 === 0) onRows?.(row);
    }
  } catch (error) {
    throw error instanceof HeadroomError ? error : unreadable(file, error);
  }
  if (table === undefined)
    throw new HeadroomError('unreadable', `${file} is empty; it needs the columns series_id and value.`, {
      file,
    });
  return Array.from(growing, ([id, series]) => ({ id, values: series.finish() }));
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

function unreadable(file: string, error: unknown): HeadroomError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const reason = isMissing ? 'there is no such file' : error instanceof Error ? error.message : String(error);
  return new HeadroomError('unreadable', `Cannot read ${file}: ${reason}.`, { file });
}
