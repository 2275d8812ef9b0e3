import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { followAlerts } from '#main/electron/alert-notices.ts';
import { newWorkspace, plantTree, type Workspace } from '../../integration/alerts/ladder.ts';
import * as electron from './electron-double.ts';

vi.mock('electron', () => import('./electron-double.ts'));

async function overspent(): Promise<Workspace> {
  const workspace = newWorkspace();
  await plantTree(workspace.client);
  await workspace.spend('jump', '2026-01-01', '2026-06-30', () => 190);
  return workspace;
}

function follow({ backend, client }: Workspace): () => void {
  const window = new electron.BrowserWindow({}) as unknown as BrowserWindow;
  return followAlerts(backend, client, window);
}

const seen = (condition: () => boolean) => vi.waitFor(() => expect(condition()).toBe(true));

beforeEach(() => {
  electron.notices.length = 0;
  electron.app.badge = 0;
});

describe('the desktop', () => {
  it('begins with one digest of what waits, and counts it on the icon', async () => {
    const workspace = await overspent();
    const stop = follow(workspace);
    await seen(() => electron.notices.length > 0);
    stop();
    expect(electron.notices).toHaveLength(1);
    expect(electron.notices[0]?.split('\n')).toHaveLength(3);
    expect(electron.app.badge).toBeGreaterThan(3);
  });

  it('says nothing where nothing waits, then tells of each alert that opens and counts down what is acknowledged', async () => {
    const workspace = newWorkspace();
    await plantTree(workspace.client);
    const stop = follow(workspace);
    await workspace.spend('jump', '2026-01-01', '2026-06-30', () => 190);
    await seen(() => electron.app.badge > 0);
    expect(electron.notices.length).toBeGreaterThan(1);
    const before = electron.app.badge;
    const [alert] = (await workspace.client.alerts.inbox({ status: 'open' })).data.filter(
      ({ unread }) => unread,
    );
    await workspace.client.alerts.acknowledgeMany({ alertIds: [alert?.id ?? ''], by: 'Ada' });
    await seen(() => electron.app.badge === before - 1);
    stop();
  });
});
