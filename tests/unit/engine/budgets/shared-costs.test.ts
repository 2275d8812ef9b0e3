import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SharedCostRule } from '#shared/domain/budget.ts';
import { sumMicros, toMicros } from '#shared/domain/money.ts';
import {
  checkSharedCostRule,
  compileSharedCosts,
  explainAmount,
  splitSharedCost,
} from '#shared/engine/budgets/shared-costs.ts';
import { pin, series } from './budgets.ts';

const rule = (fields: Partial<SharedCostRule>): SharedCostRule => ({
  id: 'r',
  name: 'Support',
  rootId: 'org',
  scope: [],
  method: { kind: 'even' },
  targets: ['a', 'b', 'c'],
  ...fields,
});
const split = (shared: SharedCostRule, amount: number, direct: Record<string, number> = {}) =>
  Object.fromEntries(
    [
      ...splitSharedCost(
        shared,
        toMicros(amount),
        new Map(Object.entries(direct).map(([id, value]) => [id, toMicros(value)])),
      ),
    ].map(([id, value]) => [id, Number(value)]),
  );

test('rules apply in order: the first that matches has the series', () => {
  const find = compileSharedCosts(
    [rule({ id: 'one', scope: pin('service', 'support') }), rule({ id: 'two' })],
    {},
  );
  expect(find(series({ service: 'Support' }))?.id).toBe('one');
  expect(find(series())?.id).toBe('two');
});

test('splits evenly, by fixed percentages and by direct cost, exactly and below zero', () => {
  expect(split(rule({}), 100)).toEqual({ a: 34, b: 33, c: 33 });
  expect(split(rule({}), -100)).toEqual({ a: -34, b: -33, c: -33 });
  const shares = [
    { budgetId: 'a', percent: 12.5 },
    { budgetId: 'b', percent: 87.5 },
  ];
  expect(split(rule({ method: { kind: 'fixed', shares } }), 80)).toEqual({ a: 10, b: 70 });
  expect(split(rule({ method: { kind: 'direct' } }), 90, { a: 10, b: 20, c: -5 })).toEqual({
    a: 30,
    b: 60,
    c: 0,
  });
  expect(split(rule({ method: { kind: 'direct' } }), 90)).toEqual({ a: 30, b: 30, c: 30 });
});

test('a rule without targets or with percentages that make no whole is refused', () => {
  expect(checkSharedCostRule(rule({ targets: [] }))).toHaveLength(1);
  expect(checkSharedCostRule(rule({ targets: ['a', 'a'] }))).toHaveLength(1);
  expect(
    checkSharedCostRule(rule({ method: { kind: 'fixed', shares: [{ budgetId: 'a', percent: 99 }] } })),
  ).toHaveLength(1);
  expect(checkSharedCostRule(rule({}))).toEqual([]);
});

test('the parts of any shared cost add up to it', () => {
  const micros = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map(toMicros);
  fc.assert(
    fc.property(
      micros,
      fc.array(micros, { minLength: 1, maxLength: 20 }),
      fc.constantFrom('even' as const, 'direct' as const),
      (amount, costs, kind) => {
        const targets = costs.map((_, index) => `t${index}`);
        const direct = new Map(costs.map((cost, index) => [`t${index}`, cost]));
        expect(sumMicros(splitSharedCost({ method: { kind }, targets }, amount, direct).values())).toBe(
          amount,
        );
      },
    ),
  );
});

test('an amount is explained by lines that add up to it', () => {
  const { total, sources } = explainAmount({
    direct: toMicros(5),
    shared: [{ rule: { id: 'r', name: 'Support' }, amount: toMicros(-2) }],
    children: [
      { id: 'c', name: 'Child', amount: toMicros(4) },
      { id: 'd', name: 'Idle', amount: toMicros(0) },
    ],
  });
  expect(total).toBe(7n);
  expect(sources.map(({ label, amount }) => [label, amount])).toEqual([
    ['direct', 5n],
    ['shared by rule Support', -2n],
    ['from child Child', 4n],
  ]);
});
