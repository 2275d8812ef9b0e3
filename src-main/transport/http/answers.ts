import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ORPCError } from '@orpc/server';
import { ERRORS, HeadroomError, type ErrorCode } from '#shared/contract/errors.ts';
import { securityHeaders } from '../page/content-policy.ts';

/** How long a refused sender may go on sending until it is answered, and how long after that until the line is cut. */
const LINGER_MS = 500;

/** The form of every answer under `/api`. */
export interface Success {
  readonly success: true;
  readonly data: unknown;
  readonly meta?: unknown;
  readonly timestamp: string;
}
export interface Failure {
  readonly success: false;
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly details?: unknown };
  readonly timestamp: string;
}

export function successBody(
  answer: { readonly data?: unknown; readonly meta?: unknown },
  at: string,
): Success {
  const { data = null, meta } = answer;
  return { success: true, data, ...(meta === undefined ? {} : { meta }), timestamp: at };
}

/**
 * The answer to a failure. Failures of the closed list keep their sentence; of anything else only an incident id gets out.
 */
export function failureBody(
  error: unknown,
  at: string,
  report: (incident: string, error: unknown) => void,
): { readonly status: number; readonly body: Failure } {
  const { code, message, details } = expected(error) ?? unexpected(error, report);
  const shown = details === undefined || details === null ? {} : { details };
  return {
    status: ERRORS[code].status,
    body: { success: false, error: { code, message, ...shown }, timestamp: at },
  };
}

interface Expected {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: unknown;
}

function expected(error: unknown): Expected | undefined {
  if (error instanceof HeadroomError) return error;
  if (!(error instanceof ORPCError)) return undefined;
  const { code, message, data } = error as ORPCError<string, unknown>;
  if (code in ERRORS) return { code: code as ErrorCode, message, details: data };
  if (code === 'BAD_REQUEST')
    return {
      code: 'invalid_input',
      message: 'The request could not be read; check its body and its parameters.',
    };
  return undefined;
}

function unexpected(error: unknown, report: (incident: string, error: unknown) => void): Expected {
  const incident = randomUUID().slice(0, 8);
  report(incident, error);
  return {
    code: 'internal',
    message: `Something went wrong inside Headroom (incident ${incident}); nothing was changed.`,
    details: { incident },
  };
}

/** Gives an answer its security headers before anything is written. */
export function secure(response: ServerResponse): { readonly nonce: string } {
  const nonce = randomBytes(16).toString('base64');
  for (const [name, value] of Object.entries(securityHeaders(nonce))) response.setHeader(name, value);
  return { nonce };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/**
 * Answers a failure. A sender that is still sending is let finish for a moment, because one whose line closes under its hands
 * never gets to read the refusal; then the line is cut without reading on.
 */
export function sendFailure(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body }: { readonly status: number; readonly body: Failure },
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (request.complete) {
    sendJson(response, status, body);
    return;
  }
  const { socket } = request;
  response.setHeader('Connection', 'close');
  const answer = (): void => {
    clearTimeout(late);
    if (!response.headersSent) sendJson(response, status, body);
  };
  const late = setTimeout(() => {
    answer();
    const cut = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(cut));
  }, LINGER_MS);
  request.once('end', answer);
  socket.once('close', () => clearTimeout(late));
  request.resume();
}
