import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvLines } from '#main/importers/csv-writer.ts';

describe('rows as CSV', () => {
  it.each([
    ['=1+1', '"\'=1+1"'],
    [' +cmd', '"\' +cmd"'],
    ['＝1', '"\'＝1"'],
    ['@x', '"\'@x"'],
    ['-12.34', '-12.34'],
    ['a;b', '"a;b"'],
    ['say "hi"', '"say ""hi"""'],
    ['plain', 'plain'],
  ])('writes %s as %s', (cell, written) => {
    expect(csvLines([['name', cell]])).toBe(`name,${written}\r\n`);
  });

  it('of none are nothing', () => {
    expect(csvLines([])).toBe('');
  });

  it('read back as they were, but for the apostrophe before what would be a formula', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 });
    const row = fc.tuple(fc.constant('row'), cell, cell);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
        const read = Papa.parse<string[]>(csvLines(rows).replace(/\r\n$/, ''), {
          delimiter: ',',
          newline: '\r\n',
        }).data;
        expect(
          read.map((cells, index) =>
            cells.map((text, at) => (text === rows[index]?.[at] ? text : text.slice(1))),
          ),
        ).toEqual(rows);
      }),
    );
  });
});
