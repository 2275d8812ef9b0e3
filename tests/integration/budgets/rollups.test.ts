import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Client } from '#shared/contract/contract.ts';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { readBudgets } from '#main/store/budgets.ts';
import { checkStore } from '#main/store/doctor.ts';
import { writeFocusFile, type Charge } from '../../support/focus-file.ts';
import { testBackend, testClock, temporaryFolder } from '../../support/workspace.ts';
import { expectAlertsOfFigures, expectRollupsOfFacts } from './kept-figures.ts';
import type { Workspace } from './spend.ts';

const PATIENCE_MS = 180_000;
const TEAMS = ['a', 'b', 'c', ''] as const;
const SERVICES = ['EC2', 'S3', 'Support'] as const;

/** Costs in two currencies, credits among them, with amounts that do not convert evenly. */
const CHARGES: readonly Charge[] = TEAMS.flatMap((team, nth) =>
  SERVICES.flatMap((service, at) => [
    { service, region: 'eu', team, amount: 1.37 * (nth + 1) - at },
    { service, region: 'us', team, amount: 0.11 * (at + 1) + nth / 7, currency: 'EUR' },
  ]),
);

/** In the middle of June, so that a part of a month is kept beside whole ones. */
const DAY = '2026-06-15';

let planted: Promise<Buffer> | undefined;

async function workspace(): Promise<Workspace> {
  planted ??= plant();
  const folder = temporaryFolder();
  const file = join(folder, 'test.headroom');
  writeFileSync(file, await planted);
  const clock = testClock(DAY);
  const backend = testBackend({ file, clock });
  return { backend, client: backend.client('cli'), clock, file, folder };
}

async function plant(): Promise<Buffer> {
  const folder = temporaryFolder();
  const backend = testBackend({ file: join(folder, 'plant.headroom'), clock: testClock(DAY) });
  const client = backend.client('cli');
  const path = writeFocusFile(join(folder, 'costs.csv'), '2026-04-20', DAY, () => CHARGES);
  await client.imports.create({ files: [{ path }] });
  await client.rates.set({ month: toMonth('2026-01'), from: 'USD', to: 'EUR', rate: '0.873' });
  // Of the rules some are reached, some are not, and some become so by an edit.
  const thresholds = [0.1, 0.2, 0.3].map((percent) => ({
    ...{ percent, basis: 'actual' as const, severity: 'warning' as const },
  }));
  await client.settings.set({ thresholds });
  const team = (id: string, amount: number) => ({
    ...{ id: `${id}`, name: id.slice(-1), type: 'team' as const, amount },
    scope: [{ dimension: 'team' as const, op: 'in' as const, values: [id.slice(-1)] }],
  });
  for (const [root, currency] of [
    ['usd', 'USD'],
    ['eur', 'EUR'],
  ] as const)
    await client.budgets.apply({
      tree: {
        ...{ id: root, name: root, type: 'organization', amount: 100_000, currency, scope: [] },
        ...{ startMonth: toMonth('2026-01'), months: 12 },
        children: [{ ...team(`${root}-a`, 40_000) }, { ...team(`${root}-b`, 30_000) }],
      },
    });
  const copy = join(folder, 'copy.headroom');
  backend.store.copyTo(copy);
  return readFileSync(copy);
}

type Step = (client: Client, ids: readonly string[], folder: string) => Promise<unknown>;

const index = fc.nat({ max: 20 });
const nth = (ids: readonly string[], at: number): string => ids[at % Math.max(1, ids.length)] ?? 'usd';
type Condition = NonNullable<NonNullable<Parameters<Client['budgets']['update']>[0]['scope']>[number]>;
const scope: fc.Arbitrary<Condition[]> = fc.oneof(
  fc.constant<Condition[]>([]),
  fc
    .subarray([...TEAMS], { minLength: 1, maxLength: 2 })
    .map((values) => [{ dimension: 'team' as const, op: 'in' as const, values }]),
  fc
    .constantFrom(...SERVICES)
    .map((value) => [{ dimension: 'service' as const, op: 'in' as const, values: [value] }]),
  fc.constant<Condition[]>([{ dimension: 'service', op: 'notIn', values: ['Support'] }]),
);
const period = fc.constantFrom(
  { startMonth: toMonth('2026-01'), months: 12 },
  { startMonth: toMonth('2026-01'), months: 5 },
  { startMonth: toMonth('2026-06'), months: 2 },
);
const sharing = fc.constantFrom('even' as const, 'direct' as const, 'fixed' as const);

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(index, scope, period).map(
    ([parent, own, when]): Step =>
      (client, ids) =>
        client.budgets.create({
          ...{ name: 'new', type: 'project', parentId: nth(ids, parent), amount: 10, scope: own, ...when },
        }),
  ),
  fc.tuple(index, scope).map(
    ([at, own]): Step =>
      (client, ids) =>
        client.budgets.update({ budgetId: nth(ids, at), scope: own }),
  ),
  fc.tuple(index, index).map(
    ([at, to]): Step =>
      (client, ids) =>
        client.budgets.update({ budgetId: nth(ids, at), parentId: nth(ids, to) }),
  ),
  fc.tuple(index, period).map(
    ([at, when]): Step =>
      (client, ids) =>
        client.budgets.update({ budgetId: nth(ids, at), ...when }),
  ),
  fc.tuple(index, fc.boolean()).map(
    ([at, withChildren]): Step =>
      (client, ids) =>
        client.budgets.remove({ budgetId: nth(ids, at), withChildren }),
  ),
  fc.tuple(fc.constantFrom('usd', 'eur'), scope).map(
    ([budgetId, own]): Step =>
      (client) =>
        client.budgets.update({ budgetId, scope: own }),
  ),
  fc.tuple(index, index).map(
    ([one, other]): Step =>
      (client, ids) =>
        client.budgets.merge({ budgetIds: [nth(ids, one), nth(ids, other)], name: 'both' }),
  ),
  index.map(
    (at): Step =>
      (client, ids) =>
        client.budgets.split({
          budgetId: nth(ids, at),
          parts: [
            { name: 'ec2', percent: 50, scope: [{ dimension: 'service', op: 'in', values: ['EC2'] }] },
            { name: 's3', percent: 50, scope: [{ dimension: 'service', op: 'in', values: ['S3'] }] },
          ],
        }),
  ),
  fc
    .tuple(fc.constantFrom('usd', 'eur'), fc.nat({ max: 1 }), sharing, index, index, scope)
    .map(([rootId, number, kind, one, other, own]): Step => (client, ids) => {
      const targets = [...new Set([nth(ids, one), nth(ids, other)])];
      const shares = targets.map((budgetId) => ({ budgetId, percent: 100 / targets.length }));
      const method = kind === 'fixed' ? { kind, shares } : { kind };
      const id = `rule-${number}`;
      return client.sharedCosts.save({ id, name: id, rootId, method, targets, scope: own, position: 0 });
    }),
  fc.nat({ max: 1 }).map(
    (number): Step =>
      (client) =>
        client.sharedCosts.remove({ id: `rule-${number}` }),
  ),
  fc.constantFrom('0.9', '1.07').map(
    (rate): Step =>
      (client) =>
        client.rates.set({ month: toMonth('2026-05'), from: 'USD', to: 'EUR', rate }),
  ),
  fc.constantFrom('2026-01', '2026-05').map(
    (month): Step =>
      (client) =>
        client.rates.remove({ month: toMonth(month), from: 'USD', to: 'EUR' }),
  ),
  index.map((at): Step => (client, _ids, folder) => {
    const path = join(folder, `more-${at}.csv`);
    const charges = [{ ...CHARGES[0], team: 'newcomers' } as Charge, ...CHARGES.slice(at, at + 2)];
    writeFocusFile(path, '2026-05-01', '2026-05-02', () => charges);
    return client.imports.create({ files: [{ path }], ...{ mode: 'append' } });
  }),
  fc.constantFrom<string[]>(['team'], ['nobody', 'team'], ['nobody']).map(
    (team): Step =>
      (client) =>
        client.settings.set({ tagMapping: { team, project: [], environment: [], costCenter: [] } }),
  ),
  fc.constantFrom(toDay('2026-06-15'), toDay('2026-06-03'), toDay('2026-05-31')).map(
    (asOf): Step =>
      (client) =>
        client.settings.set({ asOf }),
  ),
  fc.constant<Step>((client) => client.history.undo({})),
  fc.constant<Step>((client) => client.history.undo({})),
  fc.constant<Step>((client) => client.history.redo({})),
);

const REFUSED = /^(rule_broken|not_found|nothing_to_undo|invalid_input|already_imported|already_exists)$/;

test('whatever is edited, what is kept is what the facts give', { timeout: PATIENCE_MS }, async () => {
  const property = fc.asyncProperty(fc.array(steps, { minLength: 2, maxLength: 14 }), async (sequence) => {
    const open = await workspace();
    for (const step of sequence) {
      const ids = readBudgets(open.backend.store.reader).map(({ id }) => id);
      await step(open.client, ids, open.folder).catch((error: unknown) => {
        expect(error).toMatchObject({ code: expect.stringMatching(REFUSED) as string });
      });
    }
    expectRollupsOfFacts(open);
    expectAlertsOfFigures(open);
    expect(checkStore(open.backend.store.reader).problems).toEqual([]);
  });
  await fc.assert(property, { numRuns: 30 });
});

test('siblings that take turns by period get and give months as their periods and places change', async () => {
  const open = await workspace();
  const { client } = open;
  const turn = (id: string, startMonth: string, months: number) =>
    client.budgets.create({
      ...{ id, name: id, type: 'service', parentId: 'usd-a', amount: 1, months },
      ...{ startMonth: toMonth(startMonth), scope: [{ dimension: 'service', op: 'in', values: ['EC2'] }] },
    });
  await turn('spring', '2026-01', 5);
  await turn('summer', '2026-06', 3);
  expectRollupsOfFacts(open);
  await client.budgets.update({ budgetId: 'spring', months: 4 });
  expectRollupsOfFacts(open);
  await client.budgets.remove({ budgetId: 'summer' });
  expectRollupsOfFacts(open);
  await client.history.undo({});
  expectRollupsOfFacts(open);
});

test('what a root matches, imports that come and go, and shared costs are followed together', async () => {
  const open = await workspace();
  const { client, folder } = open;
  const rule = { id: 'support', name: 'Support', rootId: 'usd', method: { kind: 'direct' as const } };
  const condition = { dimension: 'service' as const, op: 'in' as const, values: ['Support'] };
  await client.sharedCosts.save({ ...rule, targets: ['usd-a', 'usd-b'], scope: [condition] });
  expectRollupsOfFacts(open);
  await client.budgets.update({ budgetId: 'usd', scope: [{ ...condition, op: 'notIn', values: ['S3'] }] });
  expectRollupsOfFacts(open);
  const path = join(folder, 'more.csv');
  writeFocusFile(path, '2026-05-01', '2026-05-02', () => [
    { service: 'Support', region: 'eu', team: 'a', amount: -3.1 },
    { service: 'EC2', region: 'eu', team: 'newcomers', amount: 4.7 },
    { service: 'EC2', region: 'us', team: 'b', amount: 1.13, currency: 'EUR' },
  ]);
  const { data } = await client.imports.create({ files: [{ path }], mode: 'append' });
  expectRollupsOfFacts(open);
  const spent = async () => (await client.budgets.get({ budgetId: 'usd-a' })).data.spent.amount;
  const mapped = await spent();
  for (const team of [['nobody'], ['nobody', 'team']]) {
    await client.settings.set({ tagMapping: { team, project: [], environment: [], costCenter: [] } });
    expectRollupsOfFacts(open);
    expect((await spent()) === mapped).toBe(team.includes('team'));
  }
  await client.budgets.update({ budgetId: 'usd', scope: [] });
  expectRollupsOfFacts(open);
  await client.imports.undo({ importId: data[0]?.importId ?? '' });
  expectRollupsOfFacts(open);
});

test('an import that was only tried leaves nothing that the next one, or an edit, would take for its own', async () => {
  const open = await workspace();
  const { client, folder } = open;
  const more = (amount: number, dryRun: boolean) => {
    const path = join(folder, `more-${amount}.csv`);
    writeFocusFile(path, '2026-05-01', '2026-05-02', () => [
      { service: 'EC2', region: 'eu', team: 'a', amount },
    ]);
    return client.imports.create({ files: [{ path }], mode: 'append', dryRun });
  };
  const move = (team: string) =>
    client.budgets.update({ budgetId: 'usd-a', scope: [{ dimension: 'team', op: 'in', values: [team] }] });
  await move('c');
  await more(4.1, true);
  await more(7.3, false);
  expectRollupsOfFacts(open);
  await move('a');
  expectRollupsOfFacts(open);
  await client.history.undo({});
  expectRollupsOfFacts(open);
});
