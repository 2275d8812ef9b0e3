import type { Client } from '#shared/contract/contract.ts';
import { addDays, toMonth } from '#shared/domain/calendar.ts';
import { LAST_DAY } from './plant.ts';
import { figureOf, timed, type Figure } from './timed.ts';

/** A leaf, and a budget with 800 below it. */
const LEAF = 'org.1.2.3.4.5';
const LARGE = 'org.1.2';

/**
 * One edit of each kind with all its consequences, alerts of all budgets it moved among them: in a tree as it is, in one whose
 * costs are shared out by rules, and in one whose currency is converted to others; then what concerns whole trees.
 */
export async function measureEdits(client: Client, runs: number, withForecast: string): Promise<Figure[]> {
  const plain = await measureKinds(client, runs, '');
  const forecast = await timed('an amount, where rules ask for a forecast', runs, (run) =>
    client.budgets.update({ budgetId: withForecast, amount: String(9_000 + run) }),
  );
  const rule = await measureRule(client, runs);
  const shared = await measureKinds(client, runs, ', costs shared');
  const rate = await timed('a rate that no charge needs', 1, () =>
    client.rates.set({ month: toMonth('2026-01'), from: 'USD', to: 'EUR', rate: '0.9' }),
  );
  const converted = await measureKinds(client, runs, ', shared and rates');
  return [...plain, forecast, ...rule, ...shared, rate, ...converted, ...(await measureTrees(client))];
}

/** A shared-cost rule that comes, is changed and goes, and comes to stay. */
async function measureRule(client: Client, runs: number): Promise<Figure[]> {
  const few = Math.ceil(runs / 6);
  const figures: Figure[] = [];
  const saved: number[] = [];
  const removed: number[] = [];
  for (let run = 0; run < few; run += 1) {
    saved.push((await timed('', 1, () => shareSupport(client, 'direct'))).medianMs);
    if (run === 0)
      figures.push(
        await timed('one edit: how a shared cost is split', runs, (turn) =>
          shareSupport(client, turn % 2 === 0 ? 'even' : 'direct'),
        ),
      );
    removed.push((await timed('', 1, () => client.sharedCosts.remove({ id: 'shared' }))).medianMs);
  }
  await shareSupport(client, 'direct');
  return [
    figureOf('one edit: a new rule that shares costs out to 7 budgets', saved),
    ...figures,
    figureOf('one edit: no more of that rule', removed),
  ];
}

/** Edits that concern trees as wholes; of a setting, all budgets are evaluated anew. */
async function measureTrees(client: Client): Promise<Figure[]> {
  const root = (id: string, currency: string, provider: string) =>
    client.budgets.create({
      ...{ id, name: id, type: 'organization', amount: 0, currency },
      scope: [{ dimension: 'provider', op: 'in', values: [provider] }],
    });
  const mapping = (team: string[]) =>
    client.settings.set({ tagMapping: { team, project: [], environment: [], costCenter: [] } });
  return [
    await timed('a new root that has an eighth of the costs', 5, (run) =>
      root(`root-${run}`, 'USD', String(run)),
    ),
    await timed('a root in another currency', 1, () => root('euros', 'EUR', '3')),
    await timed('the rate that its costs need', 5, (run) =>
      client.rates.set({ month: toMonth('2026-01'), from: 'USD', to: 'EUR', rate: `0.8${run}` }),
    ),
    await timed('a tag mapping that no charge heeds', 3, (run) => mapping(['team', `nobody-${run}`])),
    await timed('a tag mapping that moves all charges', 3, (run) =>
      mapping(run % 2 === 0 ? ['nobody'] : ['team']),
    ),
    await timed('another day of the month', 3, (run) =>
      client.settings.set({ asOf: addDays(LAST_DAY, -1 - run) }),
    ),
  ];
}

function shareSupport(client: Client, kind: 'direct' | 'even'): Promise<unknown> {
  return client.sharedCosts.save({
    ...{ id: 'shared', name: 'Provider 7', rootId: 'org', method: { kind } },
    targets: Array.from({ length: 7 }, (_, index) => `org.${index}`),
    scope: [{ dimension: 'provider', op: 'in', values: ['7'] }],
  });
}

async function measureKinds(client: Client, runs: number, where: string): Promise<Figure[]> {
  await plantSmall(client);
  const few = Math.ceil(runs / 3);
  const undo = (): Promise<unknown> => client.history.undo({});
  const kind = (what: string, work: (run: number) => Promise<unknown>) =>
    timed(`one edit: ${what}${where}`, few, work);
  return [
    await kind('amount', (run) => client.budgets.update({ budgetId: LEAF, amount: String(9_000 + run) })),
    await kind('name', (run) => client.budgets.update({ budgetId: LEAF, name: `Region ${run}` })),
    await kind('scope', (run) =>
      client.budgets.update({ budgetId: LEAF, scope: scopeOf('region', run % 2 === 0 ? 'none' : '5') }),
    ),
    await kind('scope with 800 below', (run) =>
      client.budgets.update({ budgetId: LARGE, scope: scopeOf('account', run % 2 === 0 ? 'none' : '2') }),
    ),
    await kind('undo of a scope with 800 below', undo),
    await kind('scope of the root, with everything below', (run) =>
      client.budgets.update({
        budgetId: 'org',
        scope: run % 2 === 0 ? [{ dimension: 'provider', op: 'notIn', values: ['6'] }] : [],
      }),
    ),
    await kind('create', (run) =>
      client.budgets.create({
        ...{ id: `new-${run}`, name: `New ${run}`, type: 'project', parentId: 'org.1.2.3', amount: 0 },
        scope: scopeOf('service', `none ${run}`),
      }),
    ),
    await kind('move', (run) => client.budgets.update({ budgetId: `new-${run}`, parentId: 'org.2.2.3' })),
    await kind('undo of a move', undo),
    await kind('delete', (run) => client.budgets.remove({ budgetId: `new-${run}` })),
    await kind('move with 7 below', (run) =>
      client.budgets.update({ budgetId: 'small', parentId: run % 2 === 0 ? 'org.2.2.3' : 'org.1.2.3' }),
    ),
  ];
}

/** A budget that takes one service from its parent, with 7 below it. */
function plantSmall(client: Client): Promise<unknown> {
  return client.budgets.apply({
    tree: {
      ...{ id: 'small', name: 'Small', type: 'project', parentId: 'org.1.2.3', amount: 0 },
      scope: scopeOf('service', 'small'),
      children: Array.from({ length: 7 }, (_, index) => ({
        ...{ id: `small.${index}`, name: `Small ${index}`, type: 'project' as const, amount: 0 },
        scope: scopeOf('region', String(index)),
      })),
    },
  });
}

function scopeOf(dimension: 'region' | 'account' | 'service', value: string) {
  return [{ dimension, op: 'in' as const, values: [value] }];
}
