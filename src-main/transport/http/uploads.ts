import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { ExportFile } from '../../importers/types.ts';
import { makeOwnFolder } from '../../own-folder.ts';

/** How long a file waits for the import that reads it. */
const KEPT_MS = 60 * 60 * 1000;

/** More files than this at once fill a disk rather than help anybody; the sender is asked to wait. */
const MOST_AT_ONCE = 16;

/** Files that came over HTTP and wait on disk, because an export is read twice and may be larger than memory. */
export interface Uploads {
  /** Streams a request's body to disk; answers the id under which an import names it. Throws `too_many_requests`. */
  receive(request: IncomingMessage, name: string): Promise<string>;
  find(uploadId: string): ExportFile | undefined;
  /** Forgets a file that is not needed any more. */
  drop(uploadId: string): Promise<void>;
  close(): Promise<void>;
}

interface Kept {
  readonly file: ExportFile;
  readonly timer: NodeJS.Timeout;
}

export function createUploads(idleMs: number): Uploads {
  const kept = new Map<string, Kept>();
  let folder: string | undefined;
  let coming = 0;
  const drop = async (uploadId: string): Promise<void> => {
    const found = kept.get(uploadId);
    if (found === undefined) return;
    kept.delete(uploadId);
    clearTimeout(found.timer);
    await rm(found.file.path, { force: true });
  };
  return {
    receive: async (request, name) => {
      if (coming >= MOST_AT_ONCE)
        throw new HeadroomError(
          'too_many_requests',
          `${MOST_AT_ONCE} files are coming already; send this one when some of them are through.`,
        );
      coming += 1;
      const uploadId = randomUUID();
      let path: string;
      try {
        folder ??= makeOwnFolder('uploads');
        path = join(folder, uploadId);
        await spool(request, path, idleMs);
      } finally {
        coming -= 1;
      }
      const timer = setTimeout(() => void drop(uploadId), KEPT_MS);
      timer.unref();
      kept.set(uploadId, { file: { name, path }, timer });
      return uploadId;
    },
    find: (uploadId) => kept.get(uploadId)?.file,
    drop,
    close: async () => {
      for (const { timer } of kept.values()) clearTimeout(timer);
      kept.clear();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Throws `timeout` when nothing came for a while, `cancelled` when the sender left, `disk_full` when there is no room. */
async function spool(request: IncomingMessage, path: string, idleMs: number): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  // Leaving the loop must not destroy the line: the refusal still has to go out on it.
  const chunks = request.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const next = await within(idleMs, chunks.next());
      if (next.done === true) break;
      await file.appendFile(next.value as Buffer);
    }
    await file.close();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw spoolFailure(error);
  }
}

async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const stopped = new HeadroomError('timeout', 'The file stopped coming; send it again.');
    timer = setTimeout(() => reject(stopped), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function spoolFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EFBIG' || code === 'EDQUOT')
    return new HeadroomError(
      'disk_full',
      'The disk has no room for the file; free some space and send it again.',
    );
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new HeadroomError('cancelled', 'The sender left before the file was complete.');
  return error;
}
