import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError, type NestedClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { AnyContractProcedure } from '@orpc/contract';
import { contract, type Client } from '#shared/contract/contract.ts';
import type { Backend } from '#main/backend.ts';
import { startHttpServer, type RunningServer } from '#main/transport/http/server.ts';
import { createPortHandler } from '#main/transport/port/port.ts';

/** One way to a backend, as the typed client of the contract. */
export interface OpenDoor {
  readonly client: Client;
  readonly close: () => Promise<void>;
}

export type Door = (backend: Backend) => Promise<OpenDoor>;

/** In this process, as the command line calls. */
function throughTheProcess(backend: Backend): Promise<OpenDoor> {
  return Promise.resolve({ client: backend.client('cli'), close: () => Promise.resolve() });
}

/** Over a message port, as the window calls. */
function throughThePort(backend: Backend): Promise<OpenDoor> {
  const { port1, port2 } = new MessageChannel();
  createPortHandler(backend)(port1);
  const client = createORPCClient<Client>(new PortLink({ port: port2 }));
  const close = (): Promise<void> => {
    port1.close();
    port2.close();
    return Promise.resolve();
  };
  return Promise.resolve({ client, close });
}

/** Over HTTP in the library's form, as the page of the browser host calls. */
async function throughThePage(backend: Backend): Promise<OpenDoor> {
  const server = await startHttpServer({ backend, port: 0, page: new Map() });
  const link = new FetchLink({
    url: `${server.url}/rpc`,
    headers: { authorization: `Bearer ${server.token}` },
  });
  return { client: createORPCClient<Client>(link), close: () => server.close() };
}

/** Over REST, as programs call: verbs, paths, queries and the envelope. */
async function throughRest(backend: Backend): Promise<OpenDoor> {
  const server = await startHttpServer({ backend, port: 0, page: new Map() });
  return { client: restClient(server), close: () => server.close() };
}

export const DOORS: Readonly<Record<string, Door>> = {
  'in process': throughTheProcess,
  'over a message port': throughThePort,
  'over HTTP as the page': throughThePage,
  'over REST': throughRest,
};

interface Envelope {
  readonly success: boolean;
  readonly data?: unknown;
  readonly meta?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly details?: unknown };
}

/** The contract's client over the REST routes that the contract declares. */
function restClient(server: RunningServer): Client {
  const subjects = Object.entries(contract).map(([subject, operations]) => {
    const calls = Object.entries<AnyContractProcedure>(operations).map(([name, procedure]) => {
      const { method = 'POST', path = '/' } = procedure['~orpc'].route;
      return [name, (input: Fields) => callRest(server, method, path, input)];
    });
    return [subject, Object.fromEntries(calls) as unknown];
  });
  const client: NestedClient<object> = Object.fromEntries(subjects) as NestedClient<object>;
  return client as Client;
}

type Fields = Readonly<Record<string, unknown>>;

async function callRest(
  server: RunningServer,
  method: string,
  path: string,
  input: Fields,
): Promise<unknown> {
  const rest = { ...input };
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  const inQuery = method === 'GET' || method === 'DELETE';
  const words = inQuery ? Object.entries(rest).filter(([, value]) => value !== undefined) : [];
  const query = new URLSearchParams(words.map(([name, value]) => [name, String(value)]));
  const answer = await fetch(`${server.url}/api${address}?${query.toString()}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(inQuery ? {} : { body: JSON.stringify(rest) }),
  });
  const { success, data, meta, error } = (await answer.json()) as Envelope;
  if (success) return meta === undefined ? { data } : { data, meta };
  throw new ORPCError(error?.code ?? 'none', {
    status: answer.status,
    message: error?.message ?? '',
    data: error?.details,
  });
}
