import type { Import, ImportState } from '#shared/domain/import.ts';
import type { RejectedRecord } from '../importers/types.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { RowChange, Writer } from './writer.ts';

/** `imp-12` is import number 12. */
export function importNumber(id: string): number {
  return Number(/^imp-(\d+)$/.exec(id)?.[1] ?? -1);
}

export function putImport(writer: Writer, record: Import, identity: string): void {
  writer.put('import', {
    number: importNumber(record.id),
    state: record.state,
    identity,
    at: record.at,
    body: writeBody(record),
  });
}

export function changeImportState(writer: Writer, id: string, state: ImportState): void {
  const row = writer.get<{ identity: string }>(
    'SELECT identity FROM import WHERE number = ?',
    importNumber(id),
  );
  const record = readImport(writer, id);
  if (row !== undefined && record !== undefined) putImport(writer, { ...record, state }, row.identity);
}

export function readImport(reader: Reader, id: string): Import | undefined {
  const row = reader.get<{ body: string }>(
    "SELECT body FROM import WHERE number = ? AND state <> 'staging'",
    importNumber(id),
  );
  return row === undefined ? undefined : readBody<Import>(row.body);
}

/** All imports, newest first. */
export function readImports(reader: Reader): Import[] {
  return reader
    .all<{ body: string }>("SELECT body FROM import WHERE state <> 'staging' ORDER BY number DESC")
    .map(({ body }) => readBody<Import>(body));
}

/** The published import that holds the same content, if any. */
export function findByIdentity(reader: Reader, identity: string): Import | undefined {
  const row = reader.get<{ body: string }>(
    "SELECT body FROM import WHERE identity = ? AND state = 'published'",
    identity,
  );
  return row === undefined ? undefined : readBody<Import>(row.body);
}

/** Every change of an import's state is kept with its moment. */
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

export function insertRejected(writer: Writer, number: number, records: readonly RejectedRecord[]): void {
  for (const { row, column, reason, cells } of records) {
    writer.run(
      'INSERT OR REPLACE INTO rejected_row (import_number, row, column_name, reason, raw) VALUES (?, ?, ?, ?, ?)',
      number,
      row,
      column,
      reason,
      JSON.stringify(cells),
    );
  }
}

export interface RejectedRow {
  readonly row: number;
  readonly column: string;
  readonly reason: string;
  readonly cells: readonly string[];
}

export function readRejected(reader: Reader, id: string): RejectedRow[] {
  return reader
    .all<{ row: bigint; column_name: string; reason: string; raw: string }>(
      'SELECT * FROM rejected_row WHERE import_number = ? ORDER BY row',
      importNumber(id),
    )
    .map(({ row, column_name, reason, raw }) => ({
      row: Number(row),
      column: column_name,
      reason,
      cells: JSON.parse(raw) as string[],
    }));
}
