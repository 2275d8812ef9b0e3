import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMicros } from '#shared/domain/money.ts';
import { decompose, type ItemPeriod, type VarianceItem } from '#shared/engine/variance/effects.ts';

const usage = (before: ItemPeriod | null, after: ItemPeriod | null, unit = 'Hours'): VarianceItem => ({
  unit,
  isOneOff: false,
  before,
  after,
});
const of = (cost: number, quantity: number): ItemPeriod => ({
  cost: toMicros(cost * 1_000_000),
  quantity: BigInt(Math.round(quantity * 1_000_000)),
});
const units = (effects: ReturnType<typeof decompose>) =>
  Object.fromEntries(Object.entries(effects).map(([name, value]) => [name, Number(value) / 1e6]));
const none = { price: 0, volume: 0, mix: 0, new: 0, discontinued: 0, oneOff: 0 };

describe('the parts of a change against an earlier period', () => {
  it('agrees with the worked example of price, volume and mix', () => {
    const effects = decompose([usage(of(10, 10), of(10, 10)), usage(of(30, 10), of(105, 30))]);
    expect(units(effects)).toEqual({ ...none, price: 15, volume: 40, mix: 20 });
  });

  it('calls the same use at a new rate price and nothing else', () => {
    expect(units(decompose([usage(of(100, 50), of(120, 50))]))).toEqual({ ...none, price: 20 });
  });

  it('calls more use at the same rate volume and nothing else', () => {
    expect(units(decompose([usage(of(100, 50), of(150, 75))]))).toEqual({ ...none, volume: 50 });
  });

  it('measures volume by unit, because hours and gigabytes have no sum', () => {
    const effects = decompose([
      usage(of(100, 10), of(200, 20), 'Hours'),
      usage(of(50, 100), of(25, 50), 'GB'),
    ]);
    expect(units(effects)).toEqual({ ...none, volume: 75 });
  });

  it('keeps new, discontinued and one-off apart from what continues', () => {
    const effects = decompose([
      usage(null, of(7, 1)),
      usage(of(5, 1), null),
      { unit: '', isOneOff: true, before: of(-3, 0), after: of(-10, 0) },
      { unit: '', isOneOff: true, before: null, after: of(2, 0) },
    ]);
    expect(units(effects)).toEqual({ ...none, new: 7, discontinued: -5, oneOff: -5 });
  });

  it('counts a charge without quantity as one unit whose price changed', () => {
    expect(units(decompose([usage(of(10, 0), of(14, 0))]))).toEqual({ ...none, price: 4 });
  });

  it('says mix where quantities of a unit cancel out', () => {
    const effects = decompose([usage(of(10, 5), of(20, 10)), usage(of(-10, -5), of(-30, -15))]);
    expect(units(effects)).toEqual({ ...none, mix: -10 });
  });

  it('agrees with cases worked out by hand from rates, where credits come back and use turns negative', () => {
    // 4 h at 2.50 are returned in full: −4 h at 2.50. Rate unchanged, so all of −20 is volume.
    expect(units(decompose([usage(of(10, 4), of(-10, -4))]))).toEqual({ ...none, volume: -20 });
    // A: 10 GB at 1 become 20 GB at 2; B: 20 GB at 4 become 10 GB at 3. Price 20·1 + 10·(−1) = 10; as many GB in all, so volume 0;
    // mix (20 − 10)·1 + (10 − 20)·4 = −30. From 90 to 70.
    expect(
      units(decompose([usage(of(10, 10), of(40, 20), 'GB'), usage(of(80, 20), of(30, 10), 'GB')])),
    ).toEqual({ ...none, price: 10, mix: -30 });
    // Free before, 5 h at 2 after: the rate rose from 0 to 2 for 5 h; a volume at the old rate of 0 is worth nothing.
    expect(units(decompose([usage(of(0, 3), of(10, 5))]))).toEqual({ ...none, price: 10 });
  });

  it('is all zero without items', () => {
    expect(units(decompose([]))).toEqual(none);
  });

  it('adds up to the change exactly, whatever the data', () => {
    const period = fc.option(
      fc.record({
        cost: fc.bigInt(-(10n ** 15n), 10n ** 15n).map(toMicros),
        quantity: fc.bigInt(-(10n ** 12n), 10n ** 12n),
      }),
      { nil: null },
    );
    const item = fc.record({
      unit: fc.constantFrom('Hours', 'GB', ''),
      isOneOff: fc.boolean(),
      before: period,
      after: period,
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const effects = decompose(items);
        const sum = (Object.values(effects) as bigint[]).reduce((total, value) => total + value, 0n);
        const change = items.reduce(
          (total, { before, after }) => total + (after?.cost ?? 0n) - (before?.cost ?? 0n),
          0n,
        );
        expect(sum).toBe(change);
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with the textbook in fractions of a unit, also where costs and quantities are below zero', () => {
    const amount = fc.integer({ min: -5_000, max: 5_000 });
    const quantity = amount.filter((value) => value !== 0);
    const pair = fc.tuple(amount, quantity, amount, quantity);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 6 }), (pairs) => {
        const effects = units(decompose(pairs.map(([c0, q0, c1, q1]) => usage(of(c0, q0), of(c1, q1)))));
        const before = sum(pairs, 1);
        const after = sum(pairs, 3);
        // Quantities that cancel out have no overall volume; that is a case of its own above.
        fc.pre(before !== 0);
        const price = pairs.reduce((total, [c0, q0, c1, q1]) => total + (c1 / q1 - c0 / q0) * q1, 0);
        const volume = sum(pairs, 0) * (after / before) - sum(pairs, 0);
        const mix = pairs.reduce(
          (total, [c0, q0, _c1, q1]) => total + (c0 / q0) * (q1 - (q0 / before) * after),
          0,
        );
        expect(effects['price']).toBeCloseTo(price, 4);
        expect(effects['volume']).toBeCloseTo(volume, 4);
        expect(effects['mix']).toBeCloseTo(mix, 4);
      }),
    );
  });
});

function sum(rows: readonly (readonly number[])[], index: number): number {
  return rows.reduce((total, row) => total + (row[index] ?? 0), 0);
}
