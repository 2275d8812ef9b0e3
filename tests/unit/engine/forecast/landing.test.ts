import { describe, expect, it } from 'vitest';
import { addDays, daysInMonth, lastDayOf, monthOf, toDay, type Day } from '#shared/domain/calendar.ts';
import { landing } from '#shared/engine/forecast/index.ts';

const weekly = (days: number): number[] =>
  Array.from({ length: days }, (_, index) => (index % 7 < 5 ? 100 : 40));

describe('the landing of a month', () => {
  it('is what is billed plus the days to come', () => {
    const result = landing({ values: Array<number>(10).fill(5), asOf: toDay('2026-04-10') });
    expect(result).toMatchObject({ month: '2026-04', spent: 50, openDays: 20 });
    expect(result.mean).toBeCloseTo(150, 6);
  });

  it('knows weekdays', () => {
    const values = weekly(70);
    const { mean } = landing({ values, asOf: toDay('2026-06-10') });
    const whole = weekly(90)
      .slice(60)
      .reduce((sum, value) => sum + value, 0);
    expect(Math.abs(mean - whole)).toBeLessThan(0.03 * whole);
  });

  it('takes the newest days, which are billed in part, for at least what they show', () => {
    const values = [...Array<number>(40).fill(10), 2, 0];
    const late = landing({ values, asOf: toDay('2026-05-20'), lagDays: 2 });
    expect(late.mean).toBeCloseTo(310, 0);
    expect(late.spent).toBeCloseTo(18 * 10 + 2, 9);
    const high = landing({
      values: [...Array<number>(40).fill(10), 99],
      asOf: toDay('2026-05-20'),
      lagDays: 1,
    });
    expect(high.mean).toBeGreaterThan(310 + 80);
  });

  it('on the last day of the month is what was spent', () => {
    const result = landing({ values: Array<number>(30).fill(3), asOf: toDay('2026-04-30') });
    expect(result).toMatchObject({ openDays: 0, spent: 90, mean: 90 });
    expect(result.intervals['95']).toEqual([90, 90]);
  });

  it('without values is zero', () => {
    expect(landing({ values: [], asOf: toDay('2026-04-10') })).toMatchObject({ spent: 0, mean: 0 });
  });

  it.each([
    ['the last day', (day: Day) => day === lastDayOf(monthOf(day))],
    ['the 30th', (day: Day) => day.endsWith('-30') || day.endsWith('-02-28')],
  ])('expects what comes on %s of each month once, however long the month is', (_name, isDue) => {
    for (const asOf of ['2026-02-17', '2026-03-17', '2026-04-29', '2026-06-17', '2026-07-30'].map(toDay)) {
      const values = Array.from({ length: 118 }, (_, index) =>
        isDue(addDays(asOf, index - 117)) ? 3010 : 10,
      );
      const { mean } = landing({ values, asOf });
      expect([asOf, mean]).toEqual([asOf, expect.closeTo(3000 + 10 * daysInMonth(monthOf(asOf)), 6)]);
    }
  });

  it('tells a fee on the first and a bill at the end apart, also on the day after both', () => {
    for (const asOf of ['2026-05-01', '2026-05-20', '2026-06-02'].map(toDay)) {
      for (const count of [121, 118]) {
        const values = Array.from({ length: count }, (_, index) => {
          const day = addDays(asOf, index + 1 - count);
          return (
            (day.endsWith('-01') || day === lastDayOf(monthOf(day)) ? 3000 : 0) + 100 + ((index * 7) % 5)
          );
        });
        const whole = 6000 + 102 * daysInMonth(monthOf(asOf));
        const { mean } = landing({ values, asOf });
        expect(Math.abs(mean - whole)).toBeLessThan(0.02 * whole);
      }
    }
  });

  it('expects a monthly charge again on its day', () => {
    const start = Date.UTC(2026, 0, 1);
    const values = Array.from({ length: 31 + 28 + 31 + 5 }, (_, index) => {
      const day = new Date(start + index * 86_400_000).getUTCDate();
      return (day === 10 ? 500 : 0) + 10 + (index % 3);
    });
    const { mean } = landing({ values, asOf: toDay('2026-04-05') });
    expect(mean).toBeGreaterThan(330 + 400);
    expect(mean).toBeLessThan(330 + 600);
  });
});
