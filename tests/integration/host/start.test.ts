import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBackend } from '#main/cli/workspace-file.ts';
import { startHost } from '#main/host/host.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const START = join(ROOT, 'src-main', 'entry', 'start.js');
const NOBODY_LOOKS = { ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined };

let folder = '';
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-start-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('the browser host serves the built page to who holds the token, and the API beside it', async () => {
  const page = join(folder, 'page');
  const backend = openBackend(join(folder, 'a.headroom'), { access: 'write' });
  const without = await startHost({ backend, port: 0, open: false, pageFolder: page });
  expect((await fetch(without.url)).status).toBe(404);
  await without.close();
  spawnSync('mkdir', [page]);
  writeFileSync(join(page, 'index.html'), '<html><head></head><body>Built</body></html>');
  spawnSync('mkdir', [join(page, 'assets')]);
  writeFileSync(join(page, 'assets', 'index-1a2b.js'), 'export {};');
  const host = await startHost({ backend, port: 0, open: false, pageFolder: page });
  expect(host.pageUrl).toBe(`${host.url}/#token=${host.token}`);
  const headers = { authorization: `Bearer ${host.token}` };
  expect(await (await fetch(host.url, { headers })).text()).toContain('Built');
  expect((await fetch(`${host.url}/api/budgets`, { headers })).status).toBe(200);
  const keptHow = async (path: string) => (await fetch(host.url + path)).headers.get('cache-control');
  expect(await keptHow('/assets/index-1a2b.js')).toContain('immutable');
  expect(await keptHow('/')).toBe('no-store');
  await host.close();
  backend.close();
  await expect(fetch(host.url)).rejects.toThrow();
});

test('a port that is taken is said in one sentence', async () => {
  const backend = openBackend(join(folder, 'a.headroom'), { access: 'write' });
  const first = await startHost({ backend, port: 0, open: false });
  await expect(startHost({ backend, port: first.port, open: false })).rejects.toThrow(`Port ${first.port}`);
  await first.close();
  backend.close();
});

test('npm start without a display says so, prints the address, serves it and ends cleanly', async () => {
  const workspace = join(folder, 'mine.headroom');
  const running = spawn(process.execPath, [START, '--workspace', workspace], {
    env: { ...NOBODY_LOOKS, XDG_DATA_HOME: folder },
  });
  child = running;
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    running.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /open at (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    running.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    running.on('exit', () => reject(new Error(said)));
  });
  expect(said).toContain('There is no display for a window, so Headroom opens in the browser instead.');
  const [url = '', token = ''] = address.split('/#token=');
  const answer = await fetch(`${url}/api/workspace`, { headers: { authorization: `Bearer ${token}` } });
  expect(await answer.json()).toMatchObject({ success: true, data: { file: workspace } });
  running.kill('SIGTERM');
  const status = await new Promise((resolve) => running.once('exit', resolve));
  expect(status).toBe(0);
  expect(statSync(workspace).size).toBeGreaterThan(0);
  expect(existsSync(`${workspace}-wal`)).toBe(false);
}, 60_000);

test('npm start refuses words that it does not know, with the usage', () => {
  const { status, stderr } = spawnSync(process.execPath, [START, '--nothing'], {
    encoding: 'utf8',
    env: { ...NOBODY_LOOKS, XDG_DATA_HOME: folder },
  });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^headroom: .*--nothing.*Usage: npm start/);
});
