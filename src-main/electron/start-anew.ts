import { app } from 'electron';
import { existsSync } from 'node:fs';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Workspaces } from '../backend.ts';
import { systemClock } from '../cli/workspace-file.ts';
import { knownWorkspaces } from '../host/open-workspaces.ts';
import { putBackup } from '../store/backup.ts';

/** Another workspace is opened by starting again with it: the window, its port and all that listens begin afresh. */
export function startWith(workspace: string): void {
  app.relaunch({ args: [...(app.isPackaged ? [] : [app.getAppPath()]), '--workspace', workspace] });
  app.quit();
}

/** The workspaces the window can go to; `close` closes the open one, whose file `restore` replaces. */
export function windowWorkspaces(file: string, list: string, close: () => void): Workspaces {
  return {
    list: () => knownWorkspaces(file, list),
    open: (next) => {
      if (!existsSync(next))
        throw new HeadroomError('not_found', `There is no workspace ${next} any more.`, { file: next });
      if (next !== file) startWith(next);
    },
    create: (next) => startWith(next),
    restore: (backup) => {
      close();
      const replaced = putBackup(backup, file, systemClock.now().replace(/[:.]/g, '-'));
      startWith(file);
      return replaced;
    },
  };
}
