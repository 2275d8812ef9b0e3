import { app, Notification, type BrowserWindow } from 'electron';
import type { Client } from '#shared/contract/contract.ts';
import type { Backend } from '../backend.ts';
import { HOME } from './address.ts';

/** More alerts than this are counted, not listed, in the digest at the start. */
const DIGEST_LINES = 3;
const MOST_COUNTED = 1000;

/**
 * Shows new alerts as notifications of the system and their number on the dock or task bar, brings the workspace to each
 * new day, and begins with a digest of what waits. Answers how to stop.
 */
export function followAlerts(backend: Backend, client: Client, window: BrowserWindow): () => void {
  // The first day is looked at before anyone listens: what it opens is in the digest, not in a notification for each.
  const stopDays = backend.watchDays();
  const stopNotices = backend.notifier.onNotice(({ title, text }) => show(title, text, window));
  const stopCommits = backend.store.onCommit(({ changes }) => {
    if (changes.some(({ table }) => table === 'alert')) void countUnread(client);
  });
  void showDigest(client, window);
  return () => {
    stopNotices();
    stopCommits();
    stopDays();
  };
}

async function readUnread(client: Client) {
  const { data } = await client.alerts.inbox({ status: 'open', limit: MOST_COUNTED });
  return data.filter(({ unread }) => unread);
}

async function countUnread(client: Client): Promise<void> {
  app.setBadgeCount((await readUnread(client)).length);
}

async function showDigest(client: Client, window: BrowserWindow): Promise<void> {
  const unread = await readUnread(client);
  app.setBadgeCount(unread.length);
  if (unread.length === 0) return;
  const lines = unread.slice(0, DIGEST_LINES).map(({ message }) => message.split('. ')[0] ?? message);
  const title = unread.length === 1 ? 'One alert waits' : `${unread.length} alerts wait`;
  show(title, lines.join('\n'), window);
}

function show(title: string, body: string, window: BrowserWindow): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  notification.on('click', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
    void window.loadURL(`${HOME}#/alerts`);
  });
  notification.show();
}
