import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { HandOver } from '../../router/context.ts';
import { makeOwnFolder } from '../../own-folder.ts';

export const DOWNLOAD_PREFIX = '/download';

/** How long a file waits to be fetched, where its fetching was broken off or never began. */
const KEPT_MS = 60 * 60 * 1000;

/** Each may be as large as the workspace; of those that nobody fetches the oldest gives way to a new one. */
const MOST_AT_ONCE = 4;

/** Files that were made to be fetched over HTTP and wait on disk, because one may be larger than memory. */
export interface Downloads {
  readonly handOver: HandOver;
  /** Sends the file of an address; one that went out whole is removed. Throws `not_found`. */
  send(pathname: string, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

interface Kept {
  readonly name: string;
  readonly path: string;
  readonly timer: NodeJS.Timeout;
  /** How many are fetching it. */
  fetching: number;
}

export function createDownloads(): Downloads {
  const kept = new Map<string, Kept>();
  let folder: string | undefined;
  const drop = async (address: string): Promise<void> => {
    const found = kept.get(address);
    if (found === undefined) return;
    kept.delete(address);
    clearTimeout(found.timer);
    await rm(found.path, { force: true });
  };
  return {
    handOver: async (name, make) => {
      if (kept.size >= MOST_AT_ONCE) await drop(oldestOf(kept));
      folder ??= makeOwnFolder('downloads');
      const id = randomUUID();
      const path = join(folder, id);
      const made = make(path);
      const address = `${DOWNLOAD_PREFIX}/${id}`;
      const timer = setTimeout(() => void drop(address), KEPT_MS);
      timer.unref();
      kept.set(address, { name, path, timer, fetching: 0 });
      return { made, download: address };
    },
    send: async (pathname, response) => {
      const found = kept.get(pathname);
      if (found === undefined)
        throw new HeadroomError('not_found', 'There is no such file any more; make it again.');
      found.fetching += 1;
      try {
        if (await sendWhole(found, response)) await drop(pathname);
      } finally {
        found.fetching -= 1;
      }
    },
    close: async () => {
      for (const { timer } of kept.values()) clearTimeout(timer);
      kept.clear();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether all of it went out; who breaks off may come back for it. */
async function sendWhole({ name, path }: Kept, response: ServerResponse): Promise<boolean> {
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': (await stat(path)).size,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
  return pipeline(createReadStream(path), response).then(
    () => true,
    () => false,
  );
}

/** The address of the file that waits longest to be fetched. */
function oldestOf(kept: ReadonlyMap<string, Kept>): string {
  for (const [address, { fetching }] of kept) if (fetching === 0) return address;
  throw new HeadroomError(
    'too_many_requests',
    `${MOST_AT_ONCE} copies are being fetched already; make this one when one of them is through.`,
  );
}
