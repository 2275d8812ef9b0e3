import { describe, expect, it } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { forecastMonthly } from '#shared/engine/forecast/index.ts';
import { prepareSeries } from '#shared/engine/forecast/prepare.ts';
import { removeSeason, restoreSeason, seasonalProfile } from '#shared/engine/forecast/seasonal.ts';
import { seededRandom, seedOf } from '#shared/engine/random.ts';

const steady = Array.from({ length: 24 }, (_, index) => 100 + ((index * 7) % 5));

describe('the preparation of a series', () => {
  it('fills a missing month between its neighbours and says so', () => {
    const { values, adjustments } = prepareSeries([10, null, 20], 12);
    expect([...values]).toEqual([10, 15, 20]);
    expect(adjustments).toEqual([{ index: 1, reason: 'missing', from: null, to: 15 }]);
  });

  it('fills a missing month of a seasonal series with its season', () => {
    const season = [50, 150, 100, 100];
    const values: (number | null)[] = Array.from({ length: 24 }, (_, index) => season[index % 4]!);
    values[9] = null;
    expect(prepareSeries(values, 4).values[9]).toBeGreaterThan(125);
  });

  it('holds a one-off back and keeps what it was', () => {
    const values = [...steady];
    values[10] = 900;
    const { values: kept, clean, adjustments } = prepareSeries(values, 12);
    expect(kept[10]).toBe(900);
    expect(clean[10]).toBeLessThan(130);
    expect(adjustments).toMatchObject([{ index: 10, reason: 'oneOff', from: 900 }]);
  });

  it('finds no one-off in a straight rise, fall or compound growth', () => {
    const rise = Array.from({ length: 24 }, (_, index) => 100 + 10 * index);
    expect(prepareSeries(rise, 12).adjustments).toEqual([]);
    expect(prepareSeries([...rise].reverse(), 12).adjustments).toEqual([]);
    expect(
      prepareSeries(
        rise.map((_, index) => 100 * 1.05 ** index),
        12,
      ).adjustments,
    ).toEqual([]);
  });

  it('keeps a fee that comes every year', () => {
    const values = Array.from(
      { length: 26 },
      (_, index) => steady[index % 24]! + (index % 12 === 2 ? 900 : 0),
    );
    expect(prepareSeries(values, 12).adjustments).toEqual([]);
  });

  it('can leave one-offs as they are', () => {
    const values = [...steady];
    values[10] = 900;
    expect(prepareSeries(values, 12, { keepOneOffs: true }).adjustments).toEqual([]);
  });

  it('holds back neither the newest value, which may be a new level, nor a level that stays', () => {
    const shifted = steady.map((value, index) => (index < 12 ? value : value + 300));
    expect(prepareSeries(shifted, 12).adjustments).toEqual([]);
    expect(prepareSeries([...steady, 900], 12).adjustments).toEqual([]);
  });
});

describe('a forecast of months', () => {
  it('expects nothing of a one-off of last year', () => {
    const values = [...steady];
    values[14] = 900;
    const { mean } = forecastMonthly({ values, startMonth: toMonth('2024-01'), horizon: 12 });
    expect(Math.max(...mean)).toBeLessThan(130);
  });

  it('of a steady price a day knows how long months are', () => {
    const days = [31, 28, 31, 30, 31, 30, 31, 31];
    const { byDays, mean } = forecastMonthly({
      values: days.map((count) => count * 10),
      startMonth: toMonth('2026-01'),
      horizon: 2,
    });
    expect(byDays).toBe(true);
    expect(mean[0]).toBeCloseTo(300, 0);
    expect(mean[1]).toBeCloseTo(310, 0);
  });

  it('of a steady price a month does not', () => {
    const { byDays } = forecastMonthly({
      values: [100, 101, 100, 99, 100, 101, 100],
      startMonth: toMonth('2026-01'),
      horizon: 2,
    });
    expect(byDays).toBe(false);
  });
});

describe('a seasonal profile', () => {
  it('is the season of a series that has nothing else', () => {
    const profile = seasonalProfile(
      Float64Array.from({ length: 24 }, (_, index) => [1, 3][index % 2]!),
      2,
    );
    expect(profile.indices[0]).toBeCloseTo(0.5, 6);
    expect(profile.indices[1]).toBeCloseTo(1.5, 6);
  });

  it('of noise is pulled to nearly none', () => {
    const random = seededRandom(4);
    const noise = Float64Array.from({ length: 120 }, () => 100 + 10 * random.normal());
    expect(seasonalProfile(noise, 12).kept).toBeLessThan(0.45);
  });

  it('is additive where a value is not positive', () => {
    const values = Float64Array.from({ length: 24 }, (_, index) => [0, 10, -10, 0][index % 4]!);
    const profile = seasonalProfile(values, 4);
    expect(profile.kind).toBe('additive');
    expect(profile.indices[1]).toBeCloseTo(10, 6);
  });

  it('is none with fewer than two cycles', () => {
    expect(seasonalProfile(Float64Array.from([1, 2, 3, 4, 5]), 3).kept).toBe(0);
  });

  it('can be taken away and put back', () => {
    const values = Float64Array.from(steady);
    const profile = seasonalProfile(values, 12);
    restoreSeason(removeSeason(values, profile), profile, 0).forEach((value, index) =>
      expect(value).toBeCloseTo(values[index]!, 9),
    );
  });
});

describe('seeded chance', () => {
  it('repeats itself for a seed and not for another', () => {
    const draw = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('has normals of mean zero and spread one', () => {
    const random = seededRandom(8);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(
      Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length),
    ).toBeCloseTo(1, 1);
  });

  it('has a seed for every text', () => {
    expect(seedOf('payments')).toBe(seedOf('payments'));
    expect(seedOf('payments')).not.toBe(seedOf('search'));
  });
});
