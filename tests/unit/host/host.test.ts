import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasDisplay, openCommand } from '#main/host/browser.ts';
import { builtEntry, isBuilt } from '#main/host/build.ts';
import { findElectron } from '#main/host/electron-runtime.ts';
import { version } from '#main/version.ts';
import manifest from '../../../package.json' with { type: 'json' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-host-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(path: string, secondsAgo = 0, text = 'x'): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  const at = Date.now() / 1000 - secondsAgo;
  utimesSync(full, at, at);
}

describe('the runtime', () => {
  const plain = pathToFileURL(join(import.meta.dirname, '../../../src-main/entry/check-runtime.js')).href;
  let runtimeProblem: (version: string, nodeApi: string | undefined) => string | undefined;
  beforeAll(async () => {
    ({ runtimeProblem } = (await import(plain)) as { runtimeProblem: typeof runtimeProblem });
  });

  test('is refused in one sentence below Node-API 10', () => {
    expect(runtimeProblem('v20.20.2', '9')).toMatch(
      /^Headroom needs Node 22\.14 or newer, and this is v20\.20\.2; .*\.$/,
    );
    expect(runtimeProblem('v1', undefined)).toBeDefined();
  });

  test('is taken from Node-API 10 on, and this one is', () => {
    expect(runtimeProblem('v24.21.0', '10')).toBeUndefined();
    expect(runtimeProblem('v30.0.0', '11')).toBeUndefined();
    expect(runtimeProblem(process.version, process.versions['napi'])).toBeUndefined();
  });
});

/** This runtime, made to look like an old one that reads no TypeScript. */
const AS_OLD = [
  '--no-strip-types',
  '--import',
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,napi:"9"}})',
];

test.each(['headroom.js', 'start.js'])('%s refuses an old runtime before it loads TypeScript', (entry) => {
  const path = join(import.meta.dirname, '../../../src-main/entry', entry);
  const { status, stderr } = spawnSync(process.execPath, [...AS_OLD, path], { encoding: 'utf8' });
  expect(stderr).toMatch(/^headroom: Headroom needs Node 22\.14 or newer/);
  expect(status).toBe(2);
});

describe('the built application', () => {
  const sources = [
    'src-main/a.ts',
    'src-renderer/b.tsx',
    'src-shared/deep/c.ts',
    'electron.vite.config.ts',
    'host.vite.config.ts',
    'package-lock.json',
  ];
  const results = [
    'out/renderer/index.html',
    'out/main/index.js',
    'out/preload/preload.cjs',
    'out/host/command-line.js',
  ];

  test('is there when each part is, and none is older than its sources', () => {
    for (const path of sources) file(path, 60);
    expect(isBuilt(folder)).toBe(false);
    for (const path of results) file(path, 30);
    expect(isBuilt(folder)).toBe(true);
    expect(builtEntry(folder, 'command-line')).toBe(
      pathToFileURL(join(folder, 'out', 'host', 'command-line.js')).href,
    );
    file('src-shared/deep/c.ts', 10);
    expect(isBuilt(folder)).toBe(false);
    expect(builtEntry(folder, 'command-line')).toBeUndefined();
  });
});

describe("Electron's runtime", () => {
  test('is found by its files, never by an import', () => {
    expect(findElectron(folder)).toBeUndefined();
    file('node_modules/electron/path.txt', 0, 'electron\n');
    expect(findElectron(folder)).toBeUndefined();
    file('node_modules/electron/dist/electron');
    expect(findElectron(folder)).toBe(join(folder, 'node_modules', 'electron', 'dist', 'electron'));
  });
});

describe('the display', () => {
  test('is looked for on Linux and taken for granted elsewhere', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });

  test.each(['linux', 'darwin', 'win32'] as const)('opens an address on %s without a shell', (platform) => {
    const address = 'http://127.0.0.1:1/#token=a&b';
    const [program, ...words] = openCommand(address, platform);
    expect(program).not.toMatch(/cmd|sh$/);
    expect(words.at(-1)).toBe(address);
  });
});

test('the version that the application shows is that of the package', () => {
  expect(version).toBe(manifest.version);
});
