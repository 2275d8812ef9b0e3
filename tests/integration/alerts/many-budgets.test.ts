import { afterEach, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toDay } from '#shared/domain/calendar.ts';
import { createBackend, type Backend } from '#main/backend.ts';
import { readEvaluatedDay } from '#main/store/alerts.ts';
import { readBudgetIds, readBudgetsById } from '#main/store/budgets.ts';
import { openStore } from '#main/store/store.ts';
import { inTreeOrder } from '#main/store/tree-order.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { testClock } from '../../support/workspace.ts';

/** More than a host evaluates at once. */
const TEAMS = 60;
const AS_OF = toDay('2026-06-30');

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function open(file: string, clock = testClock(AS_OF)): Backend {
  const store = openStore(file, { create: true });
  if (store === undefined) throw new Error('no store');
  return createBackend({ store, clock, version: 'test', actor: 'tester' });
}

/** A workspace with a budget for each of many teams, of which every third spends more than it may. */
async function plant(backend: Backend, folder: string): Promise<void> {
  const client = backend.client('cli');
  const names = Array.from({ length: TEAMS }, (_, index) => `team-${index}`);
  const path = writeFocusFile(join(folder, 'costs.csv'), '2026-01-01', '2026-06-30', (day) =>
    day.endsWith('-15')
      ? names.map((team, index) => ({ service: 'S', region: 'r', team, amount: index % 3 === 0 ? 200 : 50 }))
      : [],
  );
  await client.imports.create({ files: [{ path }] });
  const common = { currency: 'USD', startMonth: '2026-01', months: 12 };
  const children = names.map((name) => ({ id: name, name, type: 'team', amount: '1000' }));
  const amount = String(TEAMS * 1000);
  await client.budgets.apply({
    tree: { ...{ id: 'org', name: 'Org', type: 'organization', amount, ...common }, children },
  });
}

async function openAlerts(backend: Backend): Promise<string[]> {
  const { data } = await backend.client('cli').alerts.inbox({ limit: 1000 });
  return data
    .map(({ budgetId, threshold, status }) => `${budgetId} ${JSON.stringify(threshold)} ${status}`)
    .sort();
}

describe('many budgets', () => {
  it('are taken family after family, so that each is forecast once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-many-'));
    folders.push(folder);
    const backend = open(join(folder, 'families.headroom'));
    const children = (parent: string, count: number) =>
      Array.from({ length: count }, (_, index) => {
        const id = `${index}-of-${parent}`;
        return { id, name: id, type: 'project', amount: '1' };
      });
    const teams = children('org', 9).map((team) => ({
      ...team,
      amount: '9',
      children: children(team.id, 9),
    }));
    const tree = { ...{ id: 'org', name: 'Org', type: 'organization', amount: '99' }, children: teams };
    await backend.client('cli').budgets.apply({ tree });
    const { reader } = backend.store;
    const byId = readBudgetIds(reader);
    const ordered = inTreeOrder(reader, byId);
    expect(new Set(ordered)).toEqual(new Set(byId));
    const parents = readBudgetsById(reader, ordered).map(({ parentId }) => parentId);
    const families = parents.filter((parent, index) => parent !== 'org' && parent !== parents[index - 1]);
    // The root, which has no parent, and nine teams.
    expect(families.length).toBe(1 + 9);
    expect(inTreeOrder(reader, ['0-of-org', 'org'])).toEqual(['0-of-org', 'org']);
    backend.close();
  });
});

describe('a host with many budgets', () => {
  it('evaluates them behind its answers, to the same alerts as a command that waits for them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-many-'));
    folders.push(folder);
    const waiting = open(join(folder, 'waiting.headroom'));
    await plant(waiting, folder);
    const expected = await openAlerts(waiting);
    waiting.close();
    expect(expected.length).toBeGreaterThan(TEAMS);

    const host = open(join(folder, 'host.headroom'));
    const stop = host.watchDays();
    await plant(host, folder);
    await expect.poll(() => openAlerts(host), { timeout: 30_000 }).toEqual(expected);
    stop();
    host.close();
  });

  it('is brought to a day once, and to the next day anew', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-many-'));
    folders.push(folder);
    const clock = testClock(AS_OF);
    const host = open(join(folder, 'workspace.headroom'), clock);
    await plant(host, folder);
    const evaluatedFor = (): string | null => readEvaluatedDay(host.store.reader);
    // What was planted was evaluated as it came; a host that opens the workspace on the same day need not begin anew.
    expect(evaluatedFor()).toBe(AS_OF);
    host.watchDays()();
    expect(evaluatedFor()).toBe(AS_OF);
    clock.set('2026-07-01');
    const stop = host.watchDays();
    expect(evaluatedFor()).toBeNull();
    await expect.poll(evaluatedFor, { timeout: 30_000 }).toBe('2026-07-01');
    stop();
    host.watchDays()();
    expect(evaluatedFor()).toBe('2026-07-01');
    host.close();
  });
});
