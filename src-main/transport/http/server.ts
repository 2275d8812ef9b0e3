import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Backend } from '../../backend.ts';
import { securityHeaders } from '../page/content-policy.ts';
import { withNonce, type PageFile } from '../page/page-files.ts';
import { failureBody, secure, sendFailure, sendJson } from './answers.ts';
import { API_PREFIX, createApiHandler } from './api.ts';
import { BODY_LIMITS, type BodyLimits } from './body.ts';
import { guardContentType, guardEnvelope, guardSession } from './guards.ts';
import { createDownloads, DOWNLOAD_PREFIX, type Downloads } from './downloads.ts';
import { createApiDocument } from './openapi.ts';
import { createPageRpcHandler, RPC_PREFIX } from './page-rpc.ts';
import { createSession, type Session } from './session.ts';
import { pagesWithSignIn, SIGN_IN_SCRIPT, signIn } from './sign-in.ts';
import { createUploads, type Uploads } from './uploads.ts';

/** Not by an import, which would load the runtime's whole HTTP client for the sake of the names that it lists. */
const { createServer } = process.getBuiltinModule('node:http');

export interface HttpServerOptions {
  readonly backend: Backend;
  /** 0 takes whichever is free. */
  readonly port: number;
  /** The built page; empty where only the API is served. */
  readonly page: ReadonlyMap<string, PageFile>;
  readonly limits?: Partial<BodyLimits>;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** Ends open requests and removes files that wait. */
  close(): Promise<void>;
}

/** Serves page, typed client and REST API on 127.0.0.1. Rejects when the port is taken. */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const limits = { ...BODY_LIMITS, ...options.limits };
  const uploads = createUploads(limits.idleMs);
  const downloads = createDownloads();
  // Whole requests have no limit of time, because an export may take long; their heads and JSON bodies have.
  const server = createServer({
    headersTimeout: limits.jsonMs,
    requestTimeout: 0,
    connectionsCheckingInterval: 1000,
  });
  server.on('clientError', refuseUnreadable);
  server.on('connect', (_request: IncomingMessage, socket: Duplex) =>
    refuseRaw(socket, 405, 'method_not_allowed'),
  );
  const port = await listen(server, options.port);
  const session = createSession(port);
  server.on('request', createListener({ ...options, limits, uploads, downloads, port, session }));
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    token: session.token,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await uploads.close();
      await downloads.close();
    },
  };
}

interface Served extends HttpServerOptions {
  readonly limits: BodyLimits;
  readonly uploads: Uploads;
  readonly downloads: Downloads;
  readonly port: number;
  readonly session: Session;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

function createListener(served: Served): Listener {
  const { backend, port } = served;
  const route = createRoutes(served);
  return (request, response) => {
    const { nonce } = secure(response);
    const answer = async (): Promise<void> => {
      guardEnvelope(request, port);
      await route(request, response, new URL(`http://127.0.0.1:${port}${request.url ?? '/'}`), nonce);
    };
    answer().catch((error: unknown) => {
      const failure = failureBody(error, backend.clock.now(), backend.reportIncident);
      allowHeader(response, failure.body.error.details);
      sendFailure(request, response, failure);
    });
  };
}

type Route = (request: IncomingMessage, response: ServerResponse, url: URL, nonce: string) => Promise<void>;

/** The first step of the address decides; everything that is not the page's own file needs the session. */
function createRoutes(served: Served): Route {
  const { session, uploads, downloads, limits } = served;
  const api = createApiHandler(served);
  const rpc = createPageRpcHandler(served);
  const document = createApiDocument(served.backend.version);
  const pageAt = createPageRoute(served);
  const apiOrDocument: Route = async (request, response, url, nonce) => {
    const file = request.method === 'GET' ? await document.fileAt(url.pathname) : undefined;
    if (file === undefined) await api(request, response, url);
    else send(response, file, nonce);
  };
  return async (request, response, url, nonce) => {
    const { pathname } = url;
    if (isUnder(pathname, API_PREFIX)) {
      guardSession(request, session);
      await apiOrDocument(request, response, url, nonce);
    } else if (isUnder(pathname, RPC_PREFIX)) {
      guardSession(request, session);
      await rpc(request, response);
    } else if (pathname === '/upload') {
      guardSession(request, session);
      await receiveUpload(request, response, url, uploads);
    } else if (isUnder(pathname, DOWNLOAD_PREFIX)) {
      guardSession(request, session);
      if (request.method !== 'GET')
        throw new HeadroomError('method_not_allowed', 'A file is fetched by GET.', { allow: ['GET'] });
      await downloads.send(pathname, response);
    } else if (pathname === '/session') {
      await signIn(request, response, session, limits);
    } else {
      send(response, pageAt(request, pathname), nonce);
    }
  };
}

function isUnder(pathname: string, prefix: string): boolean {
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}

async function receiveUpload(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  uploads: Uploads,
): Promise<void> {
  if (request.method !== 'POST')
    throw new HeadroomError('method_not_allowed', 'A file is uploaded by POST.', { allow: ['POST'] });
  guardContentType(request, 'application/octet-stream');
  const name = url.searchParams.get('name') ?? '';
  if (name === '') throw new HeadroomError('invalid_input', '"name": must be given in the address.');
  sendJson(response, 201, { uploadId: await uploads.receive(request, name) });
}

/** Files come from the fixed map. They are no secret: whoever has no session gets the page too, which then begins one. */
function createPageRoute({
  page,
  session,
}: Served): (request: IncomingMessage, pathname: string) => PageFile {
  const index = page.get('/');
  const pages = index === undefined ? undefined : pagesWithSignIn(index);
  return (request, pathname) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new HeadroomError('method_not_allowed', 'The page is read by GET.', { allow: ['GET', 'HEAD'] });
    const file = pathname === '/sign-in.js' ? SIGN_IN_SCRIPT : page.get(pathname);
    if (file === undefined) throw new HeadroomError('not_found', 'There is no such page.');
    if (file !== index || pages === undefined) return file;
    return session.proofOf(request) === null ? pages.stranger : pages.member;
  };
}

function send(response: ServerResponse, file: PageFile, nonce: string): void {
  const content = withNonce(file, nonce);
  if (file.lasts === true) response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': content.length });
  response.end(content);
}

function allowHeader(response: ServerResponse, details: unknown): void {
  if (response.headersSent || typeof details !== 'object' || details === null || !('allow' in details))
    return;
  if (Array.isArray(details.allow)) response.setHeader('Allow', details.allow.join(', '));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken; name another, or 0 for any that is free.`;
      reject(error.code === 'EADDRINUSE' ? new HeadroomError('in_use', taken) : error);
    });
    server.listen({ host: '127.0.0.1', port }, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Bytes that are no HTTP request, a head that is too long, or one that never ends. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') refuseRaw(socket, 408, 'timeout');
  else if (error.code === 'HPE_HEADER_OVERFLOW') refuseRaw(socket, 431, 'too_large');
  else refuseRaw(socket, 400, 'invalid_input');
}

function refuseRaw(socket: Duplex, status: number, code: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({
    success: false,
    error: { code, message: 'The request could not be read.' },
    timestamp: new Date().toISOString(),
  });
  const headers = {
    ...securityHeaders('none'),
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} Refused\r\n${head.join('')}\r\n${body}`);
}
