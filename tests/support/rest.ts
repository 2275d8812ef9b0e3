import { onTestFinished } from 'vitest';
import type { Backend } from '#main/backend.ts';
import { startHttpServer } from '#main/transport/http/server.ts';

export interface RestAnswer {
  readonly status: number;
  readonly body: {
    readonly success: boolean;
    readonly data?: unknown;
    readonly meta?: { readonly dryRun?: boolean; readonly changes?: unknown[]; readonly total?: number };
    readonly error?: { readonly code: string; readonly message: string; readonly details?: unknown };
  };
}

export type Rest = (method: string, path: string, body?: unknown) => Promise<RestAnswer>;

/** Serves a backend on loopback until the test ends; answers how to ask it. A text as body is sent as a file, anything else as JSON. */
export async function restOf(backend: Backend): Promise<Rest> {
  const server = await startHttpServer({ backend, port: 0, page: new Map() });
  onTestFinished(() => server.close());
  return async (method, path, body) => {
    const type = typeof body === 'string' ? 'application/octet-stream' : 'application/json';
    const response = await fetch(`${server.url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${server.token}`,
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as RestAnswer['body'] };
  };
}
