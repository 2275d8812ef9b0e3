import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toMicros } from '#shared/domain/money.ts';
import { splitByWeights } from '#shared/domain/money.ts';
import { checkChange, checkTree } from '#shared/engine/budgets/tree-rules.ts';
import { areDisjoint } from '#shared/engine/budgets/scope.ts';
import { overlappingPairs } from '#shared/engine/budgets/sibling-scopes.ts';
import { budget, pin } from './budgets.ts';

const root = budget({ id: 'org', name: 'Acme', amount: 1200 });
const team = (id: string, amount: number, fields: Parameters<typeof budget>[0] = {}) =>
  budget({ id, name: id, parentId: 'org', amount, scope: pin('team', id), ...fields });
const rulesOf = (broken: ReturnType<typeof checkTree>) => broken.map(({ rule }) => rule);

test('a tree that keeps the rules breaks none', () => {
  expect(checkTree([root, team('a', 600), team('b', 600)])).toEqual([]);
});

test('children above their parent are named with the figure', () => {
  expect(checkTree([root, team('a', 700), team('b', 600)])).toEqual([
    {
      rule: 'amount',
      message: expect.stringContaining('0.000100 USD more than its 0.001200 USD') as string,
      budgets: ['a', 'Acme'],
      ids: ['a', 'org'],
      figure: '0.000100 USD',
    },
  ]);
});

test('children may lie under the total and still be over in a month', () => {
  const early = team('a', 600, { months: 3 });
  expect(checkTree([root, early])).toMatchObject([{ rule: 'month', figure: '0.000100 USD' }]);
});

test('one micro a child of rounding is allowed in a month and nothing in the total', () => {
  const parent = budget({ id: 'org', amount: 100, months: 3 });
  const halves = [team('a', 50, { months: 3 }), team('b', 50, { months: 3 })];
  expect(checkTree([parent, ...halves])).toEqual([]);
  expect(rulesOf(checkTree([parent, ...halves, team('c', 1, { months: 3 })]))).toEqual(['amount']);
});

test('period and currency lie inside those of the parent', () => {
  expect(rulesOf(checkTree([root, team('a', 12, { currency: 'EUR' })]))).toEqual(['currency']);
  expect(rulesOf(checkTree([root, team('a', 12, { from: '2025-12' })]))).toEqual(['period']);
  expect(rulesOf(checkTree([root, team('a', 12, { months: 13 })]))).toEqual(['period']);
});

test('siblings are disjoint in scope or in period; roots are independent', () => {
  const again = team('a2', 10, { scope: pin('team', 'A') });
  expect(checkTree([root, team('a', 10), again])).toMatchObject([
    { rule: 'scope', figure: 'team "A"', budgets: ['a2', 'a'] },
  ]);
  expect(
    checkTree([
      root,
      team('a', 10, { months: 6 }),
      { ...again, ...team('a2', 10, { from: '2026-07', months: 6 }) },
    ]),
  ).toEqual([]);
  expect(checkTree([root, { ...root, id: 'other' }])).toEqual([]);
});

test('a cycle and a missing parent are found', () => {
  const a = team('a', 1, { parentId: 'b' });
  expect(rulesOf(checkTree([a, team('b', 1, { parentId: 'a' })]))).toEqual(['cycle']);
  expect(rulesOf(checkTree([team('a', 1, { parentId: 'gone' })]))).toEqual(['parent']);
});

test('one edit is judged by its parent, siblings and children', () => {
  const around = { parent: root, siblings: [team('b', 600)], children: [], ancestorIds: ['org'] };
  expect(checkChange({ budget: team('a', 600), ...around })).toEqual([]);
  expect(rulesOf(checkChange({ budget: team('a', 700), ...around }))).toEqual(['amount']);
  expect(rulesOf(checkChange({ budget: team('a', 1), ...around, ancestorIds: ['a', 'org'] }))).toEqual([
    'cycle',
  ]);
  const child = team('c', 500, { parentId: 'a' });
  expect(rulesOf(checkChange({ budget: team('a', 400), ...around, children: [child] }))).toEqual(['amount']);
});

test('splitting a parent by largest remainder always keeps the rules', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 12 }),
      (amount, months, count) => {
        const parent = budget({ id: 'org', amount: Number(amount), months });
        const parts = splitByWeights(
          toMicros(amount),
          Array.from({ length: count }, () => 1n),
        );
        const children = parts.map((part, index) => team(`t${index}`, Number(part), { months }));
        expect(checkTree([parent, ...children])).toEqual([]);
      },
    ),
  );
});

test('the index finds the same overlapping pairs as comparing all with all', () => {
  const scope = fc.oneof(
    fc.constant([]),
    fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }).map((values) => pin('team', ...values)),
    fc.subarray(['x', 'y'], { minLength: 1 }).map((values) => pin('region', ...values)),
  );
  fc.assert(
    fc.property(fc.array(scope, { maxLength: 8 }), (list) => {
      const siblings = list.map((own, index) => team(`t${index}`, 0, { scope: own }));
      const expected = siblings.flatMap((a, i) =>
        siblings
          .slice(0, i)
          .filter((b) => !areDisjoint(a.scope, b.scope))
          .map((b) => `${a.id} ${b.id}`),
      );
      expect(
        overlappingPairs(siblings, [])
          .map(({ a, b }) => `${a.id} ${b.id}`)
          .sort(),
      ).toEqual(expected.sort());
    }),
  );
});
