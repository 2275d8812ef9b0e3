import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outputs } from '#shared/contract/contract.ts';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { toUnits, ZERO } from '#shared/domain/money.ts';
import { seededRandom } from '#shared/engine/random.ts';
import { readOutlook } from '#main/router/alert-outlook.ts';
import { readBudgetsById } from '#main/store/budgets.ts';
import { writeUsageFile, type Usage } from '../../support/usage-file.ts';
import { newWorkspace, type Workspace } from '../budgets/spend.ts';

const TEAMS = Array.from({ length: 30 }, (_, index) => `team${index}`);
const SERVICES = ['compute', 'storage'];
const period = { startMonth: toMonth('2026-01'), months: 12, currency: 'USD' } as const;

/** An organisation of thirty teams, more than are modelled together, the first of which has a budget for each of two services. */
async function plant(): Promise<Workspace> {
  const workspace = newWorkspace();
  const { client, folder } = workspace;
  const random = seededRandom(3);
  const path = writeUsageFile(join(folder, 'teams.csv'), '2024-01-01', '2026-06-30', (day) =>
    day.endsWith('-01')
      ? [...TEAMS, ''].flatMap((team, index) =>
          SERVICES.map((service) => ({
            service,
            region: 'eu',
            sku: 'x',
            team,
            cost: (100 + 10 * index) * (1 + 0.1 * random.normal()),
            quantity: 1,
            unit: 'Hours',
          })),
        )
      : [],
  );
  await client.imports.create({ files: [{ path }], tags: { team: 'team' } });
  await client.budgets.create({ id: 'org', name: 'Org', type: 'organization', amount: '200000', ...period });
  for (const team of TEAMS)
    await client.budgets.create({
      id: team,
      name: team,
      type: 'team',
      parentId: 'org',
      amount: '3000',
      ...period,
      scope: [{ dimension: 'team', op: 'in', values: [team] }],
    });
  for (const service of SERVICES)
    await client.budgets.create({
      id: `team0-${service}`,
      name: service,
      type: 'service',
      parentId: 'team0',
      amount: '1000',
      ...period,
      scope: [{ dimension: 'service', op: 'in', values: [service] }],
    });
  return workspace;
}

type Paths = Outputs['forecasts']['paths']['data'];

/** Rows of all values that a forecast gives a budget: its mean, then its paths. */
const rowsOf = ({ mean, paths }: Paths): readonly (readonly number[])[] => [mean, ...paths];

describe('forecasts of a tree that is too large to be modelled together', () => {
  it('add up to the parent in the mean and path by path, but for what it spends beside its children', async () => {
    const { client } = await plant();
    const pathsOf = async (budgetId: string): Promise<Paths> =>
      (await client.forecasts.paths({ budgetId, months: 6 })).data;
    const shareOfChildren = async (parentId: string, ids: readonly string[]): Promise<number[]> => {
      const children: (readonly (readonly number[])[])[] = [];
      for (const id of ids) children.push(rowsOf(await pathsOf(id)));
      return rowsOf(await pathsOf(parentId)).flatMap((row, place) =>
        row.map((value, step) => children.reduce((sum, rows) => sum + rows[place]![step]!, 0) / value),
      );
    };
    const services = SERVICES.map((service) => `team0-${service}`);
    for (const share of await shareOfChildren('team0', services)) expect(share).toBeCloseTo(1, 9);
    // The untagged spend 800 of some 15,600, and no budget below has them.
    const teams = await shareOfChildren('org', TEAMS);
    expect(teams[0]).toBeCloseTo(0.95, 1);
    expect(Math.max(...teams)).toBeLessThan(1);
    expect(Math.min(...teams)).toBeGreaterThan(0.8);

    const { data } = await client.forecasts.create({ budgetId: 'team0-compute', dryRun: true });
    expect(data.why).toContain('share of the forecast of team0');
  });

  it('are what alerts go by, also after a cost beside the budget came', async () => {
    const workspace = await plant();
    const before = await expectOutlookOfForecast(workspace, 'team0-compute');
    await append(workspace, '2026-05-02', '2026-05-02', { ...USAGE, service: 'storage', cost: 60 });
    expect(await expectOutlookOfForecast(workspace, 'team0-compute')).not.toBe(before);
  });
});

describe('the outlook that alerts go by', () => {
  it('sinks with every day that is billed without costs of the budget', async () => {
    const workspace = newWorkspace();
    await append(workspace, '2025-07-01', '2026-06-10', { ...USAGE, cost: 11 });
    await workspace.client.budgets.create({
      ...{ id: 'org', name: 'Org', type: 'organization', amount: '5000', ...period },
      scope: [{ dimension: 'team', op: 'in', values: [USAGE.team] }],
    });
    const early = await expectOutlookOfForecast(workspace, 'org');
    await append(workspace, '2026-06-11', '2026-06-25', { ...USAGE, team: 'other', cost: 1 });
    // Fifteen days at about eleven a day are no longer to come.
    expect(early - (await expectOutlookOfForecast(workspace, 'org'))).toBeCloseTo(15 * 11, -1);
  });
});

const USAGE = { service: 'compute', region: 'eu', sku: 'x', team: 'team0', quantity: 1, unit: 'Hours' };

/** The same use on each of some days, beside what is there. */
async function append({ client, folder }: Workspace, from: string, to: string, usage: Usage): Promise<void> {
  const path = writeUsageFile(join(folder, `${from}.csv`), from, to, () => [usage]);
  await client.imports.create({ files: [{ path }], mode: 'append', tags: { team: 'team' } });
}

/** What a budget is expected to end at, which alerts and a plain forecast of it must agree upon. */
async function expectOutlookOfForecast({ backend, client }: Workspace, budgetId: string): Promise<number> {
  const { reader } = backend.store;
  const asOf = toDay('2026-06-25');
  const [budget] = readBudgetsById(reader, [budgetId]);
  const outlook = budget === undefined ? null : readOutlook(reader, budget, asOf);
  const { data } = await client.forecasts.create({ budgetId, asOf, dryRun: true });
  const expected = Number(data.atCompletion.amount);
  // The forecast rounds each month, the outlook their sum.
  expect(toUnits(outlook?.atCompletion ?? ZERO)).toBeCloseTo(expected, 4);
  return expected;
}
