import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import { amountText } from '#shared/domain/plain-text.ts';
import type { Command, CommandResult, Invocation } from '../command.ts';
import { textTable, varianceText } from '../text.ts';
import { pairsFlag, requiredFlag, requiredWord } from '../usage.ts';

type Answer = Outputs['variance']['analyze']['data'];
type Ask = Inputs['variance']['analyze'];
type Remark = Inputs['variance']['comment'];
type Judgement = Inputs['variance']['judge'];

const MOST_LINES = 40;

async function analyze(invocation: Invocation): Promise<CommandResult> {
  const { client, flags, asOf } = invocation;
  const { data } = await client.variance.analyze({
    budgetId: requiredWord(invocation, 0, 'budget id'),
    from: flags.text('from') as Ask['from'],
    to: flags.text('to') as Ask['to'],
    by: flags.text('by'),
    against: flags.text('against'),
    timeBasis: flags.text('time-basis') as Ask['timeBasis'],
    withForecast: flags.has('with-forecast') || undefined,
    knownAt: flags.text('known-at'),
    asOf,
  });
  return { data, text: varianceAnswerText(data) };
}

function varianceAnswerText(data: Answer): string {
  const lines = [data.total, ...data.rows.slice(0, MOST_LINES)];
  const effects = data.total.effects;
  const table = textTable(lines, [
    { head: data.by.join(' > '), value: (row) => (row === data.total ? 'Total' : nameOf(data, row)) },
    {
      head: effects === undefined ? 'Plan' : 'Before',
      value: ({ plan }) => amountText(plan),
      align: 'right',
    },
    { head: 'Actual', value: ({ actual }) => amountText(actual), align: 'right' },
    {
      head: 'Variance',
      value: ({ variance, direction }) => varianceText(variance, direction),
      align: 'right',
    },
    {
      head: '%',
      value: ({ percent }) => (percent === null ? '–' : `${percent > 0 ? '+' : ''}${percent.toFixed(1)}`),
      align: 'right',
    },
    { head: '', value: ({ material }) => (material ? 'material' : '') },
  ]);
  const rest = data.rows.length - MOST_LINES;
  const parts =
    effects === undefined
      ? [data.total.effectsReason, data.actualsReason].filter(Boolean).join(' ')
      : Object.entries(effects)
          .map(([name, value]) => `${name} ${amountText(value)}`)
          .join(', ');
  return [
    `${data.from} to ${data.to} as of ${data.asOf}. ${data.sentences.join(' ')}`,
    table,
    rest > 0 ? `… and ${rest} more rows.` : '',
    parts,
    attributionText(data.total),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** How much of the whole was judged as timing and as permanent. */
function attributionText({ attribution }: Answer['total']): string {
  if (attribution === undefined) return '';
  const { timing, permanent, open } = attribution;
  return `Timing ${amountText(timing)}, permanent ${amountText(permanent)}, judged by nobody ${amountText(open)}.`;
}

function nameOf(data: Answer, row: Answer['total']): string {
  return data.by.map((name) => row.key[name] ?? '').join(' > ');
}

async function comment(invocation: Invocation): Promise<CommandResult> {
  const { client, flags, dryRun, asOf } = invocation;
  const { data, meta } = await client.variance.comment({
    budgetId: requiredWord(invocation, 0, 'budget id'),
    from: requiredFlag(invocation, 'from') as Remark['from'],
    to: requiredFlag(invocation, 'to') as Remark['to'],
    key: pairsFlag(invocation, 'key'),
    text: requiredFlag(invocation, 'text'),
    kind: flags.text('kind') as Remark['kind'],
    by: flags.text('by'),
    dryRun,
    asOf,
  });
  return {
    data,
    meta,
    text: `Wrote ${data.id} beside ${rowText(data.key)}.`,
  };
}

async function comments(invocation: Invocation): Promise<CommandResult> {
  const { data } = await invocation.client.variance.comments({
    budgetId: requiredWord(invocation, 0, 'budget id'),
  });
  const text = textTable(data, [
    { head: 'Id', value: ({ id }) => id },
    { head: 'Period', value: ({ from, to }) => `${from}/${to}` },
    { head: 'Row', value: ({ key }) => rowText(key) },
    { head: 'Kind', value: ({ kind }) => kind ?? '' },
    { head: 'By', value: ({ author }) => author },
    { head: 'Comment', value: (row) => row.text },
  ]);
  return { data, text };
}

async function judge(invocation: Invocation): Promise<CommandResult> {
  const { client, flags, dryRun, asOf } = invocation;
  const { data, meta } = await client.variance.judge({
    budgetId: requiredWord(invocation, 0, 'budget id'),
    from: requiredFlag(invocation, 'from') as Judgement['from'],
    to: requiredFlag(invocation, 'to') as Judgement['to'],
    key: pairsFlag(invocation, 'key'),
    kind: requiredFlag(invocation, 'kind') as Judgement['kind'],
    timing: flags.text('timing'),
    by: flags.text('by'),
    dryRun,
    asOf,
  });
  return { data, meta, text: `${rowText(data.key)}: ${judgementText(data)}.` };
}

async function judgements(invocation: Invocation): Promise<CommandResult> {
  const { data } = await invocation.client.variance.judgements({
    budgetId: requiredWord(invocation, 0, 'budget id'),
  });
  const lines = textTable(data, [
    { head: 'Period', value: ({ from, to }) => `${from}/${to}` },
    { head: 'Row', value: ({ key }) => rowText(key) },
    { head: 'Judged as', value: judgementText },
    { head: 'By', value: ({ author }) => author },
  ]);
  return { data, text: lines };
}

function rowText(key: Readonly<Record<string, string>>): string {
  return Object.values(key).join(' > ') || 'Total';
}

function judgementText({ kind, timing }: Outputs['variance']['judge']['data']): string {
  return timing === null ? kind : `${amountText(timing)} timing, the rest permanent`;
}

const text = { type: 'string' } as const;

export const varianceCommands: readonly Command[] = [
  {
    name: ['variance'],
    usage:
      'variance ID [--from 2026-01] [--to 2026-06] [--by service,region] [--against budget|forecast|forecast:ID|previous|lastYear|scenario:ID] [--time-basis chargeDay|billingMonth] [--with-forecast] [--known-at MOMENT]',
    summary: 'Actual against plan or an earlier period, row by row, and what moved',
    options: {
      from: text,
      to: text,
      by: text,
      against: text,
      'time-basis': text,
      'with-forecast': { type: 'boolean' },
      'known-at': text,
    },
    access: 'read',
    run: analyze,
  },
  {
    name: ['variance', 'comment'],
    usage:
      'variance comment ID --from 2026-01 --to 2026-06 --text WORDS [--key service=NAME,…] [--kind timing|permanent] [--by NAME]',
    summary: 'Write beside a row of a variance; reports print it',
    options: { from: text, to: text, text, key: text, kind: text, by: text },
    access: 'change',
    run: comment,
  },
  {
    name: ['variance', 'comments'],
    usage: 'variance comments ID',
    summary: 'List what was written beside the rows',
    access: 'read',
    run: comments,
  },
  {
    name: ['variance', 'judge'],
    usage:
      'variance judge ID --from 2026-01 --to 2026-06 --kind timing|permanent|split|none [--timing 1200.50] [--key service=NAME,…] [--by NAME]',
    summary: 'Say whether the difference of a row goes away by itself or stays; reports sum it up',
    options: { from: text, to: text, kind: text, timing: text, key: text, by: text },
    access: 'change',
    run: judge,
  },
  {
    name: ['variance', 'judgements'],
    usage: 'variance judgements ID',
    summary: 'List which differences were judged as timing or permanent',
    access: 'read',
    run: judgements,
  },
];
