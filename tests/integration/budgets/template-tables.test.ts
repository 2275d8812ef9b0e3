import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headroom } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/workspace.ts';
import { newWorkspace, plantTree, type Workspace } from './spend.ts';

const HEADER =
  'id,name,type,parent,owner,currency,costBasis,amount,start,months,scope,tags,notes,phasing,rollover,thresholds';

async function throughCsv({ client }: Workspace, tree: unknown): Promise<[unknown, unknown]> {
  const { data: saved } = await client.templates.save({ name: 'before', tree });
  const { data: file } = await client.templates.export({ name: 'before', format: 'csv' });
  const table = { name: file.name, content: file.content };
  const { data: read } = await client.templates.save({ name: 'after', table });
  const { data: again } = await client.templates.export({ name: 'after', format: 'csv' });
  expect(again.content).toBe(file.content);
  return [saved.tree, read.tree];
}

const money = fc.bigInt({ min: 0n, max: 10n ** 15n }).map((micros) => {
  const digits = String(micros).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
});
const word = fc.constantFrom('Ops', 'Ops', '=1+1', 'a "b", c', 'Zürich;\nEU', '-5', '@x', '2026-01', 'x\ty');
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const threshold = fc.oneof(
  fc.record({
    percent: fc.integer({ min: 1, max: 150 }),
    basis: fc.constantFrom('actual', 'forecast', 'probability'),
    severity: fc.constantFrom('info', 'warning', 'critical'),
  }),
  fc.record({ amount: money, basis: fc.constant('actual'), severity: fc.constant('info') }),
);
const fields = {
  name: word,
  type: fc.constantFrom('organization', 'team', 'project', 'service', 'region'),
  owner: optional(word),
  currency: optional(fc.constantFrom('USD', 'EUR')),
  costBasis: optional(fc.constantFrom('billed', 'effective')),
  amount: optional(money),
  startMonth: optional(fc.constantFrom('2026-01', '2027-12')),
  months: optional(fc.integer({ min: 1, max: 240 })),
  scope: optional(
    fc.array(
      fc.record({
        dimension: fc.constantFrom('team', 'service', 'tag:env'),
        op: fc.constantFrom('in', 'notIn', 'startsWith'),
        values: fc.array(word, { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 2 },
    ),
  ),
  tags: optional(fc.dictionary(fc.constantFrom('env', 'a b', '=x'), word)),
  notes: optional(word),
  phasing: optional(
    fc.oneof(
      fc.record({ kind: fc.constantFrom('even', 'days', 'seasonal') }),
      fc.record({ kind: fc.constant('custom'), amounts: fc.array(money, { minLength: 1, maxLength: 12 }) }),
    ),
  ),
  rollover: optional(fc.oneof(fc.constant({}), fc.record({ cap: money }))),
  thresholds: optional(fc.array(threshold, { maxLength: 3 })),
};
const { tree: trees } = fc.letrec((tie) => ({
  tree: fc.record({
    ...fields,
    children: fc.option(fc.array(tie('tree'), { minLength: 1, maxLength: 3 }), {
      nil: undefined,
      depthSize: 'small',
      maxDepth: 2,
    }),
  }),
}));

describe('a template as CSV', () => {
  test('reads back as the same template, whatever its budgets state', async () => {
    const workspace = newWorkspace();
    await fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        const [saved, read] = await throughCsv(workspace, tree);
        expect(read).toEqual(saved);
      }),
      { numRuns: 100 },
    );
  });

  test('has a row per budget under the columns of a list of budgets, and leaves open what is inherited', async () => {
    const { client } = newWorkspace();
    const children = [
      { name: '=Web', type: 'team', phasing: { kind: 'custom', amounts: ['10', '20'] }, scope: [] },
    ];
    const thresholds = [{ percent: 80, basis: 'actual', severity: 'warning' }];
    const tree = { name: 'Plan', type: 'organization', amount: '40', rollover: { cap: '5' }, thresholds };
    await client.templates.save({ name: 'mine', tree: { ...tree, children } });
    const { data } = await client.templates.export({ name: 'mine', format: 'csv' });
    expect(data).toMatchObject({ name: 'mine.csv', format: 'csv' });
    expect(data.content.split('\r\n')).toEqual([
      HEADER,
      'org-plan,Plan,organization,,,,,40.000000,,,,,,,"{""cap"":""5.000000""}","[{""basis"":""actual"",""percent"":80,""severity"":""warning""}]"',
      `team-web,"'=Web",team,org-plan,,,,,,,[],,,"[""10.000000"",""20.000000""]",,`,
      '',
    ]);
  });

  test('can be the table of a tree of budgets, and makes the same budgets again', async () => {
    const { client } = newWorkspace();
    await plantTree(client);
    await client.budgets.update({
      ...{ budgetId: 'acme', rollover: { cap: '7' } },
      thresholds: [{ amount: '90', basis: 'forecast', severity: 'critical' }],
    });
    const { data: file } = await client.budgets.export({ budgetId: 'acme', format: 'csv' });
    await client.templates.save({ name: 'mine', table: { name: 'acme.csv', content: file.content } });
    const { data: before } = await client.budgets.list({ sort: 'path' });
    const { data: made } = await client.templates.apply({ name: 'mine' });
    const facts = ({ name, amount, plan, scope, rollover, thresholds, costBasis }: (typeof made)[number]) =>
      JSON.stringify({ name, amount, plan, scope, rollover, thresholds, costBasis });
    expect(made.map(facts).sort()).toEqual(before.map(facts).sort());
    expect(made[0]?.rollover).toEqual({ cap: { amount: '7.000000', currency: 'USD' } });
  });

  test('of a predefined template is filled in by its parameters', async () => {
    const { client } = newWorkspace();
    const { data } = await client.templates.export({
      ...{ name: 'start-up', format: 'csv' as const },
      parameters: { amount: '4000', name: 'Ours' },
    });
    const table = { name: data.name, content: data.content };
    const { data: saved } = await client.templates.save({ name: 'ours', table });
    expect(saved.tree).toMatchObject({ name: 'Ours', amount: '4000.000000' });
  });
});

describe('a table that cannot be a template', () => {
  const refused = async (content: string): Promise<string> => {
    const { client } = newWorkspace();
    const save = client.templates.save({ name: 'mine', table: { name: 'plan.csv', content } });
    const message = await save.then(
      () => 'saved',
      (error: Error) => error.message,
    );
    expect((await client.templates.list({})).data.every(({ builtIn }) => builtIn)).toBe(true);
    return message;
  };
  const rows = (...lines: string[]) => [HEADER, 'org,Org,organization,,,,,100,,,,,,,,', ...lines].join('\n');

  test.each([
    ['name', 'web,,team,org,,,,10,,,,,,,,'],
    ['type', 'web,Web,squad,org,,,,10,,,,,,,,'],
    ['parent', 'web,Web,team,nobody,,,,10,,,,,,,,'],
    ['id', 'org,Web,team,org,,,,10,,,,,,,,'],
    ['currency', 'web,Web,team,org,,dollars,,10,,,,,,,,'],
    ['costBasis', 'web,Web,team,org,,,net,10,,,,,,,,'],
    ['amount', 'web,Web,team,org,,,,ten,,,,,,,,'],
    ['start', 'web,Web,team,org,,,,10,soon,,,,,,,'],
    ['months', 'web,Web,team,org,,,,10,,1.5,,,,,,'],
    ['scope', 'web,Web,team,org,,,,10,,,"[{""dimension"":""squad"",""op"":""in"",""values"":[""x""]}]",,,,,'],
    ['tags', 'web,Web,team,org,,,,10,,,,a=b,,,,'],
    ['phasing', 'web,Web,team,org,,,,10,,,,,,custom,,'],
    ['rollover', 'web,Web,team,org,,,,10,,,,,,,"{""cap"":""x""}",'],
    ['rollover', 'web,Web,team,org,,,,10,,,,,,,"{""cap"":""-5""}",'],
    ['thresholds', 'web,Web,team,org,,,,10,,,,,,,,"[{""percent"":-1}]"'],
    [
      'thresholds',
      'web,Web,team,org,,,,10,,,,,,,,"[{""amount"":""5"",""basis"":""probability"",""severity"":""info""}]"',
    ],
  ])('is refused with the row and the column %s', async (column, line) => {
    expect(await refused(rows('', line))).toMatch(
      new RegExp(`^plan\\.csv cannot be read as a template\\. Row 3, column "${column}": .+\\.$`),
    );
  });

  test('is refused where it is two trees, or comes beside another', async () => {
    expect(await refused(rows('b,Second,organization,,,,,1,,,,,,,,'))).toContain('"Org" and "Second"');
    const { client } = newWorkspace();
    const tree = { name: 'x', type: 'team' };
    await expect(client.templates.save({ name: 'm', tree, table: { name: 'x' } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(client.templates.save({ name: 'm' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

test('the command line writes a template as CSV and saves one from it; a dry run keeps nothing', async () => {
  const folder = temporaryFolder();
  const [file, csv] = [join(folder, 'w.headroom'), join(folder, 'plan.csv')];
  const run = (...words: string[]) => headroom(file, ...words);
  const json = join(folder, 'tree.json');
  writeFileSync(json, JSON.stringify({ name: 'Plan', type: 'organization', amount: '12' }));
  expect((await run('budget', 'template', 'save', 'mine', json)).status).toBe(0);
  expect((await run('budget', 'template', 'export', 'mine', '--out', csv)).status).toBe(0);
  expect(readFileSync(csv, 'utf8').split('\r\n')[0]).toBe(HEADER);
  const names = async () => JSON.stringify((await run('budget', 'template', 'list')).data);
  const save = ['budget', 'template', 'save', 'ours', csv];
  expect((await run(...save, '--dry-run')).status).toBe(0);
  expect(await names()).not.toContain('"ours"');
  expect((await run(...save)).status).toBe(0);
  expect(await names()).toContain('"ours"');
  writeFileSync(csv, readFileSync(csv, 'utf8').replace('organization', 'holding'));
  const { status, data } = await run(...save);
  expect([status, JSON.stringify(data)]).toEqual([2, expect.stringContaining('column \\"type\\"')]);
});
