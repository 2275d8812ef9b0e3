import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '#shared/domain/alert.ts';
import { addDays, addMonths, toDay, toMonth, type Day } from '#shared/domain/calendar.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import {
  budgetPeriods,
  monthlyPeriods,
  prepareRehearsal,
  rehearse,
} from '#shared/engine/alerts/rehearsal.ts';

const units = (amount: number): Micros => toMicros(BigInt(Math.round(amount * 1e6)));

/** Daily spend over two years: 100 a day with a weekly wave, plus what is injected. */
function spend(injected: (day: Day) => number): { day: Day; amount: Micros }[] {
  return Array.from({ length: 731 }, (_, index) => {
    const day = addDays(toDay('2024-01-01'), index);
    return { day, amount: units(100 + (index % 7 === 0 ? 6 : -1) + injected(day)) };
  });
}

const plan = Array.from({ length: 12 }, () => units(3200));
const budget = { startMonth: toMonth('2025-01'), plan };
const year = [toMonth('2025-01'), toMonth('2025-12')] as const;
const start = toDay('2025-01-01');
const end = toDay('2025-12-31');

describe('rehearse', () => {
  it('stays silent but for the plan being carried out when spend is on plan', () => {
    const prepared = prepareRehearsal(
      spend(() => 0),
      budgetPeriods(budget, ...year),
      start,
      end,
    );
    const { firings, breaches, noisePerMonth } = rehearse(prepared, DEFAULT_THRESHOLDS);
    expect(breaches).toBe(0);
    expect(firings.filter(({ onPlan }) => !onPlan)).toEqual([]);
    expect(noisePerMonth).toBe(0);
  });

  it('announces the breach that a step in spend brings, long before it', () => {
    const step = (day: Day) => (day >= toDay('2025-04-01') ? 40 : 0);
    const prepared = prepareRehearsal(spend(step), budgetPeriods(budget, ...year), start, end);
    const { breaches, foreseen, medianLeadDays, precision, firings } = rehearse(prepared, DEFAULT_THRESHOLDS);
    expect([breaches, foreseen, precision]).toEqual([1, 1, 1]);
    const forecast = firings.find(({ threshold }) => threshold.basis === 'forecast');
    expect(forecast && forecast.day >= toDay('2025-04-01') && forecast.day <= toDay('2025-04-28')).toBe(true);
    expect(medianLeadDays).toBeGreaterThan(100);
  });

  it('raises an alert within the month of every injected step or spike that breaks a month', () => {
    const spikes = new Map([
      ['2025-03-10', 900],
      ['2025-07-15', 1500],
      ['2025-10-05', 700],
    ]);
    const prepared = prepareRehearsal(
      spend((day) => spikes.get(day) ?? 0),
      monthlyPeriods(budget, ...year),
      start,
      end,
    );
    const { firings, breaches, foreseen } = rehearse(prepared, DEFAULT_THRESHOLDS);
    expect(breaches).toBe(3);
    expect(foreseen).toBe(3);
    for (const day of spikes.keys()) {
      expect(
        firings.some((firing) => !firing.onPlan && firing.day === day && firing.verdict === 'right'),
      ).toBe(true);
    }
  });

  it('calls an alert wrong when its period ended without a breach, and counts it as noise', () => {
    const early = (day: Day) =>
      day <= toDay('2025-06-05') && day >= toDay('2025-06-01') ? 80 : day.startsWith('2025-06') ? -30 : 0;
    const prepared = prepareRehearsal(spend(early), monthlyPeriods(budget, ...year), start, end);
    const result = rehearse(prepared, [{ percent: 100, basis: 'forecast', severity: 'warning' }]);
    expect(result.firings.some(({ verdict }) => verdict === 'wrong')).toBe(true);
    expect(result.precision).toBe(0);
    expect(result.noisePerMonth).toBeGreaterThan(0);
  });

  it('leaves open what an unfinished period will bring', () => {
    const prepared = prepareRehearsal(
      spend(() => 20),
      budgetPeriods(budget, ...year),
      start,
      toDay('2025-09-30'),
    );
    const result = rehearse(prepared, DEFAULT_THRESHOLDS);
    expect(result.firings.length).toBeGreaterThan(0);
    expect(result.firings.every(({ verdict }) => verdict === 'undecided')).toBe(true);
    expect(result.precision).toBeNull();
  });

  it('answers an empty history with nothing', () => {
    const prepared = prepareRehearsal([], budgetPeriods(budget, ...year), start, end);
    expect(rehearse(prepared, DEFAULT_THRESHOLDS)).toMatchObject({
      firings: [],
      precision: null,
      medianLeadDays: null,
      noisePerMonth: 0,
    });
  });

  it('shifts the periods of a budget back by whole periods', () => {
    expect(budgetPeriods(budget, addMonths(year[0], -6), year[1]).map(({ start }) => start)).toEqual([
      '2024-01',
      '2025-01',
    ]);
    expect(monthlyPeriods(budget, toMonth('2024-11'), toMonth('2025-02')).map(({ start }) => start)).toEqual([
      '2024-11',
      '2024-12',
      '2025-01',
      '2025-02',
    ]);
  });
});
