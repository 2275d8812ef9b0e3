import type { IncomingMessage } from 'node:http';
import { HeadroomError } from '#shared/contract/errors.ts';
import { guardContentType, hasBody } from './guards.ts';
import { parseStrictJson } from './strict-json.ts';

export interface BodyLimits {
  /** Bytes of a JSON body. */
  readonly jsonBytes: number;
  /** From the head of the request to the end of its JSON body. */
  readonly jsonMs: number;
  /** Between two pieces of a file. */
  readonly idleMs: number;
}

export const BODY_LIMITS: BodyLimits = { jsonBytes: 1024 * 1024, jsonMs: 10_000, idleMs: 30_000 };

/** The JSON body of a request; undefined where it has none. Throws `too_large`, `timeout` or `invalid_input`. */
export async function readJsonBody(request: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  guardContentType(request, 'application/json');
  if (Number(request.headers['content-length'] ?? '0') > limits.jsonBytes) throw tooLarge(limits);
  const bytes = await collect(request, limits);
  if (bytes.length === 0) return undefined;
  try {
    return parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof HeadroomError) throw error;
    throw new HeadroomError('invalid_input', 'The body is not UTF-8 text.');
  }
}

/** Reads by events: leaving an iteration early would destroy the line before the refusal is sent. */
function collect(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(
      () => finish(() => reject(new HeadroomError('timeout', 'The body came too slowly; send it at once.'))),
      limits.jsonMs,
    );
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limits.jsonBytes) finish(() => reject(tooLarge(limits)));
      else chunks.push(chunk);
    };
    const onEnd = (): void => finish(() => resolve(Buffer.concat(chunks)));
    const onBroken = (): void =>
      finish(() => reject(new HeadroomError('cancelled', 'The sender left before the body was complete.')));
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      request.on('error', () => undefined);
      settle();
    };
    request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}

function tooLarge(limits: BodyLimits): HeadroomError {
  return new HeadroomError(
    'too_large',
    `The body is larger than ${limits.jsonBytes} bytes; send cost exports to POST /api/imports, which has no limit.`,
  );
}
