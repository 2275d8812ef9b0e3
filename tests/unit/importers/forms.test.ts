import { describe, expect, it } from 'vitest';
import { readAmount } from '#main/importers/amount-text.ts';
import { readDay } from '#main/importers/dates.ts';
import { readTable } from '../../support/read-table.ts';

describe('days', () => {
  it.each([
    '20250301 10:00:00',
    '20250301T000000Z',
    '2025-03-01T00:00:00.000000000Z',
    '2025-03-01Z',
    '2025-03-01+01:00',
    '2025-Mar-01',
    '2025 Mar 1',
    'Sat, 01 Mar 2025 00:00:00 GMT',
    'Sat Mar  1 00:00:00 UTC 2025',
    '01MAR2025',
    '2025M03',
    '1er mars 2025',
    'sábado, 1 de marzo de 2025',
    '2025년 3월 1일',
    '2025-03-01 – 2025-03-31',
    '="2025-03-01"',
  ])('%s is 1 March 2025', (text) => {
    expect(readDay(text, undefined)).toEqual({ year: 2025, month: 3, day: 1 });
  });

  it.each(['8751.03', '12.3456', '2025-13-01', '2025-02-30', '2025-W10-1'])('%s is none', (text) => {
    expect(readDay(text, undefined)).toBe('unreadable');
  });
});

describe('amounts', () => {
  it.each([
    ['(1,234.50)', '.', '-1234.50', ''],
    ['(-1.5)', '.', '-1.5', ''],
    ['-($1.50)', '.', '-1.50', 'USD'],
    ['–12.50', '.', '-12.50', ''],
    ['‑12.50', '.', '-12.50', ''],
    ['1’234.-', '.', '1234', ''],
    ['CHF 5.–', '.', '5', 'CHF'],
    ['1.234,--', ',', '1234', ''],
    ['1234-', ',', '-1234', ''],
    ['24,95 S', ',', '24.95', ''],
    ['24,95H', ',', '-24.95', ''],
    ['12.50 Cr', '.', '-12.50', ''],
    ['₹ 1,00,000', '.', '100000', 'INR'],
    ['kr. 1.234,50', ',', '1234.50', ''],
    ['▲1,500円', '.', '-1500', 'JPY'],
    ['△ 50', '.', '-50', ''],
    ['="10.00"', '.', '10.00', ''],
  ] as const)('%s with a decimal %s is %s', (text, mark, plain, currency) => {
    expect(readAmount(text, mark)).toEqual({ kind: 'plain', plain, currency });
  });

  it.each(['-', '–', '$ -', ' - €', ''])('“%s” is no amount', (text) => {
    expect(readAmount(text, '.')).toEqual({ kind: 'blank' });
  });

  it.each(['12 h', '1.5%', '1_234', '<1', '--1', '1-2', '12,34', 'N/A'])('%s cannot be read', (text) => {
    expect(readAmount(text, '.').kind).toBe('bad');
  });
});

describe('currencies', () => {
  it('may be stated by their signs', async () => {
    const { result } = await readTable('Date,Service,Cost,Currency\n2025-01-01,A,5,€\n2025-01-02,B,6,US$\n');
    expect(result.controlTotals).toEqual({ EUR: 5_000_000n, USD: 6_000_000n });
  });
});
