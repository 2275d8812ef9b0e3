import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSum, decimalOf, expandExponent } from '#main/importers/decimal.ts';
import { readTable } from '../../support/read-table.ts';

/** An exact decimal as a whole number of 10⁻⁴⁰. */
function scaled(decimal: string): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const magnitude = BigInt(whole + fraction.padEnd(40, '0'));
  return negative ? -magnitude : magnitude;
}

function roundedMicros(value: bigint): bigint {
  const unit = 10n ** 34n;
  const magnitude = value < 0n ? -value : value;
  const rounded = (magnitude + unit / 2n) / unit;
  return value < 0n ? -rounded : rounded;
}

const amount = fc
  .tuple(
    fc.boolean(),
    fc.nat({ max: 2_000_000 }),
    fc.integer({ min: 0, max: 34 }),
    fc.bigInt({ min: 0n, max: 10n ** 34n - 1n }),
  )
  .map(([negative, whole, decimals, fraction]) => {
    const digits = fraction.toString().padStart(34, '0').slice(0, decimals);
    return `${negative ? '-' : ''}${whole}${decimals > 0 ? `.${digits}` : ''}`;
  });

describe('exact sums', () => {
  it('add up decimals of any length and round once, half away from zero', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 40 }), (amounts) => {
        const sum = new ExactSum();
        for (const one of amounts) sum.add(decimalOf(one)!);
        expect(sum.micros()).toBe(roundedMicros(amounts.reduce((total, one) => total + scaled(one), 0n)));
      }),
    );
  });

  it('round a half away from zero on both sides', () => {
    const half = new ExactSum();
    half.add(decimalOf('0.0000005')!);
    expect(half.micros()).toBe(1n);
    const minus = new ExactSum();
    minus.add(decimalOf('-0.0000005')!);
    expect(minus.micros()).toBe(-1n);
  });

  it('write exponents out', () => {
    expect(expandExponent('6.09e-08')).toBe('0.0000000609');
    expect(expandExponent('-2.323760000E-9')).toBe('-0.000000002323760000');
    expect(expandExponent('1.5E3')).toBe('1500');
    expect(expandExponent('1.25e1')).toBe('12.5');
  });

  it('let facts add up to the total, each within one micro of its own exact sum, in any order of rows', async () => {
    const row = fc.tuple(
      fc.constantFrom('A', 'B', 'C'),
      fc.integer({ min: 1, max: 4 }),
      amount,
      fc.constantFrom('EUR', 'USD'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), fc.nat(), async (rows, seed) => {
        const write = (list: typeof rows): string =>
          [
            'date,service,cost,currency',
            ...list.map(([service, day, cost, code]) => `2026-01-0${day},${service},${cost},${code}`),
          ].join('\n');
        const { result, facts } = await readTable(write(rows));
        const exact = new Map<string, bigint>();
        for (const [service, day, cost, code] of rows) {
          for (const key of [code, `${code} ${service} 2026-01-0${day}`])
            exact.set(key, (exact.get(key) ?? 0n) + scaled(cost));
        }
        for (const code of new Set(rows.map(([, , , currency]) => currency))) {
          const own = facts.filter(({ series }) => series.currency === code);
          expect(own.reduce((sum, { billed }) => sum + billed, 0n)).toBe(roundedMicros(exact.get(code)!));
          expect(result.controlTotals[code]).toBe(roundedMicros(exact.get(code)!));
        }
        for (const { series, day, billed } of facts) {
          const difference = billed * 10n ** 34n - exact.get(`${series.currency} ${series.service} ${day}`)!;
          expect(difference <= 10n ** 34n && difference >= -(10n ** 34n)).toBe(true);
        }
        const turned = rows
          .map((one, index) => ({ one, at: (index * 7919 + seed) % 101 }))
          .sort((a, b) => a.at - b.at);
        expect((await readTable(write(turned.map(({ one }) => one)))).facts).toEqual(facts);
      }),
      { numRuns: 60 },
    );
  });
});
