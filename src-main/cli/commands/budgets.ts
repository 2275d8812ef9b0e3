import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import type { Client } from '#shared/contract/contract.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { amountText, moneyText } from '#shared/domain/plain-text.ts';
import type { Command, Invocation } from '../command.ts';
import { percentText, textTable } from '../text.ts';
import {
  asObject,
  inFile,
  numberFlag,
  pathIn,
  readJsonFile,
  readJsonObject,
  requiredFlag,
  requiredWord,
  usageError,
} from '../usage.ts';

type ListInput = Parameters<Client['budgets']['list']>[0];
type CreateInput = Parameters<Client['budgets']['create']>[0];
type Tree = CreateInput & { readonly children?: Tree[] };
const PAGE = 1000;

/** All pages of the list, which answers at most a thousand budgets at a time. */
async function listAll(client: Client, input: ListInput): Promise<BudgetAnswer[]> {
  const all: BudgetAnswer[] = [];
  for (;;) {
    const { data } = await client.budgets.list({ ...input, limit: PAGE, offset: all.length });
    all.push(...data);
    if (data.length < PAGE) return all;
  }
}

export function budgetsText(budgets: readonly BudgetAnswer[]): string {
  return textTable(
    budgets,
    [
      { head: 'Id', value: ({ id }) => id },
      { head: 'Budget', value: ({ path }) => path.join(' › ') },
      { head: 'Outlook', value: ({ outlook }) => outlook },
      { head: 'Status', value: ({ status }) => status },
      { head: 'Amount', value: ({ amount }) => moneyText(amount), align: 'right' },
      { head: 'Spent', value: ({ spent }) => amountText(spent), align: 'right' },
      { head: 'Used', value: ({ utilization }) => percentText(utilization), align: 'right' },
    ],
    'There are no budgets yet; "budget create FILE.json" makes one.',
  );
}

function budgetText(budget: BudgetAnswer): string {
  const { id, path, outlook, status, amount, spent, planToDate, remaining, unallocated, revision } = budget;
  const lines = [
    `${path.join(' › ')} (${id}, revision ${revision})`,
    `${status}, outlook ${outlook}: ${moneyText(spent)} of ${moneyText(amount)} spent, plan to date ${amountText(planToDate)}`,
    `Remaining ${moneyText(remaining)}, unallocated ${moneyText(unallocated)}`,
  ];
  return [...lines, ...carriedLines(budget), ...(budget.warnings ?? [])].join('\n');
}

function carriedLines({ carried }: BudgetAnswer): string[] {
  if (carried === undefined || carried.length === 0) return [];
  return [
    textTable(carried, [
      { head: 'Month', value: ({ month }) => month },
      { head: 'Plan', value: ({ plan }) => amountText(plan), align: 'right' },
      { head: 'Carried in', value: ({ carriedIn }) => amountText(carriedIn), align: 'right' },
      { head: 'Available', value: ({ available }) => amountText(available), align: 'right' },
      { head: 'Spent', value: ({ spent }) => amountText(spent), align: 'right' },
    ]),
  ];
}

interface TreeNode extends BudgetAnswer {
  readonly children: readonly TreeNode[];
}

function nest(budgets: readonly BudgetAnswer[]): TreeNode[] {
  const children = Map.groupBy(budgets, ({ parentId }) => parentId);
  const below = (id: string | null): TreeNode[] =>
    (children.get(id) ?? []).map((budget) => ({ ...budget, children: below(budget.id) }));
  return below(null);
}

function treeText(nodes: readonly TreeNode[], depth = 0): string {
  return nodes
    .flatMap((node) => [
      `${'  '.repeat(depth)}${node.name} (${node.id})  ${moneyText(node.amount)}, ${node.status}, unallocated ${amountText(node.unallocated)}`,
      ...(node.children.length === 0 ? [] : [treeText(node.children, depth + 1)]),
    ])
    .join('\n');
}

/** A file of budgets holds one budget, a tree, or a list of them. */
function treesIn(path: string): Tree[] {
  const value = readJsonFile(path);
  return (Array.isArray(value) ? value : [value]).map((tree) => asObject(tree, path) as Tree);
}

function writeInput({ dryRun, asOf }: Invocation): { dryRun: boolean; asOf: Day | undefined } {
  return { dryRun, asOf };
}

function fileIn(invocation: Invocation, index: number): string {
  return pathIn(invocation.folder, requiredWord(invocation, index, 'file'));
}

async function create(invocation: Invocation) {
  const { client } = invocation;
  const path = fileIn(invocation, 0);
  const trees = treesIn(path);
  const [first] = trees;
  if (trees.length === 1 && first !== undefined && first.children === undefined) {
    const { data, meta } = await inFile(path, client.budgets.create({ ...first, ...writeInput(invocation) }));
    return { data, meta, text: budgetText(data) };
  }
  const answer = await inFile(
    path,
    client.budgets.apply({ tree: trees, createOnly: true, ...writeInput(invocation) }),
  );
  const warnings = answer.data.flatMap(({ warnings = [] }) => warnings);
  return { ...answer, text: [budgetsText(answer.data), ...warnings].join('\n') };
}

async function update(invocation: Invocation) {
  const budgetId = requiredWord(invocation, 0, 'budget');
  const path = fileIn(invocation, 1);
  const change = readJsonObject(path);
  const expectedRevision = numberFlag(invocation, 'if-revision');
  const input = { ...change, ...(expectedRevision !== undefined && { expectedRevision }) };
  const { data, meta } = await inFile(
    path,
    invocation.client.budgets.update({ ...input, budgetId, ...writeInput(invocation) }),
  );
  return { data, meta, text: budgetText(data) };
}

async function move(invocation: Invocation) {
  const budgetId = requiredWord(invocation, 0, 'budget');
  const parent = requiredFlag(invocation, 'parent');
  const parentId = parent === 'none' || parent === '' ? null : parent;
  const { data, meta } = await invocation.client.budgets.update({
    budgetId,
    parentId,
    ...writeInput(invocation),
  });
  return { data, meta, text: budgetText(data) };
}

const LIST_OPTIONS = ['type', 'status', 'outlook', 'parent', 'owner', 'q', 'sort', 'known-at'] as const;

async function list(invocation: Invocation) {
  const { client, flags, asOf } = invocation;
  const input = {
    type: flags.text('type'),
    status: flags.text('status'),
    outlook: flags.text('outlook'),
    parentId: flags.text('parent'),
    owner: flags.text('owner'),
    q: flags.text('q'),
    sort: flags.text('sort'),
    knownAt: flags.text('known-at'),
    asOf,
  } as ListInput;
  const limit = numberFlag(invocation, 'limit');
  const offset = numberFlag(invocation, 'offset');
  const data =
    limit === undefined && offset === undefined
      ? await listAll(client, input)
      : (await client.budgets.list({ ...input, limit, offset })).data;
  return { data, text: budgetsText(data) };
}

export const budgetCommands: readonly Command[] = [
  {
    name: ['budget', 'list'],
    usage:
      'budget list [--type T] [--status S] [--outlook S] [--parent ID] [--owner NAME] [--q TEXT] [--sort FIELD] [--known-at MOMENT] [--limit N] [--offset N]',
    summary: 'List budgets with their status, worst outlook first',
    options: {
      ...Object.fromEntries(LIST_OPTIONS.map((name) => [name, { type: 'string' as const }])),
      limit: { type: 'string' },
      offset: { type: 'string' },
    },
    access: 'read',
    run: list,
  },
  {
    name: ['budget', 'show'],
    usage: 'budget show ID [--known-at MOMENT]',
    summary: 'Show a budget with its figures',
    options: { 'known-at': { type: 'string' } },
    access: 'read',
    run: async (invocation) => {
      const budgetId = requiredWord(invocation, 0, 'budget');
      const { client, asOf, flags } = invocation;
      const { data } = await client.budgets.get({ budgetId, asOf, knownAt: flags.text('known-at') });
      return { data, text: budgetText(data) };
    },
  },
  {
    name: ['budget', 'tree'],
    usage: 'budget tree',
    summary: 'Show the trees of budgets with what is unallocated',
    access: 'read',
    run: async ({ client, asOf }) => {
      const data = nest(await listAll(client, { sort: 'path', asOf }));
      return { data, text: data.length === 0 ? budgetsText([]) : treeText(data) };
    },
  },
  {
    name: ['budget', 'create'],
    usage: 'budget create FILE.json',
    summary: 'Create a budget or a whole tree from a file',
    access: 'write',
    run: create,
  },
  {
    name: ['budget', 'update'],
    usage: 'budget update ID FILE.json [--if-revision N]',
    summary: 'Change the fields that a file names',
    options: { 'if-revision': { type: 'string' } },
    access: 'change',
    run: update,
  },
  {
    name: ['budget', 'move'],
    usage: 'budget move ID --parent ID|none',
    summary: 'Put a budget under another parent',
    options: { parent: { type: 'string' } },
    access: 'change',
    run: move,
  },
  {
    name: ['budget', 'delete'],
    usage: 'budget delete ID [--with-children]',
    summary: 'Delete a budget',
    options: { 'with-children': { type: 'boolean' } },
    access: 'change',
    run: async (invocation) => {
      const budgetId = requiredWord(invocation, 0, 'budget');
      const withChildren = invocation.flags.has('with-children');
      const { data, meta } = await invocation.client.budgets.remove({
        budgetId,
        withChildren,
        ...writeInput(invocation),
      });
      return { data, meta, text: `Deleted ${data.deleted.join(', ')}.` };
    },
  },
  {
    name: ['budget', 'revisions'],
    usage: 'budget revisions ID',
    summary: 'Show every change of a budget',
    access: 'read',
    run: async (invocation) => {
      const budgetId = requiredWord(invocation, 0, 'budget');
      const { data } = await invocation.client.budgets.revisions({ budgetId, limit: PAGE });
      const text = textTable(data, [
        { head: 'Revision', value: ({ revision }) => String(revision), align: 'right' },
        { head: 'When', value: ({ at }) => at },
        { head: 'Who', value: ({ author }) => author },
        { head: 'Why', value: ({ reason }) => reason },
      ]);
      return { data, text };
    },
  },
  {
    name: ['budget', 'restore'],
    usage: 'budget restore ID REVISION',
    summary: 'Make a new revision equal to an earlier one',
    access: 'change',
    run: async (invocation) => {
      const budgetId = requiredWord(invocation, 0, 'budget');
      const n = Number(requiredWord(invocation, 1, 'revision'));
      if (!Number.isInteger(n) || n < 1) throw usageError('A revision is a number such as 3.');
      const { data, meta } = await invocation.client.budgets.restore({
        budgetId,
        n,
        ...writeInput(invocation),
      });
      return { data, meta, text: budgetText(data) };
    },
  },
  {
    name: ['budget', 'restore-tree'],
    usage: 'budget restore-tree ID --at MOMENT',
    summary: 'Bring a budget and all below it to what they were at a moment',
    options: { at: { type: 'string' } },
    access: 'change',
    run: async (invocation) => {
      const budgetId = requiredWord(invocation, 0, 'budget');
      const at = requiredFlag(invocation, 'at');
      const { data, meta } = await invocation.client.budgets.restoreTree({
        budgetId,
        at,
        ...writeInput(invocation),
      });
      return {
        data,
        meta,
        text: `Restored ${data.restored.length} budgets, removed ${data.removed.length}.`,
      };
    },
  },
];
