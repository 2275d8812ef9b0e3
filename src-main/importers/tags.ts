/** Tags in all the forms exports carry them: JSON, JSON without braces, Python text, `k:v;`, one column a key. */
import { normalizeTagKey, type Tags } from '#shared/domain/cost.ts';

/** Maps as Athena and Hive print them: `{team=web, env=prod}`. */
const WRAPPED = /^[{[](.*)[}\]]$/s;
const NONE = new Set(['', 'null', '{}', '[]', '""', '""""""', 'none', 'nan', '-']);

/** Tags with folded keys in order of their keys. Empty values are no tags; of two keys that fold alike the first stays. */
export function tagsOf(pairs: Iterable<readonly [string, string]>): Tags {
  const found = new Map<string, string>();
  for (const [key, value] of pairs) {
    const name = normalizeTagKey(key.normalize('NFC'));
    const text = value.normalize('NFC').trim();
    if (name !== '' && text !== '' && !found.has(name)) found.set(name, text);
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Reads a cell of tags in whatever form it is written. What cannot be read is no tag.
 *
 * @example parseTags('{"user:Team":"web"}') // { team: 'web' }
 * @example parseTags('"env": "prod","org": "x"') // { env: 'prod', org: 'x' }
 * @example parseTags("[{'key': 'team', 'value': 'web'}]") // { team: 'web' }
 * @example parseTags('key:team value:web; key:env value:prod') // { team: 'web', env: 'prod' }
 */
export function parseTags(cell: string): Tags {
  return tagsOf(tagPairs(cell.trim()));
}

function tagPairs(text: string): (readonly [string, string])[] {
  if (NONE.has(text.toLowerCase())) return [];
  const value = parsed(text);
  if (value !== undefined) return pairsOf(value);
  return separatedPairs(WRAPPED.exec(text)?.[1] ?? text);
}

function parsed(text: string): unknown {
  const opens = text.startsWith('{') || text.startsWith('[');
  const candidates = opens ? [text] : text.includes('"') && text.includes(':') ? [`{${text}}`] : [];
  for (const candidate of candidates) {
    const value = parseJson(candidate) ?? parseJson(escapeBreaks(candidate)) ?? parsePython(candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A raw line break inside a JSON string is an error to the letter, but exports have it. */
function escapeBreaks(text: string): string {
  return text.replace(/\r?\n/g, '\\n').replace(/\t/g, '\\t');
}

/** Reads a Python literal of dictionaries, lists, strings, numbers, True, False and None. */
export function parsePython(text: string): unknown {
  const reader = new PythonReader(text);
  return reader.whole();
}

class PythonReader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): unknown {
    const value = this.#value(0);
    this.#blanks();
    return this.#at === this.#text.length ? value : undefined;
  }

  #blanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #value(depth: number): unknown {
    this.#blanks();
    const open = this.#text[this.#at];
    if (depth > 8 || open === undefined) return undefined;
    if (open === '{') return this.#dictionary(depth);
    if (open === '[' || open === '(') return this.#list(depth, open === '[' ? ']' : ')');
    if (open === "'" || open === '"') return this.#string(open);
    const word = /^[^\s,\]})]+/.exec(this.#text.slice(this.#at, this.#at + 400))?.[0];
    if (word === undefined) return undefined;
    this.#at += word.length;
    return word === 'None' || word === 'null' || word === 'nan' ? null : word;
  }

  #string(quote: string): string | undefined {
    let value = '';
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at] as string;
      if (character === quote) {
        this.#at += 1;
        return value;
      }
      if (character === '\\') {
        this.#at += 1;
        const escaped = this.#text[this.#at] ?? '';
        value += escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
      } else value += character;
    }
    return undefined;
  }

  #list(depth: number, close: string): unknown[] | undefined {
    const items: unknown[] = [];
    this.#at += 1;
    for (;;) {
      this.#blanks();
      if (this.#take(close)) return items;
      const item = this.#value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      this.#blanks();
      if (!this.#take(',') && this.#text[this.#at] !== close) return undefined;
    }
  }

  #dictionary(depth: number): Record<string, unknown> | undefined {
    const pairs: [string, unknown][] = [];
    this.#at += 1;
    for (;;) {
      this.#blanks();
      if (this.#take('}')) return Object.fromEntries(pairs);
      const key = this.#value(depth + 1);
      this.#blanks();
      if (typeof key !== 'string' || !this.#take(':')) return undefined;
      const value = this.#value(depth + 1);
      if (value === undefined) return undefined;
      pairs.push([key, value]);
      this.#blanks();
      if (!this.#take(',') && this.#text[this.#at] !== '}') return undefined;
    }
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((part) => part !== '')
      .join(',');
  return JSON.stringify(value);
}

function pairsOf(value: unknown): (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((item) => (isMap(item) ? pairsOf(item) : keyValue(item)));
  if (typeof value !== 'object' || value === null) return [];
  const record = value as Record<string, unknown>;
  const pair = keyValue(record);
  return pair.length > 0 ? pair : Object.entries(record).map(([key, item]) => [key, textOf(item)] as const);
}

function isMap(item: unknown): boolean {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

/** `{ key, value }` as lists of tags have them; a list item may also be a pair. */
function keyValue(item: unknown): (readonly [string, string])[] {
  if (Array.isArray(item) && item.length === 2) return [[textOf(item[0]), textOf(item[1])]];
  if (typeof item !== 'object' || item === null) return [];
  const lower = new Map(
    Object.entries(item).map(([name, value]: [string, unknown]) => [name.toLowerCase(), value] as const),
  );
  const key = lower.get('key') ?? lower.get('tagkey');
  if (key === undefined) return [];
  return [[textOf(key), textOf(lower.get('value') ?? lower.get('tagvalue'))]];
}

const KEY_VALUE = /^key:(.*?)\s+value:(.*)$/i;

/** `k:v;k:v`, `k=v,k=v`, `key:k value:v; …`. */
function separatedPairs(text: string): (readonly [string, string])[] {
  const separator = text.includes(';') ? ';' : text.includes('|') ? '|' : text.includes(',') ? ',' : ';';
  return text.split(separator).flatMap((part): (readonly [string, string])[] => {
    const piece = part.trim().replace(/^"|"$/g, '');
    const named = KEY_VALUE.exec(piece);
    if (named !== null) return [[named[1] ?? '', named[2] ?? '']];
    const at = piece.includes('=')
      ? piece.indexOf('=')
      : piece.replace(/^(user|aws):/i, (m) => '_'.repeat(m.length)).indexOf(':');
    return at > 0 ? [[piece.slice(0, at), piece.slice(at + 1).replace(/^"|"$/g, '')]] : [];
  });
}
