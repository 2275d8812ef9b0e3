import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import { describeApi } from '../../contract/description.ts';
import { serve, type Served } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

describe('the description', () => {
  test('names every operation of the contract, with the envelope, and only OpenAPI 3.1', async () => {
    const answer = await fetch(`${served.server.url}/api/openapi.json`, {
      headers: { authorization: `Bearer ${served.server.token}` },
    });
    const document = (await answer.json()) as {
      readonly openapi: string;
      readonly paths: Readonly<
        Record<string, Readonly<Record<string, { operationId?: string; responses: object }>>>
      >;
    };
    expect(document.openapi).toMatch(/^3\.1/);
    const described = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    const declared = Object.entries(contract).flatMap(([subject, operations]) =>
      Object.keys(operations).map((name) => `${subject}.${name}`),
    );
    expect(described).toEqual(expect.arrayContaining(declared));
    expect(JSON.stringify(document.paths['/budgets']?.['post']?.responses)).toContain('"success"');
    expect(document.paths['/imports']?.['post']).toBeDefined();
  });

  test('describes both statuses of what makes something, and of evaluating alerts', async () => {
    const { document } = await describeApi();
    for (const [path, item] of Object.entries(document.paths ?? {}))
      if (item?.post?.responses?.['201'] !== undefined)
        expect({ path, statuses: Object.keys(item.post.responses) }).toEqual({
          path,
          statuses: expect.arrayContaining(['200', '201', 'default']) as string[],
        });
    expect(document.paths?.['/budgets/{budgetId}/alerts']?.post?.responses).toHaveProperty('201');
  });

  test('has a readable page without scripts', async () => {
    const answer = await fetch(`${served.server.url}/api/docs`, {
      headers: { authorization: `Bearer ${served.server.token}` },
    });
    const page = await answer.text();
    expect(page).toContain('POST /api/budgets');
    expect(page).not.toContain('<script');
    const nonce = /nonce="([^"]+)"/.exec(page)?.[1] ?? 'none';
    expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
  });
});

test('the page is served to anybody, and tells whether the session still has to begin', async () => {
  const stranger = await (await fetch(served.server.url)).text();
  expect(stranger).toContain('<html data-stranger');
  expect(stranger.indexOf('/sign-in.js')).toBeLessThan(stranger.indexOf('./assets/main.js'));
  const answer = await fetch(served.server.url, {
    headers: { authorization: `Bearer ${served.server.token}` },
  });
  const member = await answer.text();
  expect(member).not.toContain('data-stranger');
  const nonce = /headroom-nonce" content="([^"]+)"/.exec(member)?.[1] ?? 'none';
  expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
});
