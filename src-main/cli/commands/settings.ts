import type { Command, Invocation } from '../command.ts';
import { textTable } from '../text.ts';
import { requiredFlag, requiredWord, usageError } from '../usage.ts';
import type { Inputs } from '#shared/contract/contract.ts';

const LEVELS = ['manager', 'director', 'executive'] as const;

function settingsText(settings: object): string {
  return textTable(Object.entries(settings), [
    { head: 'Setting', value: ([key]) => key },
    { head: 'Value', value: ([, value]) => JSON.stringify(value) },
  ]);
}

/** `key=value` pairs; a value that is JSON is taken as such, anything else as text. */
function changeOf(words: readonly string[]): Inputs['settings']['set'] {
  if (words.length === 0) throw usageError('Give settings as key=value, such as fiscalYearStart=4.');
  const entries = words.map((word) => {
    const at = word.indexOf('=');
    if (at < 1) throw usageError(`Give settings as key=value, not "${word}".`);
    return [word.slice(0, at), valueOf(word.slice(at + 1))] as const;
  });
  return Object.fromEntries(entries);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Which rate the words of a command mean; the contract checks them. */
function rateWords(invocation: Invocation): Inputs['rates']['remove'] {
  const [month, from, to] = ['month', 'currency', 'currency to convert to'].map((what, index) =>
    requiredWord(invocation, index, what),
  );
  return { month, from, to, dryRun: invocation.dryRun } as Inputs['rates']['remove'];
}

export const settingsCommands: readonly Command[] = [
  {
    name: ['settings', 'get'],
    usage: 'settings get',
    summary: 'Show the settings of the workspace',
    access: 'read',
    run: async ({ client }) => {
      const { data } = await client.settings.get({});
      return { data, text: settingsText(data) };
    },
  },
  {
    name: ['settings', 'set'],
    usage: 'settings set KEY=VALUE…',
    summary: 'Change settings',
    access: 'write',
    run: async ({ client, words, dryRun }) => {
      const { data, meta } = await client.settings.set({ ...changeOf(words), dryRun });
      return { data, meta, text: settingsText(data) };
    },
  },
  {
    name: ['rates', 'list'],
    usage: 'rates list',
    summary: 'List the monthly exchange rates',
    access: 'read',
    run: async ({ client }) => {
      const { data } = await client.rates.list({});
      const text = textTable(data, [
        { head: 'Month', value: ({ month }) => month },
        { head: 'From', value: ({ from }) => from },
        { head: 'To', value: ({ to }) => to },
        { head: 'Rate', value: ({ rate }) => rate, align: 'right' },
      ]);
      return { data, text };
    },
  },
  {
    name: ['rates', 'set'],
    usage: 'rates set MONTH FROM TO RATE',
    summary: 'Set the exchange rate of a month',
    access: 'write',
    run: async (invocation) => {
      const input = { ...rateWords(invocation), rate: requiredWord(invocation, 3, 'rate') };
      const { data, meta } = await invocation.client.rates.set(input);
      return { data, meta, text: `In ${data.month} one ${data.from} is ${data.rate} ${data.to}.` };
    },
  },
  {
    name: ['rates', 'remove'],
    usage: 'rates remove MONTH FROM TO',
    summary: 'Remove the exchange rate of a month',
    access: 'write',
    run: async (invocation) => {
      const { data, meta } = await invocation.client.rates.remove(rateWords(invocation));
      const { month, from, to, warnings } = data;
      return {
        data,
        meta,
        text: [`The rate ${from} to ${to} of ${month} is removed.`, ...warnings].join('\n'),
      };
    },
  },
  {
    name: ['people', 'list'],
    usage: 'people list',
    summary: 'List who may decide on requests',
    access: 'read',
    run: async ({ client }) => {
      const { data } = await client.people.list({});
      const text = textTable(
        data,
        [
          { head: 'Name', value: ({ name }) => name },
          { head: 'Level', value: ({ level }) => level },
        ],
        'Nobody is listed: anyone but the requester may decide.',
      );
      return { data, text };
    },
  },
  {
    name: ['people', 'add'],
    usage: 'people add NAME --level manager|director|executive',
    summary: 'Let somebody decide on requests up to a level',
    options: { level: { type: 'string' } },
    access: 'write',
    run: async (invocation) => {
      const asked = requiredFlag(invocation, 'level');
      const level = LEVELS.find((one) => one === asked);
      if (level === undefined) throw usageError(`--level takes ${LEVELS.join(', ')}, not "${asked}".`);
      const { data, meta } = await invocation.client.people.add({
        name: requiredWord(invocation, 0, 'person'),
        level,
        dryRun: invocation.dryRun,
      });
      return { data, meta, text: `${data.name} decides as ${data.level}.` };
    },
  },
  {
    name: ['people', 'remove'],
    usage: 'people remove NAME',
    summary: 'Remove somebody from those who decide',
    access: 'write',
    run: async (invocation) => {
      const { data, meta } = await invocation.client.people.remove({
        name: requiredWord(invocation, 0, 'person'),
        dryRun: invocation.dryRun,
      });
      return { data, meta, text: `${data.name} is no longer listed.` };
    },
  },
];
