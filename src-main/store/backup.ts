import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  copyFileSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';
import { checkStore, type Health } from './doctor.ts';
import { makeOwnFolder } from '../own-folder.ts';
import { checkVersion, checkWorkspaceFile, connect, inUse } from './sqlite.ts';
import { openStore, type Store } from './store.ts';

/** The files that belong to a workspace beside it. */
const COMPANIONS = ['-wal', '-shm', '-journal'] as const;

export interface Backup extends Health {
  readonly file: string;
  readonly bytes: number;
}

/** Copies a workspace, also while it is in use, to a file that is not there yet and appears whole and checked or not at all. */
export function backUp(store: Store, file: string): Backup {
  refuseTarget(file);
  const part = `${file}.part`;
  removeFile(part);
  try {
    store.copyTo(part);
    const health = checkFile(part);
    syncPath(part);
    renameSync(part, file);
    syncFolder(dirname(file));
    return { file, bytes: statSync(file).size, ...health };
  } catch (error) {
    removeFile(part);
    throw error;
  }
}

/** What `backUp` would answer, without a file being written. */
export function tryBackUp(store: Store, file: string): Backup {
  refuseTarget(file);
  return { file, bytes: 0, ...checkStore(store.reader) };
}

function refuseTarget(file: string): void {
  if (existsSync(file))
    throw new HeadroomError(
      'file_exists',
      `${file} exists already; name another file, a backup never overwrites.`,
      { file },
    );
  if (!existsSync(dirname(file)))
    throw new HeadroomError('unreadable', `There is no folder ${dirname(file)}.`, { file });
}

/** Whether a backup could be restored, tried on a copy that is thrown away. Throws what `putBackup` would throw of it. */
export function checkBackup(file: string): void {
  const folder = makeOwnFolder('backup');
  try {
    stageSound(file, join(folder, 'copy.headroom'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Puts a backup in the place of a workspace; answers the folder where what was there is kept, null where nothing was. Whenever
 * the process ends, either the old workspace or the restored one stands there: the old log is settled into its file first,
 * because an old `-wal` beside a restored file would undo or corrupt it, and then one rename replaces the file.
 *
 * Throws `in_use` while another program has the workspace open, and `unreadable` for a damaged backup; nothing is changed then.
 */
export function putBackup(file: string, workspace: string, stamp: string): string | null {
  mkdirSync(dirname(workspace), { recursive: true });
  settle(workspace);
  const copy = `${workspace}.restoring`;
  try {
    stageSound(file, copy);
    syncPath(copy);
    const kept = keepAside(workspace, stamp);
    renameSync(copy, workspace);
    syncFolder(dirname(workspace));
    return kept;
  } finally {
    removeFile(copy);
  }
}

/** A consistent copy of a backup, also of one that has a log of its own beside it, in today's format and checked. */
function stageSound(file: string, copy: string): void {
  if (checkWorkspaceFile(file) === 'missing')
    throw new HeadroomError('unreadable', `There is no file ${file}; name a backup.`, { file });
  removeFile(copy);
  const connection = connect(file);
  try {
    checkVersion(connection, file);
    connection.prepare('VACUUM INTO ?').run(copy);
  } finally {
    connection.close();
  }
  const { ok, problems } = checkFile(copy);
  if (!ok)
    throw new HeadroomError(
      'unreadable',
      `The backup ${file} is damaged (${problems.join('; ')}); nothing was changed.`,
      { file },
    );
}

function checkFile(file: string): Health {
  const store = openStore(file, { create: false });
  if (store === undefined) throw new HeadroomError('unreadable', `There is no file ${file}.`, { file });
  try {
    return checkStore(store.reader);
  } finally {
    store.close();
  }
}

/** Brings a workspace's log into its file, which only its sole owner can. One that cannot be read has nothing to settle. */
function settle(workspace: string): void {
  if (!isReadable(workspace)) return;
  const connection = connect(workspace);
  try {
    connection.pragma('journal_mode = DELETE');
  } catch (error) {
    throw inUse(workspace, error);
  } finally {
    connection.close();
  }
}

function isReadable(workspace: string): boolean {
  try {
    return checkWorkspaceFile(workspace) === 'workspace';
  } catch (error) {
    if (error instanceof HeadroomError) return false;
    throw error;
  }
}

/** Keeps the workspace under another name before it is replaced; an unreadable one with the files beside it. */
function keepAside(workspace: string, stamp: string): string | null {
  const found = ['', ...COMPANIONS].filter((ending) => existsSync(workspace + ending));
  if (found.length === 0) return null;
  const folder = join(dirname(workspace), `replaced-${stamp}`);
  mkdirSync(folder, { recursive: true });
  for (const ending of found) {
    const kept = join(folder, basename(workspace) + ending);
    if (ending === '') linkOrCopy(workspace, kept);
    else renameSync(workspace + ending, kept);
  }
  syncFolder(folder);
  return folder;
}

/** A second name costs nothing and cannot be half done; disks without links take a copy. */
function linkOrCopy(file: string, other: string): void {
  try {
    linkSync(file, other);
  } catch {
    copyFileSync(file, other);
    syncPath(other);
  }
}

function removeFile(file: string): void {
  for (const ending of ['', ...COMPANIONS]) rmSync(file + ending, { force: true });
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Windows cannot open a folder; there the rename is as durable as it gets. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
