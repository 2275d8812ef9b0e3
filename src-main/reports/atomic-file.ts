import { randomUUID } from 'node:crypto';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';

/**
 * Writes a file that appears whole or not at all: a temporary file in the same folder, forced to disk, renamed, and the folder
 * forced to disk. Refuses an existing file unless told to overwrite, and always a symbolic link.
 */
export async function writeFileAtomically(
  path: string,
  bytes: Uint8Array,
  options: { overwrite?: boolean } = {},
): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink())
    throw new HeadroomError('file_exists', `${path} is a link; name the file itself.`, { file: path });
  if (found?.isDirectory())
    throw new HeadroomError('unreadable', `${path} is a folder; name a file.`, { file: path });
  if (found !== undefined && options.overwrite !== true) throw existing(path);
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  try {
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await (options.overwrite === true ? rename(temporary, path) : putNew(temporary, path));
    await syncFolder(folder);
  } catch (error) {
    // What cannot be taken away either must not hide why it could not be written.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw asFileError(error, path);
  }
}

/** A link fails where somebody made the file meanwhile; a disk without links takes the rename. */
async function putNew(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') throw existing(path);
    await rename(temporary, path);
    return;
  }
  await rm(temporary);
}

function existing(path: string): HeadroomError {
  return new HeadroomError(
    'file_exists',
    `${path} exists already; choose another name, or overwrite it with --overwrite.`,
    { file: path },
  );
}

/** Windows cannot open a folder; there the rename is as durable as it gets. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function asFileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EFBIG' || code === 'EDQUOT')
    return new HeadroomError('disk_full', `The disk is full; ${path} was not written.`, { file: path });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new HeadroomError('unreadable', `${path} cannot be written: the folder is read-only.`, {
      file: path,
    });
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new HeadroomError('unreadable', `There is no folder ${dirname(path)}; make it first.`, {
      file: path,
    });
  return error;
}
