import { expect, test } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { AS_OF, bytesOf, halfYearWorkspace, importHalfYear, newWorkspace, plantTree } from './spend.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** 181 days: payments cost 1.5, search 3, data 4.5 and the untagged 6 a day. */
test('facts go to the deepest match and all above it, and what no child takes stays visible', async () => {
  const workspace = await halfYearWorkspace();
  await plantTree(workspace.client);
  const { data } = await workspace.client.budgets.list({ asOf: AS_OF, sort: 'path' });
  expect(data.map(({ id, spent, path }) => [id, spent.amount, path.length])).toEqual([
    ['acme', '2715.000000', 1],
    ['team-data', '814.500000', 2],
    ['data-ec2', '543.000000', 3],
    ['team-payments', '271.500000', 2],
    ['payments-ec2', '181.000000', 3],
    ['team-search', '543.000000', 2],
    ['search-ec2', '362.000000', 3],
  ]);
  const { data: sources } = await workspace.client.budgets.sources({ budgetId: 'acme', asOf: AS_OF });
  expect(sources.total).toEqual(usd('2715.000000'));
  expect(sources.sources.map(({ label, amount }) => [label, amount.amount])).toEqual([
    ['direct', '1086.000000'],
    ['from child data', '814.500000'],
    ['from child payments', '271.500000'],
    ['from child search', '543.000000'],
  ]);
});

test('figures in the middle of a month count its days to asOf', async () => {
  const workspace = await halfYearWorkspace();
  await plantTree(workspace.client);
  const asOf = toDay('2026-06-10');
  const { data } = await workspace.client.budgets.get({ budgetId: 'team-payments', asOf });
  expect(data.spent).toEqual(usd('241.500000'));
  const { data: listed } = await workspace.client.budgets.list({ asOf, q: 'acme' });
  expect(listed[0]?.spent).toEqual(usd('2415.000000'));
});

test('spend that no root matches is shown by value', async () => {
  const workspace = await halfYearWorkspace();
  const scope = [{ dimension: 'team' as const, op: 'notIn' as const, values: ['data'] }];
  await workspace.client.budgets.create({ id: 'most', name: 'Most', type: 'organization', scope });
  const { data } = await workspace.client.budgets.unmatched({ by: 'team', asOf: AS_OF });
  expect(data).toEqual([{ value: 'data', amount: usd('814.500000') }]);
});

test('a broken rule is refused with the two names and the figure', async () => {
  const { client } = newWorkspace();
  await plantTree(client);
  const create = client.budgets.create({
    name: 'More',
    type: 'team',
    parentId: 'acme',
    amount: '3001',
    asOf: AS_OF,
  });
  await expect(create).rejects.toMatchObject({
    code: 'rule_broken',
    data: { rule: 'amount', budgets: ['More', 'Acme'], figure: '1.000000 USD' },
  });
  const twin = client.budgets.create({ name: 'DATA', type: 'team', parentId: 'acme' });
  await expect(twin).rejects.toMatchObject({ data: { rule: 'scope', budgets: ['DATA', 'data'] } });
  const cycle = client.budgets.update({ budgetId: 'acme', parentId: 'data-ec2' });
  await expect(cycle).rejects.toMatchObject({ data: { rule: 'cycle' } });
  const remove = client.budgets.remove({ budgetId: 'team-data' });
  await expect(remove).rejects.toMatchObject({ data: { rule: 'children', budgets: ['data-ec2'] } });
});

test('a tree of which one part breaks a rule is not made at all', async () => {
  const { client } = newWorkspace();
  const tree = {
    ...{ id: 'r', name: 'R', type: 'organization' as const, amount: 10 },
    children: [{ id: 'c', name: 'C', type: 'team' as const, amount: 11 }],
  };
  await expect(client.budgets.apply({ tree })).rejects.toMatchObject({ code: 'rule_broken' });
  expect((await client.budgets.list({})).data).toEqual([]);
});

test('a parent that states no amount has that of its children', async () => {
  const { client } = newWorkspace();
  const { data } = await client.budgets.apply({
    tree: {
      ...{ id: 'r', name: 'R', type: 'organization' },
      children: [
        { id: 'a', name: 'A', type: 'team', amount: '7.5' },
        { id: 'b', name: 'B', type: 'team', amount: '2.5' },
      ],
    },
  });
  expect(data[0]).toMatchObject({
    amount: usd('10.000000'),
    unallocated: usd('0.000000'),
    phasing: { kind: 'even' },
  });
});

test('a change in mid-period counts from its month and leaves the past as it was', async () => {
  const { client } = newWorkspace();
  await plantTree(client);
  const { data } = await client.budgets.update({
    budgetId: 'acme',
    amount: '18000',
    asOf: toDay('2026-07-01'),
  });
  expect(data.plan.map(({ amount }) => Number(amount))).toEqual([
    ...Array.from({ length: 6 }, () => 1000),
    ...Array.from({ length: 6 }, () => 2000),
  ]);
});

test('the second of two clients is told, with both versions, and nothing is lost', async () => {
  const { client, backend } = newWorkspace();
  await plantTree(client);
  const other = backend.client('rest', 'somebody');
  await other.budgets.update({ budgetId: 'team-data', notes: 'first', expectedRevision: 1 });
  const late = client.budgets.update({ budgetId: 'team-data', notes: 'second', expectedRevision: 1 });
  await expect(late).rejects.toMatchObject({
    code: 'lost_update',
    data: { expectedRevision: 1, currentRevision: 2, current: { notes: 'first' } },
  });
});

test('a root in a currency without a rate says which costs it does not count', async () => {
  const { client } = await halfYearWorkspace();
  const root = { id: 'euro', name: 'Euro', type: 'organization' as const, currency: 'EUR', amount: 100 };
  const { data } = await client.budgets.create({ ...root, scope: [] });
  expect(data.warnings).toEqual([expect.stringMatching(/costs in USD do not count in "Euro"/) as string]);
  // One below it says so of itself, where it has such costs.
  const below = { parentId: 'euro', type: 'team' as const, amount: 10 };
  const scopeOf = (service: string) => [
    { dimension: 'service' as const, op: 'in' as const, values: [service] },
  ];
  await client.budgets.create({ ...below, id: 'ec2', name: 'EC2', scope: scopeOf('Amazon EC2') });
  await client.budgets.create({ ...below, id: 'none', name: 'None', scope: scopeOf('Nothing') });
  const { data: bare } = await client.budgets.get({ budgetId: 'ec2', asOf: AS_OF });
  expect(bare.warnings).toEqual([expect.stringMatching(/costs in USD do not count in "EC2"/) as string]);
  const { data: empty } = await client.budgets.get({ budgetId: 'none', asOf: AS_OF });
  expect(empty.warnings?.join('') ?? '').not.toContain('do not count');
  // Of budgets that are made together, their root says it for all.
  const children = [{ type: 'team' as const, amount: 10, name: 'EC2', scope: scopeOf('Amazon EC2') }];
  const { data: made } = await client.budgets.apply({
    tree: { ...root, id: 'other', name: 'Other', children },
  });
  const isSaid = made.map(({ warnings }) => warnings?.join('').includes('do not count') ?? false);
  expect(isSaid).toEqual([true, false]);
  await client.rates.set({ month: toMonth('2026-01'), from: 'USD', to: 'EUR', rate: '0.9' });
  const { data: later } = await client.budgets.get({ budgetId: 'euro', asOf: AS_OF });
  expect(later.warnings).toBeUndefined();
  expect(later.spent).toEqual({ amount: '2443.500000', currency: 'EUR' });
});

test('every change is a revision, and restoring one makes a new revision equal to it', async () => {
  const { client } = newWorkspace();
  await plantTree(client);
  await client.budgets.update({
    budgetId: 'team-data',
    name: 'Data people',
    parentId: 'acme',
    reason: 'renamed',
  });
  const { data } = await client.budgets.restore({ budgetId: 'team-data', n: 1 });
  expect(data).toMatchObject({ name: 'data', revision: 3 });
  const { data: revisions } = await client.budgets.revisions({ budgetId: 'team-data' });
  expect(revisions.map(({ revision, author, reason }) => [revision, author, reason])).toEqual([
    [3, 'tester', 'Restore revision 1'],
    [2, 'tester', 'renamed'],
    [1, 'tester', ''],
  ]);
});

test('a dry run of any write leaves the bytes of the workspace as they were', async () => {
  const { client, file } = await halfYearWorkspace();
  await plantTree(client);
  const before = bytesOf(file);
  const dryRun = true;
  const answers = [
    await client.budgets.update({ budgetId: 'team-data', amount: '2500', dryRun }),
    await client.budgets.remove({ budgetId: 'team-data', withChildren: true, dryRun }),
    await client.budgets.cascade({ budgetId: 'acme', method: 'equal', dryRun }),
    await client.budgets.copy({ budgetId: 'acme', growth: 0.1, dryRun }),
    await client.templates.apply({ name: 'start-up', dryRun }),
    await client.budgets.importTable({ name: 't.csv', content: 'month,team,budget\n2026-01,a,1\n', dryRun }),
  ];
  for (const { meta } of answers) {
    expect(meta?.dryRun).toBe(true);
    expect(meta?.changes?.length).toBeGreaterThan(0);
  }
  expect(bytesOf(file)).toBe(before);
});

test('what was known at a moment is answered from the revisions and imports of then', async () => {
  const workspace = newWorkspace();
  const { client, clock } = workspace;
  clock.set('2026-05-01');
  await plantTree(client);
  clock.set('2026-06-01');
  await importHalfYear(workspace);
  await client.budgets.update({ budgetId: 'team-data', amount: '2500' });
  const { data: then } = await client.budgets.get({
    budgetId: 'team-data',
    asOf: AS_OF,
    knownAt: '2026-05-02',
  });
  expect(then).toMatchObject({ amount: usd('3000.000000'), spent: usd('0.000000'), revision: 1 });
  const { data: now } = await client.budgets.list({ asOf: AS_OF, knownAt: '2026-06-30', q: 'team-data' });
  const { data: present } = await client.budgets.list({ asOf: AS_OF, q: 'team-data' });
  expect(now.map(({ amount, spent }) => [amount, spent])).toEqual(
    present.map(({ amount, spent }) => [amount, spent]),
  );
});

test('a whole tree comes back as it was at a moment', async () => {
  const { client, clock } = newWorkspace();
  clock.set('2026-05-01');
  await plantTree(client);
  const { data: before } = await client.budgets.export({ budgetId: 'acme' });
  clock.set('2026-06-01');
  await client.budgets.remove({ budgetId: 'team-data', withChildren: true });
  await client.budgets
    .update({ budgetId: 'team-search', name: 'Find', amount: '100', effectiveMonth: toMonth('2026-01') })
    .catch(() => undefined);
  await client.budgets.create({ id: 'new', name: 'New', type: 'team', parentId: 'acme', amount: '5' });
  const { data } = await client.budgets.restoreTree({ budgetId: 'acme', at: '2026-05-02' });
  expect(data.removed).toEqual(['new']);
  expect(data.restored).toContain('team-data');
  expect((await client.budgets.export({ budgetId: 'acme' })).data).toEqual(before);
});

test('lists are filtered, ordered and paged', async () => {
  const workspace = await halfYearWorkspace();
  const { client } = workspace;
  await plantTree(client);
  await client.budgets.update({ budgetId: 'team-data', owner: 'Ada' });
  const ids = async (query: Parameters<typeof client.budgets.list>[0]) => {
    const { data, meta } = await client.budgets.list({ asOf: AS_OF, ...query });
    return [data.map(({ id }) => id), meta?.total];
  };
  expect(await ids({ owner: 'Ada' })).toEqual([['team-data'], 1]);
  expect(await ids({ type: 'team', sort: '-spent', limit: 2 })).toEqual([['team-data', 'team-search'], 3]);
  expect(await ids({ parentId: 'acme', sort: 'name', limit: 1, offset: 1 })).toEqual([['team-payments'], 3]);
  expect(await ids({ q: 'EC2', sort: '-name' })).toMatchObject([{ length: 3 }, 3]);
  expect(await ids({ status: 'exceeded' })).toEqual([[], 0]);
  await expect(ids({ sort: 'colour' })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a tree that was changed in mid-period plans the same months when its export is read again', async () => {
  const { client } = newWorkspace();
  const year = { startMonth: toMonth('2026-01'), months: 12, currency: 'USD' };
  await client.budgets.create({ id: 'org', name: 'Org', type: 'organization', amount: '240', ...year });
  await client.budgets.create({ id: 'team', name: 'Team', type: 'team', parentId: 'org', amount: '120' });
  await client.budgets.update({ budgetId: 'team', amount: '180', asOf: toDay('2026-07-10') });
  const { data: file } = await client.budgets.export({ budgetId: 'org' });
  const other = newWorkspace().client;
  await other.budgets.apply({ tree: JSON.parse(file.content) as never });
  for (const budgetId of ['org', 'team']) {
    const [before, after] = [await client.budgets.get({ budgetId }), await other.budgets.get({ budgetId })];
    expect(after.data.plan).toEqual(before.data.plan);
  }
  expect((await other.budgets.get({ budgetId: 'org' })).data.phasing).toEqual({ kind: 'even' });
});

test('a tree made in one write says of each budget what counts nothing, as a budget made alone does', async () => {
  const { client } = await halfYearWorkspace();
  const children = [
    { name: 'payments', type: 'team', amount: '1' },
    { name: 'nobody', type: 'team', amount: '1' },
  ] as const;
  const { data } = await client.budgets.apply({
    tree: {
      name: 'Org',
      type: 'organization',
      amount: '10',
      startMonth: toMonth('2026-01'),
      children: [...children],
    },
    dryRun: true,
  });
  expect(data.map(({ name, warnings = [] }) => [name, warnings.length])).toEqual([
    ['Org', 0],
    ['payments', 0],
    ['nobody', 1],
  ]);
});
