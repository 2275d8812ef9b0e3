import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Budget } from '#shared/domain/budget.ts';
import { monthNumber, toMonth } from '#shared/domain/calendar.ts';
import { compileAllocator, FIRST_MONTH, LAST_MONTH } from '#shared/engine/budgets/allocate.ts';
import { matchesScope } from '#shared/engine/budgets/scope.ts';
import { budget, pin, series } from './budgets.ts';

const always = (budgetId: string) => [{ budgetId, fromMonth: FIRST_MONTH, toMonth: LAST_MONTH }];
const tree = [
  budget({ id: 'org' }),
  budget({ id: 'aws', parentId: 'org', scope: pin('provider', 'aws') }),
  budget({ id: 'pay', parentId: 'aws', scope: pin('team', 'payments') }),
  budget({ id: 'eu', parentId: 'pay', scope: [{ dimension: 'region', op: 'startsWith', values: ['eu-'] }] }),
];

test('a series goes to the deepest budget whose ancestors all match', () => {
  const allocate = compileAllocator(tree, 'org', {});
  expect(allocate(series({ tags: { team: 'payments' } }))).toEqual(always('eu'));
  expect(allocate(series({ tags: { team: 'payments' }, region: 'us-1' }))).toEqual(always('pay'));
  expect(allocate(series())).toEqual(always('aws'));
  expect(allocate(series({ provider: 'gcp', tags: { team: 'payments' } }))).toEqual(always('org'));
});

test('what the root does not match is placed nowhere', () => {
  const allocate = compileAllocator([budget({ id: 'org', scope: pin('provider', 'gcp') })], 'org', {});
  expect(allocate(series())).toEqual([]);
});

test('siblings of one scope and two periods share a series by month, with no month lost', () => {
  const first = budget({ id: 'h1', parentId: 'org', months: 6, scope: pin('provider', 'aws') });
  const second = budget({
    id: 'h2',
    parentId: 'org',
    from: '2026-07',
    months: 6,
    scope: pin('provider', 'aws'),
  });
  const june = monthNumber(toMonth('2026-06'));
  expect(compileAllocator([budget({ id: 'org' }), second, first], 'org', {})(series())).toEqual([
    { budgetId: 'h1', fromMonth: FIRST_MONTH, toMonth: june },
    { budgetId: 'h2', fromMonth: june + 1, toMonth: LAST_MONTH },
  ]);
});

test('the index allocates as a walk through all siblings does', () => {
  const values = ['a', 'b', 'c', 'd'];
  const teams = fc.uniqueArray(fc.constantFrom(...values), { maxLength: 4 });
  fc.assert(
    fc.property(
      teams,
      teams,
      fc.constantFrom('', ...values),
      fc.constantFrom('', ...values),
      (tops, leaves, team, region) => {
        const budgets: Budget[] = [
          budget({ id: 'org' }),
          ...tops.map((value) => budget({ id: `t-${value}`, parentId: 'org', scope: pin('team', value) })),
          ...tops.flatMap((top) =>
            leaves.map((value) =>
              budget({ id: `${top}-${value}`, parentId: `t-${top}`, scope: pin('region', value) }),
            ),
          ),
        ];
        const one = series({ region, tags: { team } });
        const walk = (id: string): string => {
          const child = budgets.find(
            ({ parentId, scope }) => parentId === id && matchesScope(one, scope, {}),
          );
          return child === undefined ? id : walk(child.id);
        };
        expect(compileAllocator(budgets, 'org', {})(one)).toEqual(always(walk('org')));
      },
    ),
  );
});
