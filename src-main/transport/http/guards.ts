import type { IncomingMessage } from 'node:http';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Proof, Session } from './session.ts';

const READING = new Set(['GET', 'HEAD']);
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The header by which the page proves that its own script makes the request: no other origin may set it. */
const PAGE_HEADER = 'x-headroom';

/**
 * What a request must be before anything looks at its address. Throws the refusal.
 *
 * The `Host` header is what stops a page that rebinds its own name to this machine: such a page sends its own name, and often
 * neither `Origin` nor `Sec-Fetch-Site`. Source: reliability rules for loopback servers, section 8.
 */
export function guardEnvelope(request: IncomingMessage, port: number): void {
  const hosts = countHeader(request, 'host');
  if (request.httpVersion !== '1.1' || hosts > 1)
    throw invalid('The request must be HTTP/1.1 with exactly one Host header.');
  if (!acceptedHosts(port).includes((request.headers.host ?? '').toLowerCase()))
    throw new HeadroomError(
      'misdirected',
      `This server answers only as 127.0.0.1:${port}, localhost:${port} or [::1]:${port}.`,
    );
  guardTarget(request.url ?? '');
  const method = request.method ?? '';
  if (!READING.has(method) && !CHANGING.has(method) && method !== 'OPTIONS')
    throw new HeadroomError('method_not_allowed', `${method} is not served.`);
  guardOrigin(request, port);
}

/** Addresses are looked up as they stand: one that walks upwards or hides a NUL was not written in good faith. */
function guardTarget(target: string): void {
  const path = target.split('?', 1)[0] ?? '';
  const steps = path.split(/\/|%2f/i).map((step) => step.replaceAll(/%2e/gi, '.'));
  const hostile = !path.startsWith('/') || path.includes('\\') || /%(?:00|5c)/i.test(path);
  if (hostile || steps.some((step) => step === '.' || step === '..'))
    throw invalid('The address of the request is not a plain path on this server.');
}

function guardOrigin(request: IncomingMessage, port: number): void {
  const { origin } = request.headers;
  if (origin !== undefined && !ownOrigins(port).includes(origin.toLowerCase()))
    throw forbidden('Requests of other origins are refused.');
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw forbidden('Requests that other sites start are refused.');
}

/**
 * Who asks: a program by its token, or the page by its cookie. The cookie alone reads; for a change the page must also send its
 * own origin and the page header.
 */
export function guardSession(request: IncomingMessage, session: Session): Exclude<Proof, null> {
  const proof = session.proofOf(request);
  if (proof === null)
    throw new HeadroomError(
      'unauthorized',
      'The token is missing or wrong; send "Authorization: Bearer TOKEN" with the token that the server printed at its start.',
    );
  if (proof === 'cookie' && CHANGING.has(request.method ?? '')) guardPage(request);
  return proof;
}

/** A change by the page itself: own origin, stated, and the header that only its script can set. */
export function guardPage(request: IncomingMessage): void {
  if (request.headers.origin === undefined || request.headers[PAGE_HEADER] !== '1')
    throw forbidden(
      `A change by cookie needs the page's own Origin and the header "${PAGE_HEADER}: 1"; programs send the token instead.`,
    );
}

/** Whether a body follows the head of the request. */
export function hasBody(request: IncomingMessage): boolean {
  return (
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? '0') > 0
  );
}

/** The body must be of one kind, uncompressed. A form or plain text could come from any page without asking first. */
export function guardContentType(request: IncomingMessage, expected: string): void {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const foreignCharset = parameters.some((text) => /^\s*charset=(?!"?utf-8"?\s*$)/.test(text));
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (type?.trim() !== expected || foreignCharset || encoding !== 'identity')
    throw new HeadroomError(
      'unsupported_media_type',
      `The body must be sent as "Content-Type: ${expected}", in UTF-8 where it is text and without Content-Encoding.`,
    );
}

function acceptedHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
}

function ownOrigins(port: number): readonly string[] {
  return acceptedHosts(port).map((host) => `http://${host}`);
}

function countHeader(request: IncomingMessage, name: string): number {
  return request.rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}

function invalid(message: string): HeadroomError {
  return new HeadroomError('invalid_input', message);
}

function forbidden(message: string): HeadroomError {
  return new HeadroomError('forbidden', message);
}
