/**
 * The only module that knows how the backend is reached: over HTTP on the page's own origin (browser host), or over a message port
 * that the preload hands over (window). Features see one typed client and cannot tell which it is.
 */
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { Client } from '#shared/contract/contract.ts';

/** What the preload of the window offers; absent in a browser. */
export interface DesktopBridge {
  /** The path of a dropped or chosen file on this machine. */
  readonly pathForFile: (file: File) => string;
}

declare global {
  interface Window {
    readonly headroom?: DesktopBridge;
    /** Set by the host's own script in a browser that is not a member of the session yet: why it may not be, null once it is. */
    readonly headroomSession?: Promise<string | null>;
  }
}

/** The header by which the host knows that a request comes from its own page. */
const PAGE_HEADER = { 'x-headroom': '1' } as const;
const PORT_MESSAGE = 'headroom:port';

/** A file to read as the contract names it. */
export interface FileReference {
  readonly name: string;
  readonly path?: string;
  readonly uploadId?: string;
}

export interface Transport {
  readonly client: Client;
  /** Makes a file reachable for the backend: its path in the window, an upload in the browser. */
  readonly offerFile: (file: File, signal?: AbortSignal) => Promise<FileReference>;
  /** Whether files on this machine have paths here: in the window, not in a browser. */
  readonly namesPaths: boolean;
}

/**
 * Connects to the backend. In the window this waits for the port, which arrives once a load, in a browser for the session. Throws
 * an error with a sentence for the user where there is none to be had.
 */
export async function connect(): Promise<Transport> {
  const bridge = window.headroom;
  return bridge === undefined ? await overHttp() : overPort(bridge, await receivePort());
}

async function overHttp(): Promise<Transport> {
  const refusal = await window.headroomSession;
  if (typeof refusal === 'string') throw new Error(refusal);
  const link = new FetchLink({ url: new URL('/rpc', window.location.origin), headers: () => PAGE_HEADER });
  return { client: createORPCClient<Client>(link), offerFile: upload, namesPaths: false };
}

async function upload(file: File, signal?: AbortSignal): Promise<FileReference> {
  const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { ...PAGE_HEADER, 'content-type': 'application/octet-stream' },
    body: file,
    ...(signal === undefined ? {} : { signal }),
  });
  const answer = (await response.json()) as {
    readonly uploadId?: string;
    readonly error?: { readonly message?: string };
  };
  if (!response.ok || answer.uploadId === undefined)
    throw new Error(answer.error?.message ?? `${file.name} could not be handed over; try again.`);
  return { name: file.name, uploadId: answer.uploadId };
}

function overPort(bridge: DesktopBridge, port: MessagePort): Transport {
  const link = new PortLink({ port });
  port.start();
  return {
    client: createORPCClient<Client>(link),
    namesPaths: true,
    offerFile: (file) => Promise.resolve({ name: file.name, path: bridge.pathForFile(file) }),
  };
}

function receivePort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
      window.removeEventListener('message', listen);
      resolve(port);
    };
    window.addEventListener('message', listen);
  });
}
