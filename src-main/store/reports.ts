import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** A report's settings under a name, to be run again; the options are as the contract takes them. */
export interface SavedReport {
  readonly id: string;
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export function readReports(reader: Reader): SavedReport[] {
  return reader
    .all<{ body: string }>('SELECT body FROM report ORDER BY name, id')
    .map(({ body }) => readBody<SavedReport>(body));
}

export function readReport(reader: Reader, id: string): SavedReport | undefined {
  const row = reader.get<{ body: string }>('SELECT body FROM report WHERE id = ?', id);
  return row === undefined ? undefined : readBody<SavedReport>(row.body);
}

export function putReport(writer: Writer, report: SavedReport): void {
  writer.put('report', { id: report.id, name: report.name, body: writeBody(report) });
}

export function removeReport(writer: Writer, id: string): void {
  writer.remove('report', id);
}
