import { describe, expect, it } from 'vitest';
import { analyzeTrend } from '#shared/engine/trends/index.ts';

const noise = (index: number): number => ((index * 7919) % 13) - 6;

describe('the trend of a series', () => {
  it('finds a level shift with its month and size', () => {
    const values = Array.from({ length: 36 }, (_, index) => 100 + (index >= 20 ? 60 : 0) + noise(index) / 2);
    const { shifts, slopePerMonth, baseline } = analyzeTrend({ values, start: '2023-03' });
    expect(shifts).toHaveLength(1);
    expect(shifts[0]!.date).toBe('2024-11-01');
    expect(shifts[0]!.amount).toBeGreaterThan(50);
    expect(Math.abs(slopePerMonth)).toBeLessThan(1);
    expect(Math.abs(baseline - 160)).toBeLessThan(5);
  });

  it('finds a spike with its month, and no shift', () => {
    const values = Array.from(
      { length: 30 },
      (_, index) => 100 + noise(index) / 3 + (index === 11 ? 150 : 0),
    );
    const { spikes, shifts } = analyzeTrend({ values, start: '2024-01' });
    expect(spikes.map(({ date }) => date)).toEqual(['2024-12-01']);
    expect(spikes[0]!.amount).toBeGreaterThan(140);
    expect(shifts).toEqual([]);
  });

  it('measures a straight rise with its significance and growth a year', () => {
    const values = Array.from({ length: 24 }, (_, index) => 100 + 2 * index + noise(index) / 10);
    const trend = analyzeTrend({ values, start: '2024-01' });
    expect(trend.slopePerMonth).toBeCloseTo(2, 1);
    expect(trend.slopeSignificance).toBeGreaterThan(0.95);
    expect(trend.shifts).toEqual([]);
    expect(trend.growthPerYear).toBeGreaterThan(0.15);
    expect(trend.growthPerYear).toBeLessThan(0.3);
  });

  it('finds a yearly season and names its indices from January on', () => {
    const values = Array.from(
      { length: 48 },
      (_, index) => 100 + ((index + 6) % 12 === 11 ? 50 : 0) + noise(index) / 6,
    );
    const { seasonality } = analyzeTrend({ values, start: '2020-07' });
    expect(seasonality.period).toBe(12);
    expect(seasonality.strength).toBeGreaterThan(0.8);
    expect(seasonality.indices.indexOf(Math.max(...seasonality.indices))).toBe(11);
  });

  it('finds the weekday profile of days and names it from Monday on', () => {
    const values = Array.from({ length: 140 }, (_, index) => (index % 7 < 5 ? 100 : 50) + noise(index) / 6);
    const { seasonality, baseline } = analyzeTrend({ values, start: '2026-01-05' });
    expect(seasonality.period).toBe(7);
    expect(seasonality.indices[0]).toBeGreaterThan(1.1);
    expect(seasonality.indices[6]).toBeLessThan(0.7);
    expect(Math.abs(baseline - (600 / 7) * 30.4)).toBeLessThan(150);
  });

  it('is zero for no values, and that value for one', () => {
    expect(analyzeTrend({ values: [], start: '2026-01' })).toEqual({
      baseline: 0,
      slopePerMonth: 0,
      slopeSignificance: 0,
      seasonality: { period: 0, strength: 0, indices: [] },
      shifts: [],
      spikes: [],
      growthPerYear: null,
    });
    expect(analyzeTrend({ values: [5], start: '2026-01' })).toMatchObject({
      baseline: 5,
      slopePerMonth: 0,
      growthPerYear: null,
    });
  });

  it('of a constant has no slope and no significance', () => {
    expect(analyzeTrend({ values: Array<number>(20).fill(9), start: '2026-01' })).toMatchObject({
      slopePerMonth: 0,
      slopeSignificance: 0,
      growthPerYear: 0,
      shifts: [],
      spikes: [],
    });
  });

  it('counts credits as they are', () => {
    expect(analyzeTrend({ values: [-5, 3, -2, 4, -1], start: '2026-01' }).growthPerYear).toBeNull();
  });
});
