import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Inputs } from '#shared/contract/contract.ts';
import type { KnownWorkspace } from '#shared/contract/workspaces.ts';
import type { ExportFile } from '../importers/types.ts';
import { checkBackup } from '../store/backup.ts';
import { workspaceName } from '../store/workspace-name.ts';
import { answerOf, procedures, type RequestContext } from './context.ts';
import { offeredFile } from './offered-file.ts';
import { runningImports, stopImports } from './running-work.ts';

const ENDING = '.headroom';

/** Workspaces that can be gone to; where the host has one only, that. */
function listOf({ backend }: RequestContext): readonly KnownWorkspace[] {
  const { file } = backend.store;
  const open = { file, name: workspaceName(file), openedAt: null, isOpen: true };
  return backend.workspaces?.list() ?? [open];
}

function switchOf({ backend }: RequestContext): NonNullable<typeof backend.workspaces> {
  if (backend.workspaces === undefined)
    throw new HeadroomError(
      'rule_broken',
      'This Headroom has the workspace it was started with; name another with --workspace.',
    );
  return backend.workspaces;
}

/** A web page can name files that were opened or lie beside; the window and the command line act for the user. */
function requireKnown(context: RequestContext, file: string): KnownWorkspace {
  if (extname(file).toLowerCase() !== ENDING)
    throw new HeadroomError('invalid_input', `"file": a workspace ends in ${ENDING}.`);
  const known = listOf(context).find((one) => one.file === file);
  if (known !== undefined) return known;
  if (context.localFiles) return { file, name: workspaceName(file), openedAt: null, isOpen: false };
  throw new HeadroomError(
    'forbidden',
    'Only workspaces that were opened before, or lie beside the open one, can be opened from here.',
  );
}

/** The file of a new workspace beside the open one; refuses a name that none can have or one has. */
function newFile({ backend }: RequestContext, name: string): string {
  if (/[\\/:*?"<>|\p{Cc}]/u.test(name) || name.startsWith('.'))
    throw new HeadroomError('invalid_input', '"name": a name of a file, without / \\ : * ? " < > |.');
  const file = join(dirname(backend.store.file), `${name}${ENDING}`);
  if (existsSync(file))
    throw new HeadroomError('already_exists', `${file} exists already; open it, or choose another name.`);
  return file;
}

/** Nothing is taken from under an import without the user's word. */
async function settleImports({ backend }: RequestContext, isStopping: boolean | undefined): Promise<void> {
  const count = runningImports(backend);
  if (count === 0) return;
  if (isStopping !== true)
    throw new HeadroomError(
      'in_use',
      `${count === 1 ? 'An import is' : `${count} imports are`} running; wait for the end, or stop it, which leaves nothing of it.`,
      { imports: count },
    );
  await stopImports(backend);
}

/** The backup that a request names: a workspace by its file, or what a web page sent. */
function backupOf(
  context: RequestContext,
  { file, uploadId, name }: Inputs['workspaces']['restore'],
): ExportFile {
  if (file === undefined) return offeredFile(context, { uploadId, name });
  requireKnown(context, file);
  return { path: file, name: file };
}

/** Throws what `checkBackup` does; what was sent is called by its name, because its place says nothing to who sent it. */
function checkOffered({ path, name }: ExportFile): void {
  try {
    checkBackup(path);
  } catch (error) {
    if (!(error instanceof HeadroomError)) throw error;
    throw new HeadroomError(error.code, error.message.replaceAll(path, name), { file: name });
  }
}

/** The workspace that is open now, through the one that was asked. */
function opened(context: RequestContext): { data: KnownWorkspace } {
  const open = listOf(context).find(({ isOpen }) => isOpen);
  if (open === undefined) throw new HeadroomError('not_found', 'No workspace is open.');
  return { data: open };
}

export const workspaces = {
  list: procedures.workspaces.list.handler(({ context }) => ({ data: [...listOf(context)] })),

  open: procedures.workspaces.open.handler(async ({ input, context }) => {
    const host = switchOf(context);
    const asked = requireKnown(context, input.file);
    if (input.dryRun === true) return answerOf({ ...asked, isOpen: true }, true, []);
    await settleImports(context, input.stopImports);
    host.open(input.file);
    return opened(context);
  }),

  create: procedures.workspaces.create.handler(async ({ input, context }) => {
    const host = switchOf(context);
    const file = newFile(context, input.name);
    if (input.dryRun === true)
      return answerOf({ file, name: workspaceName(file), openedAt: null, isOpen: true }, true, []);
    await settleImports(context, input.stopImports);
    host.create(file);
    return opened(context);
  }),

  restore: procedures.workspaces.restore.handler(async ({ input, context }) => {
    const host = switchOf(context);
    const { path, name } = backupOf(context, input);
    const workspace = context.backend.store.file;
    if (path === workspace)
      throw new HeadroomError('rule_broken', 'This is the open workspace itself; choose a backup of it.');
    checkOffered({ path, name });
    if (input.dryRun === true) return answerOf({ file: name, workspace, replaced: null }, true, []);
    await settleImports(context, input.stopImports);
    return { data: { file: name, workspace, replaced: host.restore(path) } };
  }),
};
