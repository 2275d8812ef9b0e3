import { existsSync, rmSync, statSync } from 'node:fs';
import type { Change } from '#shared/contract/common.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import { appendAudit } from './audit.ts';
import { toChange } from './change.ts';
import { migrate, latestVersion } from './migrations.ts';
import { Reader } from './reader.ts';
import {
  APPLICATION_ID,
  asWorkspaceError,
  checkVersion,
  checkWorkspaceFile,
  connect,
  type Connection,
  unreadable,
} from './sqlite.ts';
import { removeAbandoned } from './staged-removal.ts';
import { recordStep } from './undo.ts';
import { Writer, type RowChange } from './writer.ts';

/** What a write is, for the audit log, the undo menu and the answer of a dry run. */
export interface WriteOptions {
  /** Name of the operation: `budgets.create`. */
  readonly operation: string;
  /** What it does, for a person: `Create budget Payments`. A function where it is known only afterwards. */
  readonly label: string | (() => string);
  readonly actor: string;
  readonly door: string;
  readonly at: string;
  readonly reason?: string | null | undefined;
  readonly dryRun?: boolean | undefined;
  /** Whether a person may take it back; what follows by itself (alerts, stored forecasts) is no step of its own. */
  readonly undoable?: boolean;
}

export interface WriteOutcome<Result> {
  readonly result: Result;
  readonly changes: readonly Change[];
}

export interface CommittedWrite {
  readonly operation: string;
  readonly changes: readonly RowChange[];
  /** Budgets whose spend the write moved. */
  readonly moved: ReadonlySet<string>;
  /** Budgets that no rule says anything of after the write, so that only alerts they have can need a look. */
  readonly quiet: ReadonlySet<string>;
  /** The budgets whose alerts need a look, in order, where the thread that wrote has found out: of all budgets that takes long. */
  readonly due?: readonly string[];
}

/** Runs in every write's transaction after its changes, to keep what is derived from them. */
export type Consequence = (writer: Writer, changes: readonly RowChange[]) => void;

class Rollback extends Error {}

/** One open workspace file. Reading goes through `reader`; `write` alone changes anything. */
export class Store {
  readonly file: string;
  readonly reader: Reader;
  readonly dryRun: boolean;
  readonly #connection: Connection;
  readonly #consequences: Consequence[] = [];
  readonly #listeners = new Set<(write: CommittedWrite) => void>();

  constructor(file: string, connection: Connection, dryRun: boolean) {
    this.file = file;
    this.#connection = connection;
    this.reader = new Reader(connection);
    this.dryRun = dryRun;
  }

  /** Adds what must follow from changes, in the same transaction. */
  addConsequence(consequence: Consequence): void {
    this.#consequences.push(consequence);
  }

  /** Calls the listener after each commit; answers how to stop. */
  onCommit(listener: (write: CommittedWrite) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * The only way to change the workspace: one transaction with its consequences, its undo step and its audit entry, or none
   * of it. With `dryRun` the same is done and rolled back, so that the answer is what the real write would say. `view` makes
   * the answer once the consequences are there, still inside the transaction.
   */
  write<Result>(options: WriteOptions, work: (writer: Writer) => Result): WriteOutcome<Result>;
  write<Result, View>(
    options: WriteOptions,
    work: (writer: Writer) => Result,
    view: (reader: Reader, result: Result) => View,
  ): WriteOutcome<View>;
  write(
    options: WriteOptions,
    work: (writer: Writer) => unknown,
    view?: (reader: Reader, result: unknown) => unknown,
  ): WriteOutcome<unknown> {
    const writer = new Writer(this.#connection, {
      at: options.at,
      actor: options.actor,
      reason: options.reason ?? '',
    });
    let result: unknown;
    const transaction = this.#connection.transaction(() => {
      const made = work(writer);
      for (const consequence of this.#consequences) consequence(writer, writer.changes);
      result = view === undefined ? made : view(writer, made);
      if (writer.changes.length > 0) this.#record(writer, options);
      if (options.dryRun === true) throw new Rollback();
    });
    try {
      transaction.immediate();
    } catch (error) {
      if (!(error instanceof Rollback)) throw asWorkspaceError(this.file, error);
    }
    const { changes, moved, quiet } = writer;
    if (options.dryRun !== true && changes.length > 0)
      this.tell({ operation: options.operation, changes, moved, quiet });
    return { result, changes: changes.map(toChange) };
  }

  #record(writer: Writer, options: WriteOptions): void {
    const label = typeof options.label === 'string' ? options.label : options.label();
    if (options.undoable !== false) recordStep(writer, options.operation, label, writer.changes);
    appendAudit(writer, { door: options.door, operation: options.operation, label, changes: writer.changes });
  }

  /** Tells the listeners of a commit; of another thread's, where that wrote for this store. */
  tell(write: CommittedWrite): void {
    for (const listener of this.#listeners) listener(write);
  }

  /** Reads more than once from one state of the workspace, while others write. */
  atOnce<Result>(work: (reader: Reader) => Result): Result {
    try {
      return this.#connection.transaction(() => work(this.reader)).deferred();
    } catch (error) {
      throw asWorkspaceError(this.file, error);
    }
  }

  /** Writes a consistent copy to a new file, while others go on reading and writing. */
  copyTo(file: string): void {
    this.#connection.prepare('VACUUM INTO ?').run(file);
  }

  /** Copies the log into the file, so that the next writer, whom somebody may wait for, need not. */
  checkpoint(): void {
    this.#connection.pragma('wal_checkpoint(PASSIVE)');
  }

  close(): void {
    this.#connection.close();
  }
}

/** Opens a workspace, or makes one where there is none and `create` says so. An older format is brought up to date after a backup. */
export function openStore(file: string, options: { create: boolean; dryRun?: boolean }): Store | undefined {
  const found = checkWorkspaceFile(file);
  if (found === 'missing' && !options.create) return undefined;
  const connection = connect(file);
  try {
    if (found === 'missing') createWorkspace(connection);
    else upgradeWorkspace(connection, file);
    // A copy that was made by SQLite, such as a restored backup, comes without the log that lets others read meanwhile.
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    removeAbandoned(connection);
    return new Store(file, connection, options.dryRun ?? false);
  } catch (error) {
    connection.close();
    const told = asWorkspaceError(file, error);
    // Half a new workspace helps nobody; after any other failure the file may be somebody else's.
    if (found === 'missing' && told instanceof HeadroomError && told.code === 'disk_full')
      removeWorkspace(file);
    throw told;
  }
}

/** A further connection, on a thread of its own, to a workspace that this process has open; nothing but SQLite touches the file. */
export function openBeside(file: string, { readOnly }: { readonly readOnly: boolean }): Store {
  if (!existsSync(file)) throw unreadable(file, 'was moved or removed while it was open; put it back');
  const connection = connect(file, { mustExist: true });
  if (readOnly) connection.pragma('query_only = ON');
  return new Store(file, connection, false);
}

/** Removes a workspace with the two files that belong to it. */
export function removeWorkspace(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
}

function createWorkspace(connection: Connection): void {
  connection.pragma(`application_id = ${APPLICATION_ID}`);
  connection.pragma('journal_mode = WAL');
  migrate(connection, 0);
}

function upgradeWorkspace(connection: Connection, file: string): void {
  const version = checkVersion(connection, file);
  if (version === latestVersion) return;
  const stamp = Math.trunc(statSync(file).mtimeMs);
  connection.prepare('VACUUM INTO ?').run(`${file}.before-format-${latestVersion}-${stamp}`);
  migrate(connection, version);
}
