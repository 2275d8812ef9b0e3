import { describe, expect, it, onTestFinished } from 'vitest';
import { restOf } from '../../support/rest.ts';
import { quarter, type Answer } from './answers.ts';
import { plant } from './planted.ts';

describe('timing against permanent', () => {
  it('is kept with row and period, in the same step as a comment that says it, and summed over REST and in the report', async () => {
    const { backend, client, remove } = await plant();
    onTestFinished(remove);
    const rest = await restOf(backend);
    const judged = async (from = '2026-04') =>
      ((await rest('GET', `/budgets/acme/variance?from=${from}&to=2026-06&by=team`)).body.data as Answer)
        .total.attribution;
    expect(await judged()).toBeUndefined();
    const path = '/budgets/acme/variance/judgements';
    const period = { from: '2026-04', to: '2026-06' };
    const dry = await rest('PUT', `${path}?dryRun=true`, { ...period, kind: 'timing' });
    expect([dry.status, await judged()]).toEqual([200, undefined]);
    await client.variance.comment({ ...quarter, key: { team: 'Search' }, text: 'Stays', kind: 'permanent' });
    const split = { ...period, key: { team: 'Payments' }, kind: 'split', timing: '100.5' };
    expect((await rest('PUT', path, split)).body.data).toMatchObject({ timing: { amount: '100.500000' } });
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    expect(await judged()).toEqual({
      kind: null,
      timing: usd('100.500000'),
      // Search is +910 in all, of Payments’ +588.50 the rest.
      permanent: usd('1398.000000'),
      open: usd('-1136.000000'),
    });
    expect(await judged('2026-05')).toBeUndefined();
    expect((await client.variance.judgements({ budgetId: 'acme' })).data).toHaveLength(2);
    const { data } = await client.reports.render({ ...quarter, by: 'team', format: 'csv', dryRun: true });
    const csv = Buffer.from(data.content, 'base64').toString('utf8');
    expect(csv).toContain('Total,–,362.500000,100.500000,1398.000000,-1136.000000');
    expect(csv).toContain('Payments,split,588.500000,100.500000,488.000000,0.000000');
    for (const wrong of [{ kind: 'split' }, { kind: 'timing', timing: '1' }, { kind: 'luck' }])
      expect((await rest('PUT', path, { ...period, ...wrong })).status, JSON.stringify(wrong)).toBe(400);
    await client.history.undo({});
    expect((await judged())?.timing.amount).toBe('0.000000');
    await rest('PUT', path, { ...period, key: { team: 'Search' }, kind: 'none' });
    expect(await judged()).toBeUndefined();
  });
});

describe('a variance over REST', () => {
  it('answers the same rows as the command line, and refuses what is no question', async () => {
    const { backend, client, remove } = await plant();
    onTestFinished(remove);
    const rest = await restOf(backend);
    const path = '/budgets/acme/variance?from=2026-04&to=2026-06&by=service,region&against=previous';
    const { status, body } = await rest('GET', path);
    const { data } = await client.variance.analyze({ ...quarter, by: 'service,region', against: 'previous' });
    expect(status).toBe(200);
    expect(body.data).toEqual(data);
    for (const [query, code] of [
      ['?by=planet', 400],
      ['?by=team,team', 400],
      ['?against=luck', 400],
      ['?from=2026-06&to=2026-01', 400],
      ['?from=June', 400],
      ['?against=forecast:nobody', 404],
      ['?against=scenario:nobody', 404],
    ] as const)
      expect((await rest('GET', `/budgets/acme/variance${query}`)).status, query).toBe(code);
    expect((await rest('GET', '/budgets/nobody/variance')).status).toBe(404);
    const made = await rest('POST', '/budgets/acme/variance/comments', {
      from: '2026-04',
      to: '2026-06',
      text: 'Because',
    });
    expect(made.status).toBe(201);
  });
});
