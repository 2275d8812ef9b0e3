import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { addressOfDefinition, definitionOf } from '../../../src-renderer/features/reports/definition.ts';

const BAR = { from: toMonth('2026-02'), to: toMonth('2026-03') };
const reopened = (address: string) => definitionOf(new URLSearchParams(address), 'org', BAR);

test('a report that names no months speaks of the period to date when it is opened, whatever the bar says', () => {
  const { period, from, to } = reopened(addressOfDefinition({ budgetId: 'org', by: 'team' }));
  expect([period, from, to]).toEqual(['toDate', undefined, undefined]);
});

test('a report keeps the months that it names', () => {
  expect(reopened(addressOfDefinition({ budgetId: 'org', period: 'quarter' })).period).toBe('quarter');
  const named = reopened(addressOfDefinition({ budgetId: 'org', from: toMonth('2026-04') }));
  expect([named.period, named.from, named.to]).toEqual([undefined, '2026-04', undefined]);
});

test('a report that leaves its dimensions and its locale open goes on doing so', () => {
  const { by, locale } = reopened(addressOfDefinition({ budgetId: 'org' }));
  expect([by, locale]).toEqual([undefined, undefined]);
  const named = reopened(addressOfDefinition({ budgetId: 'org', by: 'month', locale: 'de-DE' }));
  expect([named.by, named.locale]).toEqual(['month', 'de-DE']);
  expect(reopened('').by).toBe('team,service');
});
