import { DELIMITERS } from './reading-words.ts';
import type { ReadingOptions } from './use-import-run.ts';

/** How to read a file as its form holds it: text by field, columns under `map.`, tags under `tags.`; empty is not said. */
export type ReadingDraft = Readonly<Record<string, string>>;

export function draftOf(options: ReadingOptions): ReadingDraft {
  const { map, tags, year, delimiter, ...plain } = options;
  const draft: Record<string, string> = {};
  for (const [key, value] of Object.entries(plain)) if (typeof value === 'string') draft[key] = value;
  for (const [field, column] of Object.entries(map ?? {})) draft[`map.${field}`] = column;
  for (const [dimension, key] of Object.entries(tags ?? {})) draft[`tags.${dimension}`] = key;
  if (typeof year === 'number' || typeof year === 'string') draft['year'] = String(year);
  if (delimiter !== undefined)
    draft['delimiter'] = DELIMITERS.find(({ sign }) => sign === delimiter)?.name ?? delimiter;
  return draft;
}

/**
 * What a draft says of how to read a file.
 *
 * @example optionsOf({ delimiter: 'tab', 'map.date': 'Belegdatum' }) // { delimiter: '\t', map: { date: 'Belegdatum' } }
 */
export function optionsOf(draft: ReadingDraft): ReadingOptions {
  const given = Object.entries(draft).filter(([, value]) => value !== '');
  const under = (prefix: string): Record<string, string> =>
    Object.fromEntries(
      given
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value]),
    );
  const plain = Object.fromEntries(given.filter(([key]) => !key.includes('.')));
  const map = under('map.');
  const tags = under('tags.');
  const delimiter = signOf(draft['delimiter'] ?? '');
  return {
    ...(plain as ReadingOptions),
    ...(delimiter === '' ? {} : { delimiter }),
    ...(Object.keys(map).length === 0 ? {} : { map }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
}

/** Whether a delimiter is one, by its name or as it is; so is none, which is detected. */
export function isDelimiter(text: string): boolean {
  const sign = signOf(text);
  return text === '' || (sign.length === 1 && sign <= '~' && !'"\r\n'.includes(sign));
}

function signOf(text: string): string {
  return DELIMITERS.find(({ name }) => name === text.trim().toLowerCase())?.sign ?? text;
}
