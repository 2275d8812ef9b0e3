import { request, sendRaw, serve, type RawAnswer, type Served } from './served.ts';

/** Headers of a request; one that is given as undefined is left out. */
export type RawHeaders = Readonly<Record<string, string | undefined>>;

/** The host with little patience, and a client of it that may write any header. */
export interface Guarded extends Served {
  readonly port: number;
  readonly token: string;
  /** What a client that holds the token writes beside the Host. */
  readonly bearer: string;
  readonly host: string;
  readonly get: (path: string, headers?: RawHeaders) => Promise<RawAnswer>;
  /** Sends JSON with the token, to the budgets unless another path is named. */
  readonly post: (body: string, headers?: RawHeaders, path?: string) => Promise<RawAnswer>;
  /** Names of the budgets that are kept. */
  readonly names: () => Promise<string[]>;
}

/** Serves a new workspace to clients that have to be refused; the caller closes it. */
export async function serveGuarded(): Promise<Guarded> {
  const served = await serve({ jsonMs: 400, idleMs: 400 });
  const { port, token } = served.server;
  const host = `127.0.0.1:${port}`;
  const bearer = `Bearer ${token}`;
  const own = { Host: host, Authorization: bearer };
  return {
    ...served,
    port,
    token,
    host,
    bearer,
    get: (path, headers = {}) => sendRaw(port, [request(`GET ${path} HTTP/1.1`, { ...own, ...headers })]),
    post: (body, headers = {}, path = '/api/budgets') => {
      const length = String(Buffer.byteLength(body));
      const all = { ...own, 'Content-Type': 'application/json', 'Content-Length': length, ...headers };
      return sendRaw(port, [request(`POST ${path} HTTP/1.1`, all, body)]);
    },
    names: async () => {
      const { data } = await served.backend.client('rest').budgets.list({});
      return data.map(({ name }) => name);
    },
  };
}
