import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { request, sendRaw, serve, type Served } from './served.ts';

let served: Served;
beforeEach(async () => {
  served = await serve({ idleMs: 500 });
});
afterEach(() => served.close());

const own = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`headroom-uploads-${process.pid}-`));
const filesOf = (folders: readonly string[]): string[] =>
  folders.flatMap((name) => readdirSync(join(tmpdir(), name)).map((file) => join(tmpdir(), name, file)));

async function upload(body: string): Promise<Response> {
  return fetch(`${served.server.url}/upload?name=a.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.server.token}`, 'content-type': 'application/octet-stream' },
    body,
  });
}

test('an upload waits in a file that only its owner can read, and goes with the server', async () => {
  expect((await upload('a,b\n1,2\n')).status).toBe(201);
  const [file = ''] = filesOf(own());
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await served.server.close();
  expect(own()).toEqual([]);
});

test('a file sent to be imported is gone when the import has answered', async () => {
  await fetch(`${served.server.url}/api/imports?name=a.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.server.token}`, 'content-type': 'application/octet-stream' },
    body: 'nothing of use',
  });
  await vi.waitFor(() => expect(filesOf(own())).toEqual([]));
});

test('a file that stops coming is 408 and leaves nothing', async () => {
  const head = {
    Host: `127.0.0.1:${served.server.port}`,
    Authorization: `Bearer ${served.server.token}`,
    'Content-Type': 'application/octet-stream',
    'Content-Length': '1000',
  };
  const answer = await sendRaw(served.server.port, [
    request('POST /upload?name=a.csv HTTP/1.1', head, 'half'),
  ]);
  expect(answer.status).toBe(408);
  expect(filesOf(own())).toEqual([]);
});

test('more than sixteen at once are asked to wait with 429, and one more is taken when they are through', async () => {
  const head = {
    Host: `127.0.0.1:${served.server.port}`,
    Authorization: `Bearer ${served.server.token}`,
    'Content-Type': 'application/octet-stream',
    'Content-Length': '1000',
  };
  const slow = Array.from({ length: 16 }, () =>
    sendRaw(served.server.port, [request('POST /upload?name=a.csv HTTP/1.1', head, 'half')]),
  );
  await vi.waitFor(() => expect(filesOf(own())).toHaveLength(16));
  const refused = await upload('a,b\n1,2\n');
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ success: false, error: { code: 'too_many_requests' } });
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(Array(16).fill(408));
  expect((await upload('a,b\n1,2\n')).status).toBe(201);
});

test('what a killed process left is removed by the next upload', async () => {
  const gone = spawnSync(process.execPath, ['--version']).pid;
  const left = mkdtempSync(join(tmpdir(), `headroom-uploads-${gone}-`));
  expect((await upload('a,b\n')).status).toBe(201);
  expect(existsSync(left)).toBe(false);
  rmSync(left, { recursive: true, force: true });
});
