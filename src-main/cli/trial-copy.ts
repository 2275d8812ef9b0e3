import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../store/sqlite.ts';

/** Folders of copies bear the id of the process that made them, so that the next one can tell which were left behind. */
const FOLDER = /^headroom-dry-run-(?<process>\d+)-/u;

export interface TrialCopy {
  readonly file: string;
  /** Deletes the copy, with its folder. */
  remove(): void;
}

/**
 * A place in the system's temporary folder for a dry run, with a copy of the workspace where there is one to copy. What a
 * killed process left there, a whole workspace for anybody's eyes, is deleted first.
 */
export function makeTrialCopy(workspace: string | undefined): TrialCopy {
  removeLeftBehind();
  const folder = mkdtempSync(join(tmpdir(), `headroom-dry-run-${process.pid}-`));
  const file = join(folder, 'workspace.headroom');
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (workspace !== undefined) copyWorkspace(workspace, file);
  } catch (error) {
    remove();
    throw error;
  }
  return { file, remove };
}

/** Without a `-wal` nobody writes and the plain file is whole; with one only SQLite can make a consistent copy. */
function copyWorkspace(file: string, copy: string): void {
  if (!existsSync(`${file}-wal`)) {
    copyFileSync(file, copy);
    return;
  }
  const connection = connect(file);
  try {
    connection.prepare('VACUUM INTO ?').run(copy);
  } finally {
    connection.close();
  }
}

function removeLeftBehind(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = FOLDER.exec(name)?.groups?.['process'];
    if (owner === undefined || isRunning(Number(owner))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Somebody else's: it is theirs to delete.
    }
  }
}

/** Signal 0 only asks; a process that may not be asked by this user is there all the same. */
function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
