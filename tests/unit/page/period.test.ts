import { describe, expect, test } from 'vitest';
import { monthsOfPeriod } from '../../../src-renderer/session/period.ts';
import { askOfKey, costAskOf, costRowsAddress } from '../../../src-renderer/session/cost-rows.ts';
import { placeOf } from '../../../src-renderer/session/place.ts';

describe('a period chosen in the bar', () => {
  test.each([
    [{ kind: 'month' }, 1, { from: '2026-06', to: '2026-06' }],
    [{ kind: 'quarter' }, 1, { from: '2026-04', to: '2026-06' }],
    // A fiscal year from February has quarters that begin in February, May, August and November.
    [{ kind: 'quarter' }, 2, { from: '2026-05', to: '2026-07' }],
    [{ kind: 'year' }, 4, { from: '2026-01', to: '2026-12' }],
    [{ kind: 'fiscal' }, 10, { from: '2025-10', to: '2026-09' }],
    [{ kind: 'custom', from: '2025-11', to: '2026-02' }, 1, { from: '2025-11', to: '2026-02' }],
    [{ kind: 'custom', from: '2026-02', to: '2025-11' }, 1, undefined],
    [{ kind: 'budget' }, 1, undefined],
  ] as const)('%j with a year from month %i is %j', (period, yearStart, months) => {
    expect(monthsOfPeriod(period, '2026-06-30', yearStart)).toEqual(months);
  });
});

describe('the address of cost rows', () => {
  test('brings back what was asked, whatever stands in values', () => {
    const ask = {
      from: '2026-01',
      to: '2026-06',
      timeBasis: 'billingMonth',
      where: { service: 'A/B & C=D?#é', team: '' },
    } as const;
    const { page, budgetId, view } = placeOf(costRowsAddress('org/1', ask));
    expect({ page, budgetId }).toEqual({ page: 'costs', budgetId: 'org/1' });
    expect(costAskOf(new URLSearchParams(view))).toEqual(ask);
  });

  test('narrows the time by a month or quarter of a row, and the rest by its keys', () => {
    const ask = { from: '2026-01', to: '2026-12' };
    expect(askOfKey({ service: 'EC2', month: '2026-03' }, ask, 1)).toEqual({
      from: '2026-03',
      to: '2026-03',
      where: { service: 'EC2' },
    });
    // The fiscal year 2026 begins in April 2025, so its fourth quarter begins in January 2026.
    expect(askOfKey({ quarter: '2026-Q4' }, ask, 4)).toEqual({ from: '2026-01', to: '2026-03', where: {} });
    expect(askOfKey({ team: '' }, ask, 1)).toEqual({ ...ask, where: { team: '' } });
  });
});
