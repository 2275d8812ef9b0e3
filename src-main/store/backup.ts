import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';
import { checkStore, type Health } from './doctor.ts';
import { openStore, type Store } from './store.ts';

export interface Backup extends Health {
  readonly file: string;
  readonly bytes: number;
}

/** Copies a workspace, also while it is in use, to a file that is not there yet, and checks the copy. */
export function backUp(store: Store, file: string): Backup {
  if (existsSync(file))
    throw new HeadroomError(
      'file_exists',
      `${file} exists already; name another file, a backup never overwrites.`,
      { file },
    );
  if (!existsSync(dirname(file)))
    throw new HeadroomError('unreadable', `There is no folder ${dirname(file)}.`, { file });
  store.copyTo(file);
  return { file, bytes: statSync(file).size, ...checkFile(file) };
}

/** Refuses a backup that is damaged, before anything is changed for it. */
export function checkBackup(file: string): void {
  const { ok, problems } = checkFile(file);
  if (!ok)
    throw new HeadroomError(
      'unreadable',
      `The backup ${file} is damaged (${problems.join('; ')}); nothing was changed.`,
      { file },
    );
}

/** Puts a checked backup in the place of a workspace that nobody has open; answers the folder with what was there. */
export function putBackup(file: string, workspace: string, stamp: string): string | null {
  const replaced = moveAside(workspace, stamp);
  mkdirSync(dirname(workspace), { recursive: true });
  copyFileSync(file, `${workspace}.restoring`);
  renameSync(`${workspace}.restoring`, workspace);
  return replaced;
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

/** The three files of a workspace go aside together: an old `-wal` beside a restored file would corrupt it. */
function moveAside(workspace: string, stamp: string): string | null {
  if (!existsSync(workspace)) return null;
  const folder = join(dirname(workspace), `replaced-${stamp}`);
  mkdirSync(folder, { recursive: true });
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(workspace + ending))
      renameSync(workspace + ending, join(folder, basename(workspace) + ending));
  }
  return folder;
}
