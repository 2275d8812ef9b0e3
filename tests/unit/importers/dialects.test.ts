import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../support/read-table.ts';

interface Row {
  readonly day: number;
  readonly service: string;
  readonly cents: number;
  readonly memo: string;
}

interface Style {
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  readonly grouped: boolean;
  readonly quoted: boolean;
  readonly newline: string;
  readonly date: 'iso' | 'dmy' | 'mdy' | 'german';
  readonly encoding: 'utf8' | 'bom' | 'utf16le' | 'utf16be' | 'latin1';
  readonly reversed: boolean;
}

const rows = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 28 }),
    service: fc.constantFrom('Compute', 'Café', 'Store; and, more', 'A "quoted" one'),
    cents: fc.integer({ min: -9_999_999, max: 9_999_999 }),
    memo: fc.constantFrom('', 'x', 'two\nlines', 'Größe'),
  }),
  { minLength: 1, maxLength: 12 },
);
const styles: fc.Arbitrary<Style> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  decimal: fc.constantFrom('.', ','),
  grouped: fc.boolean(),
  quoted: fc.boolean(),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  date: fc.constantFrom('iso', 'dmy', 'mdy', 'german'),
  encoding: fc.constantFrom('utf8', 'bom', 'utf16le', 'utf16be', 'latin1'),
  reversed: fc.boolean(),
});

function dayText(day: number, style: Style['date']): string {
  const two = String(day).padStart(2, '0');
  if (style === 'iso') return `2026-03-${two}`;
  if (style === 'mdy') return `3/${day}/2026`;
  return style === 'dmy' ? `${day}/3/2026` : `${two}.03.2026`;
}

function amountText(cents: number, { decimal, grouped }: Style): string {
  const [whole = '0', fraction = '00'] = (Math.abs(cents) / 100).toFixed(2).split('.');
  const groups = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, decimal === '.' ? ',' : '.') : whole;
  return `${cents < 0 ? '-' : ''}${groups}${decimal}${fraction}`;
}

function write(table: readonly Row[], style: Style): Buffer {
  const cell = (text: string): string =>
    style.quoted || /[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const list = style.reversed ? table.toReversed() : table;
  // A day above 12 settles the order of day and month, as a whole month of data does.
  const lines = [...list, { day: 28, service: 'Compute', cents: 101, memo: '' }].map(
    ({ day, service, cents, memo }) =>
      [dayText(day, style.date), service, amountText(cents, style), memo].map(cell).join(style.delimiter),
  );
  const text = [['date', 'service', 'cost', 'memo'].map(cell).join(style.delimiter), ...lines].join(
    style.newline,
  );
  if (style.encoding === 'utf16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (style.encoding === 'utf16be') return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  if (style.encoding === 'latin1') return Buffer.from(text, 'latin1');
  return Buffer.from(style.encoding === 'bom' ? `\uFEFF${text}` : text, 'utf8');
}

describe('dialects', () => {
  it('import to the same facts whatever delimiter, quoting, encoding, decimal style, date style, line end and row order', async () => {
    const plain: Style = {
      delimiter: ',',
      decimal: '.',
      grouped: false,
      quoted: false,
      newline: '\n',
      date: 'iso',
      encoding: 'utf8',
      reversed: false,
    };
    await fc.assert(
      fc.asyncProperty(rows, styles, async (table, style) => {
        const expected = await readTable(write(table, plain));
        const { result, facts } = await readTable(write(table, style));
        expect(facts).toEqual(expected.facts);
        expect(result.controlTotals).toEqual(expected.result.controlTotals);
        expect(result.rejected).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});
