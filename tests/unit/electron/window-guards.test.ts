import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isOwnAddress } from '#main/electron/address.ts';
import { isTrustedFrame } from '#main/electron/window-port.ts';
import { WEB_PREFERENCES } from '#main/electron/window.ts';
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
test('own addresses are told from look-alikes', () => {
  expect(OWN.filter((url) => !isOwnAddress(url))).toEqual([]);
  expect(FOREIGN.filter(isOwnAddress)).toEqual([]);
});
