import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { toMicros } from '#shared/domain/money.ts';
import { compileRates, ratesThrough } from '#shared/engine/budgets/rates.ts';

const rate = (month: string, from: string, to: string, text: string) => ({
  month: toMonth(month),
  from,
  to,
  rate: text,
});

test('rates take the last month before, the first for earlier ones, and may be inverted', () => {
  const convert = compileRates(
    [
      rate('2026-02', 'USD', 'EUR', '0.9'),
      rate('2026-04', 'USD', 'EUR', '0.5'),
      rate('2026-01', 'EUR', 'GBP', '2'),
    ],
    'EUR',
  );
  const month = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1;
  const of = (from: string, at: string) => convert(toMicros(100), from, month(at));
  expect([
    of('USD', '2026-01'),
    of('USD', '2026-03'),
    of('USD', '2026-09'),
    of('GBP', '2026-09'),
    of('EUR', '2026-01'),
    of('JPY', '2026-01'),
  ]).toEqual([90n, 90n, 50n, 50n, 100n, undefined]);
});

test('the rates through a month are those by which its amounts are converted, also inverted ones and a later first', () => {
  const rates = [
    rate('2026-01', 'USD', 'EUR', '0.9'),
    rate('2026-01', 'EUR', 'USD', '1.2'),
    rate('2026-02', 'EUR', 'USD', '1.1'),
    rate('2026-03', 'USD', 'EUR', '0.8'),
    rate('2026-05', 'GBP', 'EUR', '2'),
    rate('2026-06', 'GBP', 'EUR', '3'),
    rate('2026-01', 'USD', 'GBP', '0.7'),
  ];
  const used = ratesThrough(rates, 'EUR', toMonth('2026-02'));
  expect(used.map(({ month, from, to }) => `${month} ${from} ${to}`)).toEqual([
    '2026-01 USD EUR',
    '2026-02 EUR USD',
    '2026-05 GBP EUR',
  ]);
  const [all, these] = [rates, used].map((some) => compileRates(some, 'EUR'));
  for (const currency of ['USD', 'GBP', 'JPY'])
    for (let month = 2026 * 12 - 2; month <= 2026 * 12 + 1; month += 1)
      expect(these?.(toMicros(1_000_000), currency, month)).toBe(all?.(toMicros(1_000_000), currency, month));
});
