import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveRest, type RestServed } from './rest-calls.ts';

let served: RestServed;

beforeAll(async () => {
  served = await serveRest();
  await served.call('POST', '/api/budgets', {
    body: {
      id: 'org',
      name: 'Acme',
      type: 'organization',
      amount: '1200',
      currency: 'USD',
      startMonth: '2026-01',
    },
  });
});
afterAll(() => served.close());

/** Money as an answer writes it. */
const money = (amount: string, currency: string) => ({ amount, currency });

describe('money in answer form', () => {
  test('in another currency than the budget’s is refused with its place and both currencies', async () => {
    const answer = await served.call('PUT', '/api/budgets/org', { body: { amount: money('900', 'EUR') } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(answer.body.error?.message).toBe(
      '"amount.currency": is EUR, while "Acme" is kept in USD; give the amount in USD.',
    );
    const kept = await served.call('GET', '/api/budgets/org');
    expect(kept.body.data).toMatchObject({ amount: money('1200.000000', 'USD') });
  });

  test.each([
    [
      'a budget to be made',
      'POST',
      '/api/budgets',
      { name: 'B', type: 'team', currency: 'EUR', amount: money('1', 'USD') },
    ],
    [
      'a child',
      'POST',
      '/api/budgets',
      { name: 'C', type: 'team', parentId: 'org', amount: money('1', 'EUR') },
    ],
    [
      'months of a plan',
      'PUT',
      '/api/budgets/org',
      { phasing: { kind: 'custom', amounts: Array.from({ length: 12 }, () => money('100', 'GBP')) } },
    ],
    ['a request', 'POST', '/api/budgets/org/approvals', { amount: money('2400', 'EUR'), reason: 'Growth' }],
    [
      'a child that names its parent by the other word',
      'POST',
      '/api/budgets',
      { name: 'C', type: 'team', parent: 'org', amount: money('1', 'EUR') },
    ],
    [
      'a budget in a tree that is there',
      'POST',
      '/api/budgets/apply',
      { tree: { id: 'org', name: 'Acme', type: 'organization', amount: money('900', 'EUR') } },
    ],
    [
      'a child in a tree',
      'POST',
      '/api/budgets/apply',
      { tree: { id: 'org', type: 'organization', children: [{ id: 'c', amount: money('1', 'EUR') }] } },
    ],
    ['more than money', 'PUT', '/api/budgets/org', { amount: { ...money('900', 'EUR'), text: '900 €' } }],
  ])('of %s is held against its currency', async (_, method, path, body) => {
    const answer = await served.call(method, path, { body });
    expect(answer.body.error?.message).toMatch(/^"[a-z0-9.]+\.currency": is [A-Z]{3}, while/);
    expect(answer.status).toBe(400);
  });

  test.each([
    ['a new root', 'POST', '/api/budgets', { name: 'R', type: 'organization', amount: money('1', 'EUR') }],
    [
      'a new tree',
      'POST',
      '/api/budgets/apply',
      { tree: { id: 'r', type: 'organization', amount: money('1', 'EUR') } },
    ],
    [
      'thresholds of all budgets',
      'PUT',
      '/api/settings',
      { thresholds: [{ amount: money('5', 'EUR'), basis: 'actual', severity: 'info' }] },
    ],
  ])('of %s is held against the currency of the workspace', async (_, method, path, body) => {
    const answer = await served.call(method, path, { body });
    expect(answer.body.error?.message).toMatch(
      /^"[a-z0-9.]+\.currency": is EUR, while the workspace is kept in USD/,
    );
    expect(answer.status).toBe(400);
  });

  test('may be sent back as it was answered, and with a new currency that goes with it', async () => {
    const { body } = await served.call('GET', '/api/budgets/org');
    expect((await served.call('PUT', '/api/budgets/org', { body: body.data })).status).toBe(200);
    const moved = { currency: 'EUR', amount: money('1100', 'eur') };
    const answer = await served.call('PUT', '/api/budgets/org?dryRun=true', { body: moved });
    expect(answer).toMatchObject({ status: 200, body: { data: { amount: money('1100.000000', 'EUR') } } });
  });
});
