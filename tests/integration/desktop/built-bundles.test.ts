import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { build, builtEntry, isBuilt } from '#main/host/build.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MAIN = join(ROOT, 'out', 'main');
const HOST = join(ROOT, 'out', 'host');

beforeAll(() => {
  if (!isBuilt(ROOT)) build(ROOT);
}, 120_000);

function textOf(folder: string): string {
  const files = readdirSync(folder).filter((name) => /\.c?js$/.test(name));
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

test.each([MAIN, HOST])('every worker that %s starts lies beside it', (folder) => {
  const addresses = [
    ...textOf(folder).matchAll(/new URL\(["'](.+?worker\.js)["'], import\.meta\.url\)/g),
  ].map(([, path]) => path ?? '');
  expect(addresses.length).toBeGreaterThan(1);
  for (const path of addresses)
    expect({ path, built: existsSync(join(folder, path)) }).toEqual({ path, built: true });
});

test('the built command line answers as its sources do', () => {
  const built = builtEntry(ROOT, 'command-line') ?? '';
  const answer = (module: string): string => {
    const words = `const { runCommandLine } = await import(${JSON.stringify(module)}); process.exitCode = await runCommandLine(['--help']);`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', words], { encoding: 'utf8' }).stdout;
  };
  expect(answer(built)).toBe(answer(join(ROOT, 'src-main', 'cli', 'run-command-line.ts')));
});

test('the preload asks for nothing but Electron and hands out no part of it', () => {
  const text = textOf(join(ROOT, 'out', 'preload'));
  expect([...text.matchAll(/require\(["'](.+?)["']\)/g)].map(([, name]) => name)).toEqual(['electron']);
  expect(text).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/);
});

test('the desktop bundles open no socket, look for no update and report to nobody', () => {
  const text = textOf(MAIN);
  expect(text).not.toMatch(/autoUpdater|crashReporter|createServer\(|openExternal/);
});

test('the page holds no inline script and no address of another host', () => {
  const html = readFileSync(join(ROOT, 'out', 'renderer', 'index.html'), 'utf8');
  expect(html).toContain('__NONCE__');
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(html).not.toMatch(/https?:/);
});
