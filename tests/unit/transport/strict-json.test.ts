import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeadroomError } from '#shared/contract/errors.ts';
import { MAX_JSON_DEPTH, parseStrictJson } from '#main/transport/http/strict-json.ts';

describe('strict JSON', () => {
  test('reads any JSON as JSON.parse does, where it means one thing only', () => {
    const plain = fc
      .jsonValue({ maxDepth: 8 })
      .filter((value) => !JSON.stringify(value).includes('__proto__'));
    fc.assert(
      fc.property(plain, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('throws nothing but its own refusal, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[[\]{}",:0-9truefalsn\\ -]*$/)), (text) => {
        try {
          parseStrictJson(text);
        } catch (error) {
          expect(error).toBeInstanceOf(HeadroomError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['a repeated key', '{"a":1,"b":2,"a":3}', 'names "a" twice'],
    ['a key repeated in another spelling', '{"a":1,"\\u0061":3}', 'names "a" twice'],
    ['a key of the prototype chain, at any depth', '[{"b":{"__proto__":1}}]', '"__proto__"'],
    ['a number beyond a double', '[-1e400]', 'too large'],
    ['a level too many', '['.repeat(MAX_JSON_DEPTH + 1) + ']'.repeat(MAX_JSON_DEPTH + 1), 'nests deeper'],
    ['a comment', '{} // x', 'not JSON'],
    ['nothing', '', 'not JSON'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseStrictJson(text)).toThrow(message);
  });

  test.each([
    ['equal keys of different objects', '[{"a":1},{"a":2},{"b":{"a":1},"a":2}]'],
    ['a value that equals its key', '{"a":"a","b":["a","a"]}'],
    ['the words of the prototype as values', '["__proto__","constructor"]'],
    ['the deepest level that is allowed', '['.repeat(MAX_JSON_DEPTH) + ']'.repeat(MAX_JSON_DEPTH)],
  ])('takes %s', (_, text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  test('reads a megabyte in one string, escaped or not', () => {
    for (const piece of ['x', '\\n', 'é', '\\u00e9']) {
      const text = JSON.stringify({ notes: 'start' }).replace(
        'start',
        piece.repeat(1_000_000 / piece.length),
      );
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    }
  });
});
