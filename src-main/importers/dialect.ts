/** Finds the delimiter of a table from its first bytes. */
import { EndlessRecordError, Tokenizer } from './tokenizer.ts';
import { ImportError } from './types.ts';

const CANDIDATES: readonly (readonly [string, string])[] = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'vertical bar'],
  ['\u001F', 'unit separator'],
  ['^', 'caret'],
];
const SEPARATOR_LINE = /^(?:\uFEFF)?"?sep=(.)"?\r?\n/i;
const RECORDS = 200;
const ALIASES: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
};

export interface Dialect {
  readonly delimiter: string;
  /** A first line `sep=;` for spreadsheets, which is no record. */
  readonly separatorLine: boolean;
}

interface Fit {
  readonly delimiter: string;
  readonly width: number;
  readonly share: number;
}

/** The delimiter as the user or the file says, or as it fits best. Two that fit alike: `choice_needed`. */
export function detectDialect(sample: Uint8Array, asked: string | undefined, name: string): Dialect {
  const start = Buffer.from(sample.subarray(0, 16)).toString('utf8');
  const line = SEPARATOR_LINE.exec(start);
  if (asked !== undefined) return { delimiter: askedDelimiter(asked), separatorLine: line !== null };
  if (line !== null) return { delimiter: line[1] ?? ',', separatorLine: true };
  const fits = CANDIDATES.map(([delimiter]) => fitOf(delimiter, sample, name))
    .filter((fit) => fit.width > 1)
    .sort((a, b) => b.share - a.share || b.width - a.width);
  const [best, second] = fits;
  if (best === undefined) return { delimiter: ',', separatorLine: false };
  if (second !== undefined && best.share - second.share < 0.02 && best.width === second.width) {
    const tied = fits.filter((fit) => best.share - fit.share < 0.02 && fit.width === best.width);
    throw new ImportError('choice_needed', `${name} can be read with more than one delimiter.`, {}, [
      {
        option: '--delimiter',
        values: tied.map((fit) => fit.delimiter),
        reason: `${tied.map((fit) => nameOf(fit.delimiter)).join(' and ')} split the lines equally well.`,
      },
    ]);
  }
  const close = fits.filter((fit) => best.share - fit.share < 0.02);
  const widest = close.reduce((wide, fit) => (fit.width > wide.width ? fit : wide), best);
  return { delimiter: widest.delimiter, separatorLine: false };
}

function askedDelimiter(asked: string): string {
  const delimiter = ALIASES[asked.toLowerCase()] ?? asked;
  if (delimiter.length !== 1 || delimiter.charCodeAt(0) > 0x7e || /["\r\n]/.test(delimiter))
    throw new ImportError(
      'unreadable',
      `“${asked}” is not a delimiter; it is one character such as , ; | or tab.`,
    );
  return delimiter;
}

function nameOf(delimiter: string): string {
  return CANDIDATES.find(([candidate]) => candidate === delimiter)?.[1] ?? delimiter;
}

/** How many records have the most frequent number of fields (of two and more). */
function fitOf(delimiter: string, sample: Uint8Array, name: string): Fit {
  const widths = new Map<number, number>();
  let records = 0;
  const tokenizer = new Tokenizer(delimiter.charCodeAt(0));
  try {
    tokenizer.push(sample.subarray(0, 1 << 18));
  } catch (error) {
    if (error instanceof EndlessRecordError)
      throw new ImportError('unreadable', `${name} has a line without end.`);
    throw error;
  }
  while (records < RECORDS && tokenizer.next()) records += tally(tokenizer, widths);
  tokenizer.end();
  if (records < 3) while (tokenizer.next()) records += tally(tokenizer, widths);
  let best: Fit = { delimiter, width: 0, share: 0 };
  for (const [width, count] of widths) {
    const share = count / records;
    if (width > 1 && (share > best.share || (share === best.share && width > best.width)))
      best = { delimiter, width, share };
  }
  return best;
}

function tally(tokenizer: Tokenizer, widths: Map<number, number>): number {
  if (tokenizer.isBlank() || tokenizer.problem !== '') return 0;
  widths.set(tokenizer.count, (widths.get(tokenizer.count) ?? 0) + 1);
  return 1;
}
