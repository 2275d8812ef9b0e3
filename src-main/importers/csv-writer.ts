import Papa from 'papaparse';

/** Text that a spreadsheet would take for a formula, also behind blanks and in full width; a plain number is none. */
const FORMULA = /^(?!-?\d+(?:\.\d+)?$)\s*[=+\-@＝＋－＠\t\r\n]/u;
/** What splits a cell in some locale's reading. */
const SPLITS = /[",;\t|\r\n]/;

/**
 * Rows as CSV with CRLF. Text that would be a formula gets an apostrophe in front; what any locale could split is quoted.
 *
 * @example csvLines([['name', '=1+1']]) // 'name,"\'=1+1"\r\n'
 */
export function csvLines(rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const text = Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\r\n', escapeFormulae: FORMULA, quotes: (value) => SPLITS.test(String(value)) },
  );
  return `${text}\r\n`;
}
