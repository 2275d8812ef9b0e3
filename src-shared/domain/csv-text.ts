/** What a spreadsheet takes for the beginning of a formula, also in full width. */
const SIGNS = '=+\\-@\uff1d\uff0b\uff0d\uff20';
/** At the start, also behind blanks and quotes; a tab or the end of a line in front is enough for some programs. */
const AT_START = new RegExp(`^(?:[\\t\\r\\n]|[\\s"]*[${SIGNS}])`, 'u');
/** Behind whatever some locale reads as the end of a cell, and the blanks and quotes that follow it. */
const BEHIND_SEPARATOR = new RegExp(`([,;\\t|\\r\\n][\\s"']*)(?=[${SIGNS}])`, 'gu');
/**
 * A figure with its sign, as a page shows it: digits in groups, with a percent or currency sign before or after them. No letter, no
 * second sign and no bracket is in it, so that no part of it, split where any locale would, is more than a number.
 */
const FIGURE = /^[+-]?(?:\p{Sc}[ \u00a0\u202f]?)?\d+(?:[.,\u00a0\u202f]\d+)*(?:[ \u00a0\u202f]?[%\p{Sc}])?$/u;

/**
 * Text that no spreadsheet runs as a formula when it opens a CSV file, whichever sign its locale splits cells at: an apostrophe
 * stands before each beginning of one. A figure stays as it is.
 *
 * @example defused('=1+1') // "'=1+1"
 * @example defused('a;=1+1') // "a;'=1+1"
 * @example defused('+52.3 %') // '+52.3 %'
 */
export function defused(text: string): string {
  if (FIGURE.test(text)) return text;
  const inside = text.replace(BEHIND_SEPARATOR, "$1'");
  return AT_START.test(inside) ? `'${inside}` : inside;
}

/** A field of RFC 4180; what any locale could split is quoted too. */
export function csvField(text: string): string {
  const safe = defused(text);
  const mustQuote = /[",;\t|\r\n']/u.test(safe) || safe !== safe.trim();
  return mustQuote ? `"${safe.replaceAll('"', '""')}"` : safe;
}
