import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { Client } from '#shared/contract/contract.ts';
import { createPortHandler } from '#main/transport/port/port.ts';
import { createDownloads } from '#main/transport/http/downloads.ts';
import { headroom } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/workspace.ts';
import { serve, type Served } from './served.ts';

let served: Served;
beforeEach(async () => {
  served = await serve();
});
afterEach(() => served.close());

const own = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`headroom-downloads-${process.pid}-`));
const waiting = (): string[] => own().flatMap((name) => readdirSync(join(tmpdir(), name)));

const call = (method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${served.server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${served.server.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function made(body: object = {}) {
  const answer = await call('POST', '/api/workspace/backup', { saveAs: true, ...body });
  return (await answer.json()) as {
    data: { file: string; bytes: number; ok: boolean; download?: string };
    error: { code: string };
  };
}

test('a backup is fetched once, whole and sound, and then gone from the disk', async () => {
  await call('POST', '/api/people', { name: 'Ada', level: 'manager' });
  const { data } = await made();
  expect(data).toMatchObject({
    ok: true,
    file: expect.stringMatching(/^workspace\.backup-.*\.headroom$/) as string,
  });
  expect(data.download).toMatch(/^\/download\//);
  const fetched = await call('GET', data.download ?? '');
  expect(fetched.headers.get('content-disposition')).toContain(`filename*=UTF-8''${data.file}`);
  const bytes = Buffer.from(await fetched.arrayBuffer());
  expect(bytes.length).toBe(data.bytes);
  const copy = join(temporaryFolder(), 'copy.headroom');
  writeFileSync(copy, bytes);
  expect((await headroom(copy, 'people', 'list')).data).toMatchObject([{ name: 'Ada' }]);
  await vi.waitFor(() => expect(waiting()).toEqual([]));
  expect((await call('GET', data.download ?? '')).status).toBe(404);
});

test('nobody fetches it without the token, nor by another verb, and it goes with the server', async () => {
  const { data } = await made();
  const address = `${served.server.url}${data.download ?? ''}`;
  expect((await fetch(address)).status).toBe(401);
  expect((await call('POST', data.download ?? '', {})).status).toBe(405);
  expect(waiting()).toHaveLength(1);
  await served.server.close();
  expect(own()).toEqual([]);
});

test('a dry run makes none, and copies that nobody fetches do not fill the disk', async () => {
  expect((await made({ dryRun: true })).data.download).toBeUndefined();
  expect(waiting()).toEqual([]);
  expect((await made({ file: '/tmp/x.headroom' })).error.code).toBe('forbidden');
  const first = (await made()).data.download ?? '';
  for (let copy = 0; copy < 4; copy += 1) await made();
  expect(waiting()).toHaveLength(4);
  expect((await call('GET', first)).status).toBe(404);
});

test('one that is being fetched gives way to none', async () => {
  const downloads = createDownloads();
  const large = (): Promise<{ download?: string } | null> =>
    downloads.handOver('large.headroom', (file) => writeFileSync(file, Buffer.alloc(1_000_000)));
  const slow = Array.from({ length: 4 }, () =>
    Object.assign(new PassThrough(), { writeHead: () => undefined }),
  );
  const sent = slow.map(async (response) => {
    const made = await large();
    await downloads.send(made?.download ?? '', response as unknown as ServerResponse);
  });
  await vi.waitFor(() => expect(slow.every(({ readableLength }) => readableLength > 0)).toBe(true));
  await expect(large()).rejects.toMatchObject({ code: 'too_many_requests' });
  slow[0]?.resume();
  await sent[0];
  await expect(large()).resolves.toMatchObject({ download: expect.any(String) as string });
  await downloads.close();
});

test('one whose fetching is broken off is there for another try, and after an hour no more', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const downloads = createDownloads();
  const make = (file: string): void => writeFileSync(file, Buffer.alloc(1_000_000));
  const address = (await downloads.handOver('large.headroom', make))?.download ?? '';
  const response = () => Object.assign(new PassThrough(), { writeHead: () => undefined });
  for (let round = 0; round < 2; round += 1) {
    const broken = response();
    broken.once('readable', () => broken.destroy());
    await downloads.send(address, broken as unknown as ServerResponse);
    expect(waiting()).toHaveLength(1);
  }
  vi.advanceTimersByTime(60 * 60 * 1000);
  await expect(downloads.send(address, response() as unknown as ServerResponse)).rejects.toMatchObject({
    code: 'not_found',
  });
  await downloads.close();
});

test('where nobody can be asked, a file must be named', async () => {
  const client = served.backend.client('cli');
  await expect(client.workspace.backup({ saveAs: true })).rejects.toMatchObject({ code: 'invalid_input' });
  const file = join(temporaryFolder(), 'named.headroom');
  await expect(client.workspace.backup({ saveAs: true, file })).rejects.toThrow(/not both/);
  await client.workspace.backup({ file });
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
});

test('a window is asked where a copy goes, and cancelling makes none', async () => {
  const file = join(temporaryFolder(), 'chosen.headroom');
  let chosen: string | null = file;
  const { port1, port2 } = new MessageChannel();
  const serveWindow = createPortHandler(served.backend, undefined, (_name, make) =>
    Promise.resolve(chosen === null ? null : { made: make(chosen) }),
  );
  serveWindow(port1);
  const window = createORPCClient<Client>(new RPCLink({ port: port2 }));
  const { data } = await window.workspace.backup({ saveAs: true });
  expect(data).toMatchObject({ file, ok: true });
  expect(data.download).toBeUndefined();
  expect(existsSync(file)).toBe(true);
  chosen = null;
  await expect(window.workspace.backup({ saveAs: true })).rejects.toMatchObject({ code: 'cancelled' });
  port2.close();
});
