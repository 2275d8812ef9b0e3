/** Recognises the records that only add up others. */
import { isCurrencyCode } from './currency.ts';
import { TOTAL_QUALIFIERS, TOTAL_WORDS } from './vocabulary.ts';

const LONGEST_LABEL = 80;

function wordsOf(text: string): string[] {
  if (text.length > LONGEST_LABEL) return [];
  return text
    .toLowerCase()
    .replace(/\([^()]*\)/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/**
 * Whether a text says “total” and nothing else.
 *
 * @example isTotal('Grand Total:') // true
 * @example isTotal('Total général') // true
 * @example isTotal('Total Defense') // false
 */
export function isTotal(text: string): boolean {
  const words = wordsOf(text);
  return (
    words.some((word) => TOTAL_WORDS.has(word)) &&
    words.every((word) => TOTAL_WORDS.has(word) || TOTAL_QUALIFIERS.has(word) || isCurrencyCode(word))
  );
}

/** Whether a text names the total of something: `Total for Hosting`, `EC2 Total`, `Summe Konto 4900`. */
export function isTotalOf(text: string): boolean {
  const words = wordsOf(text);
  const [first = '', second = ''] = words;
  return (
    TOTAL_WORDS.has(first) ||
    TOTAL_WORDS.has(words.at(-1) ?? '') ||
    (TOTAL_QUALIFIERS.has(first) && TOTAL_WORDS.has(second))
  );
}

/** The cell of a record without a day that makes it the total of others; `undefined` where it is none. */
export function totalLabel(cells: readonly string[]): string | undefined {
  return cells.find((cell) => cell.trim() !== '' && isTotalOf(cell))?.trim();
}
