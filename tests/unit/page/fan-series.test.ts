import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { expectedTotal, fanSeries, type Baseline } from '../../../src-renderer/charts/fan-series.ts';

const BASELINE: Baseline = {
  currency: 'USD',
  startMonth: toMonth('2026-03'),
  mean: [30, 40],
  paths: [Float64Array.of(20, 30), Float64Array.of(40, 50)],
  months: [
    { month: toMonth('2026-01'), plan: 25, spent: 10 },
    { month: toMonth('2026-02'), plan: 25, spent: 20 },
    { month: toMonth('2026-03'), plan: 25, spent: 0 },
    { month: toMonth('2026-04'), plan: 25, spent: 0 },
  ],
  shares: {},
  history: new Map(),
  seed: 1,
};

test('the cumulative fan adds up plan, spend and forecast, joined at the last actual month', () => {
  const fan = fanSeries(BASELINE, BASELINE, 'cumulative');
  expect(fan.budget).toEqual([25, 50, 75, 100]);
  expect(fan.actual).toEqual([10, 30, null, null]);
  expect(fan.forecast).toEqual([null, 30, 60, 100]);
});

test('the bands of a sum come from the sums of the paths, not from sums of the months’ limits', () => {
  const fan = fanSeries(BASELINE, BASELINE, 'cumulative');
  const widest = fan.bands.find(({ level }) => level === 95);
  expect(widest?.lower).toEqual([null, 30, 50, 80]);
  expect(widest?.upper).toEqual([null, 30, 70, 120]);
});

test('a fan with nothing ahead draws no forecast and no band, not even at its last actual month', () => {
  const over = { ...BASELINE, startMonth: toMonth('2026-05') };
  const fan = fanSeries(over, { mean: [], paths: [] }, 'cumulative');
  expect(fan.actual).toEqual([10, 30, 30, 30]);
  for (const line of [fan.forecast, ...fan.bands.flatMap(({ lower, upper }) => [lower, upper])])
    expect(line.filter((value) => value !== null)).toEqual([]);
});

test('the expected total is what is spent and the mean of what is left', () => {
  expect(expectedTotal(BASELINE, BASELINE.mean)).toBe(100);
});
