import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { KnownWorkspace } from '#shared/contract/workspaces.ts';
import type { Backend, Workspaces } from '../backend.ts';
import { openBackend, systemClock } from '../cli/workspace-file.ts';
import { untilIdle } from '../router/running-work.ts';
import { putBackup } from '../store/backup.ts';
import { workspaceName } from '../store/workspace-name.ts';
import { noteRecent, readRecent } from './recent-workspaces.ts';

const ENDING = '.headroom';

/** Files that can be opened in place of the open one: those that were opened before, newest first, then those beside it. */
export function knownWorkspaces(open: string, list: string): readonly KnownWorkspace[] {
  const recent = readRecent(list);
  const told = new Set([open, ...recent.map(({ file }) => file)]);
  const beside = namesIn(dirname(open))
    .filter((name) => name.toLowerCase().endsWith(ENDING))
    .map((name) => join(dirname(open), name))
    .filter((file) => !told.has(file));
  const known = (file: string, openedAt: string | null): KnownWorkspace => ({
    ...{ file, name: workspaceName(file), openedAt, isOpen: file === open },
  });
  const isListed = recent.some(({ file }) => file === open);
  return [
    ...(isListed ? [] : [known(open, null)]),
    ...recent.map(({ file, openedAt }) => known(file, openedAt)),
    ...beside.sort().map((file) => known(file, null)),
  ];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Opens a workspace so that another can be opened in its place. The answered backend always is the one of the open workspace:
 * transports keep it and ask it for a context at each request. What runs in the workspace that goes is let finish.
 */
export function openWorkspaces(file: string, list: string): Backend {
  const host: Workspaces = {
    list: () => knownWorkspaces(current.store.file, list),
    open: (next) => {
      if (next !== current.store.file) goTo(next, false);
    },
    create: (next) => goTo(next, true),
    restore: (backup) => restore(backup),
  };
  const openOne = (next: string): Backend => {
    const backend = openBackend(next, { access: 'write', workspaces: host });
    noteRecent(list, next, systemClock.now());
    return backend;
  };
  const watched = new Set<{ stop: () => void }>();
  const follow = (): void => {
    for (const watch of watched) {
      watch.stop();
      watch.stop = current.watchDays();
    }
  };
  const goTo = (next: string, isNew: boolean): void => {
    if (!isNew && !existsSync(next))
      throw new HeadroomError('not_found', `There is no workspace ${next} any more.`, { file: next });
    const before = current;
    current = openOne(next);
    follow();
    void untilIdle(before).then(() => before.close());
  };
  /** The file must not be open while it is replaced, so this one does not wait for others. */
  const restore = (backup: string): string | null => {
    const { file: workspace } = current.store;
    current.close();
    try {
      return putBackup(backup, workspace, systemClock.now().replace(/[:.]/g, '-'));
    } finally {
      current = openOne(workspace);
      follow();
    }
  };
  let current = openOne(file);
  return following(
    () => current,
    () => {
      const watch = { stop: current.watchDays() };
      watched.add(watch);
      return () => {
        watched.delete(watch);
        watch.stop();
      };
    },
  );
}

/** A backend that is whichever is current. */
function following(current: () => Backend, watchDays: Backend['watchDays']): Backend {
  return {
    get store() {
      return current().store;
    },
    get clock() {
      return current().clock;
    },
    get version() {
      return current().version;
    },
    get router() {
      return current().router;
    },
    get passwords() {
      return current().passwords;
    },
    get notifier() {
      return current().notifier;
    },
    get workspaces() {
      return current().workspaces;
    },
    get reading() {
      return current().reading;
    },
    get closing() {
      return current().closing;
    },
    log: (entry) => current().log(entry),
    reportIncident: (incident, error) => current().reportIncident(incident, error),
    context: (door, actor) => current().context(door, actor),
    client: (door, actor) => current().client(door, actor),
    watchDays,
    close: () => current().close(),
  };
}
