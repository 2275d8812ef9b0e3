import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import {
  forecastMonthly,
  forecastTree,
  heldBackMonths,
  treatedMonths,
} from '#shared/engine/forecast/index.ts';
import { prepareSeries } from '#shared/engine/forecast/prepare.ts';

const startMonth = toMonth('2024-01');
const steady = Array.from({ length: 24 }, (_, index) => 100 + ((index * 7) % 5));
const withFee = steady.map((value, index) => (index === 10 ? 900 : value));
const stepped = steady.map((value, index) => (index < 14 ? value : value + 60));

describe('decisions about single months', () => {
  it('keep a month that would be held back', () => {
    const { clean, adjustments } = prepareSeries(withFee, 12, {
      treatments: [{ index: 10, what: 'month', treatment: 'keep' }],
    });
    expect(clean[10]).toBe(900);
    expect(adjustments).toEqual([]);
  });

  it('exclude a month as if it were missing, the newest as well', () => {
    const values = [...steady.slice(0, 23), 150];
    const { clean, adjustments } = prepareSeries(values, 12, {
      treatments: [{ index: 23, what: 'month', treatment: 'exclude' }],
    });
    expect(clean[23]).toBeLessThan(110);
    expect(adjustments).toMatchObject([{ index: 23, reason: 'excluded', from: 150, to: clean[23] }]);
  });

  it('move what lies before an excluded step to the level after it', () => {
    const { clean, adjustments } = prepareSeries(stepped, 12, {
      treatments: [{ index: 14, what: 'level', treatment: 'exclude' }],
    });
    expect(Math.min(...clean)).toBeGreaterThan(150);
    expect(Math.max(...clean)).toBeLessThan(175);
    expect(adjustments).toMatchObject([{ index: 13, reason: 'level', from: stepped[13] }]);
  });

  it('say in the explanation what was done', () => {
    const { why } = forecastMonthly({
      values: stepped,
      startMonth,
      horizon: 3,
      treatments: [
        { index: 3, what: 'month', treatment: 'exclude' },
        { index: 14, what: 'level', treatment: 'exclude' },
      ],
    });
    expect(why).toContain('1 value was left out, as decided.');
    expect(why).toContain('moved to the level after it');
  });

  it('are none where nobody decided: what is held back is told in spend by the month', () => {
    expect(heldBackMonths({ values: withFee, startMonth })).toMatchObject([{ index: 10, from: 900 }]);
    expect(treatedMonths({ values: withFee, startMonth })[10]).toBeLessThan(130);
  });

  it('about a child do not make its parent spend more beside it', () => {
    const child = withFee;
    const other = steady.map((value) => value * 2);
    const whole = child.map((value, index) => value + other[index]!);
    const treatments = [{ index: 10, what: 'month', treatment: 'exclude' }] as const;
    const forecast = forecastTree({
      nodes: [
        { id: 'whole', parentId: null, values: whole },
        { id: 'child', parentId: 'whole', values: child, treatments },
      ],
      startMonth: toMonth('2026-01'),
      horizon: 12,
    });
    const [parent, part] = [forecast.get('whole')!, forecast.get('child')!];
    expect(Math.max(...part.mean)).toBeLessThan(120);
    expect(Math.max(...parent.mean)).toBeLessThan(360);
  });

  it('leave any finite values finite', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 60 });
    const treatment = fc.record({
      index: fc.integer({ min: -2, max: 62 }),
      what: fc.constantFrom('month' as const, 'level' as const),
      treatment: fc.constantFrom('exclude' as const, 'keep' as const),
    });
    fc.assert(
      fc.property(values, fc.array(treatment, { maxLength: 5 }), (given, treatments) => {
        const { mean } = forecastMonthly({ values: given, startMonth, horizon: 4, treatments, paths: 5 });
        expect(mean.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
