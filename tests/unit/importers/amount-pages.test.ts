import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmountPages, pagesOf } from '#main/importers/amount-pages.ts';
import { decimalOf, LIMB } from '#main/importers/decimal.ts';

/** What a text of up to 24 decimals is in 10⁻²⁴. */
function yoctoOf(text: string): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(24, '0'));
  return negative ? -value : value;
}

function sumOf(pages: AmountPages, fact: number, kind: number): bigint {
  const pico = BigInt(pages.units(fact, kind)) * BigInt(LIMB) + BigInt(pages.pico(fact, kind));
  return pico * BigInt(LIMB) + BigInt(pages.yocto(fact, kind));
}

const amount = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(fc.nat(9999), fc.integer({ min: 0, max: 900_000_000_000 })),
    fc.stringMatching(/^\d{0,24}$/),
  )
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`);

describe('sums of facts', () => {
  it('are exact for any amounts, also when another table takes them over', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 40 }), (texts) => {
        const pages = new AmountPages(2);
        pages.grow(0);
        for (const text of texts) pages.add(0, 1, decimalOf(text)!);
        const expected = texts.reduce((sum, text) => sum + yoctoOf(text), 0n);
        expect(sumOf(pages, 0, 1)).toBe(expected);
        expect(sumOf(pages, 0, 0)).toBe(0n);
        expect(sumOf(pagesOf(pages, 2), 0, 1)).toBe(expected);
      }),
    );
  });

  it('keep fractions apart only where there are any', () => {
    const pages = new AmountPages(1);
    pages.grow(0);
    pages.add(0, 0, decimalOf('12.345678')!);
    expect([pages.rests.length, pages.yoctos.length, pages.highs.length]).toEqual([0, 0, 0]);
    pages.add(0, 0, decimalOf('0.0000001')!);
    expect([pages.rests.length, pages.yoctos.length]).toEqual([1, 0]);
    expect(sumOf(pages, 0, 0)).toBe(yoctoOf('12.3456781'));
  });
});
