import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import * as electron from './electron-double.ts';

export interface OpenedShell {
  /** The program lies in `main` and `renderer` of this folder, its workspace beside them. */
  readonly folder: string;
  readonly window: electron.BrowserWindow;
  /** Ends the program and removes its folder. */
  readonly close: () => void;
}

/** The real shell on a new workspace, over the double of Electron that the test file puts in its place. */
export async function openedShell(): Promise<OpenedShell> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-shell-'));
  electron.app.userData = join(folder, 'user');
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'data'));
  mkdirSync(join(folder, 'renderer'));
  mkdirSync(join(folder, 'main'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<meta name="headroom-nonce" content="__NONCE__">');
  process.argv = ['electron', '.', '--workspace', join(folder, 'workspace.headroom')];
  const { openShell } = await import('#main/electron/shell.ts');
  await openShell(join(folder, 'main'));
  const [window] = electron.BrowserWindow.made;
  if (window === undefined) throw new Error('no window was made');
  return {
    folder,
    window,
    close: () => {
      electron.app.emit('will-quit');
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
