import Papa from 'papaparse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_FIELDS, Tokenizer } from '#main/importers/tokenizer.ts';

/** Splits text with the tokenizer, its bytes pushed in chunks of the given size. */
function split(text: string, delimiter: string, chunk = Infinity): string[][] {
  const tokenizer = new Tokenizer(delimiter.charCodeAt(0));
  const bytes = Buffer.from(text, 'utf8');
  const records: string[][] = [];
  const drain = (): void => {
    while (tokenizer.next()) records.push(tokenizer.texts());
  };
  for (let from = 0; from < bytes.length; from += chunk) {
    tokenizer.push(bytes.subarray(from, from + chunk));
    drain();
  }
  tokenizer.end();
  drain();
  return records;
}

const delimiters = fc.constantFrom(',', ';', '\t', '|');
const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '日', '👩', ' ', '"', ',', ';', '\t', '|', '\n', '\r\n', '1', '.'),
  maxLength: 8,
});
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 });

describe('tokenizer', () => {
  it('reads what PapaParse writes, and splits it as PapaParse does', () => {
    fc.assert(
      fc.property(
        table,
        delimiters,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, delimiter, newline, quotes) => {
          const text = Papa.unparse(rows, { delimiter, newline, quotes });
          const parsed = Papa.parse<string[]>(text, { delimiter, newline }).data;
          expect(split(text, delimiter)).toEqual(parsed);
          expect(parsed).toEqual(rows);
        },
      ),
    );
  });

  it('gives the same records however the bytes are cut into chunks', () => {
    fc.assert(
      fc.property(table, delimiters, fc.integer({ min: 1, max: 9 }), (rows, delimiter, chunk) => {
        const text = Papa.unparse(rows, { delimiter });
        expect(split(text, delimiter, chunk)).toEqual(rows);
      }),
    );
  });

  it('keeps of a record no more fields than a table can have, and calls it bad', () => {
    const tokenizer = new Tokenizer(','.charCodeAt(0));
    const commas = (fields: number): string => `${','.repeat(fields - 1)}\n`;
    tokenizer.push(Buffer.from(`${commas(MOST_FIELDS)}${commas(MOST_FIELDS + 1)}a,b\n`));
    const read = (): [number, string] => [tokenizer.next() ? tokenizer.count : 0, tokenizer.problem];
    expect(read()).toEqual([MOST_FIELDS, '']);
    expect(read()).toEqual([MOST_FIELDS, 'long']);
    expect(read()).toEqual([2, '']);
  });

  it('ends records at CRLF, LF and CR alike', () => {
    expect(split('a,b\r\nc,d\ne,f\rg,h', ',')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ]);
  });

  it('marks a record bad and goes on with the next line', () => {
    const tokenizer = new Tokenizer(44);
    tokenizer.push(Buffer.from('a,"say "hi" now"\nb,c\nd,"open'));
    tokenizer.end();
    const problems: string[] = [];
    while (tokenizer.next()) problems.push(tokenizer.problem);
    expect(problems).toEqual(['quote', '', 'unterminated']);
  });

  it('marks records with bytes that are not UTF-8', () => {
    const tokenizer = new Tokenizer(44);
    tokenizer.push(Buffer.from([0x61, 0x2c, 0xc0, 0xaf, 0x0a, 0x62, 0x2c, 0xc3, 0xa9]));
    tokenizer.end();
    const problems: string[] = [];
    while (tokenizer.next()) problems.push(tokenizer.problem);
    expect(problems).toEqual(['encoding', '']);
  });
});
