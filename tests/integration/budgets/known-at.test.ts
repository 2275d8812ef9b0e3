import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { AS_OF, importHalfYear, newWorkspace, plantTree } from './spend.ts';

const BEFORE = '2026-05-02';

/** A tree on 1 May; half a year of cost, another amount and words about it a month later. */
async function changedWorkspace() {
  const workspace = newWorkspace();
  const { client, clock } = workspace;
  clock.set('2026-05-01');
  await plantTree(client);
  clock.set('2026-06-01');
  await importHalfYear(workspace);
  await client.budgets.update({ budgetId: 'acme', amount: '91234' });
  const months = { from: toMonth('2026-01'), to: toMonth('2026-06') };
  await client.variance.comment({ budgetId: 'acme', ...months, text: 'Late', kind: 'timing' });
  return { client, months };
}

test('a variance of what was known then leaves out later imports, amounts, comments and judgements', async () => {
  const { client, months } = await changedWorkspace();
  const ask = { budgetId: 'acme', ...months, asOf: AS_OF, by: 'team', causes: false };
  const { data: now } = await client.variance.analyze(ask);
  const { data: then } = await client.variance.analyze({ ...ask, knownAt: BEFORE });
  const { data: budget } = await client.budgets.get({ budgetId: 'acme', asOf: AS_OF, knownAt: BEFORE });
  expect(now.total).toMatchObject({ actual: { amount: '2715.000000' }, commentary: 'Late' });
  expect(now.total.attribution?.kind).toBe('timing');
  expect(then.total.actual.amount).toBe('0.000000');
  expect(then.total.plan).toEqual(budget.planToDate);
  expect(then.total.plan).not.toEqual(now.total.plan);
  expect(then.total.commentary).toBeUndefined();
  expect(then.total.attribution?.kind ?? null).toBeNull();
});

test('the months of what was known then end where its data did', async () => {
  const workspace = newWorkspace();
  const { client, clock, folder } = workspace;
  clock.set('2026-05-01');
  await plantTree(client);
  const charge = { service: 'Amazon EC2', region: 'eu-west-1', team: 'data', amount: 1 };
  const early = writeFocusFile(join(folder, 'early.csv'), '2026-01-01', '2026-03-31', () => [charge]);
  await client.imports.create({ files: [{ path: early }] });
  clock.set('2026-06-01');
  await importHalfYear(workspace);
  const ask = { budgetId: 'acme', asOf: AS_OF };
  expect((await client.variance.analyze(ask)).data.to).toBe('2026-06');
  expect((await client.variance.analyze({ ...ask, knownAt: BEFORE })).data.to).toBe('2026-03');
});

test('nothing that stands on what is known today is compared with what was known then', async () => {
  const { client, months } = await changedWorkspace();
  const ask = { budgetId: 'acme', ...months, asOf: AS_OF, knownAt: BEFORE };
  for (const [part, code] of [
    [{ against: 'scenario:optimistic' }, 'invalid_input'],
    [{ withForecast: true }, 'invalid_input'],
    [{ against: 'forecast' }, 'rule_broken'],
  ] as const)
    await expect(client.variance.analyze({ ...ask, ...part })).rejects.toMatchObject({ code });
  const { data: stored } = await client.forecasts.create({ budgetId: 'acme', asOf: AS_OF });
  await expect(
    client.variance.analyze({ ...ask, to: toMonth('2026-07'), against: `forecast:${stored.id}` }),
  ).rejects.toMatchObject({ code: 'rule_broken', message: /was stored after 2026-05-02/ });
});

test('a report of what was known then says so, and prints no later figure', async () => {
  const { client, months } = await changedWorkspace();
  const ask = { budgetId: 'acme', ...months, asOf: AS_OF, format: 'csv' as const, dryRun: true };
  const textOf = async (part: { readonly knownAt?: string }): Promise<string> => {
    const { data } = await client.reports.render({ ...ask, ...part });
    return Buffer.from(data.content, 'base64').toString('utf8');
  };
  const now = await textOf({});
  const then = await textOf({ knownAt: BEFORE });
  for (const figure of ['91234', '2715', 'Late', 'data to']) {
    expect(now).toContain(figure);
    expect(then).not.toContain(figure);
  }
  expect(then).toContain('As known on');
  expect(now).not.toContain('As known on');
});

test('a report of what was known then tells of the imports and reports of then, and is not noted itself', async () => {
  const { client, clock, folder } = newWorkspace();
  clock.set('2026-05-01');
  await plantTree(client);
  const imported = async (name: string, amount: number) => {
    const charge = { service: 'Amazon EC2', region: 'eu-west-1', team: 'data', amount };
    const path = writeFocusFile(join(folder, name), '2026-01-01', '2026-03-31', () => [charge]);
    return (await client.imports.create({ files: [{ path }] })).data[0]?.importId ?? '';
  };
  await imported('bills.csv', 1);
  clock.set('2026-05-02');
  const importId = await imported('reissued.csv', 2);
  const ask = { budgetId: 'acme', asOf: AS_OF, format: 'csv' as const };
  clock.set('2026-06-01');
  await client.imports.undo({ importId });
  await client.reports.render({ ...ask, to: toMonth('2026-02') });
  const textOf = async (part: { readonly knownAt?: string }): Promise<string> => {
    const { data } = await client.reports.render({ ...ask, ...part });
    return Buffer.from(data.content, 'base64').toString('utf8');
  };
  const then = await textOf({ knownAt: BEFORE });
  expect(then).toContain('reissued.csv');
  expect(then).not.toContain('bills.csv');
  expect(then).toContain('Bills that were reissued (3)');
  const now = await textOf({});
  expect(now).toContain('bills.csv');
  expect(now).not.toContain('reissued.csv');
  expect((await client.reports.made({ budgetId: 'acme' })).data).toHaveLength(2);
});
