import { existsSync, renameSync, mkdirSync, copyFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';
import { checkStore } from '../../store/doctor.ts';
import { openStore } from '../../store/store.ts';
import { version } from '../../version.ts';
import type { Command, Invocation, WorkspaceFree } from '../command.ts';
import { pathIn, requiredWord } from '../usage.ts';
import { systemClock } from '../workspace-file.ts';

async function backup(invocation: Invocation) {
  const file = pathIn(invocation.folder, requiredWord(invocation, 0, 'file to write the backup to'));
  if (existsSync(file))
    throw new HeadroomError(
      'file_exists',
      `${file} exists already; name another file, a backup never overwrites.`,
      { file },
    );
  if (!existsSync(dirname(file)))
    throw new HeadroomError('unreadable', `There is no folder ${dirname(file)}.`, { file });
  invocation.backend.store.copyTo(file);
  const verdict = verify(file);
  const data = { file, bytes: statSync(file).size, ...verdict };
  return Promise.resolve({
    data,
    text: `Copied to ${file} (${data.bytes} bytes), checked: ${verdict.ok ? 'sound' : verdict.problems.join('; ')}.`,
    exit: verdict.ok ? 0 : 1,
  });
}

function verify(file: string) {
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

async function restore(invocation: WorkspaceFree) {
  const file = pathIn(invocation.folder, requiredWord(invocation, 0, 'backup to restore'));
  const verdict = verify(file);
  if (!verdict.ok)
    throw new HeadroomError(
      'unreadable',
      `The backup ${file} is damaged (${verdict.problems.join('; ')}); nothing was changed.`,
      { file },
    );
  if (invocation.dryRun)
    return {
      data: { file, workspace: invocation.workspace, replaced: null, dryRun: true },
      text: `Would restore ${file}.`,
    };
  const replaced = moveAside(invocation.workspace, systemClock.now().replace(/[:.]/g, '-'));
  mkdirSync(dirname(invocation.workspace), { recursive: true });
  copyFileSync(file, `${invocation.workspace}.restoring`);
  renameSync(`${invocation.workspace}.restoring`, invocation.workspace);
  const text = `Restored ${file} to ${invocation.workspace}.${replaced === null ? '' : ` What was there is kept in ${replaced}.`}`;
  return Promise.resolve({ data: { file, workspace: invocation.workspace, replaced }, text });
}

async function doctor({ backend, workspace }: Invocation) {
  const verdict = checkStore(backend.store.reader);
  const data = { workspace, version, node: process.versions.node, ...verdict };
  const text = verdict.ok
    ? `Sound: ${workspace}, format ${verdict.format}, SQLite ${verdict.sqlite}, Node ${data.node}.`
    : `Problems: ${verdict.problems.join('; ')}`;
  return Promise.resolve({ data, text, exit: verdict.ok ? 0 : 1 });
}

export const maintenanceCommands: readonly Command[] = [
  {
    name: ['backup'],
    usage: 'backup FILE',
    summary: 'Copy the workspace, also while it is in use',
    access: 'read',
    run: backup,
  },
  {
    name: ['restore'],
    usage: 'restore FILE',
    summary: 'Put a backup in the place of the workspace, keeping what was there',
    access: 'none',
    run: restore,
  },
  {
    name: ['doctor'],
    usage: 'doctor',
    summary: 'Check integrity, totals of imports, schema and versions',
    access: 'read',
    run: doctor,
  },
];
