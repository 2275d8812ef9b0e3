import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { importHalfYear, newWorkspace, plantTree } from './spend.ts';

type Client = ReturnType<typeof newWorkspace>['client'];

const AS_OF = toDay('2026-06-20');
/** The end of the day of which the rest is asked. */
const THEN = '2026-06-20';

/** All that is told of a budget's past and of how its forecasts turned out. */
async function figuresOf(client: Client, budgetId: string, knownAt?: string) {
  const ask = { budgetId, asOf: AS_OF, ...(knownAt === undefined ? {} : { knownAt }) };
  const answers = [
    client.budgets.get(ask),
    client.performance.track(ask),
    client.trends.analyze(ask),
    client.forecasts.list(ask),
    client.forecasts.accuracy(ask),
  ];
  return (await Promise.all(answers)).map(({ data }) => data);
}

/** Half a year with a spike and a shared rule, and forecasts stored in April and in June. */
async function plantedWorkspace() {
  const workspace = newWorkspace();
  const { client, clock } = workspace;
  clock.set('2026-04-01');
  await plantTree(client);
  await client.sharedCosts.save({
    ...{ rootId: 'acme', name: 'Untagged', method: { kind: 'even' } },
    scope: [{ dimension: 'team', op: 'in', values: [''] }],
    targets: ['team-data', 'team-search'],
  });
  await importHalfYear(workspace);
  await client.forecasts.create({ budgetId: 'acme', asOf: toDay('2026-04-01') });
  clock.set(THEN);
  await client.forecasts.create({ budgetId: 'acme', asOf: AS_OF });
  return workspace;
}

test('figures, trends and forecasts of an earlier moment are those that were answered then', async () => {
  const { client, clock, folder } = await plantedWorkspace();
  const ids = ['acme', 'team-data', 'data-ec2'];
  const then = await Promise.all(ids.map((id) => figuresOf(client, id)));
  expect(then[0]?.[4]).not.toEqual([]);

  clock.set('2026-07-05');
  const late = writeFocusFile(join(folder, 'late.csv'), '2026-05-01', '2026-06-30', () => [
    { service: 'Amazon EC2', region: 'eu-west-1', team: 'data', amount: 500 },
  ]);
  await client.imports.create({ files: [{ path: late }] });
  await client.budgets.update({ budgetId: 'acme', amount: '90000' });
  await client.budgets.remove({ budgetId: 'data-ec2' });
  const narrower = [
    { dimension: 'team' as const, op: 'in' as const, values: ['data'] },
    { dimension: 'region' as const, op: 'in' as const, values: ['us-east-1'] },
  ];
  await client.budgets.update({ budgetId: 'team-data', scope: narrower });
  // One of them as of a day before the months that were met.
  await client.forecasts.create({ budgetId: 'acme', asOf: toDay('2026-04-15') });
  await client.forecasts.create({ budgetId: 'acme', asOf: AS_OF });

  const now = await figuresOf(client, 'acme');
  const known = await Promise.all(ids.slice(0, 2).map((id) => figuresOf(client, id, THEN)));
  expect(now[0]).not.toEqual(then[0]?.[0]);
  expect(now[1]).not.toEqual(then[0]?.[1]);
  expect(known).toEqual(then.slice(0, 2));
});

test('a variance against the forecast takes the one that was stored by then', async () => {
  const { client, clock } = await plantedWorkspace();
  const may = { from: toMonth('2026-05'), to: toMonth('2026-05') };
  const ask = { budgetId: 'acme', asOf: AS_OF, ...may, against: 'forecast', causes: false };
  const planOf = async (known: { readonly knownAt?: string }) =>
    (await client.variance.analyze({ ...ask, ...known })).data.total.plan;
  const then = await planOf({});
  clock.set('2026-07-05');
  await client.forecasts.create({ budgetId: 'acme', asOf: toDay('2026-04-15'), growth: 0.5 });
  expect(await planOf({})).not.toEqual(then);
  expect(await planOf({ knownAt: THEN })).toEqual(then);
});

test('a budget that was deleted since is answered for as it was', async () => {
  const { client, clock } = await plantedWorkspace();
  const ask = { budgetId: 'data-ec2', asOf: AS_OF };
  const then = await client.performance.track(ask);
  clock.set('2026-07-05');
  await client.budgets.remove({ budgetId: 'data-ec2' });
  await expect(client.performance.track(ask)).rejects.toMatchObject({ code: 'not_found' });
  expect(await client.performance.track({ ...ask, knownAt: THEN })).toEqual(then);
  const stored = client.forecasts.list({ budgetId: 'data-ec2' });
  await expect(stored).rejects.toMatchObject({ code: 'not_found' });
  expect((await client.forecasts.list({ budgetId: 'data-ec2', knownAt: THEN })).data).toEqual([]);
});

test('what cannot be told of an earlier moment says so instead of telling of today', async () => {
  const { client } = newWorkspace();
  await plantTree(client);
  const ask = { budgetId: 'acme', knownAt: THEN } as never;
  for (const answer of [
    client.forecasts.paths(ask),
    client.budgets.sources(ask),
    client.budgets.unmatched(ask),
    client.budgets.stats(ask),
    client.alerts.inbox(ask),
    client.approvals.inbox(ask),
    client.scenarios.affected(ask),
  ])
    await expect(answer).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^"knownAt": /) as string,
    });
});
