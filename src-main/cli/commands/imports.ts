import { randomUUID } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import type { Change } from '#shared/contract/common.ts';
import { consequencesIn } from '#shared/contract/imports.ts';
import { moneyText } from '#shared/domain/plain-text.ts';
import type { Command, CommandResult, Invocation } from '../command.ts';
import { writeOutput } from '../output-file.ts';
import { makeOwnFolder } from '../../own-folder.ts';
import { textTable } from '../text.ts';
import { numberFlag, pairsFlag, pathIn, requiredWord, usageError } from '../usage.ts';

type ImportAnswer = Outputs['imports']['get']['data'];

const PROGRESS_EVERY_MS = 500;

async function run(invocation: Invocation): Promise<CommandResult> {
  const { words, flags, folder, dryRun } = invocation;
  requiredWord(invocation, 0, 'files to import, or - for standard input');
  if (flags.has('append') && flags.has('replace')) throw usageError('Give --append or --replace, not both.');
  const strict = flags.has('strict');
  const spooled = words.includes('-') ? await spoolInput() : undefined;
  try {
    const files = words.map((word) =>
      word === '-' ? { path: spooled?.path ?? '', name: 'standard input' } : { path: pathIn(folder, word) },
    );
    const mode = flags.has('append') ? 'append' : flags.has('replace') ? 'replace' : 'auto';
    const input = { files, ...readingFlags(invocation), mode, strict, dryRun } as const;
    const { data, meta } = await withProgress(invocation, input);
    const rejected = strict && data.some((one) => one.rejected > 0);
    const answer = data.length === 1 && words.length === 1 ? data[0] : { files: data };
    const text = data.map((one, index) => `${summary(one)}${consequencesLine(meta?.changes?.[index])}`);
    return { data: answer, meta, text: text.join('\n'), exit: rejected ? 1 : 0 };
  } finally {
    spooled?.remove();
  }
}

function readingFlags(invocation: Invocation): Omit<Inputs['imports']['create'], 'files'> {
  const { flags } = invocation;
  const stated = {
    profile: flags.text('profile'),
    map: pairsFlag(invocation, 'map'),
    tags: pairsFlag(invocation, 'tag'),
    currency: flags.text('currency')?.toUpperCase(),
    dateOrder: oneOf(flags.text('date-order'), 'date-order', ['dmy', 'mdy', 'ymd'] as const),
    decimal: oneOf(flags.text('decimal'), 'decimal', ['.', ','] as const),
    encoding: flags.text('encoding'),
    delimiter: flags.text('delimiter'),
    year: numberFlag(invocation, 'year'),
    date: flags.text('date'),
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

function oneOf<Value extends string>(
  text: string | undefined,
  flag: string,
  values: readonly Value[],
): Value | undefined {
  if (text === undefined) return undefined;
  const found = values.find((value) => value === text);
  if (found === undefined) throw usageError(`--${flag} takes ${values.join(', ')}, not "${text}".`);
  return found;
}

/** Standard input goes to a file first, because an export is read twice. */
async function spoolInput(): Promise<{ path: string; remove: () => void }> {
  const folder = makeOwnFolder('stdin');
  const path = join(folder, 'input');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    remove();
    throw error;
  }
  return { path, remove };
}

/** Imports, with a line on stderr while it lasts; an interrupt cancels the import and leaves the data as they were. */
async function withProgress(
  { client, progress }: Invocation,
  input: Inputs['imports']['create'],
): Promise<Outputs['imports']['create']> {
  const progressId = randomUUID();
  const cancel = (): void => void client.imports.cancel({ progressId });
  const timer = setInterval(() => {
    void client.imports.progress({ progressId }).then(({ data }) => {
      if (data !== null && data.totalBytes > 0) progress(progressLine(data));
    });
  }, PROGRESS_EVERY_MS);
  process.once('SIGINT', cancel);
  try {
    return await client.imports.create({ ...input, progressId });
  } finally {
    clearInterval(timer);
    process.removeListener('SIGINT', cancel);
  }
}

function progressLine(data: NonNullable<Outputs['imports']['progress']['data']>): string {
  const percent = Math.min(100, Math.round((data.bytes / data.totalBytes) * 100));
  const left = data.secondsLeft === null ? '' : `, ${Math.ceil(data.secondsLeft)} s left`;
  return `${data.phase}: ${percent} %, ${data.rows.toLocaleString('en-US')} rows, ${data.rowsPerSecond.toLocaleString('en-US')} rows/s${left}`;
}

function summary(one: ImportAnswer): string {
  const names = one.files.map(({ name }) => name).join(', ');
  const totals = Object.entries(one.controlTotals).map(([currency, amount]) => `${amount} ${currency}`);
  const lines = [
    `${one.importId}: ${names} (${one.profile}), ${one.accepted} of ${one.rows} rows accepted, ${one.rejected} rejected, ${one.skipped} without an amount`,
    `  ${one.firstDay ?? ''} to ${one.lastDay ?? ''}, ${one.facts} facts, ${totals.join(', ')}`,
  ];
  if (one.replaced.length > 0) lines.push(`  replaces ${one.replaced.join(', ')}`);
  for (const { row, column, reason } of one.rejections.slice(0, 5))
    lines.push(`  row ${row}${column === '' ? '' : `, ${column}`}: ${reason}`);
  for (const warning of one.warnings) lines.push(`  note: ${warning}`);
  return lines.join('\n');
}

/** What a dry run says would become of the rows; nothing after an import. */
function consequencesLine(change: Change | undefined): string {
  const consequences = consequencesIn(change?.after);
  if (consequences === undefined) return '';
  const { unit, new: added, replacing, beside } = consequences;
  const others = beside === 0 ? '' : `, ${beside} another view of usage that is there`;
  return `\n  ${unit}s: ${added} new, ${replacing} in place of earlier ones${others}`;
}

/** `published without 2026-08`: what a later import replaced of one that counts. */
function stateText({ state, replacedMonths }: ImportAnswer): string {
  return state === 'published' && replacedMonths.length > 0
    ? `published without ${replacedMonths.join(', ')}`
    : state;
}

async function list({ client }: Invocation): Promise<CommandResult> {
  const { data } = await client.imports.list({ limit: 1000 });
  const text = textTable(
    data,
    [
      { head: 'Id', value: ({ importId }) => importId },
      { head: 'State', value: stateText },
      { head: 'When', value: ({ at }) => at },
      { head: 'Profile', value: ({ profile }) => profile },
      { head: 'Days', value: ({ firstDay, lastDay }) => `${firstDay ?? ''} to ${lastDay ?? ''}` },
      { head: 'Rows', value: ({ accepted }) => String(accepted), align: 'right' },
      { head: 'Files', value: ({ files }) => files.map(({ name }) => name).join(', ') },
    ],
    'Nothing has been imported.',
  );
  return { data, text };
}

async function show(invocation: Invocation): Promise<CommandResult> {
  const { data } = await invocation.client.imports.get({ importId: requiredWord(invocation, 0, 'import') });
  return { data, text: summary(data) };
}

async function change(invocation: Invocation, verb: 'undo' | 'restore'): Promise<CommandResult> {
  const { client, dryRun } = invocation;
  const importId = requiredWord(invocation, 0, 'import');
  const { data, meta } = await client.imports[verb]({ importId, dryRun });
  const said = `${verb === 'undo' ? 'Undone' : 'Restored'}: ${data.importId}`;
  const effects = textTable(
    data.effects,
    [
      { head: 'Budget', value: ({ name }) => name },
      { head: 'Spent before', value: ({ before }) => moneyText(before), align: 'right' },
      { head: 'Spent after', value: ({ after }) => moneyText(after), align: 'right' },
    ],
    'The spend of no budget changes.',
  );
  return { data, meta, text: `${said}\n${effects}` };
}

async function rejected(invocation: Invocation): Promise<CommandResult> {
  const importId = requiredWord(invocation, 0, 'import');
  const { data } = await invocation.client.imports.rejected({ importId });
  return writeOutput(invocation, data.csv);
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

export const importCommands: readonly Command[] = [
  {
    name: ['import'],
    usage:
      'import FILE… [--profile NAME] [--map field=column,…] [--tag dimension=tagKey,…] [--currency CODE] [--date-order dmy|mdy|ymd] [--decimal .|,] [--encoding E] [--delimiter D] [--year YYYY] [--date DAY] [--append|--replace] [--strict]',
    summary: 'Read cost exports (.csv .tsv .txt .gz .zip, - for standard input)',
    options: {
      profile: text,
      map: text,
      tag: text,
      currency: text,
      'date-order': text,
      decimal: text,
      encoding: text,
      delimiter: text,
      year: text,
      date: text,
      append: flag,
      replace: flag,
      strict: flag,
    },
    access: 'write',
    run,
  },
  { name: ['imports', 'list'], usage: 'imports list', summary: 'List imports', access: 'read', run: list },
  { name: ['imports', 'show'], usage: 'imports show ID', summary: 'One import', access: 'read', run: show },
  {
    name: ['imports', 'undo'],
    usage: 'imports undo ID',
    summary: 'Take an import back',
    access: 'change',
    run: (invocation) => change(invocation, 'undo'),
  },
  {
    name: ['imports', 'restore'],
    usage: 'imports restore ID',
    summary: 'Bring an undone or replaced import back',
    access: 'change',
    run: (invocation) => change(invocation, 'restore'),
  },
  {
    name: ['imports', 'rejected'],
    usage: 'imports rejected ID --out FILE.csv [--overwrite]',
    summary: 'Save rejected rows with their reasons',
    options: { out: text, overwrite: flag },
    access: 'read',
    run: rejected,
  },
];
