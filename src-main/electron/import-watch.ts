import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { app, Notification, type BrowserWindow } from 'electron';
import type { Client } from '#shared/contract/contract.ts';

const POLL_MS = 200;
/** Beyond 1 the task bar shows that something runs, without saying how far it is. */
const UNKNOWN = 2;

/** What the system shows of running imports: progress in the task bar, a notice at the end. */
export interface ImportWatch {
  readonly running: number;
  /** Follows an import that somebody started, until it is settled. */
  readonly follow: (progressId: string, settled: Promise<unknown>) => void;
  /** Imports files by the user's wish, outside of the page. Rejects as the operation does. */
  readonly importFiles: (paths: readonly string[]) => Promise<void>;
  /** Stops what runs and waits until it has stopped. */
  readonly stopAll: () => Promise<void>;
}

/** Watches over the imports of one window. */
export function watchImports(client: Client, window: BrowserWindow): ImportWatch {
  const running = new Map<string, Promise<unknown>>();
  const timer = setInterval(() => void showProgress(), POLL_MS);
  window.once('closed', () => clearInterval(timer));

  const showProgress = async (): Promise<void> => {
    const [progressId] = running.keys();
    if (progressId === undefined) return;
    const { data } = await client.imports.progress({ progressId });
    if (data === null || data.totalBytes === 0 || window.isDestroyed()) return;
    window.setProgressBar(Math.min(1, data.bytes / data.totalBytes));
  };

  const finish = (progressId: string, done: boolean): void => {
    running.delete(progressId);
    if (window.isDestroyed()) return;
    if (running.size === 0) window.setProgressBar(-1);
    if (!window.isFocused())
      notify(done ? 'The import is done.' : 'The import was not taken; the window says why.');
  };

  const follow = (progressId: string, settled: Promise<unknown>): void => {
    running.set(progressId, settled);
    window.setProgressBar(UNKNOWN);
    settled.then(
      () => finish(progressId, true),
      () => finish(progressId, false),
    );
  };

  return {
    get running() {
      return running.size;
    },
    follow,
    importFiles: async (paths) => {
      const progressId = randomUUID();
      const files = paths.map((path) => ({ path, name: basename(path) }));
      const settled = client.imports.create({ files, progressId });
      follow(progressId, settled);
      await settled;
      for (const path of paths) app.addRecentDocument(path);
    },
    stopAll: async () => {
      const waiting = [...running];
      for (const [progressId] of waiting) await client.imports.cancel({ progressId });
      await Promise.allSettled(waiting.map(([, settled]) => settled));
    },
  };
}

function notify(body: string): void {
  if (Notification.isSupported()) new Notification({ title: 'Headroom', body }).show();
}
