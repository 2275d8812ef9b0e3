import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveGuarded, type Guarded } from './guarded.ts';
import { request, sendRaw } from './served.ts';

let guarded: Guarded;

beforeAll(async () => {
  guarded = await serveGuarded();
});
afterAll(() => guarded.close());

describe('the body', () => {
  test('30 longer than the limit by its stated length is 413', async () => {
    const answer = await guarded.post('', { 'Content-Length': String(2 * 1024 * 1024) });
    expect(answer.status).toBe(413);
  });

  test('30 longer than the limit, sent by a client that writes all of it first, is read as 413', async () => {
    for (let round = 0; round < 5; round++) {
      const body = JSON.stringify({ name: 'x'.repeat(4_000_000), type: 'team' });
      const answer = await fetch(`${guarded.server.url}/api/budgets`, {
        method: 'POST',
        headers: { authorization: guarded.bearer, 'content-type': 'application/json' },
        body,
      });
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ error: { code: 'too_large' } });
    }
  });

  test('31 longer than the limit by its chunks is 413', async () => {
    const head = {
      Host: guarded.host,
      Authorization: guarded.bearer,
      'Content-Type': 'application/json',
      'Transfer-Encoding': 'chunked',
    };
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const pieces = [request('POST /api/budgets HTTP/1.1', head), ...Array.from({ length: 20 }, () => chunk)];
    expect((await sendRaw(guarded.port, pieces)).status).toBe(413);
  });

  test('32 that drips in is 408', async () => {
    const head = {
      Host: guarded.host,
      Authorization: guarded.bearer,
      'Content-Type': 'application/json',
      'Content-Length': '100',
    };
    const pieces = [request('POST /api/budgets HTTP/1.1', head), ...Array.from({ length: 30 }, () => '{')];
    expect((await sendRaw(guarded.port, pieces, 50)).status).toBe(408);
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
    const before = await guarded.names();
    const answer = await guarded.post(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('"invalid_input"');
    expect(await guarded.names()).toEqual(before);
  });

  test('that is no UTF-8 is 400', async () => {
    const body = Buffer.from('{"name":"Caf\xe9","type":"team"}', 'latin1');
    const head = {
      Host: guarded.host,
      Authorization: guarded.bearer,
      'Content-Type': 'application/json',
      'Content-Length': String(body.length),
    };
    const answer = await sendRaw(guarded.port, [request('POST /api/budgets HTTP/1.1', head), body]);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('not UTF-8');
  });

  test('one of plain JSON next to the limit is read', async () => {
    const notes = 'n'.repeat(900_000);
    const answer = await guarded.post(
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
    expect([400, 404]).toContain((await guarded.get(path)).status);
  });

  test('of a file of the page is served from the fixed map', async () => {
    const answer = await guarded.get('/assets/main.js');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/javascript');
  });
});

describe('the method', () => {
  test.each([['TRACE'], ['PROPFIND'], ['PATCH']])('39 %s is 405', async (method) => {
    const text = request(`${method} /api/budgets HTTP/1.1`, {
      Host: guarded.host,
      Authorization: guarded.bearer,
    });
    expect((await sendRaw(guarded.port, [text])).status).toBe(405);
  });

  test('39 CONNECT is 405', async () => {
    expect(
      (await sendRaw(guarded.port, [request('CONNECT evil.test:443 HTTP/1.1', { Host: guarded.host })]))
        .status,
    ).toBe(405);
  });

  test('39 is not changed by override headers', async () => {
    const answer = await guarded.get('/api/budgets/nothing', {
      'X-HTTP-Method-Override': 'DELETE',
      'X-Method-Override': 'DELETE',
    });
    expect(answer.status).toBe(404);
    expect(answer.body).toContain('not_found');
  });

  test('that a known path does not take is 405 and names those it takes', async () => {
    const answer = await sendRaw(guarded.port, [
      request('DELETE /api/budgets HTTP/1.1', { Host: guarded.host, Authorization: guarded.bearer }),
    ]);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });

  test('40 an upgrade or an event stream from a foreign Origin is 403', async () => {
    const foreign = { Origin: 'http://evil.test', Connection: 'Upgrade', Upgrade: 'websocket' };
    expect((await guarded.get('/api/workspace/changes', foreign)).status).toBe(403);
    const stream = { Origin: 'http://evil.test', Accept: 'text/event-stream' };
    expect((await guarded.get('/api/workspace/changes', stream)).status).toBe(403);
  });
});

describe('every answer', () => {
  test('carries the security headers, whatever it says', async () => {
    const answers = await Promise.all([
      guarded.get('/api/budgets'),
      guarded.get('/'),
      guarded.get('/nothing'),
      guarded.get('/api/budgets', { Host: 'evil.test' }),
      guarded.get('/api/budgets', { Authorization: undefined }),
      sendRaw(guarded.port, ['no http at all\r\n\r\n']),
      sendRaw(guarded.port, [request('CONNECT evil.test:443 HTTP/1.1', { Host: guarded.host })]),
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
    const [one, other] = await Promise.all([guarded.get('/assets/main.js'), guarded.get('/assets/main.js')]);
    const policy = one.headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe-|\*|http:/);
    for (const directive of ['base-uri', 'object-src', 'form-action', 'frame-ancestors'])
      expect(policy).toContain(`${directive} 'none'`);
    expect(policy).not.toBe(other.headers.get('content-security-policy'));
  });
});

test('a normal request is answered while a thousand idle lines are open', async () => {
  const lines = Array.from({ length: 1000 }, () =>
    connect(guarded.port, '127.0.0.1').on('error', () => undefined),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await guarded.get('/api/budgets')).status).toBe(200);
  for (const line of lines) line.destroy();
});
