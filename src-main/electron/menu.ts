import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { KnownWorkspace } from '#shared/contract/workspaces.ts';

export interface MenuActions {
  importFiles(): void;
  openWorkspace(): void;
  openRecent(file: string): void;
  showInFolder(): void;
  go(page: string): void;
}

/** Pages in the order of the rail; the first nine have a digit. */
const PAGES = [
  ['overview', 'Overview'],
  ['budgets', 'Budgets'],
  ['forecast', 'Forecast'],
  ['what-if', 'What-If'],
  ['variance', 'Variance'],
  ['alerts', 'Alerts'],
  ['approvals', 'Approvals'],
  ['imports', 'Imports'],
  ['reports', 'Reports'],
  ['history', 'History'],
  ['settings', 'Settings'],
] as const;

const RECENT: MenuItemConstructorOptions = {
  role: 'recentDocuments',
  submenu: [{ role: 'clearRecentDocuments' }],
};

/** The native menu. Undo and redo are those of text; the page hears the keys first and takes them outside of fields. */
export function menuTemplate(
  actions: MenuActions,
  mac: boolean,
  workspaces: readonly KnownWorkspace[] = [],
): MenuItemConstructorOptions[] {
  const file: MenuItemConstructorOptions[] = [
    { label: 'Import…', accelerator: 'CmdOrCtrl+O', click: () => actions.importFiles() },
    { label: 'Open Workspace…', accelerator: 'CmdOrCtrl+Shift+O', click: () => actions.openWorkspace() },
    recentMenu(actions, workspaces),
    ...(mac ? [RECENT] : []),
    { type: 'separator' },
    { label: 'Show Workspace in Folder', click: () => actions.showInFolder() },
    { type: 'separator' },
    { role: mac ? 'close' : 'quit' },
  ];
  const go = PAGES.map(([page, label], index) => ({
    label,
    ...(index < 9 ? { accelerator: `CmdOrCtrl+${index + 1}` } : {}),
    click: () => actions.go(page),
  }));
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: file },
    { role: 'editMenu' },
    { label: 'Go', submenu: go },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    ...(mac ? [] : [{ label: 'Help', submenu: [{ role: 'about' } as const] }]),
  ];
}

/** Workspaces that were opened before; the open one is marked. */
function recentMenu(actions: MenuActions, workspaces: readonly KnownWorkspace[]): MenuItemConstructorOptions {
  return {
    label: 'Recent Workspaces',
    enabled: workspaces.length > 0,
    submenu: workspaces.map(({ file, name, isOpen }) => ({
      label: name,
      type: 'checkbox',
      checked: isOpen,
      click: () => actions.openRecent(file),
    })),
  };
}

export function setMenu(actions: MenuActions, workspaces: readonly KnownWorkspace[]): void {
  const template = menuTemplate(actions, process.platform === 'darwin', workspaces);
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
