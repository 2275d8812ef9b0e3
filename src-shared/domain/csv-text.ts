/** What a spreadsheet takes for the beginning of a formula, also in full width. */
const SIGNS = '=+\\-@\uff1d\uff0b\uff0d\uff20';
/** At the start, also behind blanks and quotes; a tab or the end of a line in front is enough for some programs. */
const AT_START = new RegExp(`^(?:[\\t\\r\\n]|[\\s"]*[${SIGNS}])`, 'u');
/** Behind whatever some locale reads as the end of a cell, and the blanks and quotes that follow it. */
const BEHIND_SEPARATOR = new RegExp(`([,;\\t|\\r\\n][\\s"']*)(?=[${SIGNS}])`, 'gu');
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/u;

/**
 * Text that no spreadsheet runs as a formula when it opens a CSV file, whichever sign its locale splits cells at: an apostrophe
 * stands before each beginning of one. A plain number stays a number.
 *
 * @example defused('=1+1') // "'=1+1"
 * @example defused('a;=1+1') // "a;'=1+1"
 * @example defused('-12.5') // '-12.5'
 */
export function defused(text: string): string {
  if (NUMBER.test(text)) return text;
  const inside = text.replace(BEHIND_SEPARATOR, "$1'");
  return AT_START.test(inside) ? `'${inside}` : inside;
}

/** A field of RFC 4180; what any locale could split is quoted too. */
export function csvField(text: string): string {
  const safe = defused(text);
  const mustQuote = /[",;\t|\r\n']/u.test(safe) || safe !== safe.trim();
  return mustQuote ? `"${safe.replaceAll('"', '""')}"` : safe;
}
