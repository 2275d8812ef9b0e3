import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../backend.ts';
import { startHttpServer, type RunningServer } from '../transport/http/server.ts';
import { readPageFiles } from '../transport/page/page-files.ts';
import { openInBrowser } from './browser.ts';

export interface HostOptions {
  readonly backend: Backend;
  /** 0 takes whichever is free. */
  readonly port: number;
  /** Opens the page in the user's browser where there is a display. */
  readonly open: boolean;
  readonly pageFolder?: string;
}

export interface Host extends RunningServer {
  /** The address that opens the page: the token stands in its fragment, which browsers do not send. */
  readonly pageUrl: string;
}

/** Where `npm run build` leaves the page. */
export const BUILT_PAGE = join(import.meta.dirname, '..', '..', 'out', 'renderer');

/** The browser host: page, typed client and REST API on 127.0.0.1. Without a built page it serves the API alone. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { backend, port, open, pageFolder = BUILT_PAGE } = options;
  const page = existsSync(join(pageFolder, 'index.html'))
    ? readPageFiles(pageFolder)
    : new Map<string, never>();
  const server = await startHttpServer({ backend, port, page });
  // Once the address is told: it takes a browser longer to ask than the workspace to be brought to today.
  let stopDays: (() => void) | undefined;
  const first = setImmediate(() => {
    // Each request is looked at for a form, and the first mention of this class loads the runtime's HTTP client.
    Reflect.get(globalThis, 'FormData');
    stopDays = backend.watchDays();
  });
  const close = (): Promise<void> => {
    clearImmediate(first);
    stopDays?.();
    return server.close();
  };
  const pageUrl = `${server.url}/#token=${server.token}`;
  if (open) openInBrowser(pageUrl);
  return { ...server, close, pageUrl };
}
