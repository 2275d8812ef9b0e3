import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';
import { runWorkflow, type WorkflowResult } from '#shared/workflow/run-workflow.ts';
import { statedWorkflow } from '#shared/workflow/stated.ts';
import { DEMO_FOLDER } from '../../workflow/demo-folder.ts';
import { localFiles } from '../../workflow/local-files.ts';
import { summaryText } from '../../workflow/summary.ts';
import type { Command, CommandResult, WorkspaceFree } from '../command.ts';
import { pathIn, readJsonFile, requiredWord } from '../usage.ts';
import { removeWorkspace } from '../../store/store.ts';
import { openBackend } from '../workspace-file.ts';

const DEMO = join(DEMO_FOLDER, 'workflow.json');
const REPORT_FILE = 'summary.json';
const WORKSPACE_FILE = 'workspace.headroom';

interface Run {
  readonly file: string;
  readonly out: string;
  readonly workspace: string;
  readonly isNew: boolean;
}

async function runFile(
  invocation: WorkspaceFree,
  { file, out, workspace, isNew }: Run,
): Promise<CommandResult> {
  const workflow = statedWorkflow(readJsonFile(file), file);
  const dryRun = invocation.dryRun || workflow.dryRun === true;
  if (!dryRun) {
    mkdirSync(out, { recursive: true });
    if (isNew) removeWorkspace(workspace);
  }
  const backend = openBackend(workspace, { access: 'write', onCopy: dryRun });
  try {
    // A dry run works on a copy, so that each step sees what the steps before it did.
    const ran = await runWorkflow(workflow, {
      client: backend.client('cli'),
      files: localFiles(dirname(file), dryRun ? null : out),
      asOf: invocation.asOf,
      seconds: () => performance.now() / 1000,
      progress: invocation.progress,
    });
    const result = { ...ran, dryRun };
    const files = dryRun ? [] : [workspace, writeSummary(out, result), ...reportFiles(result)];
    const data = { ...result, workspace, out, files, ...result.sections };
    const [failure] = Object.values(result.sections).flatMap(({ error = [] }) => error);
    if (failure !== undefined) process.stderr.write(`headroom: ${failure}\n`);
    return { data, text: `${summaryText(result)}\n${filesText(files)}`, exit: result.ok ? 0 : 1 };
  } finally {
    backend.close();
  }
}

function writeSummary(out: string, result: WorkflowResult): string {
  const file = join(out, REPORT_FILE);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

function reportFiles(result: WorkflowResult): string[] {
  const reports = result.sections.reports?.result;
  return Array.isArray(reports) ? reports.map(({ file }: { file: string }) => file) : [];
}

function filesText(files: readonly string[]): string {
  return files.length === 0
    ? 'Dry run: nothing was written.'
    : `Written:\n${files.map((file) => `  ${file}`).join('\n')}`;
}

async function run(invocation: WorkspaceFree): Promise<CommandResult> {
  const { flags, folder } = invocation;
  const file = pathIn(folder, requiredWord(invocation, 0, 'workflow file'));
  const outFlag = flags.text('out');
  const out = outFlag === undefined ? dirname(file) : pathIn(folder, outFlag);
  return runFile(invocation, { file, out, workspace: invocation.workspace, isNew: false });
}

async function demo(invocation: WorkspaceFree): Promise<CommandResult> {
  const { flags, folder } = invocation;
  if (!existsSync(DEMO))
    throw new HeadroomError(
      'unreadable',
      `The bundled demonstration ${DEMO} is missing; install Headroom again.`,
    );
  const out = pathIn(folder, flags.text('out') ?? 'demo-out');
  const workspace = flags.text('workspace') === undefined ? join(out, WORKSPACE_FILE) : invocation.workspace;
  return runFile(invocation, { file: DEMO, out, workspace, isNew: flags.text('workspace') === undefined });
}

const out = { out: { type: 'string' } } as const;

export const runCommands: readonly Command[] = [
  {
    name: ['run'],
    usage: 'run WORKFLOW.json [--out DIR]',
    summary: 'The whole cycle from one file',
    options: out,
    access: 'none',
    run,
  },
  {
    name: ['demo'],
    usage: 'demo [--out DIR]',
    summary: 'The main job on the bundled data; writes to ./demo-out',
    options: out,
    access: 'none',
    run: demo,
  },
];
