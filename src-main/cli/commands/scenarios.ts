import type { Inputs } from '#shared/contract/contract.ts';
import { amountText, moneyText, probabilityText } from '#shared/domain/plain-text.ts';
import type { Command, Invocation } from '../command.ts';
import { textTable } from '../text.ts';
import {
  inFile,
  listFlag,
  numberFlag,
  pathIn,
  readJsonObject,
  requiredFlag,
  requiredWord,
} from '../usage.ts';

async function list({ client }: Invocation) {
  const { data } = await client.scenarios.list({});
  const text = textTable(data, [
    { head: 'Id', value: ({ id }) => id },
    { head: 'Name', value: ({ name }) => name },
    { head: 'Assumes', value: ({ definition }) => definition },
  ]);
  return { data, text };
}

async function save(invocation: Invocation) {
  const { client, folder, dryRun } = invocation;
  const path = pathIn(folder, requiredWord(invocation, 0, 'file with the scenario'));
  const stated = readJsonObject(path) as Inputs['scenarios']['save'];
  const { data, meta } = await inFile(path, client.scenarios.save({ ...stated, dryRun }));
  return { data, meta, text: `Saved scenario ${data.name} (${data.id}): ${data.definition}.` };
}

async function compare(invocation: Invocation) {
  const { client, asOf } = invocation;
  const { data } = await client.scenarios.compare({
    budgetId: requiredWord(invocation, 0, 'budget id'),
    scenarios: listFlag(invocation, 'scenarios'),
    months: numberFlag(invocation, 'months'),
    asOf,
  });
  const text = textTable(data, [
    { head: 'Scenario', value: ({ scenario }) => scenario.name },
    { head: 'At completion', value: ({ total }) => amountText(total), align: 'right' },
    { head: 'Budget', value: ({ budget }) => moneyText(budget), align: 'right' },
    { head: 'P(over)', value: ({ probability }) => probabilityText(probability), align: 'right' },
    { head: 'Assumes', value: ({ scenario }) => scenario.definition },
  ]);
  return { data, text };
}

async function affected(invocation: Invocation) {
  const { client, asOf } = invocation;
  const { data } = await client.scenarios.affected({
    budgetId: requiredWord(invocation, 0, 'budget id'),
    scenario: requiredFlag(invocation, 'scenario'),
    asOf,
  });
  const text = textTable(data.rows, [
    { head: 'Budget', value: ({ name, relation }) => `${name} (${relation})` },
    { head: 'Amount', value: ({ amount }) => moneyText(amount), align: 'right' },
    { head: 'Base', value: ({ atCompletion }) => amountText(atCompletion), align: 'right' },
    { head: 'Under it', value: ({ after }) => amountText(after.atCompletion), align: 'right' },
    { head: 'Outlook', value: ({ outlook }) => outlook },
    { head: 'becomes', value: ({ after }) => after.outlook },
  ]);
  return { data, text };
}

async function apply(invocation: Invocation) {
  const { client, flags, asOf, dryRun } = invocation;
  const id = requiredWord(invocation, 0, 'scenario');
  const { data, meta } = await client.scenarios.apply({
    id,
    budgetId: requiredFlag(invocation, 'budget'),
    reason: flags.text('reason'),
    asOf,
    dryRun,
  });
  return {
    data,
    meta,
    text: `${data.budgetId}: ${moneyText(data.before)} became ${moneyText(data.after)} (revision ${data.revision}).`,
  };
}

const text = { type: 'string' } as const;

export const scenarioCommands: readonly Command[] = [
  {
    name: ['scenario', 'list'],
    usage: 'scenario list',
    summary: 'List built-in and own scenarios',
    access: 'read',
    run: list,
  },
  {
    name: ['scenario', 'save'],
    usage: 'scenario save FILE.json',
    summary: 'Save a scenario',
    access: 'write',
    run: save,
  },
  {
    name: ['scenario', 'compare'],
    usage: 'scenario compare BUDGET [--scenarios A,B] [--months N]',
    summary: 'Scenarios of a budget side by side',
    options: { scenarios: text, months: text },
    access: 'read',
    run: compare,
  },
  {
    name: ['scenario', 'affected'],
    usage: 'scenario affected BUDGET --scenario SCENARIO',
    summary: 'What a scenario does to the budgets above and below',
    options: { scenario: text },
    access: 'read',
    run: affected,
  },
  {
    name: ['scenario', 'apply'],
    usage: 'scenario apply SCENARIO --budget ID [--reason R]',
    summary: "Make a scenario's forecast the budget's amount",
    options: { budget: text, reason: text },
    access: 'change',
    run: apply,
  },
];
