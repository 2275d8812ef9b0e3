import type { Import, ImportState } from '#shared/domain/import.ts';
import { notFound } from '#shared/contract/errors.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Restatement } from './restatement.ts';
import type { Writer } from './writer.ts';

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

/** The id that the import after the next `ahead` ones will have. */
export function nextImportId(reader: Reader, ahead: number): string {
  const row = reader.get<{ value: bigint }>("SELECT value FROM counter WHERE name = 'import'");
  return importId(Number(row?.value ?? 0n) + 1 + ahead);
}

/** `imp-12` is import number 12. */
export function importNumber(id: string): number {
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

export function putImport(writer: Writer, record: StoredImport): void {
  const { id, state, identity, at } = record;
  writer.put('import', { number: importNumber(id), state, identity, at, body: writeBody(record) });
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
