import { createRouterClient } from '@orpc/server';
import type { Client } from '#shared/contract/contract.ts';
import type { KnownWorkspace } from '#shared/contract/workspaces.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { Destination } from '#shared/contract/destinations.ts';
import { passwordsInMemory, type Passwords } from './notifications/passwords.ts';
import { Notifier } from './notifications/queue.ts';
import { readSettings } from './store/settings.ts';
import type { Store } from './store/store.ts';
import { addConsequences } from './router/consequences.ts';
import { followChanges, type FollowUp } from './router/follow-up.ts';
import { ReadingThread } from './router/reading-thread.ts';
import { router, type Router } from './router/router.ts';
import type { Door, RequestContext } from './router/context.ts';

/** Time as the host gives it; tests and demonstrations give their own. */
export interface Clock {
  /** The moment, ISO 8601 in UTC. */
  now(): string;
  /** The calendar day on this machine. */
  today(): Day;
  /** Monotonic, for durations. */
  milliseconds(): number;
}

export interface LogEntry {
  readonly operation: string;
  readonly door: Door;
  readonly ms: number;
  readonly result: string;
  readonly dryRun: boolean;
  readonly incident?: string | undefined;
}

export interface BackendOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly version: string;
  /** One line per operation; never values of cells. */
  readonly log?: (entry: LogEntry) => void;
  /** Where unexpected failures go, with their stack. */
  readonly reportIncident?: (incident: string, error: unknown) => void;
  /** Passwords of mail servers; left out, they last as long as the process. */
  readonly passwords?: Passwords;
  /** Name of the user, for the audit log. */
  readonly actor: string;
  readonly workspaces?: Workspaces;
}

/** The workspaces of this machine, for hosts that can go from one to another. */
export interface Workspaces {
  /** Those opened before and those that lie beside the open one, as far as they are there, newest first. */
  list(): readonly KnownWorkspace[];
  /** Opens one in the place of that which is open. Throws where it cannot be read; then the open one stays. */
  open(file: string): void;
  /** Makes an empty one in a file that is not there yet and opens it. */
  create(file: string): void;
  /** Puts a backup, which was checked, in the place of the open one; answers the folder where that is kept. */
  restore(file: string): string | null;
}

/** The one backend behind all doors. It does not know its host. */
export interface Backend {
  readonly store: Store;
  readonly clock: Clock;
  readonly version: string;
  readonly router: Router;
  readonly passwords: Passwords;
  /** Tells the configured destinations of alerts; with none configured it does nothing. */
  readonly notifier: Notifier;
  /** Absent where the workspace is the one that was named at the start. */
  readonly workspaces: Workspaces | undefined;
  /** Answers what takes long, where the host stays open. */
  readonly reading: ReadingThread | undefined;
  /** Aborted when the backend is closed, for what would wait for its changes for ever. */
  readonly closing: AbortSignal;
  readonly log: (entry: LogEntry) => void;
  readonly reportIncident: (incident: string, error: unknown) => void;
  /** The context of a request that came through a door. */
  context(door: Door, actor?: string): RequestContext;
  /** A client in this process, for the command line and tests. */
  client(door: Door, actor?: string): Client;
  /** Brings the workspace to today and to each new day, for hosts that stay open; answers how to stop. */
  watchDays(): () => void;
  close(): void;
}

export function createBackend(options: BackendOptions): Backend {
  const { store, clock, version, actor: user, passwords = passwordsInMemory() } = options;
  addConsequences(store, () => clock.today());
  const closing = new AbortController();
  let reading: ReadingThread | undefined;
  const backend: Backend = {
    store,
    clock,
    version,
    router,
    passwords,
    notifier: new Notifier({
      passwords,
      destinations: () => (readSettings(store.reader).destinations as Destination[] | null) ?? [],
    }),
    workspaces: options.workspaces,
    get reading() {
      return reading;
    },
    closing: closing.signal,
    log: options.log ?? (() => undefined),
    reportIncident: options.reportIncident ?? (() => undefined),
    context: (door, actor = user) => ({
      backend,
      door,
      actor,
      localFiles: door === 'window' || door === 'cli',
    }),
    client: (door, actor) => createRouterClient(router, { context: backend.context(door, actor) }),
    watchDays: () => {
      reading ??= new ReadingThread(store.file);
      return followUp.watchDays();
    },
    close: () => {
      closing.abort();
      backend.notifier.close();
      reading?.close();
      reading = undefined;
      store.close();
    },
  };
  const followUp: FollowUp = followChanges(backend);
  return backend;
}
