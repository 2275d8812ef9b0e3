import { monthFromNumber, type Month } from '#shared/domain/calendar.ts';
import type { CostView } from '#shared/domain/import.ts';
import {
  countedPortions,
  type CountedPart,
  type CountedPortion,
  type Portion,
  type RankedImport,
} from '#shared/engine/imports/counting.ts';
import type { Reader } from './reader.ts';
import type { RowChange, Writer } from './writer.ts';

/** A whole portion as it lies in the workspace; its facts and their months go under its number. */
export interface StoredPortion extends Portion {
  readonly number: number;
}

/** Imports that were not undone. */
export function readRankedImports(reader: Reader): RankedImport[] {
  return reader
    .all<{
      number: bigint;
      rank: bigint | null;
      covers: bigint | null;
      view: CostView | null;
      replaced: string | null;
    }>(
      `SELECT number, body ->> '$.rank' AS rank, body ->> '$.covers' AS covers, body ->> '$.view' AS view, body -> '$.replaced' AS replaced
       FROM import WHERE state IN ('published', 'replaced') ORDER BY number`,
    )
    .map(({ number, rank, covers, view, replaced }) => ({
      number: Number(number),
      rank: Number(rank ?? number),
      covers: covers === null ? numbersOf(replaced) : covers === 1n,
      view: view ?? undefined,
    }));
}

function numbersOf(replaced: string | null): number[] {
  return (JSON.parse(replaced ?? '[]') as string[]).map((id) => Number(id.replace('imp-', '')));
}

/** All whole portions, also of imports that are undone or not published yet. */
export function readPortions(reader: Reader): StoredPortion[] {
  return reader
    .all<{ number: bigint; import_number: bigint; month: bigint; sources: string }>(
      "SELECT number, import_number, month, sources FROM portion WHERE part = 'whole' ORDER BY number",
    )
    .map(({ number, import_number, month, sources }) => ({
      number: Number(number),
      importNumber: Number(import_number),
      month: Number(month),
      sources: JSON.parse(sources) as string[],
    }));
}

/** The portions that count, whatever is marked as counting. */
export function readCounted(reader: Reader): CountedPortion<StoredPortion>[] {
  return countedPortions(readRankedImports(reader), readPortions(reader));
}

/** The numbers of the imports to which portions belong, which are given as JSON. */
export function readImportsOf(reader: Reader, portions: string): Set<number> {
  const rows = reader.all<{ import_number: bigint }>(
    'SELECT DISTINCT import_number FROM portion WHERE number IN (SELECT value FROM json_each(?))',
    portions,
  );
  return new Set(rows.map(({ import_number }) => Number(import_number)));
}

/** Billing months of imports of which nothing counts although the imports are not undone, by the number of the import. */
export function readReplacedMonths(reader: Reader): Map<number, Month[]> {
  const rows = reader.all<{ import_number: bigint; month: bigint }>(
    `SELECT p.import_number, p.month FROM portion p JOIN import i ON i.number = p.import_number
     WHERE i.state IN ('published', 'replaced') GROUP BY p.import_number, p.month HAVING max(p.counts) = 0 ORDER BY 1, 2`,
  );
  const months = new Map<number, Month[]>();
  for (const { import_number, month } of rows) {
    const number = Number(import_number);
    months.set(number, [...(months.get(number) ?? []), monthFromNumber(Number(month))]);
  }
  return months;
}

/** The rank of an import that is newer than all before. */
export function nextRank(writer: Writer): number {
  return writer.nextNumber('import rank');
}

/**
 * Marks the portions that count after imports were published, undone or restored, keeps when each began or ceased to count (for
 * "what did we know on 1 June"), and calls those imports replaced of which nothing counts.
 */
export function refreshPortions(writer: Writer, changes: readonly RowChange[]): void {
  if (!changes.some(({ table }) => table === 'import')) return;
  const counted = readCounted(writer);
  const now = new Set(counted.map(({ portion, part }) => numberOf(writer, portion, part)));
  const marked = writer.all<{ number: bigint }>('SELECT number FROM portion WHERE counts = 1');
  const before = new Set(marked.map(({ number }) => Number(number)));
  for (const number of before) if (!now.has(number)) mark(writer, number, false);
  for (const number of now) if (!before.has(number)) mark(writer, number, true);
  nameReplaced(writer, new Set(counted.map(({ portion }) => portion.importNumber)));
}

function mark(writer: Writer, number: number, counts: boolean): void {
  writer.recounted.set(number, counts);
  writer.run('UPDATE portion SET counts = ? WHERE number = ?', counts ? 1 : 0, number);
  writer.run(
    'INSERT INTO portion_state (number, at, state) VALUES (?, ?, ?)',
    number,
    writer.by.at,
    counts ? 'published' : 'replaced',
  );
}

function nameReplaced(writer: Writer, counting: ReadonlySet<number>): void {
  const rows = writer.all<{ number: bigint; state: string; identity: string; at: string; body: string }>(
    `SELECT * FROM import i WHERE state IN ('published', 'replaced')
       AND EXISTS (SELECT 1 FROM portion WHERE import_number = i.number)`,
  );
  for (const row of rows)
    writer.put('import', { ...row, state: counting.has(Number(row.number)) ? 'published' : 'replaced' });
}

/** The number under which a part of a portion lies; a half is copied when it first counts, and kept. */
function numberOf(writer: Writer, portion: StoredPortion, part: CountedPart): number {
  if (part === 'whole') return portion.number;
  const known = writer.get<{ number: bigint }>(
    'SELECT number FROM portion WHERE whole = ? AND part = ?',
    portion.number,
    part,
  );
  return known === undefined ? copyHalf(writer, portion, part) : Number(known.number);
}

const HALVES = {
  billed: { amounts: 'billed, 0, list, contracted, quantity', sums: 'billed, 0, quantity' },
  effective: { amounts: '0, effective, 0, 0, 0', sums: '0, effective, 0' },
} as const;

function copyHalf(writer: Writer, whole: StoredPortion, part: 'billed' | 'effective'): number {
  const number = writer.nextNumber('portion');
  const { amounts, sums } = HALVES[part];
  const facts = writer.run(
    `INSERT INTO fact (portion, day, series_id, billing_month, billed, effective, list, contracted, quantity, first_row, records)
     SELECT ?, day, series_id, billing_month, ${amounts}, first_row, records FROM fact WHERE portion = ?`,
    number,
    whole.number,
  );
  writer.run(
    `INSERT INTO series_month (portion, month, series_id, billed, effective, quantity)
     SELECT ?, month, series_id, ${sums} FROM series_month WHERE portion = ?`,
    number,
    whole.number,
  );
  writer.run(
    'INSERT INTO portion (number, import_number, month, sources, part, whole, facts, counts) VALUES (?, ?, ?, ?, ?, ?, ?, 0)',
    ...[number, whole.importNumber, whole.month, JSON.stringify(whole.sources), part, whole.number, facts],
  );
  return number;
}
