import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isOwnAddress } from '#main/electron/address.ts';
import { menuTemplate } from '#main/electron/menu.ts';
import { askedFor } from '#main/electron/opened-files.ts';
import { isTrustedFrame } from '#main/electron/window-port.ts';
import { WEB_PREFERENCES } from '#main/electron/window.ts';
import { lastWindow } from '#main/electron/window-state.ts';
import { windowWorkspaces } from '#main/electron/start-anew.ts';
import * as electron from './electron-double.ts';

vi.mock('electron', () => import('./electron-double.ts'));
vi.mock('electron-log/main.js', () => ({ default: { error: vi.fn() } }));

let folder = '';
let window: electron.BrowserWindow;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-shell-'));
  electron.app.userData = join(folder, 'user');
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'data'));
  mkdirSync(join(folder, 'renderer'));
  mkdirSync(join(folder, 'main'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<meta name="headroom-nonce" content="__NONCE__">');
  process.argv = ['electron', '.', '--workspace', join(folder, 'workspace.headroom')];
  const { openShell } = await import('#main/electron/shell.ts');
  await openShell(join(folder, 'main'));
  const [made] = electron.BrowserWindow.made;
  if (made === undefined) throw new Error('no window was made');
  window = made;
});
afterAll(() => {
  electron.app.emit('will-quit');
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

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

const OWN = ['app://headroom/', 'app://headroom/#/budgets', 'app://headroom/index.html?x=1'];
const FOREIGN = [
  'APP://HEADROOM/',
  'APP://HEADROOM/',
  'app://headroom.evil/',
  'app://headroom@evil/',
  'app://evil@headroom/',
  'app://headroom:1/',
  'app://x.headroom/',
  'app:headroom',
  'app:///headroom/',
  'apps://headroom/',
  'file:///etc/passwd',
  'file://headroom/',
  'http://headroom/',
  'https://headroom/',
  'https://app//headroom/',
  'http://127.0.0.1:80/',
  'ftp://headroom/',
  'data:text/html,<script>1</script>',
  'blob:app://headroom/1',
  'blob:https://headroom/1',
  'javascript:alert(1)',
  'about:blank',
  'about:srcdoc',
  'vbscript:x',
  'smb://headroom/share',
  'chrome://gpu',
  'devtools://devtools/',
  'view-source:app://headroom/',
  'ms-msdt:/id',
  'mailto:a@b.c',
  'tel:1',
  'filesystem:app://headroom/temporary/x',
  'ws://headroom/',
  'intent://headroom/',
  '//headroom/',
  '/index.html',
  'headroom',
  '',
];

describe('the window', () => {
  test('is a page in a sandbox, by preferences that are stated in full', () => {
    expect(window.options.webPreferences).toEqual({
      ...WEB_PREFERENCES,
      preload: join(folder, 'preload', 'preload.cjs'),
      devTools: true,
    });
    expect(WEB_PREFERENCES).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  test('loads the own scheme, after every guard is set', () => {
    expect(window.loaded[0]).toBe('app://headroom/');
    const loaded = electron.calls.indexOf('window.loadURL');
    for (const guard of [
      'session.request',
      'session.check',
      'session.device',
      'session.display',
      'protocol.handle',
    ])
      expect(electron.calls.slice(0, loaded)).toContain(guard);
    expect(electron.calls.slice(0, loaded)).toContain('contents.setWindowOpenHandler');
  });

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    '%s stays on the own page',
    (event) => {
      for (const url of FOREIGN) expect(window.webContents.prevented(event, { url }), url).toBe(true);
      for (const url of OWN) expect(window.webContents.prevented(event, { url }), url).toBe(false);
    },
  );

  test('opens no other window, whatever the address, and embeds no page', () => {
    for (const url of [...FOREIGN, ...OWN]) {
      const details = { url } as Parameters<NonNullable<typeof window.webContents.openHandler>>[0];
      expect(window.webContents.openHandler?.(details)).toEqual({ action: 'deny' });
    }
    expect(window.webContents.prevented('will-attach-webview')).toBe(true);
  });

  test('is granted no permission, by any name that Electron has', () => {
    const types = readFileSync(
      join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'electron.d.ts'),
      'utf8',
    );
    const line = types.split('\n').find((text) => text.includes('setPermissionRequestHandler(handler')) ?? '';
    const names = [...line.matchAll(/'([\w-]+)'/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(20);
    const granted: boolean[] = [];
    for (const name of names) {
      const asked = electron.permissions.request as ((...words: unknown[]) => void) | null;
      asked?.(window.webContents, name, (answer: boolean) => granted.push(answer), {});
      const checked = electron.permissions.check as ((...words: unknown[]) => boolean) | null;
      granted.push(checked?.(window.webContents, name, 'app://headroom', {}) ?? true);
    }
    const device = electron.permissions.device as ((details: object) => boolean) | null;
    granted.push(device?.({ deviceType: 'usb' }) ?? true);
    expect(granted).toHaveLength(names.length * 2 + 1);
    expect(granted).not.toContain(true);
    const streams: unknown[] = [];
    const display = electron.permissions.display as ((...words: unknown[]) => void) | null;
    display?.({}, (answer: unknown) => streams.push(answer));
    expect(streams).toEqual([{}]);
  });

  test('hands nothing to the system and listens on no channel', () => {
    expect(electron.calls).not.toContain('shell.openExternal');
    expect(electron.calls.filter((name) => name.startsWith('ipcMain'))).toEqual([]);
  });
});

describe('the port', () => {
  test('is handed over once a load, and the one before is closed', () => {
    const { sent } = window.webContents.mainFrame;
    const before = sent.length;
    window.webContents.emit('did-finish-load');
    expect(sent).toHaveLength(before + 1);
    expect(sent.at(-1)).toMatchObject({ channel: 'headroom:port' });
    const [last, previous] = [...electron.MessageChannelMain.made].reverse();
    expect(sent.at(-1)?.ports).toEqual([last?.port2]);
    expect(last?.port1).toMatchObject({ started: true, closed: false });
    expect(previous?.port1.closed).toBe(true);
  });

  test.each([
    ['of another host', { url: 'app://headroom.evil/' }],
    ['of a file', { url: 'file:///index.html' }],
    ['that is a sub-frame', { parent: new electron.FakeFrame() }],
    ['that is gone', { detached: true }],
  ])('is not handed to a frame %s', (_, change) => {
    const frame = Object.assign(new electron.FakeFrame(), change);
    expect(isTrustedFrame(frame)).toBe(false);
    const own = window.webContents.mainFrame;
    window.webContents.mainFrame = frame;
    window.webContents.emit('did-finish-load');
    expect(frame.sent).toEqual([]);
    window.webContents.mainFrame = own;
  });

  test('is not handed to no frame at all', () => {
    expect(isTrustedFrame(null)).toBe(false);
  });
});

describe('the own scheme', () => {
  const ask = async (url: string, method = 'GET'): Promise<Response> => {
    const handler = electron.served.get('app') as
      ((request: Request) => Response | Promise<Response>) | undefined;
    if (handler === undefined) throw new Error('the scheme is not served');
    return handler({ url, method } as Request);
  };

  test('serves the page under the strict policy, with the nonce of this answer', async () => {
    const answer = await ask('app://headroom/');
    const nonce = /content="([^"]+)"/.exec(await answer.text())?.[1] ?? 'none';
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(policy).not.toMatch(/unsafe-|\*|http:/);
  });

  test.each([
    ['app://headroom/../main/index.js', 'GET'],
    ['app://headroom/%2e%2e/main/index.js', 'GET'],
    ['app://headroom/..%2fmain', 'GET'],
    ['app://headroom.evil/', 'GET'],
    ['app://headroom/missing.js', 'GET'],
    ['app://headroom/', 'POST'],
  ])('answers 404 to %s by %s', async (url, method) => {
    const answer = await ask(url, method);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

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
    expect(() => host.create('workspace')).toThrow(/exists already/);
    host.create('other');
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

test('own addresses are told from look-alikes', () => {
  expect(OWN.filter((url) => !isOwnAddress(url))).toEqual([]);
  expect(FOREIGN.filter(isOwnAddress)).toEqual([]);
});

describe('the package', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const { build } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly build: Readonly<Record<string, unknown>>;
  };

  test('closes the fuses that would run other code, and rebuilds nothing', () => {
    expect(build['electronFuses']).toEqual({
      runAsNode: false,
      enableCookieEncryption: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(build).toMatchObject({ npmRebuild: false, publish: null, asarUnpack: ['**/*.node'] });
  });

  test('has the native part for every system in it', () => {
    const folderOfPackage = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
    const files = readFileSync(join(folderOfPackage, 'package.json'), 'utf8');
    expect(files).toContain('prebuilds');
    expect(JSON.stringify(build['files'])).not.toContain('prebuilds');
  });
});
