import { basename } from 'node:path';
import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import type { Client, Inputs } from '#shared/contract/contract.ts';
import { moneyText } from '#shared/domain/plain-text.ts';
import type { Command, Invocation } from '../command.ts';
import { writeOutput } from '../output-file.ts';
import { textTable } from '../text.ts';
import {
  numberFlag,
  pairsFlag,
  pathIn,
  inFile,
  readJsonFile,
  readJsonObject,
  requiredFlag,
  requiredWord,
  usageError,
} from '../usage.ts';
import { budgetsText } from './budgets.ts';

type TableInput = Inputs['budgets']['importTable'];

function write({ dryRun, asOf }: Invocation) {
  return { dryRun, asOf };
}

function result(answer: { data: BudgetAnswer | BudgetAnswer[]; meta?: unknown }) {
  const rows = Array.isArray(answer.data) ? answer.data : [answer.data];
  return { ...answer, text: budgetsText(rows) } as { data: unknown; text: string };
}

async function importTable(invocation: Invocation) {
  const path = pathIn(invocation.folder, requiredWord(invocation, 0, 'file'));
  const { flags, client } = invocation;
  const input = {
    path,
    name: basename(path),
    rootName: flags.text('name'),
    rootId: flags.text('id'),
    currency: flags.text('currency'),
    unit: numberFlag(invocation, 'unit'),
    fiscalYearStart: numberFlag(invocation, 'year-start'),
    decimal: flags.text('decimal'),
    ...write(invocation),
  } as TableInput;
  const { data, meta } = await client.budgets.importTable(input);
  const skipped = data.unreadableCells
    .slice(0, 10)
    .map(({ row, column, text }) => `  row ${row}, ${column}: "${text}"`);
  const text = [
    `${data.budgets} budgets from ${data.rows} rows, ${moneyText(data.total)} over ${data.months} months from ${data.startMonth}.`,
    ...(data.levels.length === 0 ? [] : [`Levels: ${data.levels.join(' › ')}.`]),
    `${data.blankCells} blank cells, ${data.unreadableCount} cells that could not be read${skipped.length === 0 ? '.' : ':'}`,
    ...skipped,
    ...data.warnings,
  ].join('\n');
  return { data, meta, text };
}

async function exportTree(invocation: Invocation) {
  const budgetId = requiredWord(invocation, 0, 'budget');
  const format = requiredFlag(invocation, 'out').toLowerCase().endsWith('.csv') ? 'csv' : 'json';
  const { data } = await invocation.client.budgets.export({ budgetId, format });
  return writeOutput(invocation, data.content);
}

async function sources(invocation: Invocation) {
  const budgetId = requiredWord(invocation, 0, 'budget');
  const { client, flags, asOf } = invocation;
  const span = { from: flags.text('from'), to: flags.text('to') };
  const input = { budgetId, ...span, asOf } as Parameters<Client['budgets']['sources']>[0];
  const { data } = await client.budgets.sources(input);
  const table = textTable(data.sources, [
    { head: 'Source', value: ({ label }) => label },
    { head: 'Amount', value: ({ amount }) => moneyText(amount), align: 'right' },
  ]);
  return { data, text: `${data.from} to ${data.to}: ${moneyText(data.total)}\n${table}` };
}

async function unmatched(invocation: Invocation) {
  const { client, flags, asOf, words } = invocation;
  const asked = {
    rootId: words[0],
    by: flags.text('by'),
    from: flags.text('from'),
    to: flags.text('to'),
    asOf,
  };
  const { data } = await client.budgets.unmatched(asked as Parameters<Client['budgets']['unmatched']>[0]);
  const text = textTable(
    data,
    [
      { head: flags.text('by') ?? 'service', value: ({ value }) => (value === '' ? '(none)' : value) },
      { head: 'Amount', value: ({ amount }) => moneyText(amount), align: 'right' },
    ],
    'Every charge is counted by a budget.',
  );
  return { data, text };
}

async function cascade(invocation: Invocation) {
  const budgetId = requiredWord(invocation, 0, 'budget');
  const shares = pairsFlag(invocation, 'shares');
  const method = invocation.flags.text('by') ?? (shares === undefined ? 'equal' : 'shares');
  if (method !== 'equal' && method !== 'lastYear' && method !== 'shares')
    throw usageError(`--by takes equal, lastYear or shares, not "${method}".`);
  const percents = Object.fromEntries(Object.entries(shares ?? {}).map(([id, text]) => [id, Number(text)]));
  const amount = invocation.flags.text('amount');
  const input = { budgetId, method, amount, ...(shares !== undefined && { shares: percents }) } as const;
  return result(await invocation.client.budgets.cascade({ ...input, ...write(invocation) }));
}

async function split(invocation: Invocation) {
  const budgetId = requiredWord(invocation, 0, 'budget');
  const parts = readJsonFile(pathIn(invocation.folder, requiredWord(invocation, 1, 'file of parts')));
  const input = { budgetId, parts, ...write(invocation) } as Parameters<Client['budgets']['split']>[0];
  return result(await invocation.client.budgets.split(input));
}

async function merge(invocation: Invocation) {
  if (invocation.words.length < 2) throw usageError('Name at least two budgets to merge.');
  const name = invocation.flags.text('name');
  const budgetIds = [...invocation.words];
  return result(await invocation.client.budgets.merge({ budgetIds, name, ...write(invocation) }));
}

export const budgetStructureCommands: readonly Command[] = [
  {
    name: ['budget', 'import'],
    usage:
      'budget import FILE.csv [--name ROOT] [--id ID] [--currency CODE] [--unit 1000] [--decimal .|,] [--year-start MONTH]',
    summary: 'Make a tree of budgets from a table',
    options: {
      name: { type: 'string' },
      id: { type: 'string' },
      currency: { type: 'string' },
      unit: { type: 'string' },
      'year-start': { type: 'string' },
      decimal: { type: 'string' },
    },
    access: 'write',
    run: importTable,
  },
  {
    name: ['budget', 'export'],
    usage: 'budget export ID --out FILE.json|.csv [--overwrite]',
    summary: 'Write a budget and all below it to a file',
    options: { out: { type: 'string' }, overwrite: { type: 'boolean' } },
    access: 'read',
    run: exportTree,
  },
  {
    name: ['budget', 'sources'],
    usage: 'budget sources ID [--from 2026-01] [--to 2026-06]',
    summary: 'Say where the spend of a budget came from',
    options: { from: { type: 'string' }, to: { type: 'string' } },
    access: 'read',
    run: sources,
  },
  {
    name: ['budget', 'unmatched'],
    usage: 'budget unmatched [ROOT] [--by service] [--from 2026-01] [--to 2026-06]',
    summary: 'Show the spend that no budget counts',
    options: { by: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
    access: 'read',
    run: unmatched,
  },
  {
    name: ['budget', 'cascade'],
    usage: 'budget cascade ID [--amount A] [--by equal|lastYear|shares] [--shares child=percent,…]',
    summary: 'Divide an amount among the children',
    options: { amount: { type: 'string' }, by: { type: 'string' }, shares: { type: 'string' } },
    access: 'change',
    run: cascade,
  },
  {
    name: ['budget', 'build'],
    usage: 'budget build ID',
    summary: "Make a budget's amount and plan those of its children",
    access: 'change',
    run: async (invocation) => {
      const budgetId = requiredWord(invocation, 0, 'budget');
      return result(await invocation.client.budgets.build({ budgetId, ...write(invocation) }));
    },
  },
  {
    name: ['budget', 'split'],
    usage: 'budget split ID PARTS.json',
    summary: 'Split a budget into siblings: [{name, percent, scope}, …]',
    access: 'change',
    run: split,
  },
  {
    name: ['budget', 'merge'],
    usage: 'budget merge ID ID… [--name NAME]',
    summary: 'Merge siblings into the first of them',
    options: { name: { type: 'string' } },
    access: 'change',
    run: merge,
  },
  {
    name: ['budget', 'copy'],
    usage: 'budget copy ID [--growth 0.1]',
    summary: 'Copy a budget and all below it to the next year',
    options: { growth: { type: 'string' } },
    access: 'change',
    run: async (invocation) => {
      const budgetId = requiredWord(invocation, 0, 'budget');
      const growth = numberFlag(invocation, 'growth');
      return result(await invocation.client.budgets.copy({ budgetId, growth, ...write(invocation) }));
    },
  },
  {
    name: ['budget', 'plan'],
    usage: 'budget plan FILE.json [--reason WORDS]',
    summary:
      'Set amounts of months in one write: [{budgetId, month, amount}]; without a month, of the whole budget',
    options: { reason: { type: 'string' } },
    access: 'change',
    run: async (invocation) => {
      const cells = readJsonFile(pathIn(invocation.folder, requiredWord(invocation, 0, 'file')));
      const reason = invocation.flags.text('reason');
      const input = { cells, reason, ...write(invocation) } as Inputs['budgets']['plan'];
      return result(await invocation.client.budgets.plan(input));
    },
  },
  {
    name: ['shared-cost', 'list'],
    usage: 'shared-cost list [ROOT]',
    summary: 'List the rules for costs that budgets share',
    access: 'read',
    run: async ({ client, words }) => {
      const { data } = await client.sharedCosts.list({ rootId: words[0] });
      const text = textTable(
        data,
        [
          { head: 'Id', value: ({ id }) => id },
          { head: 'Rule', value: ({ name }) => name },
          { head: 'Split', value: ({ method }) => method.kind },
          { head: 'Borne by', value: ({ targets }) => targets.join(', ') },
        ],
        'No cost is shared.',
      );
      return { data, text };
    },
  },
  {
    name: ['shared-cost', 'set'],
    usage: 'shared-cost set FILE.json',
    summary: 'Add or change a rule: {name, rootId, scope, method, targets}',
    access: 'change',
    run: async (invocation) => {
      const path = pathIn(invocation.folder, requiredWord(invocation, 0, 'file'));
      const rule = readJsonObject(path) as Inputs['sharedCosts']['save'];
      const input = { ...rule, dryRun: invocation.dryRun };
      const { data, meta } = await inFile(path, invocation.client.sharedCosts.save(input));
      return { data, meta, text: `${data.name} is shared by ${data.targets.join(', ')}.` };
    },
  },
  {
    name: ['shared-cost', 'remove'],
    usage: 'shared-cost remove ID',
    summary: 'Delete a rule',
    access: 'change',
    run: async (invocation) => {
      const id = requiredWord(invocation, 0, 'rule');
      const { data, meta } = await invocation.client.sharedCosts.remove({ id, dryRun: invocation.dryRun });
      return { data, meta, text: `Deleted the rule ${data.id}.` };
    },
  },
];
