import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { sumMicros } from '#shared/domain/money.ts';
import {
  buildFromChildren,
  cascade,
  copyToNextYear,
  merge,
  split,
  type Restructured,
} from '#shared/engine/budgets/restructure.ts';
import { checkTree } from '#shared/engine/budgets/tree-rules.ts';
import { budget, pin } from './budgets.ts';

const parent = budget({ id: 'org', amount: 1200 });
const child = (id: string, amount = 0) => budget({ id, parentId: 'org', amount, scope: pin('team', id) });
const free = () => false;

function amounts(result: Restructured): Record<string, number> {
  if (!result.ok) throw new Error(result.broken[0]?.message);
  return Object.fromEntries(result.budgets.map(({ id, amount }) => [id, Number(amount)]));
}

test('an amount cascades by weights, and all zero divides equally', () => {
  const children = [child('a'), child('b')];
  expect(amounts(cascade(parent, children, [1n, 2n], toMonth('2026-01')))).toEqual({ a: 400, b: 800 });
  expect(amounts(cascade(parent, children, [0n, 0n], toMonth('2026-01')))).toEqual({ a: 600, b: 600 });
});

test('a cascade in mid-period leaves the months before as they were where the rules then hold', () => {
  const result = cascade(parent, [child('a', 600), child('b', 600)], [1n, 1n], toMonth('2026-07'));
  expect(result.ok && result.budgets[0]?.plan.map(Number)).toEqual(Array.from({ length: 12 }, () => 50));
});

test('cascading any amount by any weights keeps the rules and adds up', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1_000_000 }),
      fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 8 }),
      (amount, weights) => {
        const whole = budget({ id: 'org', amount, phasing: { kind: 'days' } });
        const children = weights.map((_, index) => child(`t${index}`));
        const result = cascade(whole, children, weights.map(BigInt), toMonth('2026-05'));
        if (!result.ok) throw new Error(result.broken[0]?.message);
        expect(sumMicros(result.budgets.map((one) => one.amount))).toBe(BigInt(amount));
        expect(checkTree([whole, ...result.budgets])).toEqual([]);
      },
    ),
  );
});

test('a parent built from its children has nothing unallocated', () => {
  const built = buildFromChildren(parent, [
    child('a', 100),
    budget({ id: 'b', parentId: 'org', amount: 60, months: 6 }),
  ]);
  expect(built.amount).toBe(160n);
  expect(built.phasing.kind).toBe('custom');
});

test('a split gives siblings of the same sum, and parts that overlap are refused', () => {
  const parts = [
    { name: 'One', weight: 1n, scope: pin('team', 'one') },
    { name: 'Two', weight: 3n, scope: pin('team', 'two') },
  ];
  const result = split(child('a', 100), [], parts, free);
  expect(amounts(result)).toEqual({ 'team-one': 25, 'team-two': 75 });
  expect(result.ok && result.removed).toEqual(['a']);
  const same = split(
    child('a', 100),
    [],
    parts.map((part) => ({ ...part, scope: pin('team', 'x') })),
    free,
  );
  expect(!same.ok && same.broken[0]?.rule).toBe('scope');
});

test('a part of a split keeps the conditions on dimensions that it does not state itself', () => {
  const parts = ['eu', 'us'].map((region) => ({ name: region, weight: 1n, scope: pin('region', region) }));
  const result = split(child('a', 100), [], parts, free);
  expect(result.ok && result.budgets.map(({ scope }) => scope)).toEqual([
    [...pin('team', 'a'), ...pin('region', 'eu')],
    [...pin('team', 'a'), ...pin('region', 'us')],
  ]);
});

test('merging adds plans and joins values; scopes that cannot be said as one need another', () => {
  const result = merge([child('a', 100), child('b', 200)], [], 'Both');
  expect(result.ok && result.budgets[0]).toMatchObject({
    id: 'a',
    name: 'Both',
    amount: 300n,
    scope: pin('team', 'a', 'b'),
  });
  const other = budget({ id: 'c', parentId: 'org', scope: pin('region', 'eu') });
  expect(merge([child('a'), other], []).ok).toBe(false);
  expect(merge([child('a'), budget({ id: 'x', currency: 'EUR' })], []).ok).toBe(false);
});

test('a copy to the next year grows, counts years up and never exceeds its parent by rounding', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 10_000 }), { maxLength: 6 }),
      fc.integer({ min: -50, max: 200 }),
      (sizes, percent) => {
        const children = sizes.map((size, index) => child(`t${index}`, size));
        const root = budget({ id: 'org-2026', name: 'Plan 2026', amount: sizes.reduce((a, b) => a + b, 0) });
        const tree = [root, ...children.map((one) => ({ ...one, parentId: 'org-2026' }))];
        const result = copyToNextYear(tree, percent / 100, free);
        if (!result.ok) throw new Error(result.broken[0]?.message);
        expect(result.budgets[0]).toMatchObject({ id: 'org-2027', name: 'Plan 2027', startMonth: '2027-01' });
        expect(checkTree(result.budgets)).toEqual([]);
      },
    ),
  );
});
