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

  it.each(['+52.3 %', '-8.1%', '+1,240.18', '-1.240,18\u00a0€', '-$1,240.18', '+€ 5', '-12.5', '+7'])(
    'leaves the figure %j as it is',
    (text) => {
      expect(defused(text)).toBe(text);
    },
  );

  it.each([
    '+1+1',
    '-1-1',
    '-2*3',
    '+52.3 %+1',
    '-5 %A1',
    '+A1',
    '-$A$1',
    '+1E5',
    '-(1)',
    '+1;2',
    '+1|2',
    '-',
    '+%',
    '+1!A1',
  ])('takes %j for no figure', (text) => {
    expect(defused(text)).toMatch(/^'/u);
  });

  it('leaves any figure that a page shows as it is, in whatever language', () => {
    const locale = fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'ja-JP', 'pt-BR', 'en-IN');
    const form = fc.constantFrom<Intl.NumberFormatOptions>(
      { style: 'percent', maximumFractionDigits: 1, signDisplay: 'always' },
      { style: 'currency', currency: 'EUR', signDisplay: 'exceptZero' },
      { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' },
      { maximumFractionDigits: 6, signDisplay: 'always' },
    );
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(locale, form, value, (language, options, number) => {
        const text = new Intl.NumberFormat(language, options).format(number);
        expect(defused(text)).toBe(text);
      }),
    );
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
      '.',
      '%',
      '$',
      '(',
    );
    const text = fc.string({ unit: signs, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
        const line = texts.map(csvField).join(',');
        for (const cell of line.split(/[,;|\t\r\n]/u)) {
          const seen = cell.replace(/^[\s"]+/u, '');
          // What is left of a figure has no letter, bracket or second sign with which a formula could go on.
          const isFigure = /^[+-][\d.$% ]*\d[\d.$% ]*"?$/u.test(seen);
          expect(/^[=+\-@＝＋－＠]/u.test(seen) && !isFigure, line).toBe(false);
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
