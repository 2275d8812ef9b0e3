import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { forecastMonthly, forecastTree, shareOf, type GivenForecast } from '#shared/engine/forecast/index.ts';
import { seededRandom } from '#shared/engine/random.ts';

const startMonth = toMonth('2027-01');

const noisy = (seed: number, level: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: 36 }, (_, index) => level + index + 0.1 * level * random.normal());
};

/** Children named c0, c1 … of a parent that spends this much beside them. */
function familyOf(children: readonly number[][], beside: number) {
  const whole = children[0]!.map((_, month) => children.reduce((sum, child) => sum + child[month]!, beside));
  const nodes = [
    { id: 'parent', parentId: null, values: whole },
    ...children.map((values, index) => ({ id: `c${index}`, parentId: 'parent', values })),
  ];
  const forecast = forecastTree({ nodes, startMonth, horizon: 6, paths: 50, model: 'dynamicTheta' });
  return { forecast, whole };
}

function sumOf(parts: readonly GivenForecast[], step: number, row?: number): number {
  return parts.reduce(
    (sum, part) => sum + (row === undefined ? part.mean[step]! : part.paths[row]![step]!),
    0,
  );
}

describe('a family that meets its parent', () => {
  it('adds up in the mean and on every path, whatever is given', () => {
    const value = fc.double({ min: -500, max: 2000, noNaN: true });
    const { forecast } = familyOf([noisy(1, 100), noisy(2, 200), noisy(3, 30)], 0);
    fc.assert(
      fc.property(fc.array(value, { minLength: 6, maxLength: 6 }), (values) => {
        const path = Float64Array.from(values);
        const given = { mean: path, paths: Array.from({ length: 50 }, () => path) };
        const parts = ['c0', 'c1', 'c2'].map((id) => shareOf(id, 'parent', forecast, given));
        values.forEach((total, step) => {
          expect(sumOf(parts, step)).toBeCloseTo(total, 6);
          for (let row = 0; row < 50; row += 1) expect(sumOf(parts, step, row)).toBeCloseTo(total, 6);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('leaves the parent what it spends beside its children', () => {
    const { forecast, whole } = familyOf([noisy(4, 100), noisy(5, 200)], 60);
    const given = forecastMonthly({ values: whole, startMonth: toMonth('2024-01'), horizon: 6, paths: 50 });
    const parts = ['c0', 'c1'].map((id) => shareOf(id, 'parent', forecast, given));
    given.mean.forEach((total, step) => {
      expect(total - sumOf(parts, step)).toBeGreaterThan(50);
      expect(total - sumOf(parts, step)).toBeLessThan(75);
    });
  });

  it('keeps the proportions of the children, and no negative cost comes of positive ones', () => {
    const { forecast } = familyOf([noisy(6, 100), noisy(7, 200)], 0);
    const double = (values: Float64Array): Float64Array => values.map((one) => 2 * one);
    const parent = forecast.get('parent')!;
    const given = { mean: double(parent.mean), paths: parent.paths.map(double) };
    const part = shareOf('c0', 'parent', forecast, given);
    part.mean.forEach((value, step) => expect(value).toBeCloseTo(2 * forecast.get('c0')!.mean[step]!, 6));
    expect(part.paths.every((path) => path.every((value) => value >= 0))).toBe(true);
  });

  it('does not know strangers', () => {
    const { forecast } = familyOf([noisy(8, 100)], 0);
    expect(() => shareOf('nobody', 'parent', forecast, forecast.get('parent')!)).toThrow(RangeError);
  });
});
