import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { serveGuarded, type Guarded, type RawHeaders } from './guarded.ts';
import { request, sendRaw } from './served.ts';

let guarded: Guarded;
let cookie = '';

beforeAll(async () => {
  guarded = await serveGuarded();
  // The host has so little patience here that a busy machine may need a second go.
  cookie = await vi.waitFor(async () => {
    const answer = await fetch(`${guarded.server.url}/session`, {
      method: 'POST',
      headers: { origin: guarded.server.url, 'x-headroom': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ token: guarded.token }),
    });
    const [first = ''] = answer.headers.get('set-cookie')?.split(';') ?? [];
    expect(first).not.toBe('');
    return first;
  }, 20_000);
});
afterAll(() => guarded.close());

const team = (name: string): string => JSON.stringify({ name, type: 'team', amount: '10' });

describe('the session', () => {
  test('1 a request with the token or the cookie is served', async () => {
    expect((await guarded.get('/api/budgets')).status).toBe(200);
    expect((await guarded.get('/api/budgets', { Authorization: undefined, Cookie: cookie })).status).toBe(
      200,
    );
  });

  test('2 a request without a session is 401, also for reading', async () => {
    const answer = await guarded.get('/api/budgets', { Authorization: undefined });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('"unauthorized"');
  });

  test('27 a token in the query is no session', async () => {
    expect(
      (await guarded.get(`/api/budgets?token=${guarded.token}`, { Authorization: undefined })).status,
    ).toBe(401);
  });

  test.each([
    ['28 of a wrong length', (right: string) => right.slice(1)],
    [
      '29 of the right length',
      (right: string) => right.replaceAll(/./g, (digit) => (digit === '0' ? '1' : '0')),
    ],
    ['in another letter case', (right: string) => `${right.toUpperCase()}A`],
  ])('a wrong token %s is 401', async (_, change) => {
    expect(
      (await guarded.get('/api/budgets', { Authorization: `Bearer ${change(guarded.token)}` })).status,
    ).toBe(401);
    const body = JSON.stringify({ token: change(guarded.token) });
    const own = { Authorization: undefined, Origin: guarded.server.url, 'x-headroom': '1' };
    expect((await guarded.post(body, own, '/session')).status).toBe(401);
  });

  test('the cookie is strict, out of reach for scripts, and is not the token', async () => {
    const body = JSON.stringify({ token: guarded.token });
    const answer = await guarded.post(
      body,
      { Authorization: undefined, Origin: guarded.server.url, 'x-headroom': '1' },
      '/session',
    );
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(answer.headers.get('set-cookie')).not.toContain(guarded.token);
  });
});

describe('the Host header', () => {
  test.each([
    ['3', () => `evil.test:${guarded.port}`],
    ['4', () => '127.0.0.1'],
    ['5', () => `127.0.0.1:${guarded.port + 1}`],
    ['6', () => `0.0.0.0:${guarded.port}`],
    ['7', () => `localhost.evil.test:${guarded.port}`],
    ['8', () => `127.0.0.1.evil.test:${guarded.port}`],
    ['9', () => `localhost.:${guarded.port}`],
    ['10', () => `[::1]:${guarded.port + 1}`],
    ['11', () => ''],
    ['12', () => `127.0.0.1:${guarded.port}@evil`],
  ])('%s of another name or port is 421, before any routing', async (_, name) => {
    for (const path of ['/api/budgets', '/', '/nothing'])
      expect((await guarded.get(path, { Host: name() })).status).toBe(421);
  });

  test.each([['127.0.0.1'], ['localhost'], ['LOCALHOST'], ['[::1]']])(
    'of %s with the port is served',
    async (name) => {
      expect((await guarded.get('/api/budgets', { Host: `${name}:${guarded.port}` })).status).toBe(200);
    },
  );

  test('13 given twice is 400', async () => {
    const text = `GET /api/budgets HTTP/1.1\r\nHost: ${guarded.host}\r\nHost: evil.test\r\nAuthorization: ${guarded.bearer}\r\n\r\n`;
    expect((await sendRaw(guarded.port, [text])).status).toBe(400);
  });

  test('14 missing under HTTP/1.0 is 400', async () => {
    const text = request('GET /api/budgets HTTP/1.0', { Authorization: guarded.bearer });
    expect((await sendRaw(guarded.port, [text])).status).toBe(400);
  });

  test('15 under an absolute-form target is 400', async () => {
    const text = request('GET http://evil.test/api/budgets HTTP/1.1', {
      Host: guarded.host,
      Authorization: guarded.bearer,
    });
    expect((await sendRaw(guarded.port, [text])).status).toBe(400);
  });
});

describe('a change from elsewhere', () => {
  const byCookie = (): RawHeaders => ({ Authorization: undefined, Cookie: cookie, 'x-headroom': '1' });

  test('by the page itself is taken', async () => {
    const answer = await guarded.post(team('Own page'), { ...byCookie(), Origin: `http://${guarded.host}` });
    expect(answer.status).toBe(201);
  });

  test.each([
    ['16', () => 'null'],
    ['17', () => `http://evil.test:${guarded.port}`],
    ['18', () => `http://127.0.0.1:${guarded.port + 1}`],
    ['19', () => `https://127.0.0.1:${guarded.port}`],
  ])('%s is 403 by its Origin, with token as with cookie', async (_, origin) => {
    expect((await guarded.post(team('Foreign'), { ...byCookie(), Origin: origin() })).status).toBe(403);
    expect((await guarded.post(team('Foreign'), { Origin: origin() })).status).toBe(403);
    expect(await guarded.names()).not.toContain('Foreign');
  });

  test('20 with the cookie only, without Origin or without the header of the page, is 403', async () => {
    expect((await guarded.post(team('Cookie'), byCookie())).status).toBe(403);
    const bare = { ...byCookie(), 'x-headroom': undefined, Origin: `http://${guarded.host}` };
    expect((await guarded.post(team('Cookie'), bare)).status).toBe(403);
    expect(await guarded.names()).not.toContain('Cookie');
  });

  test.each([
    ['21', 'cross-site'],
    ['22', 'same-site'],
  ])('%s Sec-Fetch-Site: %s is 403 for reading and for changing', async (_, site) => {
    expect((await guarded.get('/api/budgets', { 'Sec-Fetch-Site': site })).status).toBe(403);
    expect((await guarded.post(team('Site'), { 'Sec-Fetch-Site': site })).status).toBe(403);
  });

  test.each([
    ['23', 'text/plain'],
    ['24', 'application/x-www-form-urlencoded'],
    ['25', 'multipart/form-data; boundary=x'],
    ['', 'application/json; charset=utf-16'],
  ])('%s a body sent as %s is 415', async (_, type) => {
    expect((await guarded.post(team('Type'), { 'Content-Type': type })).status).toBe(415);
    expect(await guarded.names()).not.toContain('Type');
  });

  test('26 OPTIONS never answers that another origin may call', async () => {
    for (const origin of [undefined, 'http://evil.test', `http://${guarded.host}`]) {
      const preflight = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
      const text = request('OPTIONS /api/budgets HTTP/1.1', {
        Host: guarded.host,
        Authorization: guarded.bearer,
        ...preflight,
      });
      const answer = await sendRaw(guarded.port, [text]);
      expect([403, 405]).toContain(answer.status);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});

test('the server listens on 127.0.0.1 and on no other address of the machine', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ address, family }) => family === 'IPv4' && address !== '127.0.0.1')
    .map(({ address }) => address);
  for (const address of others) {
    const refused = await new Promise((resolve) => {
      const socket = connect({ port: guarded.port, host: address, timeout: 1000 });
      socket.once('connect', () => resolve(false));
      socket.once('error', () => resolve(true));
      socket.once('timeout', () => resolve(true));
      socket.once('close', () => socket.destroy());
    });
    expect(refused, address).toBe(true);
  }
});
