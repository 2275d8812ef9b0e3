import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** How a request proved that it may be served; null: it did not. */
export type Proof = 'bearer' | 'cookie' | null;

export interface Session {
  /** 256 bits for programs and for the first load of the page. */
  readonly token: string;
  /** The `Set-Cookie` value that makes the page a member of this session. */
  readonly setCookie: string;
  proofOf(request: IncomingMessage): Proof;
  accepts(token: string): boolean;
}

/**
 * The session of one start of the host. The cookie carries a value of its own, because other local servers receive it too:
 * cookies do not see ports. With the cookie alone nothing can be changed (see the guards).
 */
export function createSession(port: number, token: string = randomBytes(32).toString('hex')): Session {
  const cookieName = `headroom-${port}`;
  const cookieValue = randomBytes(32).toString('hex');
  return {
    token,
    setCookie: `${cookieName}=${cookieValue}; HttpOnly; SameSite=Strict; Path=/`,
    accepts: (given) => equalInConstantTime(given, token),
    proofOf: (request) => {
      const authorization = request.headers.authorization;
      if (authorization !== undefined) {
        const given = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
        return given !== undefined && equalInConstantTime(given, token) ? 'bearer' : null;
      }
      const cookie = cookieOf(request, cookieName);
      return cookie !== undefined && equalInConstantTime(cookie, cookieValue) ? 'cookie' : null;
    },
  };
}

/** Compares digests, so that neither the length nor a common beginning shows in the time it takes. */
function equalInConstantTime(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}
