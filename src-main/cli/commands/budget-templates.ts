import { basename } from 'node:path';
import type { Client } from '#shared/contract/contract.ts';
import type { Command, Invocation } from '../command.ts';
import { writeOutput } from '../output-file.ts';
import { textTable } from '../text.ts';
import { listFlag, pathIn, readJsonFile, requiredFlag, requiredWord, valuesFlag } from '../usage.ts';
import { budgetsText } from './budgets.ts';

type SaveInput = Parameters<Client['templates']['save']>[0];

/** Flags of parameters that many templates have, beside `--set name=value`. */
const PARAMETERS = ['name', 'amount', 'by', 'growth', 'start', 'teams', 'providers'] as const;
const OPTIONS = {
  set: { type: 'string' as const },
  ...Object.fromEntries(PARAMETERS.map((name) => [name, { type: 'string' as const }])),
};
const PARAMETER_USAGE =
  '[--name N] [--amount A] [--by team] [--growth 10] [--start 2026-01] [--teams A,B] [--providers A,B] [--set parameter=value,…]';

function parametersOf(invocation: Invocation): Record<string, string> {
  const { flags } = invocation;
  const named = PARAMETERS.flatMap((name): [string, string][] => {
    const value =
      name === 'teams' || name === 'providers' ? listFlag(invocation, name)?.join(',') : flags.text(name);
    return value === undefined ? [] : [[name === 'start' ? 'startMonth' : name, value]];
  });
  return { ...Object.fromEntries(named), ...valuesFlag(invocation, 'set') };
}

const TABLE = /\.(csv|tsv)(\.gz|\.zip)?$/i;

/** What a template is saved from: a file that is called a table is read as one, any other as JSON. */
function sourceIn(invocation: Invocation): Pick<SaveInput, 'tree' | 'table'> {
  const path = pathIn(invocation.folder, requiredWord(invocation, 1, 'file'));
  if (!TABLE.test(path)) return { tree: readJsonFile(path) };
  const decimal = invocation.flags.text('decimal');
  return { table: { path, name: basename(path), decimal } as SaveInput['table'] };
}

export const budgetTemplateCommands: readonly Command[] = [
  {
    name: ['budget', 'template', 'list'],
    usage: 'budget template list',
    summary: 'List the templates with their parameters',
    access: 'read',
    run: async ({ client }) => {
      const { data } = await client.templates.list({});
      const text = textTable(data, [
        { head: 'Name', value: ({ name }) => name },
        { head: 'Title', value: ({ title }) => title },
        { head: 'Parameters', value: ({ parameters }) => parameters.map(({ name }) => name).join(', ') },
      ]);
      return { data, text };
    },
  },
  {
    name: ['budget', 'template', 'preview'],
    usage: `budget template preview NAME ${PARAMETER_USAGE}`,
    summary: 'Show the tree that a template would make',
    options: OPTIONS,
    access: 'read',
    run: async (invocation) => {
      const name = requiredWord(invocation, 0, 'template');
      const { client, asOf } = invocation;
      const { data } = await client.templates.preview({ name, parameters: parametersOf(invocation), asOf });
      return { data, text: JSON.stringify(data.tree, null, 2) };
    },
  },
  {
    name: ['budget', 'template', 'apply'],
    usage: `budget template apply NAME ${PARAMETER_USAGE} [--update]`,
    summary: 'Make new budgets from a template; with --update change those it made before',
    options: { ...OPTIONS, update: { type: 'boolean' } },
    access: 'write',
    run: async (invocation) => {
      const name = requiredWord(invocation, 0, 'template');
      const { client, asOf, dryRun } = invocation;
      const { data, meta } = await client.templates.apply({
        name,
        parameters: parametersOf(invocation),
        update: invocation.flags.has('update'),
        asOf,
        dryRun,
      });
      return { data, meta, text: budgetsText(data) };
    },
  },
  {
    name: ['budget', 'template', 'save'],
    usage: 'budget template save NAME TREE.json|.csv [--title TITLE] [--decimal .|,]',
    summary: 'Save a tree, also one that stands in a table, as a template of your own',
    options: { title: { type: 'string' }, decimal: { type: 'string' } },
    access: 'write',
    run: async (invocation) => {
      const name = requiredWord(invocation, 0, 'template');
      const title = invocation.flags.text('title');
      const input: SaveInput = { name, ...sourceIn(invocation), title, dryRun: invocation.dryRun };
      const { data, meta } = await invocation.client.templates.save(input);
      return { data, meta, text: `Saved the template ${data.name}.` };
    },
  },
  {
    name: ['budget', 'template', 'export'],
    usage: `budget template export NAME --out FILE.json|.csv [--overwrite] ${PARAMETER_USAGE}`,
    summary: 'Write the tree that a template would make to a file, to be saved as a template again',
    options: { ...OPTIONS, out: { type: 'string' }, overwrite: { type: 'boolean' } },
    access: 'read',
    run: async (invocation) => {
      const name = requiredWord(invocation, 0, 'template');
      const format = requiredFlag(invocation, 'out').toLowerCase().endsWith('.csv') ? 'csv' : 'json';
      const input = { name, parameters: parametersOf(invocation), asOf: invocation.asOf, format } as const;
      const { data } = await invocation.client.templates.export(input);
      return writeOutput(invocation, data.content);
    },
  },
  {
    name: ['budget', 'template', 'delete'],
    usage: 'budget template delete NAME',
    summary: 'Delete a template of your own',
    access: 'write',
    run: async (invocation) => {
      const name = requiredWord(invocation, 0, 'template');
      const { data, meta } = await invocation.client.templates.remove({ name, dryRun: invocation.dryRun });
      return { data, meta, text: `Deleted the template ${data.name}.` };
    },
  },
];
