import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveRest, type RestServed } from './rest-calls.ts';

let rest: RestServed;
beforeAll(async () => {
  rest = await serveRest();
});
afterAll(() => rest.close());

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
    const made = await rest.call('POST', '/api/budgets', { body: root });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      success: true,
      data: { id: 'org-2024', amount: money('120000.000000') },
    });
    expect(new Date(made.body.timestamp).toISOString()).toBe(made.body.timestamp);
    const team = { id: 'team-a', name: 'Team A', type: 'team', parentId: 'org-2024', amount: '60000' };
    expect((await rest.call('POST', '/api/budgets', { body: team })).status).toBe(201);
    const list = await rest.call('GET', '/api/budgets?parentId=org-2024&limit=5');
    expect(list.body).toMatchObject({ success: true, data: [{ id: 'team-a' }], meta: { total: 1 } });
  });

  test('a dry run answers 200 with what it would do and does not do it, whatever the verb', async () => {
    const body = { id: 'dry', name: 'Dry', type: 'team', parentId: 'org-2024', amount: 1 };
    const made = await rest.call('POST', '/api/budgets?dryRun=true', { body });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ data: { id: 'dry' }, meta: { dryRun: true } });
    expect(made.body.meta?.changes?.length).toBeGreaterThan(0);
    expect((await rest.call('GET', '/api/budgets/dry')).status).toBe(404);
    const changed = await rest.call('PUT', '/api/budgets/team-a?dryRun=true', {
      body: { amount: 5, dryRun: false },
    });
    expect(changed.body).toMatchObject({ data: { amount: money('5.000000') }, meta: { dryRun: true } });
    expect((await rest.call('DELETE', '/api/budgets/team-a?dryRun=true')).body).toMatchObject({
      meta: { dryRun: true },
    });
    expect((await rest.call('GET', '/api/budgets/team-a')).body).toMatchObject({
      data: { amount: money('60000.000000') },
    });
  });

  test('the ids that a dry run answers are those that the real write gives', async () => {
    const scenario = { name: 'Lift', levers: { growth: 0.1 } };
    const file = new TextEncoder().encode('date,service,cost\n2024-01-05,Compute,1.50\n');
    const writes: readonly [string, unknown][] = [
      ['/api/scenarios', scenario],
      ['/api/imports?name=days.csv&currency=USD', file],
    ];
    for (const [path, body] of writes) {
      const tried = await rest.call('POST', `${path}${path.includes('?') ? '&' : '?'}dryRun=true`, { body });
      const made = await rest.call('POST', path, { body });
      const idOf = ({ id, importId }: { id?: string; importId?: string }) => id ?? importId;
      expect(made.status).toBe(201);
      expect(idOf(tried.body.data as object)).toBe(idOf(made.body.data as object));
    }
    await rest.call('DELETE', '/api/imports/imp-1');
  });

  test('null puts a field that was left out once back to what is inherited', async () => {
    const own = { costBasis: 'effective', startMonth: '2024-03', months: 2, owner: 'Ada', amount: 1 };
    await rest.call('PUT', '/api/budgets/team-a', { body: own });
    const back = {
      costBasis: null,
      startMonth: null,
      months: null,
      owner: null,
      currency: null,
      reason: null,
    };
    const { status, body } = await rest.call('PUT', '/api/budgets/team-a', { body: back });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      ...{ costBasis: 'billed', startMonth: '2024-01', months: 12, owner: '', currency: 'USD' },
    });
    await rest.call('PUT', '/api/budgets/team-a', { body: { amount: '60000' } });
  });

  test('an answer may be sent back as it is', async () => {
    const { body } = await rest.call('GET', '/api/budgets/team-a');
    const sent = await rest.call('PUT', '/api/budgets/team-a', { body: body.data });
    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({ data: { amount: money('60000.000000'), parentId: 'org-2024' } });
  });

  test('If-Match refuses a lost update and takes the revision of ETag', async () => {
    const read = await rest.call('GET', '/api/budgets/team-a');
    const tag = read.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"\d+"$/);
    const first = await rest.call('PUT', '/api/budgets/team-a', {
      body: { notes: 'one' },
      headers: { 'if-match': tag },
    });
    expect(first.status).toBe(200);
    const second = await rest.call('PUT', '/api/budgets/team-a', {
      body: { notes: 'two' },
      headers: { 'if-match': tag },
    });
    expect(second.status).toBe(409);
    expect(second.body.error).toMatchObject({
      code: 'lost_update',
      details: { base: { notes: '' }, current: { notes: 'one' }, yours: { notes: 'two' } },
    });
    const odd = await rest.call('PUT', '/api/budgets/team-a', {
      body: { notes: 'x' },
      headers: { 'if-match': 'abc' },
    });
    expect(odd.status).toBe(400);
  });

  test('revisions carry both states, with money as in all answers', async () => {
    await rest.call('PUT', '/api/budgets/team-a', { body: { amount: '50000', reason: 'less' } });
    const { body } = await rest.call('GET', '/api/budgets/team-a/revisions?limit=1');
    expect(body.data).toMatchObject([
      {
        reason: 'less',
        before: { amount: money('60000.000000') },
        after: { amount: money('50000.000000'), plan: expect.arrayContaining([]) as unknown },
      },
    ]);
    await rest.call('PUT', '/api/budgets/team-a', { body: { amount: '60000' } });
  });

  test('a schema error is 400 with the path of the field and a sentence', async () => {
    const answer = await rest.call('POST', '/api/budgets', {
      body: { name: 'X', type: 'team', scope: [{ dimension: 'service', op: 'in', values: [] }] },
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ success: false, error: { code: 'invalid_input' } });
    expect(answer.body.error?.details).toMatchObject({ issues: [{ path: 'scope.0.values' }] });
  });

  test('a broken rule is 409, an unknown id 404, an unknown path 404, a wrong verb 405', async () => {
    const greedy = { id: 'b', name: 'B', type: 'team', parentId: 'org-2024', amount: 1_000_000 };
    expect((await rest.call('POST', '/api/budgets', { body: greedy })).status).toBe(409);
    expect((await rest.call('GET', '/api/budgets/nothing')).body.error?.code).toBe('not_found');
    expect((await rest.call('GET', '/api/nothing')).status).toBe(404);
    expect((await rest.call('PUT', '/api/budgets', { body: {} })).status).toBe(405);
  });

  test('evaluating alerts is 200, and 201 only where it adds a rule', async () => {
    expect((await rest.call('POST', '/api/budgets/team-a/alerts', { body: {} })).status).toBe(200);
    expect((await rest.call('POST', '/api/budgets/team-a/alerts')).status).toBe(200);
    const threshold = { percent: 42, basis: 'actual', severity: 'info' };
    const added = await rest.call('POST', '/api/budgets/team-a/alerts', { body: { threshold } });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ data: { opened: [], resolved: [], standing: [] } });
  });

  test('DELETE answers 200 with the envelope', async () => {
    const answer = await rest.call('DELETE', '/api/budgets/team-a');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ success: true, data: { deleted: ['team-a'] } });
  });
});

describe('lists', () => {
  const LISTS = ['budgets', 'imports', 'scenarios', 'templates', 'people', 'rates', 'reports', 'audit'];
  test.each([...LISTS, 'shared-costs', 'history', 'alerts', 'approvals'])(
    'of %s are answered by the page, with how long they are',
    async (name) => {
      const whole = (await rest.call('GET', `/api/${name}`)).body;
      const total = (whole.data as unknown[]).length;
      expect(whole.meta).toMatchObject({ total, offset: 0 });
      const page = (await rest.call('GET', `/api/${name}?limit=1&offset=1`)).body;
      expect(page.meta).toEqual({ total, limit: 1, offset: 1 });
      expect(page.data).toEqual((whole.data as unknown[]).slice(1, 2));
    },
  );
});

describe('people, templates and settings', () => {
  test('are read one by one, and a person who is not there is not changed into one', async () => {
    expect((await rest.call('GET', '/api/templates/start-up')).body).toMatchObject({
      data: { builtIn: true },
    });
    expect((await rest.call('GET', '/api/templates/none')).status).toBe(404);
    expect((await rest.call('PUT', '/api/people/Zoe', { body: { level: 'manager' } })).status).toBe(404);
    await rest.call('POST', '/api/people', { body: { name: 'Zoe', level: 'manager' } });
    expect((await rest.call('GET', '/api/people/Zoe')).body).toMatchObject({ data: { level: 'manager' } });
    expect((await rest.call('PUT', '/api/people/Zoe', { body: { level: 'director' } })).status).toBe(200);
  });

  test('a template is exported as CSV and saved from it; a cell that is none is 422 with its place', async () => {
    const { body } = await rest.call('POST', '/api/templates/start-up/export', { body: { format: 'csv' } });
    const { content } = body.data as { content: string };
    const save = (text: string) =>
      rest.call('POST', '/api/templates?dryRun=true', {
        body: { name: 'ours', table: { name: 'plan.csv', content: text } },
      });
    expect((await save(content)).body).toMatchObject({ success: true, data: { name: 'ours' } });
    expect((await rest.call('GET', '/api/templates/ours')).status).toBe(404);
    const { status, body: refused } = await save(content.replace('120000.000000', 'much'));
    expect([status, JSON.stringify(refused)]).toEqual([422, expect.stringContaining('column \\"amount\\"')]);
  });

  test('sent back as they were read change nothing; a setting that there is not is 400', async () => {
    const { data } = (await rest.call('GET', '/api/settings')).body;
    expect((await rest.call('PUT', '/api/settings', { body: data })).body.data).toEqual(data);
    const day = async (): Promise<unknown> =>
      ((await rest.call('GET', '/api/settings')).body.data as { asOf: unknown }).asOf;
    const pinned = await day();
    await rest.call('PUT', '/api/settings?asOf=2024-02-29', { body: { fiscalYearStart: 4 } });
    expect(await day()).toBe(pinned);
    await rest.call('PUT', '/api/settings', { body: { fiscalYearStart: 1, asOf: '2024-02-29' } });
    expect(await day()).toBe('2024-02-29');
    await rest.call('PUT', '/api/settings', { body: { asOf: pinned } });
    const odd = await rest.call('PUT', '/api/settings', { body: { nope: 1 } });
    expect({ status: odd.status, code: odd.body.error?.code }).toEqual({
      status: 400,
      code: 'invalid_input',
    });
  });
});
