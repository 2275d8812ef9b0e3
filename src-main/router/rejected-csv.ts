import type { RejectedRow } from '../store/imports.ts';
import { csvLines } from '../importers/csv-writer.ts';

/** Rejected records as CSV: row, column and reason in front of the cells as they stood in the file. */
export function csvText(rows: readonly RejectedRow[]): string {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const head = [
    'file',
    'row',
    'column',
    'reason',
    ...Array.from({ length: width }, (_, index) => `cell ${index + 1}`),
  ];
  const lines = rows.map(({ file, row, column, reason, cells }) => [
    file,
    String(row),
    column,
    reason,
    ...cells,
  ]);
  return csvLines([head, ...lines]);
}
