import { existsSync, openSync, readSync, closeSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { HeadroomError } from '#shared/contract/errors.ts';
import { latestVersion } from './migrations.ts';

export type Connection = Database.Database;

/** Marks a file as a Headroom workspace ("HdRm"). */
export const APPLICATION_ID = 0x4864526d;
const MAGIC = 'SQLite format 3\0';
const WORKSPACE_HEADER = 100;

/** The connections of this thread. */
const connections = new Set<Connection>();

function isOpenHere(file: string): boolean {
  for (const connection of connections) if (!connection.open) connections.delete(connection);
  return [...connections].some(({ name }) => name === file);
}

/**
 * Refuses, before SQLite touches it, a file that is no workspace. SQLite would open a zero-byte file as an empty database and
 * delete a good `-wal` beside it, so size and header are looked at first. A file that a connection of this process has open
 * is one, and is not read: closing a descriptor of it would drop SQLite's locks, and another program that closes the workspace
 * would take itself for the last and delete the log. On other threads than that of the host `openBeside` keeps to this.
 */
export function checkWorkspaceFile(file: string): 'missing' | 'workspace' {
  if (!existsSync(file)) {
    if (existsSync(`${file}-wal`))
      throw unreadable(file, 'is missing although its "-wal" file is there; put both back from a backup');
    return 'missing';
  }
  const stat = statSync(file);
  if (stat.isDirectory()) throw unreadable(file, 'is a folder; name a workspace file');
  if (isOpenHere(file)) return 'workspace';
  if (stat.size === 0)
    throw unreadable(file, 'is empty (0 bytes); nothing was changed, restore it from a backup or remove it');
  if (readHeader(file).toString('latin1', 0, 16) !== MAGIC)
    throw unreadable(file, 'is not a Headroom workspace');
  return 'workspace';
}

function readHeader(file: string): Buffer {
  const header = Buffer.alloc(WORKSPACE_HEADER);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, WORKSPACE_HEADER, 0);
  } finally {
    closeSync(descriptor);
  }
  return header;
}

/**
 * Opens a connection with the settings that every connection needs; `synchronous` falls back to NORMAL on each reopening of a WAL
 * file. A file that is not there is made, unless it must exist.
 */
export function connect(file: string, { mustExist = false } = {}): Connection {
  let connection: Connection | undefined;
  try {
    connection = new Database(file, { timeout: 10_000, fileMustExist: mustExist });
    connections.add(connection);
    connection.pragma('trusted_schema = OFF');
    connection.pragma('cell_size_check = ON');
    connection.pragma('foreign_keys = ON');
    connection.pragma('temp_store = MEMORY');
    connection.pragma('synchronous = FULL');
    connection.defaultSafeIntegers(true);
    return connection;
  } catch (error) {
    connection?.close();
    throw asWorkspaceError(file, error);
  }
}

/** Checks that an existing file is a workspace that this version reads, before anything is written to it. */
export function checkVersion(connection: Connection, file: string): number {
  const applicationId = Number(connection.pragma('application_id', { simple: true }));
  const version = Number(connection.pragma('user_version', { simple: true }));
  if (applicationId !== APPLICATION_ID)
    throw unreadable(file, 'is an SQLite file, but not a Headroom workspace');
  if (version > latestVersion) {
    throw new HeadroomError(
      'workspace_newer',
      `The workspace ${file} has format ${version}, this Headroom reads up to ${latestVersion}; open it with a newer Headroom. Nothing was changed.`,
      { file, version, supported: latestVersion },
    );
  }
  return version;
}

export function unreadable(file: string, what: string): HeadroomError {
  return new HeadroomError('workspace_unreadable', `The workspace ${file} ${what}.`, { file });
}

/** What it means that a workspace cannot be had alone. Anything else than a lock is passed on as it came. */
export function inUse(file: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY'))
    return asWorkspaceError(file, error);
  return new HeadroomError(
    'in_use',
    `The workspace ${file} is open in another Headroom; close it there and try again. Nothing was changed.`,
    { file },
  );
}

/** Whether SQLite found that a file is not, or not whole, what it should be; text that an index reads as JSON is part of that. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false;
  const { code, message } = error;
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT') || message === 'malformed JSON';
}

/** Turns SQLite's refusals into sentences; what is not one of them is passed on as it came. */
export function asWorkspaceError(file: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_IOERR_WRITE')) {
    return new HeadroomError(
      'disk_full',
      `The disk that holds ${file} is full; nothing was changed. Free some space and try again.`,
      { file },
    );
  }
  if (isDamage(error)) {
    return unreadable(file, 'is damaged or not a workspace; nothing was changed, restore it from a backup');
  }
  if (error.code.startsWith('SQLITE_CANTOPEN') || error.code.startsWith('SQLITE_READONLY')) {
    return unreadable(file, 'cannot be opened for writing; check the folder and its permissions');
  }
  if (error.code.startsWith('SQLITE_BUSY')) {
    return new HeadroomError(
      'in_use',
      `The workspace ${file} is being written by another program; try again in a moment.`,
      { file },
    );
  }
  return error;
}
