import { serve, type Served } from './served.ts';

interface Envelope {
  readonly success: boolean;
  readonly data?: unknown;
  readonly meta?: {
    readonly dryRun?: boolean;
    readonly changes?: readonly unknown[];
    readonly total?: number;
  };
  readonly error?: { readonly code: string; readonly message: string; readonly details?: unknown };
  readonly timestamp: string;
}

interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RestServed extends Served {
  /** Calls a path with the token: bytes go as a file, anything else as JSON. */
  readonly call: (
    method: string,
    path: string,
    more?: Call,
  ) => Promise<{ readonly status: number; readonly headers: Headers; readonly body: Envelope }>;
}

/** Serves a new workspace to programs; the caller closes it. */
export async function serveRest(): Promise<RestServed> {
  const served = await serve();
  const call: RestServed['call'] = async (method, path, { body, headers } = {}) => {
    const bytes = body instanceof Uint8Array;
    const answer = await fetch(served.server.url + path, {
      method,
      headers: {
        authorization: `Bearer ${served.server.token}`,
        ...(body === undefined
          ? {}
          : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: bytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Envelope };
  };
  return { ...served, call };
}
