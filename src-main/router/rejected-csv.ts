import type { RejectedRow } from '../store/imports.ts';

const FORMULA = /^[\s]*[=+\-@＝＋－＠\t\r\n]/u;

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
  return [head, ...lines].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would take for a formula gets an apostrophe; what any locale could split is quoted. */
function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",;\t|\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
