import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ORPCError } from '@orpc/client';
import { ERRORS, HeadroomError, type ErrorCode } from '#shared/contract/errors.ts';
import { isDay, type Day } from '#shared/domain/calendar.ts';
import type { Backend } from '../backend.ts';
import { readLine } from './arguments.ts';
import { commands } from './commands.ts';
import type { Command, CommandResult, Flags, Invocation } from './command.ts';
import { helpText } from './help.ts';
import { usageError } from './usage.ts';
import { untilImportsEnded } from '../jobs/import/run-import.ts';
import { version } from '../version.ts';
import { defaultWorkspace, openBackend } from './workspace-file.ts';
import { isUntouched } from '../store/audit.ts';
import { removeWorkspace } from '../store/store.ts';

/** How long a command that raised alerts waits for them to be sent, where somebody configured that. */
const NOTICE_WAIT_MS = 5_000;

/** Runs one command and answers its exit status: 0 done, 1 the answer is no, 2 usage or input, 3 refused by a rule, 70 our bug. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  const debug = argv.includes('--debug');
  try {
    return await runParsed(argv, json, debug);
  } catch (error) {
    return reportFailure(error, json, debug);
  }
}

async function runParsed(argv: readonly string[], json: boolean, debug: boolean): Promise<number> {
  const { command, words, flags } = readLine(argv, commands);
  if (command === undefined) {
    if (argv.includes('--version')) return say({ version }, `headroom ${version}`, json);
    return help(commands, json);
  }
  if (flags.has('help')) return help([command], json);
  const { invocation, close } = prepare(command, words, flags, json, debug);
  let isDone = false;
  try {
    const result = await command.run(invocation);
    isDone = true;
    print(result, json);
    return result.exit ?? 0;
  } finally {
    await close(isDone);
  }
}

function say(data: object, text: string, json: boolean): number {
  process.stdout.write(`${json ? JSON.stringify(data) : text}\n`);
  return 0;
}

function help(shown: readonly Command[], json: boolean): number {
  const text = helpText(shown);
  return say({ help: text }, text, json);
}

function prepare(
  command: Command,
  words: readonly string[],
  flags: Flags,
  json: boolean,
  debug: boolean,
): { invocation: Invocation; close: (isDone: boolean) => Promise<void> } {
  const folder = process.env['INIT_CWD'] ?? process.cwd();
  const workspace = resolve(folder, flags.text('workspace') ?? defaultWorkspace());
  const dryRun = flags.has('dry-run') || process.env['DRY_RUN'] === '1';
  const isNew = !existsSync(workspace);
  let backend: Backend | undefined;
  const open = (): Backend => {
    if (command.access === 'none') throw new Error(`${command.name.join(' ')} opens no workspace`);
    backend ??= openBackend(workspace, {
      access: command.access,
      onCopy: dryRun && command.access !== 'read',
      debug,
    });
    return backend;
  };
  const quiet = flags.has('quiet');
  const invocation: Invocation = {
    words,
    flags,
    dryRun,
    json,
    quiet,
    folder,
    workspace,
    asOf: asOfFlag(flags),
    get backend() {
      return open();
    },
    get client() {
      return open().client('cli');
    },
    progress: (text) => {
      if (!quiet) process.stderr.write(`${text}\n`);
    },
  };
  const close = async (isDone: boolean): Promise<void> => {
    if (backend === undefined) return;
    await backend.notifier.settle(NOTICE_WAIT_MS);
    await untilImportsEnded();
    // A command that failed leaves no workspace behind that was not there before.
    const isLeftover = !isDone && isNew && !dryRun && isUntouched(backend.store.reader);
    backend.close();
    if (isLeftover) removeWorkspace(workspace);
  };
  return { invocation, close };
}

function asOfFlag(flags: Flags): Day | undefined {
  const text = flags.text('as-of');
  if (text !== undefined && !isDay(text))
    throw usageError(`--as-of takes a day such as 2026-04-30, not "${text}".`);
  return text;
}

function print(result: CommandResult, json: boolean): void {
  if (result.data === undefined) return;
  if (!json) {
    const dry = result.meta?.dryRun === true ? '\nDry run: nothing was changed.' : '';
    process.stdout.write(`${result.text}${dry}\n`);
    return;
  }
  const extra = result.meta?.dryRun === true ? { dryRun: true, changes: result.meta.changes ?? [] } : {};
  const document =
    typeof result.data === 'object' && result.data !== null && !Array.isArray(result.data)
      ? { ...result.data, ...extra }
      : result.data;
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

function reportFailure(error: unknown, json: boolean, debug: boolean): number {
  const failure = toFailure(error);
  if (json) process.stdout.write(`${JSON.stringify(errorDocument(failure))}\n`);
  process.stderr.write(`headroom: ${withChoices(failure)}\n`);
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return ERRORS[failure.code].exit;
}

const MOST_VALUES = 6;

/** The sentence of a failure that a person can decide, with the options that decide it. */
function withChoices({ message, details }: Failure): string {
  if (!hasChoices(details)) return message;
  const options = details.choices.map(({ option, values }) => {
    const shown = values.slice(0, MOST_VALUES).join('|');
    return `${option}${option.endsWith('=') ? '' : ' '}${shown}${values.length > MOST_VALUES ? '|…' : ''}`;
  });
  return `${message.replace(/\.$/, '')}; give ${options.join(' and ')}.`;
}

interface Choices {
  readonly choices: readonly { readonly option: string; readonly values: readonly string[] }[];
}

function hasChoices(details: unknown): details is Choices {
  return typeof details === 'object' && details !== null && 'choices' in details;
}

/** What only a person can decide stands beside the error too, where a script finds it at once. */
function errorDocument(failure: Failure) {
  const { details } = failure;
  return { error: { ...failure, ...(hasChoices(details) && { choices: details.choices }) } };
}

interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: unknown;
}

function toFailure(error: unknown): Failure {
  if (error instanceof HeadroomError)
    return { code: error.code, message: error.message, ...(error.details && { details: error.details }) };
  if (error instanceof ORPCError) {
    const { code, message, data } = error as ORPCError<string, unknown>;
    if (code in ERRORS)
      return { code: code as ErrorCode, message, ...(data !== undefined && { details: data }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `Something went wrong inside Headroom: ${message}. Run again with --debug and report it.`,
  };
}
