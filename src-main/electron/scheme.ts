import { randomBytes } from 'node:crypto';
import { protocol } from 'electron';
import { securityHeaders } from '../transport/page/content-policy.ts';
import { withNonce, type PageFile } from '../transport/page/page-files.ts';
import { isOwnAddress, SCHEME } from './address.ts';

/** To be called before the application is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page under the own scheme, from a fixed map of files and under the strict policy. */
export function serveScheme(files: ReadonlyMap<string, PageFile>): void {
  protocol.handle(SCHEME, (request) => answerTo(request.method, request.url, files));
}

/** The answer to one request of the page: a file of the map, or 404. */
export function answerTo(method: string, address: string, files: ReadonlyMap<string, PageFile>): Response {
  const nonce = randomBytes(16).toString('base64');
  const headers = securityHeaders(nonce);
  const file = method === 'GET' && isOwnAddress(address) ? files.get(new URL(address).pathname) : undefined;
  if (file === undefined) return new Response(null, { status: 404, headers });
  const content = new Uint8Array(withNonce(file, nonce));
  return new Response(content, { status: 200, headers: { ...headers, 'Content-Type': file.type } });
}
