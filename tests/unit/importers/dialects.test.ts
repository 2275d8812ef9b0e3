import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../support/read-table.ts';
import { zipOf } from '../../support/zip-file.ts';

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
  readonly encoding: 'utf8' | 'bom' | 'utf16le' | 'utf16be' | 'latin1' | 'cp1252';
  readonly negative: 'minus' | 'brackets' | 'behind';
  readonly container: 'plain' | 'gzip' | 'members' | 'zip';
  /** The columns, as places in the list of names. */
  readonly columns: readonly number[];
  /** Orders the rows. */
  readonly seed: number;
}

const rows = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 28 }),
    service: fc.constantFrom('Compute', 'Café', 'Store; and, more', 'A "quoted" one'),
    cents: fc.integer({ min: -9_999_999, max: 9_999_999 }),
    memo: fc.constantFrom('', 'x', 'two\nlines', 'Größe', '5 €'),
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
  encoding: fc.constantFrom('utf8', 'bom', 'utf16le', 'utf16be', 'latin1', 'cp1252'),
  negative: fc.constantFrom('minus', 'brackets', 'behind'),
  container: fc.constantFrom('plain', 'gzip', 'members', 'zip'),
  columns: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  seed: fc.nat(),
});

function dayText(day: number, style: Style['date']): string {
  const two = String(day).padStart(2, '0');
  if (style === 'iso') return `2026-03-${two}`;
  if (style === 'mdy') return `3/${day}/2026`;
  return style === 'dmy' ? `${day}/3/2026` : `${two}.03.2026`;
}

function amountText(cents: number, { decimal, grouped, negative }: Style): string {
  const [whole = '0', fraction = '00'] = (Math.abs(cents) / 100).toFixed(2).split('.');
  const groups = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, decimal === '.' ? ',' : '.') : whole;
  const amount = `${groups}${decimal}${fraction}`;
  if (cents >= 0) return amount;
  if (negative === 'minus') return `-${amount}`;
  return negative === 'brackets' ? `(${amount})` : `${amount}-`;
}

function write(table: readonly Row[], style: Style): Buffer {
  const cell = (text: string): string =>
    style.quoted || /[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  // A day above 12 settles the order of day and month, as a whole month of data does.
  const all = shuffled([...table, { day: 28, service: 'Compute', cents: 101, memo: '' }], style.seed);
  const records = all.map(({ day, service, cents, memo }) => [
    ...[dayText(day, style.date), service, amountText(cents, style), memo],
  ]);
  const text = [['date', 'service', 'cost', 'memo'], ...records]
    .map((record) => style.columns.map((column) => cell(record[column] ?? '')).join(style.delimiter))
    .join(style.newline);
  return packed(encoded(text, style.encoding), style.container);
}

/** The same order for the same seed. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const keyed = list.map((item, index) => ({ item, key: ((seed + 1) * (index + 1) * 7919) % 104_729 }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}

function encoded(text: string, encoding: Style['encoding']): Buffer {
  if (encoding === 'utf16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (encoding === 'utf16be') return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  if (encoding === 'latin1') return Buffer.from(text, 'latin1');
  // The euro sign is 0x80 in Windows-1252 and nothing in Latin-1; all else here is the same in both.
  if (encoding === 'cp1252') return Buffer.from(text.replaceAll('€', '\u0080'), 'latin1');
  return Buffer.from(encoding === 'bom' ? `\uFEFF${text}` : text, 'utf8');
}

function packed(bytes: Buffer, container: Style['container']): Buffer {
  if (container === 'plain') return bytes;
  if (container === 'gzip') return gzipSync(bytes);
  const half = Math.floor(bytes.length / 2);
  if (container === 'members')
    return Buffer.concat([gzipSync(bytes.subarray(0, half)), gzipSync(bytes.subarray(half))]);
  return zipOf('table.csv', bytes);
}

describe('dialects', () => {
  it('import to the same facts whatever delimiter, quoting, encoding, decimal style, sign, date style, line end, container, order of rows and columns', async () => {
    const plain: Style = {
      delimiter: ',',
      decimal: '.',
      grouped: false,
      quoted: false,
      newline: '\n',
      date: 'iso',
      encoding: 'utf8',
      negative: 'minus',
      container: 'plain',
      columns: [0, 1, 2, 3],
      seed: 0,
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
