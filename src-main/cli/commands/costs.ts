import type { Inputs } from '#shared/contract/contract.ts';
import { amountText, moneyText } from '#shared/domain/plain-text.ts';
import type { Command, Invocation } from '../command.ts';
import { textTable } from '../text.ts';
import { numberFlag } from '../usage.ts';

async function costs(invocation: Invocation) {
  const { client, flags, words } = invocation;
  const { data, meta } = await client.workspace.costs({
    budgetId: words[0],
    from: flags.text('from') as Inputs['workspace']['costs']['from'],
    to: flags.text('to') as Inputs['workspace']['costs']['to'],
    where: flags.texts('where'),
    asOf: invocation.asOf,
    knownAt: flags.text('known-at'),
    limit: numberFlag(invocation, 'limit'),
    offset: numberFlag(invocation, 'offset'),
  });
  const table = textTable(
    data.rows,
    [
      { head: 'Day', value: ({ day }) => day },
      { head: 'Service', value: ({ service }) => service },
      { head: 'Account', value: ({ account }) => account },
      { head: 'Region', value: ({ region }) => region },
      { head: 'Category', value: ({ chargeCategory }) => chargeCategory },
      { head: 'Billed', value: ({ billed }) => amountText(billed), align: 'right' },
      { head: 'Currency', value: ({ billed }) => billed.currency },
      { head: 'File', value: ({ file }) => file },
      { head: 'Row', value: ({ row }) => (row === null ? '' : String(row)), align: 'right' },
    ],
    'No cost rows fit.',
  );
  const sums = data.totals.map(
    ({ rows, billed, effective }) =>
      `${rows} rows: ${moneyText(billed)} billed, ${moneyText(effective)} effective.`,
  );
  return { data, meta, text: [table, ...sums].join('\n') };
}

const text = { type: 'string' } as const;

export const costCommands: readonly Command[] = [
  {
    name: ['costs'],
    usage:
      'costs [BUDGET] [--from MONTH] [--to MONTH] [--where DIMENSION=VALUE]… [--known-at MOMENT] [--limit 100] [--offset 0]',
    summary: 'The cost rows behind a figure and the files they came from',
    options: {
      ...{ from: text, to: text, where: { type: 'string', multiple: true } },
      ...{ 'known-at': text, limit: text, offset: text },
    },
    access: 'read',
    run: costs,
  },
];
