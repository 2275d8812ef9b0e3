import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { sumMicros, toMicros } from '#shared/domain/money.ts';
import { BUILT_IN_TEMPLATES } from '#shared/engine/budgets/built-in-templates.ts';
import { fillTemplate, type TemplateContext } from '#shared/engine/budgets/templates.ts';

const history = [
  { value: 'web', amount: toMicros(100_000_000) },
  { value: '', amount: toMicros(50_000_000) },
  { value: 'refunded', amount: toMicros(-10_000_000) },
];
const context: TemplateContext = { parameters: {}, startMonth: toMonth('2026-01'), history: () => history };

function filled(name: string, parameters: Record<string, string> = {}) {
  const template = BUILT_IN_TEMPLATES.find((one) => one.name === name);
  if (template === undefined) throw new Error(name);
  return fillTemplate(template, { ...context, parameters });
}

test('every built-in template gives a tree whose children never exceed their parent', () => {
  for (const { name } of BUILT_IN_TEMPLATES) {
    const result = filled(name);
    if (!result.ok) throw new Error(name);
    const children = sumMicros((result.tree.children ?? []).map(({ amount }) => amount ?? toMicros(0)));
    expect(result.tree.amount ?? 0n).toBeGreaterThanOrEqual(children);
  }
});

test('parameters fill in names, amounts and values', () => {
  const result = filled('enterprise-by-team', {
    name: 'Acme',
    amount: '1000',
    teams: 'a, b',
    startMonth: '2027-01',
  });
  expect(result).toMatchObject({
    ok: true,
    tree: {
      id: 'org-acme-2027',
      name: 'Acme',
      startMonth: '2027-01',
      months: 12,
      amount: 1_000_000_000n,
      children: [
        {
          amount: 900_000_000n,
          children: [
            { name: 'a', amount: 450_000_000n },
            { name: 'b', scope: [{ dimension: 'team', values: ['b'] }] },
          ],
        },
      ],
    },
  });
});

test('a proposal from history grows each value; untagged cost counts for the root, refunds lower nothing below zero', () => {
  const result = filled('from-history', { growth: '10', by: 'team' });
  expect(result).toMatchObject({
    ok: true,
    tree: { amount: 154_000_000n, children: [{ name: 'web', amount: 110_000_000n, type: 'team' }] },
  });
});

test('a parameter that is not what it should be is an error of its field', () => {
  expect(filled('start-up', { amount: 'much' })).toMatchObject({
    ok: false,
    errors: [{ path: 'parameters.amount' }],
  });
  expect(filled('from-history', { by: 'colour', growth: 'x' })).toMatchObject({
    ok: false,
    errors: [{ path: 'parameters.by' }, { path: 'parameters.growth' }],
  });
});
