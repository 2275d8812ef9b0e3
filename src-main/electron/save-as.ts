import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { HandOver } from '../router/context.ts';

export const WORKSPACE_FILTER = { name: 'Headroom workspaces', extensions: ['headroom'] };

/** Asks where a copy of the workspace is saved, and has it made right there. */
export function saveAs(window: BrowserWindow): HandOver {
  return async (name, make) => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(app.getPath('documents'), name),
      filters: [WORKSPACE_FILTER],
    });
    return canceled || filePath === '' ? null : { made: make(filePath) };
  };
}
