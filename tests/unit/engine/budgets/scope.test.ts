import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Scope } from '#shared/domain/budget.ts';
import { areDisjoint, compileScope, dimensionReader, matchesScope } from '#shared/engine/budgets/scope.ts';
import { pin, series } from './budgets.ts';

test('matches values without regard to case and surrounding space', () => {
  const payments = series({ tags: { 'user:Team': ' Payments ' } });
  expect(matchesScope(payments, pin('team', 'PAYMENTS'), {})).toBe(true);
});

test('an empty scope matches every series', () => {
  expect(matchesScope(series(), [], {})).toBe(true);
});

test('untagged is the empty value: in [""] finds it and notIn includes it', () => {
  expect(matchesScope(series(), pin('team', ''), {})).toBe(true);
  expect(matchesScope(series(), [{ dimension: 'team', op: 'notIn', values: ['a'] }], {})).toBe(true);
});

test('startsWith matches any of its prefixes', () => {
  const scope: Scope = [{ dimension: 'region', op: 'startsWith', values: ['us-', 'EU-'] }];
  expect(matchesScope(series({ region: 'eu-west-1' }), scope, {})).toBe(true);
  expect(matchesScope(series({ region: 'ap-1' }), scope, {})).toBe(false);
});

test('a mapped dimension takes the first of its keys that has a value', () => {
  const read = dimensionReader('team', { team: ['squad', 'team'] });
  expect(read(series({ tags: { team: 'b', Squad: 'a' } }))).toBe('a');
  expect(read(series({ tags: { team: 'b', squad: '' } }))).toBe('b');
  expect(read(series({ tags: { other: 'b' } }))).toBe('');
});

test('scopes are disjoint only when one dimension keeps them apart', () => {
  expect(areDisjoint(pin('team', 'a'), pin('team', 'b'))).toBe(true);
  expect(areDisjoint(pin('team', 'a', 'b'), pin('team', 'B'))).toBe(false);
  expect(areDisjoint(pin('team', 'a'), pin('region', 'b'))).toBe(false);
  expect(areDisjoint(pin('team', 'a'), [])).toBe(false);
  expect(areDisjoint(pin('team', 'a'), [{ dimension: 'team', op: 'notIn', values: ['A'] }])).toBe(true);
  expect(areDisjoint(pin('tag:cost-center', 'a'), pin('tag:CostCenter', 'b'))).toBe(true);
});

test('prefixes are disjoint when neither begins with the other', () => {
  const starts = (...values: string[]): Scope => [{ dimension: 'region', op: 'startsWith', values }];
  expect(areDisjoint(starts('us-'), starts('eu-'))).toBe(true);
  expect(areDisjoint(starts('us-'), starts('us-east'))).toBe(false);
  expect(areDisjoint(starts('us-'), pin('region', 'eu-west-1'))).toBe(true);
});

test('charge categories are five: excluding all but one is disjoint from the rest', () => {
  const notUsage: Scope = [{ dimension: 'chargeCategory', op: 'notIn', values: ['Usage'] }];
  const onlyUsage: Scope = [
    { dimension: 'chargeCategory', op: 'notIn', values: ['Purchase', 'Tax', 'Credit', 'Adjustment'] },
  ];
  expect(areDisjoint(notUsage, onlyUsage)).toBe(true);
});

const condition = fc.record({
  dimension: fc.constantFrom('team' as const, 'region' as const),
  op: fc.constantFrom('in' as const, 'notIn' as const, 'startsWith' as const),
  values: fc.array(fc.constantFrom('', 'a', 'ab', 'b', 'ba'), { minLength: 1, maxLength: 3 }),
});
const scopes = fc.array(condition, { maxLength: 3 });

test('no series ever lies in two scopes that are called disjoint', () => {
  const value = fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'ba', 'c');
  fc.assert(
    fc.property(scopes, scopes, value, value, (a, b, team, region) => {
      const one = series({ region, tags: { team } });
      const inBoth = compileScope(a, {})(one) && compileScope(b, {})(one);
      return !(inBoth && areDisjoint(a, b));
    }),
  );
});

test('disjointness does not depend on the order', () => {
  fc.assert(fc.property(scopes, scopes, (a, b) => areDisjoint(a, b) === areDisjoint(b, a)));
});
