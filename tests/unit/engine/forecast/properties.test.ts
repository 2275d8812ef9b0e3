import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORECAST_MODELS } from '#shared/domain/forecast.ts';
import { forecastValues } from '#shared/engine/forecast/index.ts';

const anyFinite = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 60 });
const costs = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 6, maxLength: 60 });
const season = fc.constantFrom(1, 4, 7, 12, 24, 52);

function isFiniteForecast(forecast: ReturnType<typeof forecastValues>): boolean {
  const limits = Object.values(forecast.intervals).flat(2);
  return [
    ...forecast.mean,
    ...limits,
    ...forecast.paths.flatMap((path) => [...path]),
    ...forecast.fitted,
  ].every(Number.isFinite);
}

describe('any forecast', () => {
  it('is finite for any finite input, whatever the model and season', () => {
    fc.assert(
      fc.property(anyFinite, season, fc.constantFrom(...FORECAST_MODELS), (values, steps, model) => {
        const forecast = forecastValues({
          values,
          season: steps,
          horizon: 5,
          levels: [80, 95],
          model,
          paths: 4,
        });
        return isFiniteForecast(forecast) && forecast.mean.length === 5;
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('is finite for 2,000 values of either extreme', () => {
    for (const values of [
      Array.from({ length: 2000 }, (_, index) => (index % 3 === 0 ? Number.MAX_VALUE : -Number.MAX_VALUE)),
      Array.from({ length: 2000 }, () => Number.MIN_VALUE),
      Array.from({ length: 2000 }, () => 0),
    ]) {
      expect(
        isFiniteForecast(forecastValues({ values, season: 12, horizon: 3, levels: [95], paths: 2 })),
      ).toBe(true);
    }
  });

  it('has intervals nested by level, around the mean, never crossed', () => {
    fc.assert(
      fc.property(costs, season, (values, steps) => {
        const { intervals, mean } = forecastValues({
          values,
          season: steps,
          horizon: 14,
          levels: [99, 95, 80, 50],
        });
        return mean.every((centre, step) => {
          const at = (level: string): readonly [number, number] => intervals[level]![step]!;
          const lows = ['99', '95', '80', '50'].map((level) => at(level)[0]);
          const highs = ['50', '80', '95', '99'].map((level) => at(level)[1]);
          const ladder = [...lows, ...highs];
          return (
            ladder.every((value, index) => index === 0 || value >= ladder[index - 1]!) &&
            centre >= at('99')[0] &&
            centre <= at('99')[1]
          );
        });
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('is the same on every run for the same seed, and differs for another', () => {
    const values = [12, 15, 11, 18, 14, 16, 19, 13];
    const run = (seed: number): unknown =>
      forecastValues({ values, season: 12, horizon: 4, levels: [80], paths: 20, seed });
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it('follows the scale of the values', () => {
    fc.assert(
      fc.property(costs, fc.constantFrom(2 ** -20, 2 ** 20), (values, factor) => {
        const run = (series: number[]): Float64Array =>
          forecastValues({ values: series, season: 12, horizon: 6, levels: [95] }).mean;
        const plain = run(values);
        return run(values.map((value) => value * factor)).every(
          (value, step) => Math.abs(value / factor - plain[step]!) <= 1e-9 * (1 + Math.abs(plain[step]!)),
        );
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it.each(['naive', 'drift', 'movingAverage', 'linearTrend', 'seasonalNaive'] as const)(
    'of %s follows a shift of the values',
    (model) => {
      const values = [3, 5, 4, 6, 8, 7, 9, 12, 10, 11];
      const run = (series: number[]): Float64Array =>
        forecastValues({ values: series, season: 1, horizon: 4, levels: [95], model }).mean;
      const plain = run(values);
      run(values.map((value) => value + 1000)).forEach((value, step) =>
        expect(value - 1000).toBeCloseTo(plain[step]!, 8),
      );
    },
  );

  it('of costs is never negative, on no limit and no path', () => {
    fc.assert(
      fc.property(costs, (values) => {
        const { intervals, paths } = forecastValues({
          values: values.map((value) => value - 1),
          season: 12,
          horizon: 12,
          levels: [99],
          paths: 20,
        });
        return [...intervals['99']!.flat(), ...paths.flatMap((path) => [...path])].every(
          (value) => value >= 0,
        );
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  it('gives paths whose quantiles are the interval', () => {
    const values = Array.from(
      { length: 48 },
      (_, index) => 100 + 20 * Math.sin(index / 2) + ((index * 37) % 11),
    );
    const { intervals, paths } = forecastValues({
      values,
      season: 12,
      horizon: 6,
      levels: [80],
      paths: 2000,
      seed: 3,
    });
    intervals['80']!.forEach(([low, high], step) => {
      const inside = paths.filter((path) => path[step]! >= low && path[step]! <= high).length;
      expect(inside / paths.length).toBeCloseTo(0.8, 2);
    });
  });
});

describe('a short series', () => {
  it('of no values forecasts zero', () => {
    const forecast = forecastValues({ values: [], season: 12, horizon: 2, levels: [95] });
    expect([...forecast.mean]).toEqual([0, 0]);
    expect(forecast.accuracy).toMatchObject({ mase: null, smape: null, origins: 0 });
  });

  it('of one value forecasts about that value with a wide interval', () => {
    const { mean, intervals } = forecastValues({ values: [50], season: 12, horizon: 1, levels: [95] });
    expect(mean[0]).toBeCloseTo(50);
    expect(intervals['95']![0]![0]).toBeLessThan(45);
    expect(intervals['95']![0]![1]).toBeGreaterThan(55);
  });

  it('of three equal values forecasts that value', () => {
    expect(forecastValues({ values: [7, 7, 7], season: 12, horizon: 2, levels: [] }).mean[1]).toBeCloseTo(
      7,
      3,
    );
  });

  it('of only missing values forecasts zero and says that they were missing', () => {
    const forecast = forecastValues({ values: [null, null], season: 12, horizon: 1, levels: [] });
    expect(forecast.mean[0]).toBe(0);
    expect(forecast.adjustments.map(({ reason }) => reason)).toEqual(['missing', 'missing']);
  });
});

describe('wrong requests', () => {
  it('refuses a level outside 0 to 100', () => {
    expect(() => forecastValues({ values: [1], season: 1, horizon: 1, levels: [100] })).toThrow(
      'not a level between 0 and 100: 100',
    );
  });

  it('refuses an unknown model by its name', () => {
    expect(() =>
      forecastValues({ values: [1], season: 1, horizon: 1, levels: [], model: 'oracle' as 'naive' }),
    ).toThrow('not a model: oracle');
  });
});
