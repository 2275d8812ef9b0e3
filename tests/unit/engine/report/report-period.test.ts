import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { periodMonths, type PeriodName } from '#shared/domain/report-period.ts';

const year = (name: PeriodName, complete: string) => {
  const { from, to } = periodMonths(name, {
    first: toMonth('2026-01'),
    months: 12,
    complete: toMonth(complete),
  });
  return `${from} ${to}`;
};

test('a named period moves on with the last complete month', () => {
  expect(year('toDate', '2026-06')).toBe('2026-01 2026-06');
  expect(year('month', '2026-06')).toBe('2026-06 2026-06');
  expect(year('quarter', '2026-06')).toBe('2026-04 2026-06');
  expect(year('year', '2026-06')).toBe('2026-01 2026-12');
});

test('a named period stays within the budget, before which there is no plan', () => {
  expect(year('quarter', '2026-02')).toBe('2026-01 2026-02');
  expect(year('quarter', '2025-11')).toBe('2026-01 2026-01');
  expect(year('month', '2025-11')).toBe('2026-01 2026-01');
  expect(year('quarter', '2027-03')).toBe('2026-10 2026-12');
});
