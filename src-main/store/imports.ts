import { monthFromNumber, monthNumber, type Month } from '#shared/domain/calendar.ts';
import type { Import, ImportState } from '#shared/domain/import.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { notFound } from '#shared/contract/errors.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { RowChange, Writer } from './writer.ts';

/** How a billing month of a service changed when an export was issued again. */
export interface Restatement {
  readonly importId: string;
  readonly month: Month;
  readonly service: string;
  readonly currency: string;
  readonly change: Micros;
}

/** An import as the store keeps it: with what identifies its content, and what it changed of earlier ones. */
export interface StoredImport extends Import {
  readonly identity: string;
  readonly seconds: number;
  readonly restated: readonly Restatement[];
}

interface ImportRow {
  readonly state: ImportState;
  readonly body: string;
}

export function importId(number: number | bigint): string {
  return `imp-${number}`;
}

/** `imp-12` is import number 12. */
function importNumber(id: string): number {
  return Number(/^imp-(\d+)$/.exec(id)?.[1] ?? -1);
}

function toImport(row: ImportRow): StoredImport {
  return { ...readBody<StoredImport>(row.body), state: row.state };
}

/** Imports, newest first, without those that still run. */
export function listImports(
  reader: Reader,
  limit: number,
  offset: number,
): { imports: StoredImport[]; total: number } {
  const rows = reader.all<ImportRow>(
    "SELECT state, body FROM import WHERE state <> 'staging' ORDER BY number DESC LIMIT ? OFFSET ?",
    limit,
    offset,
  );
  const total = reader.get<{ n: bigint }>("SELECT count(*) AS n FROM import WHERE state <> 'staging'");
  return { imports: rows.map(toImport), total: Number(total?.n ?? 0n) };
}

/** One import. None of that id: `not_found`. */
export function readImport(reader: Reader, id: string): StoredImport {
  const row = reader.get<ImportRow>(
    "SELECT state, body FROM import WHERE number = ? AND state <> 'staging'",
    importNumber(id),
  );
  if (row === undefined) throw notFound('import', id, '"headroom imports list"');
  return toImport(row);
}

/** The import that already holds the same content and counts, or has been replaced by a later one. */
export function findByIdentity(reader: Reader, identity: string): StoredImport | undefined {
  const row = reader.get<ImportRow>(
    "SELECT state, body FROM import WHERE identity = ? AND state IN ('published', 'replaced') ORDER BY number DESC LIMIT 1",
    identity,
  );
  return row === undefined ? undefined : toImport(row);
}

/** Published imports that hold months of the same sources. */
export function findOverlapping(
  reader: Reader,
  sources: readonly string[],
  months: readonly Month[],
): StoredImport[] {
  return reader
    .all<ImportRow>("SELECT state, body FROM import WHERE state = 'published' ORDER BY number")
    .map(toImport)
    .filter(
      (one) =>
        one.sources.some((source) => sources.includes(source)) &&
        one.billingMonths.some((month) => months.includes(month)),
    );
}

/** What was kept earlier of a replaced import for just these months. */
export function findRest(
  reader: Reader,
  of: StoredImport,
  months: readonly Month[],
): StoredImport | undefined {
  return reader
    .all<ImportRow>(
      'SELECT state, body FROM import WHERE identity = ? ORDER BY number',
      `${of.identity}|rest of ${of.id}`,
    )
    .map(toImport)
    .find(({ billingMonths }) => billingMonths.join() === months.join());
}

/** A number for a new import. */
export function reserveNumber(writer: Writer): number {
  return writer.nextNumber('import');
}

/** Makes a staged import count. Its row becomes new here, so that taking the step back takes the import back. */
export function publishImport(writer: Writer, record: StoredImport): void {
  writer.run('DELETE FROM import WHERE number = ?', importNumber(record.id));
  putImport(writer, record);
}

/** Changes the state of an import. */
export function setImportState(writer: Writer, record: StoredImport, state: ImportState): StoredImport {
  const changed = { ...record, state };
  putImport(writer, changed);
  return changed;
}

function putImport(writer: Writer, record: StoredImport): void {
  const { id, state, identity, at } = record;
  writer.put('import', { number: importNumber(id), state, identity, at, body: writeBody(record) });
}

/** Keeps when an import began or ceased to count, for "what did we know on 1 June". */
export function recordImportStates(writer: Writer, changes: readonly RowChange[]): void {
  for (const { table, key, before, after } of changes) {
    if (table !== 'import' || before?.['state'] === after?.['state']) continue;
    writer.run(
      'INSERT INTO import_state (number, at, state) VALUES (?, ?, ?)',
      key[0] ?? 0,
      writer.by.at,
      after?.['state'] ?? 'undone',
    );
  }
}

export interface CopiedMonths {
  readonly facts: number;
  readonly billed: Readonly<Record<string, Micros>>;
  readonly effective: Readonly<Record<string, Micros>>;
  readonly firstDay: number;
  readonly lastDay: number;
}

/**
 * Copies the billing months of an import that a later one does not replace into an import of their own, so that replacing
 * August leaves July as it was.
 */
export function copyOtherMonths(
  writer: Writer,
  from: StoredImport,
  to: number,
  replaced: readonly Month[],
): CopiedMonths {
  const facts = writer.run(
    `INSERT INTO fact (import_number, day, series_id, billing_month, billed, effective, list, contracted, quantity, first_row, records)
     SELECT ?, day, series_id, billing_month, billed, effective, list, contracted, quantity, first_row, records FROM fact
     WHERE import_number = ? AND billing_month NOT IN (SELECT value FROM json_each(?))`,
    to,
    importNumber(from.id),
    JSON.stringify(replaced.map(monthNumber)),
  );
  writer.run(
    `INSERT INTO series_month (import_number, month, series_id, billed, effective)
     SELECT import_number, strftime('%Y', day * 86400, 'unixepoch') * 12 + strftime('%m', day * 86400, 'unixepoch') - 1 AS charge_month,
       series_id, sum(billed), sum(effective) FROM fact WHERE import_number = ? GROUP BY charge_month, series_id`,
    to,
  );
  const sums = writer.all<{
    currency: string;
    billed: bigint;
    effective: bigint;
    first: bigint;
    last: bigint;
  }>(
    `SELECT s.currency, sum(f.billed) AS billed, sum(f.effective) AS effective, min(f.day) AS first, max(f.day) AS last
     FROM fact f JOIN series s ON s.id = f.series_id WHERE f.import_number = ? GROUP BY s.currency`,
    to,
  );
  return {
    facts,
    billed: Object.fromEntries(sums.map((row) => [row.currency, toMicros(row.billed)])),
    effective: Object.fromEntries(sums.map((row) => [row.currency, toMicros(row.effective)])),
    firstDay: Math.min(...sums.map(({ first }) => Number(first))),
    lastDay: Math.max(...sums.map(({ last }) => Number(last))),
  };
}

/** Billed cost of a service in a billing month. */
export interface ServiceSum {
  readonly month: Month;
  readonly service: string;
  readonly currency: string;
  readonly billed: bigint;
}

/** What an import holds of the given billing months, by service. */
export function readServiceSums(reader: Reader, id: string, months: readonly Month[]): ServiceSum[] {
  return reader
    .all<{ month: bigint; service: string; currency: string; billed: bigint }>(
      `SELECT f.billing_month AS month, s.service, s.currency, sum(f.billed) AS billed
       FROM fact f JOIN series s ON s.id = f.series_id
       WHERE f.import_number = ? AND f.billing_month IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3`,
      importNumber(id),
      JSON.stringify(months.map(monthNumber)),
    )
    .map((row) => ({ ...row, month: monthFromNumber(Number(row.month)) }));
}

/** What replacing an import by sums of a later file changes, by billing month and service; only what changes. */
export function differencesOf(
  importId: string,
  before: readonly ServiceSum[],
  after: readonly ServiceSum[],
): Restatement[] {
  const changes = new Map<string, Restatement>();
  const add = (sums: readonly ServiceSum[], sign: bigint): void => {
    for (const { month, service, currency, billed } of sums) {
      const key = JSON.stringify([month, service, currency]);
      const change = toMicros((changes.get(key)?.change ?? 0n) + sign * billed);
      changes.set(key, { importId, month, service, currency, change });
    }
  };
  add(before, -1n);
  add(after, 1n);
  return [...changes.values()].filter(({ change }) => change !== 0n);
}

export interface RejectedRow {
  readonly row: number;
  readonly column: string;
  readonly reason: string;
  readonly file: string;
  readonly cells: readonly string[];
}

/** All rejected records of an import, in order. */
export function readRejected(reader: Reader, id: string): RejectedRow[] {
  return reader
    .all<{ row: bigint; column_name: string; reason: string; raw: string }>(
      'SELECT row, column_name, reason, raw FROM rejected_row WHERE import_number = ? ORDER BY row',
      importNumber(id),
    )
    .map(({ row, column_name, reason, raw }) => ({
      row: Number(row),
      column: column_name,
      reason,
      ...(JSON.parse(raw) as { file: string; cells: string[] }),
    }));
}
