import { describe, expect, it } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { breachOf } from '#shared/engine/forecast/index.ts';

const startMonth = toMonth('2026-01');
const row = (...values: number[]): Float64Array => Float64Array.from(values);

describe('the odds of a breach', () => {
  it('date the crossing by the day, spend falling evenly on the month', () => {
    expect(breachOf({ spentByMonth: [60], paths: [row(62)], startMonth, months: 2, amount: 91 })).toEqual({
      probability: 1,
      medianDate: '2026-02-15',
      earliest: '2026-02-15',
      latest: '2026-02-15',
      expectedOverrun: 31,
    });
  });

  it('are the share of paths above the amount, and the overrun is the mean over all paths', () => {
    const paths = [row(10, 10), row(10, 30), row(30, 30), row(10, 9)];
    const odds = breachOf({ spentByMonth: [], paths, startMonth, months: 2, amount: 30 });
    expect(odds.probability).toBe(0.5);
    expect(odds.expectedOverrun).toBe((10 + 30) / 4);
  });

  it('have no median date where fewer than half of the paths cross', () => {
    const paths = [row(50), row(1), row(1)];
    const odds = breachOf({ spentByMonth: [], paths, startMonth, months: 1, amount: 25 });
    expect(odds.medianDate).toBeNull();
    expect(odds.earliest).toBe('2026-01-16');
  });

  it('are exactly none for spend that equals the amount', () => {
    expect(breachOf({ spentByMonth: [50, 50], paths: [], startMonth, months: 2, amount: 100 })).toMatchObject(
      { probability: 0, earliest: null, expectedOverrun: 0 },
    );
  });

  it('are certain for spend that is above the amount already, on the day it was crossed', () => {
    expect(
      breachOf({ spentByMonth: [50, 62], paths: [row(1)], startMonth, months: 3, amount: 81 }),
    ).toMatchObject({ probability: 1, medianDate: '2026-02-15' });
  });

  it('count no month beyond the period', () => {
    expect(
      breachOf({ spentByMonth: [10], paths: [row(10, 1000)], startMonth, months: 2, amount: 25 }).probability,
    ).toBe(0);
  });

  it('let later credits bring a crossing back', () => {
    expect(
      breachOf({ spentByMonth: [], paths: [row(120, -50)], startMonth, months: 2, amount: 100 }).probability,
    ).toBe(0);
  });

  it('of a budget of zero are certain with any spend, on the first day', () => {
    expect(breachOf({ spentByMonth: [], paths: [row(1)], startMonth, months: 1, amount: 0 })).toMatchObject({
      probability: 1,
      medianDate: '2026-01-01',
    });
  });
});
