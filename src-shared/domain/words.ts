/**
 * A name of the code in words.
 *
 * @example wordsOf('fiscalYearStart') // 'fiscal year start'
 */
export function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
