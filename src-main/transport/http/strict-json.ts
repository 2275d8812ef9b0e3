import { HeadroomError } from '#shared/contract/errors.ts';

/** Nothing in the contract nests deeper than a budget tree, whose own limit lies below this. */
export const MAX_JSON_DEPTH = 64;

const TOKEN =
  /[ \t\r\n]+|"[^"\\\u0000-\u001f]*(?:\\.[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;

/**
 * Reads JSON that means one thing only. `JSON.parse` alone takes the last of two equal keys, reads `1e999` as infinity and
 * keeps a `__proto__` key as an own property that a later spread or assignment may bring to life.
 *
 * Throws `invalid_input` for anything that is not JSON, nests deeper than `MAX_JSON_DEPTH`, repeats a key, uses the key
 * `__proto__` or holds a number outside of the range of a double.
 *
 * @example parseStrictJson('{"a":1,"a":2}') // throws: The body names "a" twice …
 */
export function parseStrictJson(text: string): unknown {
  scan(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notJson();
  }
}

interface OpenValue {
  /** The keys met so far; null in an array. */
  readonly keys: Set<string> | null;
  expectsKey: boolean;
}

/** Looks at every token once; the grammar itself is left to `JSON.parse`. */
function scan(text: string): void {
  const open: OpenValue[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) throw notJson();
    const current = open.at(-1);
    const first = token.charCodeAt(0);
    if (first === 0x22) {
      if (current?.expectsKey === true) noteKey(current, token);
    } else if (token === '{' || token === '[') {
      if (open.length === MAX_JSON_DEPTH)
        throw invalid(`The body nests deeper than ${MAX_JSON_DEPTH} levels; send a flatter one.`);
      open.push({ keys: token === '{' ? new Set() : null, expectsKey: token === '{' });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ',') {
      if (current !== undefined) current.expectsKey = current.keys !== null;
    } else if ((first === 0x2d || (first >= 0x30 && first <= 0x39)) && !Number.isFinite(Number(token))) {
      throw invalid(`The body holds the number ${token.slice(0, 40)}, which is too large.`);
    }
  }
}

function noteKey(object: OpenValue, token: string): void {
  let key: unknown;
  try {
    key = JSON.parse(token);
  } catch {
    throw notJson();
  }
  if (typeof key !== 'string') throw notJson();
  if (key === '__proto__') throw invalid('The body uses the key "__proto__", which is refused everywhere.');
  if (object.keys?.has(key) === true)
    throw invalid(`The body names "${key.slice(0, 80)}" twice; name every field once.`);
  object.keys?.add(key);
  object.expectsKey = false;
}

function notJson(): HeadroomError {
  return invalid('The body is not JSON; send one JSON value in UTF-8.');
}

function invalid(message: string): HeadroomError {
  return new HeadroomError('invalid_input', message, { issues: [{ path: '', message }] });
}
