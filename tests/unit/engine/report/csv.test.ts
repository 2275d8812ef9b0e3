import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMicros } from '#shared/domain/money.ts';
import { csvField, defused } from '#shared/domain/csv-text.ts';
import { csvCell } from '#shared/engine/report/csv.ts';

describe('a CSV field', () => {
  it.each(['=1+1', '+1+1', '-a', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1+1', ' =1+1', '\u00a0＠x'])(
    'defuses %j, which a spreadsheet would run',
    (text) => {
      expect(csvField(text)).toBe(`"'${text}"`);
    },
  );

  it('doubles quotes and keeps separators and lines inside', () => {
    expect(csvField('a "b", c\nd')).toBe('"a ""b"", c\nd"');
  });

  it('leaves plain text and figures as they are', () => {
    expect(csvField('Payments › EC2')).toBe('Payments › EC2');
    expect(csvCell({ kind: 'variance', value: toMicros(-8_100_000_000n) })).toBe('-8100.000000');
    expect(csvCell({ kind: 'percent', value: null })).toBe('');
  });

  it.each([
    ['a;=1+1', "a;'=1+1"],
    ['a|  @x', "a|  '@x"],
    ['a\t"-x', `a\t"'-x`],
    ['a\n＋x', "a\n'＋x"],
    ['-12.5', '-12.5'],
    ['ec2-prod = 5', 'ec2-prod = 5'],
  ])('defuses %j also where another locale would split it', (text, expected) => {
    expect(defused(text)).toBe(expected);
  });

  it('has no dangerous cell in any reading, whatever the text', () => {
    const signs = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      '＠',
      ',',
      ';',
      '|',
      '\t',
      '"',
      "'",
      ' ',
      '\n',
      'a',
      '1',
    );
    const text = fc.string({ unit: signs, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
        const line = texts.map(csvField).join(',');
        for (const cell of line.split(/[,;|\t\r\n]/u)) {
          const seen = cell.replace(/^[\s"]+/u, '');
          const isNumber = /^[+-]?\d+(?:\.\d+)?$/u.test(seen);
          expect(/^[=+\-@＝＋－＠]/u.test(seen) && !isNumber, line).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads back as what it was, but for the apostrophes', () => {
    const unquote = (field: string): string =>
      field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = unquote(csvField(text));
        expect(read.replaceAll("'", '')).toBe(text.replaceAll("'", ''));
        expect(read === text || read === defused(text)).toBe(true);
      }),
    );
  });
});
