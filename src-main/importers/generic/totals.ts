/** Recognises the records that only add up others. */
import type { Sample } from '../profile.ts';
import { isBalance } from './balances.ts';
import { sizeOfAmount } from './cells.ts';
import { isCurrencyCode } from './currency.ts';
import { TOTAL_QUALIFIERS, TOTAL_WORDS } from './vocabulary.ts';

const LONGEST_LABEL = 80;
/** Half a cent: what sums of printed amounts can be off by as floats is far less. */
const MOST_OFF = 0.005;

function wordsOf(text: string): string[] {
  if (text.length > LONGEST_LABEL) return [];
  return (
    text
      .toLowerCase()
      .replace(/\([^()]*\)/g, ' ')
      // Danish and Norwegian write their word for it in two.
      .replace(/\bi alt\b/g, 'ialt')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  );
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

/**
 * The label of a last record whose cells are the sums of all records before it, column by column: a total in whatever words.
 * Empty where there is none. `label` and `columns` are those of a table with amounts across.
 */
export function labelOfSums(sample: Sample, label: number, columns: readonly number[]): string {
  const records = sample.records.filter((record) => record.some((cell) => cell.trim() !== ''));
  const last = records.at(-1);
  const before = records.slice(0, -1);
  const what = last?.[label]?.trim() ?? '';
  if (last === undefined || what === '' || before.length < 2) return '';
  const isSum = (column: number): boolean => {
    const sum = before.reduce((so, record) => so + sizeOfAmount(record[column] ?? ''), 0);
    return Math.abs(sum - sizeOfAmount(last[column] ?? '')) < MOST_OFF;
  };
  const isEmpty = columns.every((column) => sizeOfAmount(last[column] ?? '') === 0);
  const isUsedBefore = before.some((record) => record[label]?.trim() === what);
  return !isEmpty && !isUsedBefore && columns.length > 1 && columns.every(isSum) ? what : '';
}

/** The cell of a record without a day that makes it the total of others or a balance; `undefined` where it is none. */
export function totalLabel(cells: readonly string[]): string | undefined {
  return cells.find((cell) => cell.trim() !== '' && (isTotalOf(cell) || isBalance(cell)))?.trim();
}
