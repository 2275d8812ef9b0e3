import { expect, test } from 'vitest';
import { DEFAULT_STATUS_BOUNDS as bounds } from '#shared/domain/budget.ts';
import { toDay } from '#shared/domain/calendar.ts';
import { toMicros } from '#shared/domain/money.ts';
import { budgetFigures, byUrgency, ladderStep, planToDate } from '#shared/engine/budgets/status.ts';
import { budget } from './budgets.ts';

test('the ladder begins its steps exactly at 75, 90 and 100 percent', () => {
  const steps = [749, 750, 899, 900, 999, 1000].map((sum) =>
    ladderStep(toMicros(sum), toMicros(1000), bounds),
  );
  expect(steps).toEqual(['healthy', 'warning', 'warning', 'critical', 'critical', 'exceeded']);
});

test('a budget of nothing is exceeded by anything spent', () => {
  expect(ladderStep(toMicros(0), toMicros(0), bounds)).toBe('healthy');
  expect(ladderStep(toMicros(1), toMicros(0), bounds)).toBe('exceeded');
});

test('the plan to date takes the running month by its days', () => {
  const year = budget({ amount: 31 * 12 });
  expect(planToDate(year, toDay('2025-12-31'))).toBe(0n);
  expect(planToDate(year, toDay('2026-01-10'))).toBe(10n);
  expect(planToDate(year, toDay('2026-03-31'))).toBe(93n);
  expect(planToDate(year, toDay('2027-01-01'))).toBe(372n);
});

test('figures of a budget half way', () => {
  const figures = budgetFigures({
    budget: budget({ amount: 3650 }),
    asOf: toDay('2026-01-10'),
    spent: toMicros(100),
    forecast: toMicros(3400),
    bounds,
  });
  expect(figures).toMatchObject({
    status: 'healthy',
    outlook: 'critical',
    remaining: 3550n,
    burnRatePerDay: 10n,
    remainingPerDay: 10n,
  });
  expect(figures.utilization).toBeCloseTo(100 / 3650);
});

test('before its period a budget has no pace and no burn rate, after it nothing is left a day', () => {
  const figures = (day: string) =>
    budgetFigures({ budget: budget(), asOf: toDay(day), spent: toMicros(0), forecast: toMicros(0), bounds });
  expect(figures('2025-06-01')).toMatchObject({ pace: null, burnRatePerDay: 0n });
  expect(figures('2027-06-01').remainingPerDay).toBeNull();
});

test('urgency is outlook first and pace second', () => {
  const list = [
    { outlook: 'healthy' as const, pace: 2 },
    { outlook: 'exceeded' as const, pace: null },
    { outlook: 'exceeded' as const, pace: 1.5 },
  ];
  expect(list.toSorted(byUrgency).map(({ pace }) => pace)).toEqual([1.5, null, 2]);
});
