import { describe, expect, it } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { atCompletionOf, outcomeOf } from '#shared/engine/scenario/what-if.ts';

const period = {
  startMonth: toMonth('2026-01'),
  months: 3,
  spentByMonth: [60],
  nextMonth: toMonth('2026-02'),
  amount: 200,
};

describe('the outcome of a period', () => {
  it('adds the months that are spent and the mean of those that are left, not of those beyond the period', () => {
    expect(atCompletionOf(period, [62, 63, 1000])).toBe(185_000_000n);
  });

  it('is the exact sum of the months as they are shown, each rounded by its parts', () => {
    const third = { months: Float64Array.of(1 / 3, 1 / 3) };
    const parts = [{ name: 'baseline', ...third } as const, { name: 'growth', ...third } as const];
    expect(atCompletionOf(period, [2 / 3, 2 / 3], parts)).toBe(60_000_000n + 4n * 333_333n);
    expect(atCompletionOf(period, [2 / 3, 2 / 3])).toBe(60_000_000n + 2n * 666_667n);
  });

  it('leaves out the months before a period that has not begun', () => {
    const later = { ...period, startMonth: toMonth('2026-04'), spentByMonth: [] };
    expect(atCompletionOf(later, [1, 2, 10, 20, 30, 40])).toBe(60_000_000n);
  });

  it('takes the odds over the same months', () => {
    const later = { ...period, startMonth: toMonth('2026-03'), months: 2, spentByMonth: [], amount: 25 };
    const paths = [Float64Array.of(1000, 10, 10), Float64Array.of(0, 10, 20)];
    const outcome = outcomeOf(later, { mean: Float64Array.of(500, 10, 15), paths });
    expect(outcome.probability).toBe(0.5);
    expect(outcome.expectedOverrun).toBe(2.5);
    expect(outcome.atCompletion).toBe(25_000_000n);
  });
});
