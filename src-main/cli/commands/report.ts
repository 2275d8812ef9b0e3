import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import { madeFrom } from '#shared/contract/reports.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import { writeFileAtomically } from '../../reports/atomic-file.ts';
import type { Command, CommandResult, Invocation } from '../command.ts';
import { textTable } from '../text.ts';
import { listFlag, pathIn, requiredFlag, requiredWord, usageError } from '../usage.ts';

type Options = Inputs['reports']['save']['options'];
type Format = Outputs['reports']['render']['data']['format'];

function optionsOf(invocation: Invocation, budgetId: string): Options {
  const { flags } = invocation;
  return {
    budgetId,
    from: flags.text('from') as Options['from'],
    to: flags.text('to') as Options['to'],
    period: flags.text('period') as Options['period'],
    by: flags.text('by'),
    against: flags.text('against'),
    timeBasis: flags.text('time-basis') as Options['timeBasis'],
    withForecast: flags.has('with-forecast') || undefined,
    sections: listFlag(invocation, 'sections') as Options['sections'],
    detail: flags.text('detail') as Options['detail'],
    locale: flags.text('locale'),
    paper: flags.text('paper') as Options['paper'],
    orientation: flags.text('orientation') as Options['orientation'],
    preparedBy: flags.text('prepared-by'),
  };
}

/** The file to write and the format its ending asks for. An existing file is refused before the work is done. */
function targetOf(invocation: Invocation): { file: string; format: Format } {
  const file = pathIn(invocation.folder, requiredFlag(invocation, 'out'));
  const ending = extname(file).slice(1).toLowerCase();
  if (ending !== 'pdf' && ending !== 'csv' && ending !== 'xlsx')
    throw usageError(`--out takes a file that ends in .pdf, .csv or .xlsx, not "${file}".`);
  if (existsSync(file) && !invocation.flags.has('overwrite'))
    throw new HeadroomError(
      'file_exists',
      `${file} exists already; choose another name, or overwrite it with --overwrite.`,
      { file },
    );
  return { file, format: ending };
}

async function write(
  invocation: Invocation,
  file: string,
  rendered: Outputs['reports']['render']['data'],
): Promise<CommandResult> {
  const { client, dryRun, flags } = invocation;
  const { pages, bytes, seconds } = rendered;
  const what = `${file} (${pages === null ? '' : `${pages} pages, `}${bytes} bytes) in ${seconds.toFixed(1)} s`;
  if (dryRun)
    return { data: { file, pages, bytes, seconds }, meta: { dryRun: true }, text: `Would write ${what}.` };
  await writeFileAtomically(file, Buffer.from(rendered.content, 'base64'), {
    overwrite: flags.has('overwrite'),
  });
  // The next report would take one of an earlier moment for what its readers know.
  if (flags.text('known-at') === undefined) await client.reports.record(madeFrom(rendered));
  return { data: { file, pages, bytes, seconds }, text: `Wrote ${what}.` };
}

async function render(invocation: Invocation): Promise<CommandResult> {
  const { client, asOf, flags } = invocation;
  const { file, format } = targetOf(invocation);
  const options = optionsOf(invocation, requiredWord(invocation, 0, 'budget id'));
  const { data } = await client.reports.render({
    ...options,
    format,
    asOf,
    knownAt: flags.text('known-at'),
    dryRun: true,
  });
  return await write(invocation, file, data);
}

async function run(invocation: Invocation): Promise<CommandResult> {
  const { client, asOf, flags } = invocation;
  const { file, format } = targetOf(invocation);
  const { data } = await client.reports.run({
    id: requiredWord(invocation, 0, 'report id'),
    from: flags.text('from') as Options['from'],
    to: flags.text('to') as Options['to'],
    format,
    asOf,
    dryRun: true,
  });
  return await write(invocation, file, data);
}

async function save(invocation: Invocation): Promise<CommandResult> {
  const { client, dryRun, flags } = invocation;
  const options = optionsOf(invocation, requiredWord(invocation, 0, 'budget id'));
  const { data, meta } = await client.reports.save({
    id: flags.text('id'),
    name: requiredFlag(invocation, 'name'),
    options,
    dryRun,
  });
  return { data, meta, text: `Saved report ${data.name} (${data.id}).` };
}

async function list({ client }: Invocation): Promise<CommandResult> {
  const { data } = await client.reports.list({});
  const text = textTable(data, [
    { head: 'Id', value: ({ id }) => id },
    { head: 'Name', value: ({ name }) => name },
    { head: 'Budget', value: ({ options }) => options.budgetId },
    { head: 'Months', value: ({ options }) => monthsText(options) },
    { head: 'Against', value: ({ options }) => options.against ?? 'budget' },
    { head: 'By', value: ({ options }) => options.by ?? 'what the budgets below are about' },
  ]);
  return { data, text };
}

function monthsText({ period, from, to }: Options): string {
  if (from === undefined && to === undefined) return period ?? 'toDate';
  return `${from ?? 'start'} to ${to ?? 'now'}`;
}

async function show(invocation: Invocation): Promise<CommandResult> {
  const { data } = await invocation.client.reports.get({ id: requiredWord(invocation, 0, 'report id') });
  const choices = Object.entries(data.options).map(([name, value]) => ({ name, value: String(value) }));
  const text = textTable(choices, [
    { head: data.name, value: ({ name }) => name },
    { head: data.id, value: ({ value }) => value },
  ]);
  return { data, text };
}

async function made(invocation: Invocation): Promise<CommandResult> {
  const { data } = await invocation.client.reports.made({
    budgetId: requiredWord(invocation, 0, 'budget id'),
  });
  const text = textTable(data, [
    { head: 'File', value: ({ file }) => file },
    { head: 'Period', value: ({ from, to }) => `${from}/${to}` },
    { head: 'As of', value: ({ asOf }) => asOf },
    { head: 'Bytes', value: ({ bytes }) => String(bytes), align: 'right' },
    { head: 'Prepared by', value: ({ preparedBy }) => preparedBy },
    { head: 'At', value: ({ preparedAt }) => preparedAt },
    { head: 'SHA-256', value: ({ sha256 }) => sha256 },
  ]);
  return { data, text };
}

async function remove(invocation: Invocation): Promise<CommandResult> {
  const { client, dryRun } = invocation;
  const { data, meta } = await client.reports.remove({
    id: requiredWord(invocation, 0, 'report id'),
    dryRun,
  });
  return { data, meta, text: `Deleted report ${data.id}.` };
}

const text = { type: 'string' } as const;
const PERIOD = { from: text, to: text } as const;
const SETTING = {
  ...PERIOD,
  period: text,
  by: text,
  against: text,
  'time-basis': text,
  'with-forecast': { type: 'boolean' },
  sections: text,
  detail: text,
  locale: text,
  paper: text,
  orientation: text,
  'prepared-by': text,
} as const;
const OUT = { out: text, overwrite: { type: 'boolean' } } as const;
const SETTING_USAGE =
  '[--period toDate|month|quarter|year] [--by team,service] [--against budget|forecast|forecast:ID|previous|lastYear|scenario:ID] [--time-basis chargeDay|billingMonth] [--with-forecast] [--sections summary,bridge,…] [--detail summary|standard|full] [--locale en-US] [--paper A4|Letter] [--orientation portrait|landscape] [--prepared-by NAME]';

export const reportCommands: readonly Command[] = [
  {
    name: ['report'],
    usage: `report ID --from 2026-01 --to 2026-06 --out FILE.pdf|.csv|.xlsx [--overwrite] [--known-at MOMENT] ${SETTING_USAGE}`,
    summary: 'Write a variance report as PDF, workbook or CSV',
    options: { ...SETTING, ...OUT, 'known-at': text },
    access: 'read',
    run: render,
  },
  {
    name: ['report', 'save'],
    usage: `report save ID --name NAME [--id REPORT] [--from …] [--to …] ${SETTING_USAGE}`,
    summary: 'Keep a report’s settings, to make it again',
    options: { ...SETTING, name: text, id: text },
    access: 'write',
    run: save,
  },
  {
    name: ['report', 'run'],
    usage: 'report run REPORT --out FILE.pdf|.csv|.xlsx [--from …] [--to …] [--overwrite]',
    summary: 'Make a saved report, also for another period',
    options: { ...PERIOD, ...OUT },
    access: 'read',
    run,
  },
  {
    name: ['report', 'list'],
    usage: 'report list',
    summary: 'List saved reports',
    access: 'read',
    run: list,
  },
  {
    name: ['report', 'show'],
    usage: 'report show REPORT',
    summary: 'Show what a saved report chooses',
    access: 'read',
    run: show,
  },
  {
    name: ['report', 'made'],
    usage: 'report made ID',
    summary: 'List the reports of a budget that were handed on, latest first',
    access: 'read',
    run: made,
  },
  {
    name: ['report', 'delete'],
    usage: 'report delete REPORT',
    summary: 'Delete a saved report',
    access: 'change',
    run: remove,
  },
];
