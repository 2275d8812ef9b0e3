import { describe, expect, it } from 'vitest';
import { forecastValues } from '#shared/engine/forecast/index.ts';
import { restoreSwing, withoutSwing, yearlySwing } from '#shared/engine/forecast/yearly.ts';
import { seededRandom } from '#shared/engine/random.ts';

/** Daily load with a summer and a winter peak, quieter weekends, and noise. */
function load(days: number): number[] {
  const random = seededRandom(5);
  return Array.from({ length: days }, (_, day) => {
    const angle = (2 * Math.PI * day) / 365.25;
    const swing = 1 + 0.25 * Math.cos(2 * angle) + 0.1 * Math.sin(angle);
    return 1000 * swing * (day % 7 > 4 ? 0.8 : 1) * (1 + 0.03 * random.normal());
  });
}

function walk(days: number): Float64Array {
  const random = seededRandom(8);
  let level = 500;
  return Float64Array.from({ length: days }, () => (level += 5 * random.normal()));
}

describe('the swing of the year in a daily series', () => {
  const days = load(560);

  it('is found from seventeen months of days, near what made them', () => {
    const swing = yearlySwing(Float64Array.from(days.slice(0, 520)), 7, 28)!;
    expect(swing.kind).toBe('multiplicative');
    const ratio = swing.at(0) / swing.at(91);
    expect(ratio).toBeGreaterThan((1.25 / 0.85) * 0.93);
    expect(ratio).toBeLessThan((1.25 / 0.85) * 1.07);
  });

  it('halves the error of the forecast, and is told', () => {
    const train = days.slice(0, 520);
    const error = (season: number): number => {
      const { mean } = forecastValues({ values: train, season, horizon: 40, levels: [] });
      return mean.reduce((sum, value, step) => sum + Math.abs(value - days[520 + step]!), 0);
    };
    const { why } = forecastValues({ values: train, season: 7, horizon: 40, levels: [] });
    expect(why).toContain('A swing of the year was found');
    // A cycle of fourteen days also knows the weekends, but looks for no year.
    expect(error(7)).toBeLessThan(0.5 * error(14));
  });

  it('is not seen in a random walk, in less than a year and two months, or with another cycle', () => {
    expect(yearlySwing(walk(700), 7, 28)).toBeUndefined();
    expect(yearlySwing(Float64Array.from(days.slice(0, 400)), 7, 28)).toBeUndefined();
    expect(yearlySwing(Float64Array.from(days), 12, 28)).toBeUndefined();
  });

  it('goes out and in again without a trace, as factors and as amounts', () => {
    for (const values of [days, days.map((value, day) => (day === 3 ? 0 : value - 600))]) {
      const given = Float64Array.from(values);
      const swing = yearlySwing(given, 7, 28)!;
      restoreSwing(withoutSwing(given, swing), swing, 0).forEach((value, day) =>
        expect(value).toBeCloseTo(given[day]!, 8),
      );
    }
  });
});
