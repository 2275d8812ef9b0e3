import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import { describeApi } from '../../contract/description.ts';
import { serve, type Served } from './served.ts';

interface Envelope {
  readonly success: boolean;
  readonly data?: unknown;
  readonly meta?: {
    readonly dryRun?: boolean;
    readonly changes?: readonly unknown[];
    readonly total?: number;
  };
  readonly error?: { readonly code: string; readonly message: string; readonly details?: unknown };
  readonly timestamp: string;
}

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function call(method: string, path: string, { body, headers }: Call = {}) {
  const bytes = body instanceof Uint8Array;
  const answer = await fetch(served.server.url + path, {
    method,
    headers: {
      authorization: `Bearer ${served.server.token}`,
      ...(body === undefined
        ? {}
        : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: bytes ? Buffer.from(body) : JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Envelope };
}

const money = (amount: string) => ({ amount, currency: 'USD' });

describe('budgets', () => {
  test('two made with nothing but id, type, parent and amount are 201, and a tree', async () => {
    const root = {
      id: 'org-2024',
      name: 'Org',
      type: 'organization',
      amount: 120_000,
      months: 12,
      startMonth: '2024-01',
    };
    const made = await call('POST', '/api/budgets', { body: root });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      success: true,
      data: { id: 'org-2024', amount: money('120000.000000') },
    });
    expect(new Date(made.body.timestamp).toISOString()).toBe(made.body.timestamp);
    const team = { id: 'team-a', name: 'Team A', type: 'team', parentId: 'org-2024', amount: '60000' };
    expect((await call('POST', '/api/budgets', { body: team })).status).toBe(201);
    const list = await call('GET', '/api/budgets?parentId=org-2024&limit=5');
    expect(list.body).toMatchObject({ success: true, data: [{ id: 'team-a' }], meta: { total: 1 } });
  });

  test('a dry run answers 200 with what it would do and does not do it, whatever the verb', async () => {
    const body = { id: 'dry', name: 'Dry', type: 'team', parentId: 'org-2024', amount: 1 };
    const made = await call('POST', '/api/budgets?dryRun=true', { body });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ data: { id: 'dry' }, meta: { dryRun: true } });
    expect(made.body.meta?.changes?.length).toBeGreaterThan(0);
    expect((await call('GET', '/api/budgets/dry')).status).toBe(404);
    const changed = await call('PUT', '/api/budgets/team-a?dryRun=true', {
      body: { amount: 5, dryRun: false },
    });
    expect(changed.body).toMatchObject({ data: { amount: money('5.000000') }, meta: { dryRun: true } });
    expect((await call('DELETE', '/api/budgets/team-a?dryRun=true')).body).toMatchObject({
      meta: { dryRun: true },
    });
    expect((await call('GET', '/api/budgets/team-a')).body).toMatchObject({
      data: { amount: money('60000.000000') },
    });
  });

  test('an answer may be sent back as it is', async () => {
    const { body } = await call('GET', '/api/budgets/team-a');
    const sent = await call('PUT', '/api/budgets/team-a', { body: body.data });
    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({ data: { amount: money('60000.000000'), parentId: 'org-2024' } });
  });

  test('If-Match refuses a lost update and takes the revision of ETag', async () => {
    const read = await call('GET', '/api/budgets/team-a');
    const tag = read.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"\d+"$/);
    const first = await call('PUT', '/api/budgets/team-a', {
      body: { notes: 'one' },
      headers: { 'if-match': tag },
    });
    expect(first.status).toBe(200);
    const second = await call('PUT', '/api/budgets/team-a', {
      body: { notes: 'two' },
      headers: { 'if-match': tag },
    });
    expect(second.status).toBe(409);
    expect(second.body.error).toMatchObject({
      code: 'lost_update',
      details: { base: { notes: '' }, current: { notes: 'one' }, yours: { notes: 'two' } },
    });
    const odd = await call('PUT', '/api/budgets/team-a', {
      body: { notes: 'x' },
      headers: { 'if-match': 'abc' },
    });
    expect(odd.status).toBe(400);
  });

  test('revisions carry both states, with money as in all answers', async () => {
    await call('PUT', '/api/budgets/team-a', { body: { amount: '50000', reason: 'less' } });
    const { body } = await call('GET', '/api/budgets/team-a/revisions?limit=1');
    expect(body.data).toMatchObject([
      {
        reason: 'less',
        before: { amount: money('60000.000000') },
        after: { amount: money('50000.000000'), plan: expect.arrayContaining([]) as unknown },
      },
    ]);
    await call('PUT', '/api/budgets/team-a', { body: { amount: '60000' } });
  });

  test('a schema error is 400 with the path of the field and a sentence', async () => {
    const answer = await call('POST', '/api/budgets', {
      body: { name: 'X', type: 'team', scope: [{ dimension: 'service', op: 'in', values: [] }] },
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ success: false, error: { code: 'invalid_input' } });
    expect(answer.body.error?.details).toMatchObject({ issues: [{ path: 'scope.0.values' }] });
  });

  test('a broken rule is 409, an unknown id 404, an unknown path 404, a wrong verb 405', async () => {
    const greedy = { id: 'b', name: 'B', type: 'team', parentId: 'org-2024', amount: 1_000_000 };
    expect((await call('POST', '/api/budgets', { body: greedy })).status).toBe(409);
    expect((await call('GET', '/api/budgets/nothing')).body.error?.code).toBe('not_found');
    expect((await call('GET', '/api/nothing')).status).toBe(404);
    expect((await call('PUT', '/api/budgets', { body: {} })).status).toBe(405);
  });

  test('evaluating alerts is 200, and 201 only where it adds a rule', async () => {
    expect((await call('POST', '/api/budgets/team-a/alerts', { body: {} })).status).toBe(200);
    expect((await call('POST', '/api/budgets/team-a/alerts')).status).toBe(200);
    const threshold = { percent: 42, basis: 'actual', severity: 'info' };
    const added = await call('POST', '/api/budgets/team-a/alerts', { body: { threshold } });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ data: { opened: [], resolved: [], standing: [] } });
  });

  test('DELETE answers 200 with the envelope', async () => {
    const answer = await call('DELETE', '/api/budgets/team-a');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ success: true, data: { deleted: ['team-a'] } });
  });
});

describe('people, templates and settings', () => {
  test('are read one by one, and a person who is not there is not changed into one', async () => {
    expect((await call('GET', '/api/templates/start-up')).body).toMatchObject({ data: { builtIn: true } });
    expect((await call('GET', '/api/templates/none')).status).toBe(404);
    expect((await call('PUT', '/api/people/Zoe', { body: { level: 'manager' } })).status).toBe(404);
    await call('POST', '/api/people', { body: { name: 'Zoe', level: 'manager' } });
    expect((await call('GET', '/api/people/Zoe')).body).toMatchObject({ data: { level: 'manager' } });
    expect((await call('PUT', '/api/people/Zoe', { body: { level: 'director' } })).status).toBe(200);
  });

  test('a template is exported as CSV and saved from it; a cell that is none is 422 with its place', async () => {
    const { body } = await call('POST', '/api/templates/start-up/export', { body: { format: 'csv' } });
    const { content } = body.data as { content: string };
    const save = (text: string) =>
      call('POST', '/api/templates?dryRun=true', {
        body: { name: 'ours', table: { name: 'plan.csv', content: text } },
      });
    expect((await save(content)).body).toMatchObject({ success: true, data: { name: 'ours' } });
    expect((await call('GET', '/api/templates/ours')).status).toBe(404);
    const { status, body: refused } = await save(content.replace('120000.000000', 'much'));
    expect([status, JSON.stringify(refused)]).toEqual([422, expect.stringContaining('column \\"amount\\"')]);
  });

  test('sent back as they were read change nothing; a setting that there is not is 400', async () => {
    const { data } = (await call('GET', '/api/settings')).body;
    expect((await call('PUT', '/api/settings', { body: data })).body.data).toEqual(data);
    const day = async (): Promise<unknown> =>
      ((await call('GET', '/api/settings')).body.data as { asOf: unknown }).asOf;
    const pinned = await day();
    await call('PUT', '/api/settings?asOf=2024-02-29', { body: { fiscalYearStart: 4 } });
    expect(await day()).toBe(pinned);
    await call('PUT', '/api/settings', { body: { fiscalYearStart: 1, asOf: '2024-02-29' } });
    expect(await day()).toBe('2024-02-29');
    await call('PUT', '/api/settings', { body: { asOf: pinned } });
    const odd = await call('PUT', '/api/settings', { body: { nope: 1 } });
    expect({ status: odd.status, code: odd.body.error?.code }).toEqual({
      status: 400,
      code: 'invalid_input',
    });
  });
});

const FOCUS = [
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ServiceCategory,ProviderName,PublisherName,InvoiceIssuerName,BillingAccountId,SubAccountId,RegionId,ResourceId,SkuId,ChargeDescription,Tags',
  '1.25,1.25,1.25,1.25,USD,2024-09-01T00:00:00Z,2024-10-01T00:00:00Z,2024-09-02T00:00:00Z,2024-09-03T00:00:00Z,Usage,Compute,Compute,AWS,AWS,AWS,1,2,eu,r,s,d,{}',
].join('\n');

describe('imports', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test('a file sent as the body is tried with 200, taken once with 201 and refused again with 409', async () => {
    const path = '/api/imports?name=cost.csv';
    const tried = await call('POST', `${path}&dryRun=true`, { body: bytes(FOCUS) });
    expect(tried.body).toMatchObject({
      success: true,
      data: { rows: 1, controlTotals: { USD: '1.250000' } },
    });
    expect(tried.status).toBe(200);
    const taken = await call('POST', path, { body: bytes(FOCUS) });
    expect(taken.status).toBe(201);
    expect(taken.body).toMatchObject({ data: { rows: 1, accepted: 1, files: [{ name: 'cost.csv' }] } });
    const again = await call('POST', path, { body: bytes(FOCUS) });
    expect(again.status).toBe(409);
    expect(again.body.error?.code).toBe('already_imported');
  });

  test('a file without a name is 400, of another type 415, an unreadable one 422', async () => {
    expect((await call('POST', '/api/imports', { body: bytes(FOCUS) })).status).toBe(400);
    expect((await call('POST', '/api/imports?name=a.csv', { body: {} })).status).toBe(415);
    const pdf = await call('POST', '/api/imports?name=a.csv', { body: bytes('%PDF-1.7\n%âãÏÓ\n') });
    expect(pdf.status).toBe(422);
  });

  test('a path on this machine is never read for a program or for the page', async () => {
    const body = { files: [{ path: '/etc/passwd' }] };
    expect((await call('POST', '/api/imports/files', { body })).status).toBe(403);
    expect((await call('POST', '/api/imports/preview', { body })).status).toBe(403);
    const rpc = await fetch(`${served.server.url}/rpc/imports/preview`, {
      method: 'POST',
      headers: { authorization: `Bearer ${served.server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ json: body }),
    });
    expect(rpc.status).toBe(403);
  });

  test('an upload of the page is named by its id', async () => {
    const answer = await fetch(`${served.server.url}/upload?name=page.csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${served.server.token}`, 'content-type': 'application/octet-stream' },
      body: FOCUS.replace('1.25,1.25', '2.5,2.5'),
    });
    const { uploadId } = (await answer.json()) as { readonly uploadId: string };
    const preview = await call('POST', '/api/imports/preview', { body: { files: [{ uploadId }] } });
    expect(preview.body).toMatchObject({ data: { counts: { rows: 1 }, controlTotals: { USD: '2.500000' } } });
    const unknown = await call('POST', '/api/imports/preview', {
      body: { files: [{ uploadId: 'nothing' }] },
    });
    expect(unknown.status).toBe(404);
  });
});

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

test('the page is served to members of the session only; others get the page that exchanges the token', async () => {
  const stranger = await (await fetch(served.server.url)).text();
  expect(stranger).toContain('/sign-in.js');
  expect(stranger).not.toContain('headroom-nonce');
  const answer = await fetch(served.server.url, {
    headers: { authorization: `Bearer ${served.server.token}` },
  });
  const nonce = /headroom-nonce" content="([^"]+)"/.exec(await answer.text())?.[1] ?? 'none';
  expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
});
