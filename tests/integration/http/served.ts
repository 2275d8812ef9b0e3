import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBackend } from '#main/cli/workspace-file.ts';
import type { Backend } from '#main/backend.ts';
import type { BodyLimits } from '#main/transport/http/body.ts';
import { startHttpServer, type RunningServer } from '#main/transport/http/server.ts';
import type { PageFile } from '#main/transport/page/page-files.ts';

export interface Served {
  readonly server: RunningServer;
  readonly backend: Backend;
  readonly close: () => Promise<void>;
}

const html = (text: string): PageFile => ({ type: 'text/html; charset=utf-8', content: Buffer.from(text) });

/** A page as the builder leaves it, as far as the host looks into it. */
const PAGE: ReadonlyMap<string, PageFile> = (() => {
  const index = html(
    '<!doctype html><html><head><meta name="headroom-nonce" content="__NONCE__"><script type="module" src="./assets/main.js"></script></head></html>',
  );
  return new Map([
    ['/', index],
    ['/index.html', index],
    ['/assets/main.js', { type: 'text/javascript; charset=utf-8', content: Buffer.from('export {};') }],
  ]);
})();

/** The real backend on a new workspace behind the real server. */
export async function serve(limits: Partial<BodyLimits> = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-http-'));
  const backend = openBackend(join(folder, 'workspace.headroom'), { access: 'write' });
  const server = await startHttpServer({ backend, port: 0, page: PAGE, limits });
  return {
    server,
    backend,
    close: async () => {
      await server.close();
      backend.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends bytes as they are, because `fetch` can send neither a foreign Host nor a broken request, and reads until the line closes or the answer is whole. */
export function sendRaw(port: number, pieces: readonly (string | Buffer)[], pauseMs = 0): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    const done = (): void => {
      clearInterval(timer);
      socket.destroy();
      const answer = parseAnswer(received);
      if (answer === undefined) reject(new Error(`no answer: ${JSON.stringify(received.slice(0, 200))}`));
      else resolve(answer);
    };
    const waiting = [...pieces];
    const next = (): void => {
      const piece = waiting.shift();
      if (piece !== undefined && socket.writable) socket.write(piece);
    };
    const timer = setInterval(next, pauseMs);
    next();
    if (pauseMs === 0) while (waiting.length > 0) next();
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (isWhole(received)) done();
    });
    socket.on('close', done);
    socket.on('error', () => undefined);
  });
}

function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n');
  if (head === -1) return false;
  if (received.startsWith('HTTP/1.1 204')) return true;
  const length = /^content-length: *(\d+)/im.exec(received.slice(0, head))?.[1];
  return length === undefined ? received.endsWith('0\r\n\r\n') : received.length >= head + 4 + Number(length);
}

function parseAnswer(received: string): RawAnswer | undefined {
  const [head = '', ...rest] = received.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1]);
  if (Number.isNaN(status)) return undefined;
  const headers = new Map(
    lines.map((text) => [
      text.slice(0, text.indexOf(':')).toLowerCase(),
      text.slice(text.indexOf(':') + 1).trim(),
    ]),
  );
  return { status, headers, body: rest.join('\r\n\r\n') };
}

/** A request in bytes; headers that are given as undefined are left out. */
export function request(
  line: string,
  headers: Readonly<Record<string, string | undefined>>,
  body = '',
): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `${line}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
