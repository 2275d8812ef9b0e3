import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { menuTemplate } from '#main/electron/menu.ts';
import { askedFor } from '#main/electron/opened-files.ts';
import { lastWindow } from '#main/electron/window-state.ts';
import { windowWorkspaces } from '#main/electron/start-anew.ts';
import * as electron from './electron-double.ts';
import { openedShell, type OpenedShell } from './opened-shell.ts';

vi.mock('electron', () => import('./electron-double.ts'));
vi.mock('electron-log/main.js', () => ({ default: { error: vi.fn() } }));

let shell: OpenedShell;
let folder = '';
let window: electron.BrowserWindow;

beforeAll(async () => {
  shell = await openedShell();
  ({ folder, window } = shell);
});
afterAll(() => shell.close());

/** A FOCUS export of so many rows of 1.25 USD. */
function focus(rows: number): string {
  const columns = [
    'BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd',
    'ChargeCategory,ServiceName,ServiceCategory,ProviderName,BillingAccountId,ResourceId',
  ];
  const month = '2024-09-01T00:00:00Z,2024-10-01T00:00:00Z,2024-09-02T00:00:00Z,2024-09-03T00:00:00Z';
  const lines = Array.from(
    { length: rows },
    (_, row) => `1.25,1.25,USD,${month},Usage,Compute,Compute,AWS,1,r${row}`,
  );
  return [columns.join(','), ...lines, ''].join('\n');
}
describe('starting and ending', () => {
  test('a second start brings its files here, after a question', async () => {
    const file = join(folder, 'cost.csv');
    writeFileSync(file, 'nothing of use\n');
    electron.dialogs.answer = 1;
    const asked = electron.dialogs.asked.length;
    electron.app.emit('second-instance', {}, ['headroom', '--evil', file, '/no/such/file.csv'], folder);
    await vi.waitFor(() => expect(electron.dialogs.asked.length).toBe(asked + 1));
    expect(electron.dialogs.asked.at(-1)).toBe('Import this file?');
  });

  test('an import that fails is said in a dialog and not remembered', async () => {
    electron.dialogs.answer = 0;
    const file = join(folder, 'broken.csv');
    writeFileSync(file, '%PDF-1.7 not a table');
    electron.app.emit('second-instance', {}, ['headroom', file], folder);
    await vi.waitFor(() => expect(electron.dialogs.asked.at(-1)).toBe('Nothing was imported'), 10_000);
    expect(electron.app.recent).not.toContain(file);
    expect(window.progress.at(-1)).toBe(-1);
  });

  test('an import that is done is remembered, and announced where the window has no focus', async () => {
    electron.dialogs.answer = 0;
    window.focused = false;
    const file = join(folder, 'focus.csv');
    writeFileSync(file, focus(1));
    electron.app.emit('open-file', { preventDefault: () => undefined }, file);
    await vi.waitFor(() => expect(electron.app.recent).toContain(file), 15_000);
    await vi.waitFor(() => expect(electron.notices).toContain('The import is done.'), 5000);
  });

  test('a running import holds the end until the user stops it, and leaves no trace', async () => {
    electron.dialogs.answer = 0;
    const file = join(folder, 'large.csv');
    writeFileSync(file, focus(150_000));
    electron.app.emit('open-file', { preventDefault: () => undefined }, file);
    await vi.waitFor(() => expect(window.progress.at(-1)).toBeGreaterThan(0), 15_000);
    const quits = electron.calls.filter((name) => name === 'app.quit').length;
    expect(electron.app.prevented('before-quit')).toBe(true);
    await vi.waitFor(() => expect(electron.dialogs.asked.at(-1)).toBe('An import is running'));
    expect(electron.calls.filter((name) => name === 'app.quit')).toHaveLength(quits);
    electron.dialogs.answer = 1;
    expect(window.prevented('close')).toBe(true);
    await vi.waitFor(
      () => expect(electron.calls.filter((name) => name === 'app.quit').length).toBeGreaterThan(quits),
      10_000,
    );
    expect(electron.app.recent).not.toContain(file);
  });

  test('nothing holds the end while no import runs', () => {
    expect(electron.app.prevented('before-quit')).toBe(false);
    expect(window.prevented('close')).toBe(false);
  });

  test('words of a start are believed only where they name such a file', () => {
    const file = join(folder, 'real.csv');
    writeFileSync(file, 'x');
    writeFileSync(join(folder, 'program.exe'), 'x');
    expect(askedFor(['real.csv', 'program.exe', 'gone.csv', '--flag', folder], folder)).toEqual({
      exports: [file],
      workspace: undefined,
    });
    expect(askedFor(['--workspace', 'new.headroom'], folder).workspace).toBe(join(folder, 'new.headroom'));
  });
});

describe('the window of the next start', () => {
  test('stands where the last one was closed, as large', () => {
    window.emit('close', { preventDefault: () => undefined });
    expect(lastWindow()).toEqual({
      bounds: { x: 40, y: 30, width: 1200, height: 700 },
      isMaximized: false,
    });
  });

  test('comes back into sight where its screen is gone', () => {
    window.emit('close', { preventDefault: () => undefined });
    electron.displays.areas = [{ x: 2000, y: 0, width: 800, height: 600 }];
    expect(lastWindow().bounds).toEqual({ width: 1200, height: 700 });
    electron.displays.areas = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  });

  test('has the usual size after a file that was torn', () => {
    writeFileSync(join(folder, 'user', 'window.json'), '{"bounds":{"x":');
    expect(lastWindow()).toEqual({ bounds: { width: 1360, height: 880 }, isMaximized: false });
  });
});

describe('another workspace', () => {
  test('is opened by starting anew, and one that is gone is not', () => {
    const host = windowWorkspaces(
      join(folder, 'workspace.headroom'),
      join(folder, 'recent.json'),
      () => undefined,
    );
    const starts = electron.calls.filter((name) => name === 'app.relaunch').length;
    expect(() => host.open(join(folder, 'gone.headroom'))).toThrow(/no workspace/);
    host.create(join(folder, 'other.headroom'));
    expect(electron.app.relaunch).toHaveBeenLastCalledWith({
      args: ['/application', '--workspace', join(folder, 'other.headroom')],
    });
    expect(electron.calls.filter((name) => name === 'app.relaunch')).toHaveLength(starts + 1);
  });
});

describe('the menu', () => {
  test('gives every page and command one accelerator of its own', () => {
    const gone: string[] = [];
    const template = menuTemplate(
      {
        importFiles: () => gone.push('import'),
        openWorkspace: () => gone.push('open'),
        openRecent: (file) => gone.push(file),
        showInFolder: () => gone.push('folder'),
        go: (page) => gone.push(page),
      },
      true,
      [{ file: '/a/acme.headroom', name: 'acme', openedAt: null, isOpen: false }],
    );
    const itemsOf = (entries: typeof template): typeof template =>
      entries.flatMap((entry) => [entry, ...(Array.isArray(entry.submenu) ? itemsOf(entry.submenu) : [])]);
    const items = itemsOf(template);
    const keys = items.flatMap(({ accelerator }) => (typeof accelerator === 'string' ? [accelerator] : []));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { click } of items) (click as (() => void) | undefined)?.();
    expect(gone).toEqual(
      expect.arrayContaining(['import', 'open', 'folder', '/a/acme.headroom', 'overview', 'settings']),
    );
  });

  test('has the open workspace among the recent ones, and an about box everywhere', () => {
    const built = electron.menus.at(-1) ?? [];
    expect(JSON.stringify(built)).toContain('"role":"about"');
    expect(JSON.stringify(built)).toMatch(/Recent Workspaces.*"label":"workspace".*"checked":true/);
    expect(electron.app.about).toMatchObject([{ applicationName: 'Headroom' }]);
  });
});

describe('the entry', () => {
  test('confines the process before it is ready, and a second start ends at once', async () => {
    electron.calls.length = 0;
    electron.app.lock = false;
    await import('#main/electron/main.ts');
    expect(electron.calls).toEqual([
      'app.enableSandbox',
      'protocol.register',
      'app.requestSingleInstanceLock',
      'app.quit',
    ]);
    expect(electron.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });
});
