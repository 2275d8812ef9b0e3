import { checkBackup, putBackup } from '../../store/backup.ts';
import { version } from '../../version.ts';
import type { Command, Invocation, WorkspaceFree } from '../command.ts';
import { pathIn, requiredWord } from '../usage.ts';
import { systemClock } from '../workspace-file.ts';

async function backup(invocation: Invocation) {
  const file = pathIn(invocation.folder, requiredWord(invocation, 0, 'file to write the backup to'));
  const { dryRun } = invocation;
  const { data, meta } = await invocation.client.workspace.backup({ file, dryRun });
  const done = dryRun ? 'Would copy' : 'Copied';
  return {
    data,
    meta,
    text: `${done} to ${file} (${data.bytes} bytes), checked: ${data.ok ? 'sound' : data.problems.join('; ')}.`,
    exit: data.ok ? 0 : 1,
  };
}

async function restore(invocation: WorkspaceFree) {
  const file = pathIn(invocation.folder, requiredWord(invocation, 0, 'backup to restore'));
  if (invocation.dryRun) {
    checkBackup(file);
    return {
      data: { file, workspace: invocation.workspace, replaced: null, dryRun: true },
      text: `Dry run: would restore ${file} to ${invocation.workspace}.`,
    };
  }
  const replaced = putBackup(file, invocation.workspace, systemClock.now().replace(/[:.]/g, '-'));
  const text = `Restored ${file} to ${invocation.workspace}.${replaced === null ? '' : ` What was there is kept in ${replaced}.`}`;
  return Promise.resolve({ data: { file, workspace: invocation.workspace, replaced }, text });
}

async function doctor({ client, workspace }: Invocation) {
  const verdict = (await client.workspace.check({})).data;
  const data = { workspace, version, node: process.versions.node, ...verdict };
  const text = verdict.ok
    ? `Sound: ${workspace}, format ${verdict.format}, SQLite ${verdict.sqlite}, Node ${data.node}.`
    : `Problems: ${verdict.problems.join('; ')}`;
  return { data, text, exit: verdict.ok ? 0 : 1 };
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
