import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request, sendRaw, serve, type RawAnswer, type Served } from './served.ts';

type Headers = Readonly<Record<string, string | undefined>>;

let served: Served;
let port = 0;
let token = '';
let cookie = '';

beforeAll(async () => {
  served = await serve({ jsonMs: 400, idleMs: 400 });
  ({ port, token } = served.server);
  const answer = await fetch(`${served.server.url}/session`, {
    method: 'POST',
    headers: { origin: served.server.url, 'x-headroom': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterAll(() => served.close());

const host = (): string => `127.0.0.1:${port}`;
const bearer = (): string => `Bearer ${token}`;

function get(path: string, headers: Headers = {}): Promise<RawAnswer> {
  return sendRaw(port, [
    request(`GET ${path} HTTP/1.1`, { Host: host(), Authorization: bearer(), ...headers }),
  ]);
}

function post(body: string, headers: Headers = {}, path = '/api/budgets'): Promise<RawAnswer> {
  const all = {
    Host: host(),
    Authorization: bearer(),
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  };
  return sendRaw(port, [request(`POST ${path} HTTP/1.1`, all, body)]);
}

const team = (name: string): string => JSON.stringify({ name, type: 'team', amount: '10' });

async function names(): Promise<string[]> {
  const { data } = await served.backend.client('rest').budgets.list({});
  return data.map(({ name }) => name);
}

describe('the session', () => {
  test('1 a request with the token or the cookie is served', async () => {
    expect((await get('/api/budgets')).status).toBe(200);
    expect((await get('/api/budgets', { Authorization: undefined, Cookie: cookie })).status).toBe(200);
  });

  test('2 a request without a session is 401, also for reading', async () => {
    const answer = await get('/api/budgets', { Authorization: undefined });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('"unauthorized"');
  });

  test('27 a token in the query is no session', async () => {
    expect((await get(`/api/budgets?token=${token}`, { Authorization: undefined })).status).toBe(401);
  });

  test.each([
    ['28 of a wrong length', (right: string) => right.slice(1)],
    [
      '29 of the right length',
      (right: string) => right.replaceAll(/./g, (digit) => (digit === '0' ? '1' : '0')),
    ],
    ['in another letter case', (right: string) => `${right.toUpperCase()}A`],
  ])('a wrong token %s is 401', async (_, change) => {
    expect((await get('/api/budgets', { Authorization: `Bearer ${change(token)}` })).status).toBe(401);
    const body = JSON.stringify({ token: change(token) });
    const own = { Authorization: undefined, Origin: served.server.url, 'x-headroom': '1' };
    expect((await post(body, own, '/session')).status).toBe(401);
  });

  test('the cookie is strict, out of reach for scripts, and is not the token', async () => {
    const body = JSON.stringify({ token });
    const answer = await post(
      body,
      { Authorization: undefined, Origin: served.server.url, 'x-headroom': '1' },
      '/session',
    );
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(answer.headers.get('set-cookie')).not.toContain(token);
  });
});

describe('the Host header', () => {
  test.each([
    ['3', () => `evil.test:${port}`],
    ['4', () => '127.0.0.1'],
    ['5', () => `127.0.0.1:${port + 1}`],
    ['6', () => `0.0.0.0:${port}`],
    ['7', () => `localhost.evil.test:${port}`],
    ['8', () => `127.0.0.1.evil.test:${port}`],
    ['9', () => `localhost.:${port}`],
    ['10', () => `[::1]:${port + 1}`],
    ['11', () => ''],
    ['12', () => `127.0.0.1:${port}@evil`],
  ])('%s of another name or port is 421, before any routing', async (_, name) => {
    for (const path of ['/api/budgets', '/', '/nothing'])
      expect((await get(path, { Host: name() })).status).toBe(421);
  });

  test.each([['127.0.0.1'], ['localhost'], ['LOCALHOST'], ['[::1]']])(
    'of %s with the port is served',
    async (name) => {
      expect((await get('/api/budgets', { Host: `${name}:${port}` })).status).toBe(200);
    },
  );

  test('13 given twice is 400', async () => {
    const text = `GET /api/budgets HTTP/1.1\r\nHost: ${host()}\r\nHost: evil.test\r\nAuthorization: ${bearer()}\r\n\r\n`;
    expect((await sendRaw(port, [text])).status).toBe(400);
  });

  test('14 missing under HTTP/1.0 is 400', async () => {
    const text = request('GET /api/budgets HTTP/1.0', { Authorization: bearer() });
    expect((await sendRaw(port, [text])).status).toBe(400);
  });

  test('15 under an absolute-form target is 400', async () => {
    const text = request('GET http://evil.test/api/budgets HTTP/1.1', {
      Host: host(),
      Authorization: bearer(),
    });
    expect((await sendRaw(port, [text])).status).toBe(400);
  });
});

describe('a change from elsewhere', () => {
  const byCookie = (): Headers => ({ Authorization: undefined, Cookie: cookie, 'x-headroom': '1' });

  test('by the page itself is taken', async () => {
    const answer = await post(team('Own page'), { ...byCookie(), Origin: `http://${host()}` });
    expect(answer.status).toBe(201);
  });

  test.each([
    ['16', () => 'null'],
    ['17', () => `http://evil.test:${port}`],
    ['18', () => `http://127.0.0.1:${port + 1}`],
    ['19', () => `https://127.0.0.1:${port}`],
  ])('%s is 403 by its Origin, with token as with cookie', async (_, origin) => {
    expect((await post(team('Foreign'), { ...byCookie(), Origin: origin() })).status).toBe(403);
    expect((await post(team('Foreign'), { Origin: origin() })).status).toBe(403);
    expect(await names()).not.toContain('Foreign');
  });

  test('20 with the cookie only, without Origin or without the header of the page, is 403', async () => {
    expect((await post(team('Cookie'), byCookie())).status).toBe(403);
    const bare = { ...byCookie(), 'x-headroom': undefined, Origin: `http://${host()}` };
    expect((await post(team('Cookie'), bare)).status).toBe(403);
    expect(await names()).not.toContain('Cookie');
  });

  test.each([
    ['21', 'cross-site'],
    ['22', 'same-site'],
  ])('%s Sec-Fetch-Site: %s is 403 for reading and for changing', async (_, site) => {
    expect((await get('/api/budgets', { 'Sec-Fetch-Site': site })).status).toBe(403);
    expect((await post(team('Site'), { 'Sec-Fetch-Site': site })).status).toBe(403);
  });

  test.each([
    ['23', 'text/plain'],
    ['24', 'application/x-www-form-urlencoded'],
    ['25', 'multipart/form-data; boundary=x'],
    ['', 'application/json; charset=utf-16'],
  ])('%s a body sent as %s is 415', async (_, type) => {
    expect((await post(team('Type'), { 'Content-Type': type })).status).toBe(415);
    expect(await names()).not.toContain('Type');
  });

  test('26 OPTIONS never answers that another origin may call', async () => {
    for (const origin of [undefined, 'http://evil.test', `http://${host()}`]) {
      const preflight = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
      const text = request('OPTIONS /api/budgets HTTP/1.1', {
        Host: host(),
        Authorization: bearer(),
        ...preflight,
      });
      const answer = await sendRaw(port, [text]);
      expect([403, 405]).toContain(answer.status);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});

describe('the body', () => {
  test('30 longer than the limit by its stated length is 413', async () => {
    const answer = await post('', { 'Content-Length': String(2 * 1024 * 1024) });
    expect(answer.status).toBe(413);
  });

  test('30 longer than the limit, sent by a client that writes all of it first, is read as 413', async () => {
    for (let round = 0; round < 5; round++) {
      const body = JSON.stringify({ name: 'x'.repeat(4_000_000), type: 'team' });
      const answer = await fetch(`${served.server.url}/api/budgets`, {
        method: 'POST',
        headers: { authorization: bearer(), 'content-type': 'application/json' },
        body,
      });
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ error: { code: 'too_large' } });
    }
  });

  test('31 longer than the limit by its chunks is 413', async () => {
    const head = {
      Host: host(),
      Authorization: bearer(),
      'Content-Type': 'application/json',
      'Transfer-Encoding': 'chunked',
    };
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const pieces = [request('POST /api/budgets HTTP/1.1', head), ...Array.from({ length: 20 }, () => chunk)];
    expect((await sendRaw(port, pieces)).status).toBe(413);
  });

  test('32 that drips in is 408', async () => {
    const head = {
      Host: host(),
      Authorization: bearer(),
      'Content-Type': 'application/json',
      'Content-Length': '100',
    };
    const pieces = [request('POST /api/budgets HTTP/1.1', head), ...Array.from({ length: 30 }, () => '{')];
    expect((await sendRaw(port, pieces, 50)).status).toBe(408);
  });

  test.each([
    ['33 10,000 levels deep', `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['34 with __proto__', '{"name":"Bad","type":"team","__proto__":{"amount":"1"}}'],
    ['with __proto__ in another spelling', '{"name":"Bad","type":"team","\\u005f_proto__":{}}'],
    ['with a key twice', '{"name":"Bad","type":"team","name":"Worse"}'],
    ['35 with 1e999', '{"name":"Bad","type":"team","amount":1e999}'],
    ['with NaN', '{"name":"Bad","type":"team","amount":NaN}'],
    ['that is cut', '{"name":"Bad","type":"team"'],
    ['that is a list', '[1]'],
  ])('%s is 400 and changes nothing', async (_, body) => {
    const before = await names();
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('"invalid_input"');
    expect(await names()).toEqual(before);
  });

  test('that is no UTF-8 is 400', async () => {
    const body = Buffer.from('{"name":"Caf\xe9","type":"team"}', 'latin1');
    const head = {
      Host: host(),
      Authorization: bearer(),
      'Content-Type': 'application/json',
      'Content-Length': String(body.length),
    };
    const answer = await sendRaw(port, [request('POST /api/budgets HTTP/1.1', head), body]);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('not UTF-8');
  });

  test('one of plain JSON next to the limit is read', async () => {
    const notes = 'n'.repeat(900_000);
    const answer = await post(
      JSON.stringify({ name: 'Long notes', type: 'team', notes }),
      {},
      '/api/budgets?dryRun=true',
    );
    expect(answer.status).toBe(200);
  });
});

describe('the address', () => {
  test.each([
    ['36', '/..%2f..%2fetc/passwd'],
    ['37', '/%2e%2e/'],
    ['38', '/%00'],
    ['', '/\\'],
    ['', '/assets/../assets/main.js'],
    ['', '/assets//main.js'],
    ['', '/package.json'],
  ])('%s %s reaches no file', async (_, path) => {
    expect([400, 404]).toContain((await get(path)).status);
  });

  test('of a file of the page is served from the fixed map', async () => {
    const answer = await get('/assets/main.js');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/javascript');
  });
});

describe('the method', () => {
  test.each([['TRACE'], ['PROPFIND'], ['PATCH']])('39 %s is 405', async (method) => {
    const text = request(`${method} /api/budgets HTTP/1.1`, { Host: host(), Authorization: bearer() });
    expect((await sendRaw(port, [text])).status).toBe(405);
  });

  test('39 CONNECT is 405', async () => {
    expect((await sendRaw(port, [request('CONNECT evil.test:443 HTTP/1.1', { Host: host() })])).status).toBe(
      405,
    );
  });

  test('39 is not changed by override headers', async () => {
    const answer = await get('/api/budgets/nothing', {
      'X-HTTP-Method-Override': 'DELETE',
      'X-Method-Override': 'DELETE',
    });
    expect(answer.status).toBe(404);
    expect(answer.body).toContain('not_found');
  });

  test('that a known path does not take is 405 and names those it takes', async () => {
    const answer = await sendRaw(port, [
      request('DELETE /api/budgets HTTP/1.1', { Host: host(), Authorization: bearer() }),
    ]);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });

  test('40 an upgrade or an event stream from a foreign Origin is 403', async () => {
    const foreign = { Origin: 'http://evil.test', Connection: 'Upgrade', Upgrade: 'websocket' };
    expect((await get('/api/workspace/changes', foreign)).status).toBe(403);
    const stream = { Origin: 'http://evil.test', Accept: 'text/event-stream' };
    expect((await get('/api/workspace/changes', stream)).status).toBe(403);
  });
});

describe('every answer', () => {
  test('carries the security headers, whatever it says', async () => {
    const answers = await Promise.all([
      get('/api/budgets'),
      get('/'),
      get('/nothing'),
      get('/api/budgets', { Host: 'evil.test' }),
      get('/api/budgets', { Authorization: undefined }),
      sendRaw(port, ['no http at all\r\n\r\n']),
      sendRaw(port, [request('CONNECT evil.test:443 HTTP/1.1', { Host: host() })]),
    ]);
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('has a policy without holes and a nonce of its own', async () => {
    const [one, other] = await Promise.all([get('/assets/main.js'), get('/assets/main.js')]);
    const policy = one.headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe-|\*|http:/);
    for (const directive of ['base-uri', 'object-src', 'form-action', 'frame-ancestors'])
      expect(policy).toContain(`${directive} 'none'`);
    expect(policy).not.toBe(other.headers.get('content-security-policy'));
  });
});

test('the server listens on 127.0.0.1 and on no other address of the machine', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ address, family }) => family === 'IPv4' && address !== '127.0.0.1')
    .map(({ address }) => address);
  for (const address of others) {
    const refused = await new Promise((resolve) => {
      const socket = connect({ port, host: address, timeout: 1000 });
      socket.once('connect', () => resolve(false));
      socket.once('error', () => resolve(true));
      socket.once('timeout', () => resolve(true));
      socket.once('close', () => socket.destroy());
    });
    expect(refused, address).toBe(true);
  }
});

test('a normal request is answered while a thousand idle lines are open', async () => {
  const lines = Array.from({ length: 1000 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await get('/api/budgets')).status).toBe(200);
  for (const line of lines) line.destroy();
});
