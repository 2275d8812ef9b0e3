import { describe, expect, it } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { fromUnits } from '#shared/domain/money.ts';
import { applyPlan, planChangeOf, type PlanRequest } from '#shared/engine/forecast/index.ts';
import { seededRandom } from '#shared/engine/random.ts';

const startMonth = toMonth('2026-01');

function plan(request: Omit<PlanRequest, 'startMonth' | 'paths'> & Partial<Pick<PlanRequest, 'paths'>>) {
  return applyPlan({ paths: [], startMonth, ...request });
}

function noisyPaths(count: number, horizon: number): Float64Array[] {
  const random = seededRandom(5);
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: horizon }, () => 100 + 10 * random.normal()),
  );
}

describe('growth', () => {
  it('multiplies the k-th month by (1 + g)^(k/12)', () => {
    const { mean } = plan({ mean: [100, 100, 100], growth: { overall: 0.12 } });
    expect([...mean]).toEqual([1, 2, 3].map((k) => expect.closeTo(100 * 1.12 ** (k / 12), 9) as number));
  });

  it('of a dimension value moves only its share of the baseline', () => {
    const { mean } = plan({
      mean: Array<number>(12).fill(100),
      growth: { overall: 0.1, 'team:payments': 0.5 },
      composition: { 'team:payments': 0.2 },
    });
    expect(mean[11]).toBeCloseTo(80 * 1.1 + 20 * 1.5, 9);
  });

  it('of minus one hundred percent ends at zero, never below', () => {
    expect(plan({ mean: Array<number>(12).fill(100), growth: { overall: -1 } }).mean[11]).toBe(0);
  });
});

describe('a planned change', () => {
  const change = { name: 'x', start: toMonth('2026-02'), amount: 30 } as const;

  it('as a step adds its amount from its start to its end', () => {
    const { mean } = plan({
      mean: [0, 0, 0, 0],
      changes: [{ ...change, kind: 'step', end: toMonth('2026-03') }],
    });
    expect([...mean]).toEqual([0, 30, 30, 0]);
  });

  it('as a ramp grows evenly to its end and stays', () => {
    const { mean } = plan({
      mean: [0, 0, 0, 0, 0],
      changes: [{ ...change, kind: 'ramp', end: toMonth('2026-04') }],
    });
    expect([...mean].map(Math.round)).toEqual([0, 10, 20, 30, 30]);
  });

  it('saves no more than is spent, in the mean as on the paths', () => {
    const paths = noisyPaths(500, 2);
    const saving = { ...change, start: startMonth, kind: 'step', amount: -500 } as const;
    const all = plan({ mean: [100, 100], paths, changes: [saving] });
    expect([...all.mean]).toEqual([0, 0]);
    const perhaps = plan({ mean: [100, 100], paths, changes: [{ ...saving, probability: 0.3 }] });
    expect(Math.abs(perhaps.mean[0]! - 70)).toBeLessThan(10);
    for (const { mean, parts } of [all, perhaps])
      mean.forEach((value, step) =>
        expect(parts.reduce((sum, { months }) => sum + months[step]!, 0)).toBeCloseTo(value, 9),
      );
  });

  it('saves more than is spent where spend can be negative', () => {
    const saving = { ...change, start: startMonth, kind: 'step', amount: -500 } as const;
    expect(plan({ mean: [-20], changes: [saving] }).mean[0]).toBe(-520);
  });

  it('as a one-time cost comes once', () => {
    expect([...plan({ mean: [0, 0, 0], changes: [{ ...change, kind: 'oneTime' }] }).mean]).toEqual([
      0, 30, 0,
    ]);
  });

  it('that began before the forecast is in force from its first month', () => {
    const { mean } = plan({
      mean: [0, 0],
      changes: [{ ...change, kind: 'step', start: toMonth('2025-06') }],
    });
    expect([...mean]).toEqual([30, 30]);
  });

  it('in percent takes that part of the baseline in its scope', () => {
    const { mean } = plan({
      mean: [200, 200],
      changes: [{ name: 'x', start: startMonth, kind: 'step', percent: -10, share: 0.5 }],
    });
    expect([...mean]).toEqual([190, 190]);
  });

  it('counts with its probability in the mean and happens on that share of the paths', () => {
    const paths = Array.from({ length: 2000 }, () => Float64Array.of(0, 0));
    const result = plan({
      mean: [0, 0],
      paths,
      changes: [{ ...change, kind: 'step', probability: 0.25 }],
      seed: 3,
    });
    expect(result.mean[1]).toBe(7.5);
    const share = result.paths.filter((path) => path[1] === 30).length / 2000;
    expect(share).toBeCloseTo(0.25, 1);
    expect(result.paths.every((path) => path[1] === 0 || path[1] === 30)).toBe(true);
  });

  it('with an uncertain date is spread over the months around it', () => {
    const { mean } = plan({ mean: [0, 0, 0, 0], changes: [{ ...change, kind: 'oneTime', startSpread: 1 }] });
    expect([...mean]).toEqual([10, 10, 10, 0]);
  });

  it('is read from the domain with money as units', () => {
    expect(
      planChangeOf(
        { name: 'x', start: startMonth, kind: 'step', amount: fromUnits(12.5), probability: 0.5 },
        0.3,
      ),
    ).toEqual({
      name: 'x',
      start: '2026-01',
      kind: 'step',
      amount: 12.5,
      probability: 0.5,
      share: 0.3,
    });
  });
});

describe('a scenario', () => {
  it('multiplies price, usage and commitments on the grown baseline, not on planned changes', () => {
    const { mean } = plan({
      mean: [100],
      changes: [{ name: 'x', start: startMonth, kind: 'step', amount: 50 }],
      levers: { price: 0.1, usage: -0.2, commitmentDiscount: 0.3, commitmentCoverage: 0.5 },
    });
    expect(mean[0]).toBeCloseTo(100 * 1.1 * 0.8 * 0.85 + 50, 9);
  });

  it('can switch a planned change off by its name', () => {
    const changes = [{ name: 'x', start: startMonth, kind: 'step', amount: 50 }] as const;
    expect(plan({ mean: [100], changes, levers: { disabledChanges: ['x'] } }).mean[0]).toBe(100);
  });

  it('on the 80 % quantile stands above one on the 20 % quantile', () => {
    const paths = noisyPaths(500, 6);
    const at = (quantile: number): number =>
      plan({ mean: Array<number>(6).fill(100), paths, quantile }).mean.reduce((a, b) => a + b, 0);
    expect(at(0.2)).toBeLessThan(at(0.5));
    expect(at(0.8)).toBeGreaterThan(at(0.5));
  });
});

describe('the parts of a plan', () => {
  const result = applyPlan({
    mean: Array.from({ length: 36 }, (_, step) => 100 + step),
    paths: noisyPaths(500, 36),
    startMonth,
    growth: { overall: 0.2 },
    changes: [{ name: 'a', start: toMonth('2026-05'), kind: 'ramp', amount: 40, probability: 0.6 }],
    levers: {
      price: 0.05,
      growth: 0.1,
      changes: [{ name: 'b', start: toMonth('2026-09'), kind: 'step', percent: 10 }],
      disabledChanges: ['a'],
    },
    quantile: 0.8,
    seed: 2,
  });

  it('are baseline, growth, changes and scenario, and add up to the mean', () => {
    expect(result.parts.map(({ name }) => name)).toEqual(['baseline', 'growth', 'changes', 'scenario']);
    result.mean.forEach((value, step) => {
      expect(result.parts.reduce((sum, { months }) => sum + months[step]!, 0)).toBeCloseTo(value, 8);
    });
  });
});
