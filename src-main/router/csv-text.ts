const FORMULA = /^[\s]*[=+\-@＝＋－＠\t\r\n]/u;

/** Rows as CSV. Text that a spreadsheet would take for a formula gets an apostrophe; what any locale could split is quoted. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",;\t|\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
