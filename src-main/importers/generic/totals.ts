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
 * The label of a last or first record whose cells are the sums of all others, column by column: a total in whatever words,
 * or without any. `undefined` where there is none. `label` and `columns` are those of a table with amounts across.
 */
export function labelOfSums(sample: Sample, label: number, columns: readonly number[]): string | undefined {
  const records = sample.records.filter((record) => record.some((cell) => cell.trim() !== ''));
  const [last, first] = [records.at(-1), records[0]];
  if (last === undefined || first === undefined || records.length < 3 || columns.length < 2) return undefined;
  const whole = [last, first].find((one) => isSumOf(one, records, columns));
  const what = whole?.[label]?.trim() ?? '';
  const isUsedElsewhere = records.some((one) => one !== whole && (one[label]?.trim() ?? '') === what);
  return whole === undefined || isUsedElsewhere ? undefined : what;
}

/** Whether each cell of a record is the sum of that column over the other records. */
function isSumOf(one: readonly string[], records: Sample['records'], columns: readonly number[]): boolean {
  const isSum = (column: number): boolean => {
    const all = records.reduce((so, record) => so + sizeOfAmount(record[column] ?? ''), 0);
    return Math.abs(all - 2 * sizeOfAmount(one[column] ?? '')) < MOST_OFF;
  };
  return columns.some((column) => sizeOfAmount(one[column] ?? '') !== 0) && columns.every(isSum);
}

/** The cell of a record without a day that makes it the total of others or a balance; `undefined` where it is none. */
export function totalLabel(cells: readonly string[]): string | undefined {
  return cells.find((cell) => cell.trim() !== '' && (isTotalOf(cell) || isBalance(cell)))?.trim();
}
