import { mkdirSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';
import { toDay } from '#shared/domain/calendar.ts';
import { createBackend, type Backend, type Clock, type LogEntry, type Workspaces } from '../backend.ts';
import { passwordsInFile } from '../notifications/passwords.ts';
import { openOperationLog } from '../log/operation-log.ts';
import { openStore, type Store } from '../store/store.ts';
import { checkWorkspaceFile } from '../store/sqlite.ts';
import { version } from '../version.ts';
import { makeTrialCopy, type TrialCopy } from './trial-copy.ts';

export interface OpenOptions {
  readonly access: 'read' | 'change' | 'write';
  /** Everything is tried on a temporary copy that goes when the backend is closed. */
  readonly onCopy?: boolean;
  readonly debug?: boolean;
  /** The workspaces that the user can go to from this one. */
  readonly workspaces?: Workspaces;
  /** Where unexpected failures go; without it, to stderr where `debug` asks for them. */
  readonly reportIncident?: (incident: string, error: unknown) => void;
}

/** The user's own workspace, where the system keeps an application's data. */
export function defaultWorkspace(environment: NodeJS.ProcessEnv = process.env): string {
  const home = homedir();
  const folder =
    process.platform === 'win32'
      ? (environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'));
  return join(folder, 'headroom', 'workspace.headroom');
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  today: () => {
    const now = new Date();
    const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    return toDay(parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-'));
  },
  milliseconds: () => performance.now(),
};

/** Opens the workspace behind a backend. A missing one is made for writing, and refused for reading and for changing what is there. */
export function openBackend(file: string, options: OpenOptions): Backend {
  if (options.onCopy === true) return openCopy(file, options);
  if (options.access === 'write') makeFolder(file);
  const store = openStore(file, { create: options.access === 'write' });
  if (store === undefined) throw missing(file);
  return createBackend({
    store,
    clock: systemClock,
    version,
    actor: userName(),
    passwords: passwordsInFile(join(dirname(defaultWorkspace()), 'mail-passwords.json')),
    ...(options.workspaces === undefined ? {} : { workspaces: options.workspaces }),
    ...reporting(options),
  });
}

function openCopy(file: string, options: OpenOptions): Backend {
  const found = checkWorkspaceFile(file);
  if (found === 'missing' && options.access !== 'write') throw missing(file);
  const copy = makeTrialCopy(found === 'workspace' ? file : undefined);
  const store = openTrial(copy);
  const backend = createBackend({
    store,
    clock: systemClock,
    version,
    actor: userName(),
    ...reporting(options),
  });
  return {
    ...backend,
    close: () => {
      backend.close();
      copy.remove();
    },
  };
}

/** A copy that cannot be opened is deleted at once: nobody would close it. */
function openTrial({ file, remove }: TrialCopy): Store {
  try {
    const store = openStore(file, { create: true, dryRun: true });
    if (store === undefined) throw missing(file);
    return store;
  } catch (error) {
    remove();
    throw error;
  }
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch {
    throw new HeadroomError(
      'workspace_unreadable',
      `The folder of ${file} cannot be made; name another with --workspace.`,
      { file },
    );
  }
}

function missing(file: string): HeadroomError {
  return new HeadroomError(
    'not_found',
    `There is no workspace ${file}; name one with --workspace, or import an export to make it.`,
    { file },
  );
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'user';
  }
}

/** Where operations and unexpected failures are told: the log, and stderr where `--debug` asks for it. */
function reporting(options: OpenOptions) {
  const log = openOperationLog();
  return {
    log: (entry: LogEntry) => log.write({ at: systemClock.now(), ...entry }),
    reportIncident: (incident: string, error: unknown) => {
      log.incident(incident, error, systemClock.now());
      options.reportIncident?.(incident, error);
      if (options.debug === true)
        process.stderr.write(
          `${incident}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        );
    },
  };
}
