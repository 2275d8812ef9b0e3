import type { MadeReport } from '#shared/domain/made-report.ts';
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

/** The reports of a budget that were handed on, latest first. */
export function readMadeReports(reader: Reader, budgetId: string): MadeReport[] {
  return reader
    .all<{ body: string }>('SELECT body FROM made_report WHERE budget_id = ?', budgetId)
    .map(({ body }) => readBody<MadeReport>(body))
    .sort((a, b) => (a.preparedAt < b.preparedAt ? 1 : a.preparedAt > b.preparedAt ? -1 : 0));
}

export function putMadeReport(writer: Writer, report: MadeReport): void {
  writer.put('made_report', { id: report.id, budget_id: report.budgetId, body: writeBody(report) });
}
