import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMicros } from '#shared/domain/money.ts';
import { csvCell, csvText } from '#shared/engine/report/csv.ts';

describe('a CSV field', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1+1'])(
    'defuses %j, which a spreadsheet would run',
    (text) => {
      expect(csvText(text)).toBe(`"'${text}"`);
    },
  );

  it('doubles quotes and keeps separators and lines inside', () => {
    expect(csvText('a "b", c\nd')).toBe('"a ""b"", c\nd"');
  });

  it('leaves plain text and figures as they are', () => {
    expect(csvText('Payments › EC2')).toBe('Payments › EC2');
    expect(csvCell({ kind: 'variance', value: toMicros(-8_100_000_000n) })).toBe('-8100.000000');
    expect(csvCell({ kind: 'percent', value: null })).toBe('');
  });

  it('reads back as what it was, whatever the text', () => {
    const unquote = (field: string): string =>
      field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = unquote(csvText(text));
        expect(read === text || read === `'${text}`).toBe(true);
        expect(/^[=+\-@\t\r]/u.test(read)).toBe(false);
      }),
    );
  });
});
