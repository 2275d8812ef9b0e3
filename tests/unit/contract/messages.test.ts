import { expect, test } from 'vitest';
import { approvals } from '#shared/contract/approvals.ts';
import { budgetChange, budgetInput, budgetTreeInput } from '#shared/contract/budget-shapes.ts';
import { flagInput, pageInput } from '#shared/contract/common.ts';
import { forecastRequest } from '#shared/contract/forecasts.ts';
import { people, settings } from '#shared/contract/settings.ts';
import { z } from 'zod';

/** What the first refusal says of a value, after the path of its field. */
function refusal(schema: z.ZodType, value: unknown): string {
  const issue = schema.safeParse(value).error?.issues[0];
  return issue === undefined ? '' : `${issue.path.map(String).join('.')}: ${issue.message}`;
}

test.each<[z.ZodType, unknown, string]>([
  [budgetInput, { name: 'x' }, 'type: is missing; give one of "organization", "team", "project", '],
  [budgetInput, { name: 'x', type: 'dept' }, 'type: must be one of "organization", "team", "project", '],
  [budgetInput, { name: 5, type: 'team' }, 'name: must be text'],
  [budgetInput, { name: 'x', type: 'team', amount: true }, 'amount: must be an amount of at most six '],
  [budgetInput, { name: 'x', type: 'team', amount: 1e-7 }, 'amount: must be an amount of at most six '],
  [budgetInput, { name: 'x', type: 'team', months: 0 }, 'months: must be at least 1'],
  [budgetInput, { name: 'x', type: 'team', months: 1.5 }, 'months: must be a whole number'],
  [
    budgetInput,
    { name: 'x', type: 'team', phasing: { kind: 'odd' } },
    'phasing.kind: must be one of "even", ',
  ],
  [budgetInput, { name: 'x', type: 'team', thresholds: 3 }, 'thresholds: must be a list'],
  [
    budgetInput,
    { name: 'x', type: 'team', thresholds: [{ percent: 0 }] },
    'thresholds.0.percent: must be above 0',
  ],
  [budgetTreeInput, { name: 'x', type: 'team', children: {} }, 'children: must be a list'],
  [z.object(pageInput), { limit: 'abc' }, 'limit: must be a number'],
  [z.object(pageInput), { limit: 1001 }, 'limit: must be at most 1000'],
  [z.object({ flag: flagInput }), { flag: 'maybe' }, 'flag: must be true or false'],
  [forecastRequest, { levels: [] }, 'levels: must hold at least 1 entry'],
  [forecastRequest, { growth: 'much' }, 'growth: must be a number or an object'],
])('a value that is refused is said to be missing, or what it must be: %#', (schema, value, message) => {
  expect(refusal(schema, value).startsWith(message), refusal(schema, value)).toBe(true);
});

test('a field that there is not is named', () => {
  const input = settings.set['~orpc'].inputSchema as z.ZodType;
  expect(refusal(input, { nope: 1 })).toBe(': there is no field "nope" here');
});

test('growth is of the whole or of a value of a dimension, and never takes away more than there is', () => {
  const accepted = [0.1, { overall: -1 }, { 'team:payments': 0.3, 'tag:tier:gold': 0.1 }];
  for (const growth of accepted) expect(refusal(forecastRequest, { growth })).toBe('');
  expect(refusal(forecastRequest, { growth: -2 })).toBe('growth: must be at least -1');
  const named = 'growth: "payments" must be overall or a dimension and its value, such as team:payments';
  expect(refusal(forecastRequest, { growth: { payments: 0.3 } })).toBe(named);
});

test('a planned change does not end before it starts', () => {
  const change = { name: 'a', start: '2026-08', kind: 'step', amount: '1' };
  expect(refusal(forecastRequest, { changes: [{ ...change, end: '2026-07' }] })).toBe(
    'changes.0.end: must not lie before the start',
  );
  expect(refusal(forecastRequest, { changes: [{ ...change, end: '2026-08' }] })).toBe('');
});

test('null is taken for every optional field of a budget', () => {
  const names = Object.keys(budgetChange.shape).filter((name) => !['name', 'type'].includes(name));
  for (const name of names.filter((one) => one !== 'effectiveMonth'))
    expect([name, refusal(budgetChange, { [name]: null })]).toEqual([name, '']);
});

test('blanks are no name and no reason', () => {
  const input = approvals.request['~orpc'].inputSchema as z.ZodType;
  const wish = { budgetId: 'b', kind: 'raise', amount: '1', reason: 'growth', requestedBy: ' ' };
  expect(refusal(input, wish)).toBe('requestedBy: must not be empty');
  const person = people.add['~orpc'].inputSchema as z.ZodType;
  expect(refusal(person, { name: ' ', level: 'manager' })).toBe('name: must not be empty');
  expect(refusal(input, { ...wish, requestedBy: 'Ada', reason: '\t' })).toBe('reason: must not be empty');
});
