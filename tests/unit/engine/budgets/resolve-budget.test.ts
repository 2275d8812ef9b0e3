import { expect, test } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { toMicros } from '#shared/domain/money.ts';
import { changeBudget } from '#shared/engine/budgets/change-budget.ts';
import {
  resolveBudget,
  type BudgetDraft,
  type ResolveContext,
} from '#shared/engine/budgets/resolve-budget.ts';
import { slugOf } from '#shared/engine/budgets/budget-id.ts';
import { budget, pin } from './budgets.ts';

const context: ResolveContext = {
  parent: null,
  workspace: { currency: 'EUR', fiscalYearStart: 7 },
  asOf: toDay('2026-03-15'),
  isTaken: () => false,
  knows: (dimension, value) => dimension === 'team' && value === 'payments',
};

function resolved(draft: BudgetDraft, given: Partial<ResolveContext> = {}) {
  const result = resolveBudget(draft, { ...context, ...given });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
}

test('a root with name and type alone takes the workspace and its fiscal year', () => {
  const { budget: root } = resolved({ name: 'Acme', type: 'organization' });
  expect(root).toMatchObject({
    id: 'org-acme',
    parentId: null,
    currency: 'EUR',
    costBasis: 'billed',
    startMonth: '2025-07',
    months: 12,
    amount: 0n,
    phasing: { kind: 'even' },
    scope: [],
    scopeKind: 'implied',
    revision: 1,
  });
});

test('a child inherits currency, cost basis and period, and a later start shortens it to the end of its parent', () => {
  const parent = budget({ id: 'org', currency: 'CHF', costBasis: 'effective' });
  const { budget: child } = resolved({ name: 'Payments', type: 'team' }, { parent });
  expect(child).toMatchObject({
    parentId: 'org',
    currency: 'CHF',
    costBasis: 'effective',
    startMonth: '2026-01',
    months: 12,
  });
  const { budget: late } = resolved(
    { name: 'Payments', type: 'team', startMonth: toMonth('2026-10') },
    { parent },
  );
  expect(late.months).toBe(3);
});

test('the implied scope is the name, else the id without its prefix, else a warning', () => {
  expect(resolved({ name: 'Payments', type: 'team' })).toMatchObject({
    budget: { scope: pin('team', 'Payments') },
    warnings: [],
  });
  expect(resolved({ id: 'team-payments', name: 'The payers', type: 'team' })).toMatchObject({
    budget: { scope: pin('team', 'payments') },
    warnings: [],
  });
  expect(resolved({ name: 'Search', type: 'team' }).warnings).toHaveLength(1);
});

test('an explicit empty scope is all of the parent and stays explicit', () => {
  expect(resolved({ name: 'Payments', type: 'team', scope: [] }).budget).toMatchObject({
    scope: [],
    scopeKind: 'explicit',
  });
});

test('a reserved id and custom amounts that do not fit are errors of their fields', () => {
  const custom = { kind: 'custom' as const, amounts: [toMicros(1), toMicros(2)] };
  expect(resolveBudget({ id: 'stats', name: 'x', type: 'team' }, context)).toMatchObject({
    ok: false,
    errors: [{ path: 'id' }],
  });
  expect(resolveBudget({ name: 'x', type: 'team', phasing: custom }, context)).toMatchObject({
    ok: false,
    errors: [{ path: 'phasing.amounts' }],
  });
  expect(
    resolveBudget({ name: 'x', type: 'team', months: 2, amount: toMicros(4), phasing: custom }, context),
  ).toMatchObject({
    ok: false,
    errors: [{ path: 'phasing.amounts' }],
  });
  expect(resolved({ name: 'x', type: 'team', months: 2, phasing: custom }).budget.amount).toBe(3n);
});

test('seasonal phasing asks for the same months a year before', () => {
  const asked: string[] = [];
  const spentIn: ResolveContext['spentIn'] = (_budget, month) => {
    asked.push(month);
    return toMicros(month === '2025-01' ? 1 : 0);
  };
  const draft = {
    name: 'x',
    type: 'team' as const,
    startMonth: toMonth('2026-01'),
    months: 14,
    amount: toMicros(10),
    phasing: { kind: 'seasonal' as const },
  };
  expect(resolved(draft, { spentIn }).budget.plan.map(Number)).toEqual([
    5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0,
  ]);
  expect(asked[0]).toBe('2025-01');
});

const edits = {
  parent: null,
  workspace: context.workspace,
  asOf: toDay('2026-07-10'),
  knows: context.knows,
};
function changed(before: ReturnType<typeof budget>, edit: Parameters<typeof changeBudget>[1]) {
  const result = changeBudget(before, edit, edits);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.budget;
}

test('a new amount counts from the month of asOf', () => {
  const after = changed(budget({ amount: 1200 }), { amount: toMicros(1800) });
  expect(after.plan.map(Number)).toEqual([100, 100, 100, 100, 100, 100, 200, 200, 200, 200, 200, 200]);
});

test('sending a budget back as it was changes nothing, and its implied scope stays implied', () => {
  const before = resolved({ name: 'Payments', type: 'team', amount: toMicros(1000) }).budget;
  const { id: _id, revision: _revision, plan: _plan, ...fields } = before;
  expect(changed(before, fields)).toEqual(before);
});

test('an implied scope follows the name until a scope is stated; null brings it back', () => {
  const before = resolved({ name: 'Payments', type: 'team' }).budget;
  const stated = changed(before, { scope: pin('region', 'eu') });
  expect(changed(before, { name: 'Ledger' }).scopeKind).toBe('implied');
  expect(changed(stated, { name: 'Ledger' }).scope).toEqual(pin('region', 'eu'));
  expect(changed(stated, { scope: null })).toEqual(before);
});

test('null puts currency, basis, period and amount back to what a new budget would take', () => {
  const own = { currency: 'USD', costBasis: 'effective' as const, months: 3, amount: 90 };
  const before = budget({ ...own, startMonth: toMonth('2026-04') });
  const edit = { currency: null, costBasis: null, startMonth: null, months: null, amount: null };
  expect(changed(before, edit)).toMatchObject({
    currency: 'EUR',
    costBasis: 'billed',
    startMonth: '2026-07',
    months: 12,
    amount: 0n,
  });
  const parent = budget({ currency: 'GBP', costBasis: 'effective', startMonth: toMonth('2026-01') });
  expect(changeBudget(before, edit, { ...edits, parent })).toMatchObject({
    budget: { currency: 'GBP', costBasis: 'effective', startMonth: '2026-01', months: parent.months },
  });
});

test('a custom plan is scaled from the month of asOf when the amount alone changes', () => {
  const amounts = Array.from({ length: 12 }, () => toMicros(10));
  const after = changed(budget({ amount: 120, phasing: { kind: 'custom', amounts } }), {
    amount: toMicros(180),
  });
  expect(after.plan.map(Number)).toEqual([10, 10, 10, 10, 10, 10, 20, 20, 20, 20, 20, 20]);
  expect(after.phasing).toEqual({ kind: 'custom', amounts: after.plan });
});

test('slugs keep letters of any script and are never empty', () => {
  expect(slugOf('Data & Platform (EU)')).toBe('data-platform-eu');
  expect(slugOf('Zürich')).toBe('zurich');
  expect(slugOf('研究')).toBe('研究');
  expect(slugOf('—')).toBe('budget');
});

test('an amount that the store could not keep is an error of its field', () => {
  const amount = toMicros(2n ** 62n);
  expect(resolveBudget({ name: 'x', type: 'team', amount }, context)).toMatchObject({
    ok: false,
    errors: [{ path: 'amount' }],
  });
  expect(changeBudget(budget(), { amount }, edits)).toMatchObject({
    ok: false,
    errors: [{ path: 'amount' }],
  });
});
