import { describe, expect, it } from 'vitest';
import { chooseEnsemble } from '#shared/engine/forecast/auto.ts';
import { forecastValues } from '#shared/engine/forecast/index.ts';
import { lastCycleOf } from '#shared/engine/forecast/last-cycle.ts';

const YEAR = [100, 90, 95, 100, 110, 120, 150, 160, 120, 105, 130, 180];
const months = (count: number, valueOf: (month: number) => number): number[] =>
  Array.from({ length: count }, (_, month) => valueOf(month));
const forecast = (values: readonly number[]) =>
  forecastValues({ values, season: 12, horizon: 12, levels: [80] });

describe('a history of more than one year and less than two', () => {
  const seasonal = months(18, (month) => YEAR[month % 12]! + ((month * 7) % 3));

  it('lets the last year return, as far as the months seen twice speak for it', () => {
    const { mean, why } = forecast(seasonal);
    const expected = months(12, (step) => YEAR[(18 + step) % 12]!);
    const flat = seasonal.at(-1)!;
    const missed = (values: ArrayLike<number>): number =>
      expected.reduce((sum, value, step) => sum + Math.abs(value - values[step]!), 0);
    expect(missed(mean)).toBeLessThan(0.5 * missed(months(12, () => flat)));
    expect(why).toContain('Less than two cycles of 12 steps are known');
  });

  it('does not let steady growth fall back to the year before', () => {
    const growth = months(18, (month) => 100 * 1.03 ** month);
    const { mean } = forecast(growth);
    expect(mean[0]).toBeGreaterThan(0.93 * growth.at(-1)!);
    expect(mean[11]).toBeGreaterThan(growth.at(-1)!);
  });

  it('counts for half where nothing speaks for or against it, and for nothing outside its range', () => {
    const share = (count: number): number =>
      lastCycleOf(Float64Array.from(months(count, () => 5)), count, 12).share;
    expect(share(12)).toBe(0.5);
    expect(share(20)).toBe(0.5);
    expect([11, 24, 40].map(share)).toEqual([0, 0, 0]);
  });

  it('is not judged by it once there are two years, whose past points had one', () => {
    // A lasting step after a year, which the year before knows nothing of.
    const stepped = Float64Array.from(months(26, (month) => (month < 12 ? 100 : 200) + ((month * 37) % 11)));
    const { candidates } = chooseEnsemble(stepped, 12, 6);
    const [ensemble = NaN, ...members] = candidates.map(({ mase }) => mase ?? NaN);
    // A mean of forecasts is never further off than the worst of them.
    expect(ensemble).toBeLessThanOrEqual(Math.max(...members));
  });

  it('moves the last cycle by a trend that months a year apart confirm', () => {
    const line = Float64Array.from(months(18, (month) => 100 + 2 * month));
    expect(lastCycleOf(line, 18, 12).rise).toBeCloseTo(24, 6);
  });
});
