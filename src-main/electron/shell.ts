import { join } from 'node:path';
import { app, dialog, session, shell, type BrowserWindow } from 'electron';
import log from 'electron-log/main.js';
import type { Backend, Workspaces } from '../backend.ts';
import { defaultWorkspace, openBackend } from '../cli/workspace-file.ts';
import { noteRecent, recentList } from '../host/recent-workspaces.ts';
import { readPageFiles } from '../transport/page/page-files.ts';
import { createPortHandler } from '../transport/port/port.ts';
import { version } from '../version.ts';
import { HOME } from './address.ts';
import { followAlerts } from './alert-notices.ts';
import { watchImports, type ImportWatch } from './import-watch.ts';
import { setMenu } from './menu.ts';
import { askedFor, type Asked } from './opened-files.ts';
import { saveAs, WORKSPACE_FILTER } from './save-as.ts';
import { serveScheme } from './scheme.ts';
import { startWith, windowWorkspaces } from './start-anew.ts';
import { confine, createWindow, denyPermissions, loadPage } from './window.ts';
import { connectWindow } from './window-port.ts';

const EXPORT_FILTER = { name: 'Cost exports', extensions: ['csv', 'tsv', 'txt', 'gz', 'zip'] };
const MOST_RECENT = 10;

/** Opens the application in its window. `built` is the folder of the built main process; page and preload lie beside it. */
export async function openShell(built: string): Promise<void> {
  const asked = askedFor(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
  const early: string[] = [];
  app.on('open-file', (event, path) => {
    event.preventDefault();
    early.push(path);
  });
  app.on('web-contents-created', (_event, contents) => confine(contents));
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  denyPermissions(session.defaultSession);
  serveScheme(readPageFiles(join(built, '..', 'renderer')));

  const file = asked.workspace ?? defaultWorkspace();
  const workspaces = windowWorkspaces(file, recentList(), () => backend?.close());
  const backend = openWorkspace(file, workspaces);
  if (backend === undefined) return;
  noteRecent(recentList(), file, backend.clock.now());
  app.addRecentDocument(file);
  setAbout();
  const window = createWindow(join(built, '..', 'preload', 'preload.cjs'), app.isPackaged);
  const client = backend.client('window');
  const watch = watchImports(client, window);
  connectWindow(window.webContents, createPortHandler(backend, watch.follow, saveAs(window)));
  const open = (files: Asked): Promise<void> => openFiles(files, window, watch);
  followStarts(window, open);
  quitSafely(backend, watch, window);
  setMenu(
    {
      importFiles: () => void chooseExports(window).then(open),
      openWorkspace: () => void chooseWorkspace(window).then(open),
      openRecent: (recent) => void open({ exports: [], workspace: recent === file ? undefined : recent }),
      showInFolder: () => shell.showItemInFolder(file),
      go: (page) => void window.loadURL(`${HOME}#/${page}`),
    },
    workspaces.list().slice(0, MOST_RECENT),
  );
  await loadPage(window);
  const stopAlerts = followAlerts(backend, client, window);
  app.on('will-quit', stopAlerts);
  await open({ ...askedFor([...early, ...asked.exports], '/'), workspace: undefined });
}

/** Says in a dialog why a workspace cannot be opened, and ends: there is nothing to show without one. */
function openWorkspace(file: string, workspaces: Workspaces): Backend | undefined {
  try {
    return openBackend(file, {
      access: 'write',
      workspaces,
      reportIncident: (incident, error) => log.error(incident, error),
    });
  } catch (error) {
    dialog.showErrorBox('Headroom cannot open the workspace', messageOf(error));
    app.exit(2);
    return undefined;
  }
}

/** What `About Headroom` shows. */
function setAbout(): void {
  app.setAboutPanelOptions({
    applicationName: 'Headroom',
    applicationVersion: version,
    copyright: 'MIT licence, the Headroom engineers',
    credits: 'An offline workbench for cloud budgets.',
  });
}

function followStarts(window: BrowserWindow, open: (asked: Asked) => Promise<void>): void {
  app.on('second-instance', (_event, words, folder) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    void open(askedFor(words.slice(1), folder));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void open(askedFor([path], '/'));
  });
}

/** Exports are imported after a question; another workspace is opened by starting again with it. */
async function openFiles(asked: Asked, window: BrowserWindow, watch: ImportWatch): Promise<void> {
  if (asked.workspace !== undefined) {
    startWith(asked.workspace);
    return;
  }
  if (asked.exports.length === 0) return;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: asked.exports.length === 1 ? 'Import this file?' : `Import these ${asked.exports.length} files?`,
    detail: asked.exports.join('\n'),
    buttons: ['Import', 'Cancel'],
    cancelId: 1,
  });
  if (response !== 0) return;
  try {
    await watch.importFiles(asked.exports);
  } catch (error) {
    await dialog.showMessageBox(window, {
      type: 'error',
      message: 'Nothing was imported',
      detail: messageOf(error),
    });
  }
}

async function chooseExports(window: BrowserWindow): Promise<Asked> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'multiSelections'],
    filters: [EXPORT_FILTER],
  });
  return { exports: filePaths, workspace: undefined };
}

async function chooseWorkspace(window: BrowserWindow): Promise<Asked> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [WORKSPACE_FILTER],
  });
  return { exports: [], workspace: filePaths[0] };
}

/** An import that runs is waited for or stopped by the user's choice; then the store is closed, and only then the process ends. */
function quitSafely(backend: Backend, watch: ImportWatch, window: BrowserWindow): void {
  let settled = false;
  const settle = async (): Promise<void> => {
    if (watch.running > 0 && !window.isDestroyed()) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: 'An import is running',
        detail: 'Stopped now, it leaves no trace; the file can be imported again later.',
        buttons: ['Keep Importing', 'Stop and Quit'],
        defaultId: 0,
        cancelId: 0,
      });
      if (response === 0) return;
    }
    await watch.stopAll();
    settled = true;
    app.quit();
  };
  const hold = (event: { preventDefault: () => void }): void => {
    if (settled || watch.running === 0) return;
    event.preventDefault();
    void settle();
  };
  window.on('close', hold);
  app.on('before-quit', hold);
  app.on('will-quit', () => backend.close());
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
