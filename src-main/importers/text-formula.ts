/** Cells that spreadsheets are made to keep as text. */

const TEXT_FORMULA = /^\s*="(.*)"\s*$/s;

/**
 * The text of such a cell; any other as it stands.
 *
 * @example withoutFormula('="00123"') // 00123
 */
export function withoutFormula(text: string): string {
  return TEXT_FORMULA.exec(text)?.[1] ?? text;
}
