import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeOwnFolder } from '../own-folder.ts';
import { connect } from '../store/sqlite.ts';

export interface TrialCopy {
  readonly file: string;
  /** Deletes the copy, with its folder. */
  readonly remove: () => void;
}

/** A place in the system's temporary folder for a dry run, with a copy of the workspace where there is one to copy. */
export function makeTrialCopy(workspace: string | undefined): TrialCopy {
  const folder = makeOwnFolder('dry-run');
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
