import { describe, expect, it } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { forecastTree } from '#shared/engine/forecast/index.ts';
import { seededRandom } from '#shared/engine/random.ts';

const startMonth = toMonth('2027-01');

function noisy(seed: number, level: number, shared?: readonly number[]): number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: 48 },
    (_, index) => level + (shared?.[index] ?? 10 * random.normal()) + random.normal(),
  );
}

function widthOf(limits: readonly (readonly [number, number])[]): number {
  return limits.reduce((sum, [low, high]) => sum + high - low, 0);
}

describe('the forecast of a tree', () => {
  const a = noisy(1, 100);
  const b = noisy(2, 200);
  const whole = a.map((value, index) => value + b[index]! + 7);
  const nodes = [
    { id: 'whole', parentId: null, values: whole },
    { id: 'a', parentId: 'whole', values: a },
    { id: 'b', parentId: 'whole', values: b },
  ];
  const forecast = forecastTree({ nodes, startMonth, horizon: 6, seed: 1 });

  it('adds up in the mean: children, and what the parent spends beside them', () => {
    forecast.get('whole')!.mean.forEach((value, step) => {
      const children = forecast.get('a')!.mean[step]! + forecast.get('b')!.mean[step]!;
      expect(value - children).toBeCloseTo(7, 3);
    });
  });

  it('adds up path by path', () => {
    forecast.get('whole')!.paths.forEach((path, row) => {
      path.forEach((value, step) => {
        const children = forecast.get('a')!.paths[row]![step]! + forecast.get('b')!.paths[row]![step]!;
        expect(value - children).toBeCloseTo(7, 3);
      });
    });
  });

  it('has a wider interval for a parent whose children err together', () => {
    const random = seededRandom(9);
    const shared = Array.from({ length: 48 }, () => 10 * random.normal());
    const widths = [
      [noisy(1, 100, shared), noisy(2, 200, shared)],
      [noisy(1, 100), noisy(2, 200)],
    ].map(([left, right]) => {
      const tree = forecastTree({
        nodes: [
          { id: 'p', parentId: null, values: left!.map((value, index) => value + right![index]!) },
          { id: 'l', parentId: 'p', values: left! },
          { id: 'r', parentId: 'p', values: right! },
        ],
        startMonth,
        horizon: 6,
      });
      const of = (id: string): number => widthOf(tree.get(id)!.intervals['80']!);
      return of('p') / (of('l') + of('r'));
    });
    expect(widths[0]).toBeGreaterThan(0.9);
    expect(widths[1]).toBeLessThan(0.85);
  });

  it('is the same for the same seed', () => {
    expect(forecastTree({ nodes, startMonth, horizon: 6, seed: 1 }).get('whole')!.paths).toEqual(
      forecast.get('whole')!.paths,
    );
  });

  it('takes children that began later than their parent', () => {
    const late = forecastTree({
      nodes: [nodes[0]!, { ...nodes[1]!, values: a.slice(-5) }],
      startMonth,
      horizon: 3,
    });
    expect(late.get('whole')!.mean.every(Number.isFinite)).toBe(true);
  });

  it('refuses a parent that is not there', () => {
    expect(() =>
      forecastTree({ nodes: [{ id: 'x', parentId: 'y', values: [1] }], startMonth, horizon: 1 }),
    ).toThrow('no such parent: y');
  });
});
