import { afterEach, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { toDay } from '#shared/domain/calendar.ts';
import { createBackend, type Backend } from '#main/backend.ts';
import { isStanding } from '#main/router/budget-standing.ts';
import { readEvaluatedDay } from '#main/store/alerts.ts';
import { readBudgetIds, readBudgetsById } from '#main/store/budgets.ts';
import { openStore } from '#main/store/store.ts';
import { inTreeOrder } from '#main/store/tree-order.ts';
import { expectRollupsOfFacts } from '../budgets/kept-figures.ts';
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

/** A workspace with a budget for each of many teams, of which every third spends more than it may; others cost nothing. */
async function plant(backend: Backend, folder: string, idle = 0): Promise<void> {
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
  const below = Array.from({ length: idle }, (_, index) => {
    const name = `idle-${index}`;
    return { id: name, name, type: 'team', amount: '0' };
  });
  const amount = String(TEAMS * 1000);
  await client.budgets.apply({
    tree: {
      ...{ id: 'org', name: 'Org', type: 'organization', amount, ...common },
      children: [...children, ...below],
    },
  });
}

async function openAlerts(backend: Backend): Promise<string[]> {
  const { data } = await backend.client('cli').alerts.inbox({ limit: 1000 });
  return data
    .map(({ budgetId, threshold, status }) => `${budgetId} ${JSON.stringify(threshold)} ${status}`)
    .sort();
}

describe('many budgets', () => {
  it('are evaluated again after a setting that alerts follow from, and after no other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-many-'));
    folders.push(folder);
    const clock = testClock(AS_OF);
    const backend = open(join(folder, 'settings.headroom'), clock);
    await plant(backend, folder);
    const settings = backend.client('cli').settings;
    clock.set('2026-07-01');
    await settings.set({ materiality: { amount: '1000', percent: 7 } });
    expect(readEvaluatedDay(backend.store.reader)).toBe(AS_OF);
    await settings.set({ thresholds: [{ percent: 95, basis: 'actual', severity: 'warning' }] });
    expect(readEvaluatedDay(backend.store.reader)).toBe('2026-07-01');
    backend.close();
  });

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

/** With these a workspace has more budgets than are all worked out anew on a thread that others wait for. */
const IDLE = 500;

describe('what concerns all budgets of a large workspace', () => {
  /** Whether this thread did anything else until the work was done. */
  async function leavesThreadFree(work: () => Promise<unknown>): Promise<boolean> {
    let isFree = false;
    setImmediate(() => (isFree = true));
    await work();
    return isFree;
  }

  it('is done on a thread of its own for a page, and comes to the same as for a command', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-many-'));
    folders.push(folder);
    const tagMapping = { team: ['nobody'], project: [], environment: [], costCenter: [] };
    const file = join(folder, 'host.headroom');
    const clock = testClock(AS_OF);
    const host = open(file, clock);
    await plant(host, folder, IDLE);
    const command = open(join(folder, 'command.headroom'), clock);
    await plant(command, folder, IDLE);
    const stop = host.watchDays();
    const [page, cli] = [host.client('browser'), command.client('cli')];

    const tried = await page.settings.set({ tagMapping, dryRun: true });
    expect(tried).toMatchObject({ data: { tagMapping }, meta: { dryRun: true } });
    expect((await page.settings.get({})).data.tagMapping).not.toEqual(tagMapping);
    expect(await leavesThreadFree(() => page.settings.set({ tagMapping }))).toBe(true);
    expect(await leavesThreadFree(() => cli.settings.set({ tagMapping }))).toBe(false);
    const whole = { backend: host, client: page, clock, file, folder };
    expectRollupsOfFacts(whole);
    const expected = await openAlerts(command);
    await expect.poll(() => openAlerts(host), { timeout: 30_000 }).toEqual(expected);
    const { data: steps } = await page.history.list({});
    expect(steps[0]).toMatchObject({ label: 'Change settings: tag mapping' });

    await expect(page.settings.set({ asOf: '2026-02-31' as never })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    stop();
    host.close();
    command.close();
  });

  it('is done one after another, with what else is written behind it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-many-'));
    folders.push(folder);
    const file = join(folder, 'host.headroom');
    const clock = testClock(AS_OF);
    const host = open(file, clock);
    await plant(host, folder, IDLE);
    let [atWork, most] = [0, 0];
    const count = (worker: Worker): void => {
      most = Math.max(most, (atWork += 1));
      worker.once('message', () => (atWork -= 1));
    };
    process.on('worker', count);
    const page = host.client('browser');
    const tagMapping = { team: ['nobody'], project: [], environment: [], costCenter: [] };
    const statusBounds = { warning: 0.5, critical: 0.6, exceeded: 0.7 };
    let isFree = false;
    await Promise.all([
      page.settings.set({ tagMapping }),
      page.settings.set({ statusBounds }),
      page.settings.set({ asOf: toDay('2026-06-29') }),
      new Promise((begun) => setImmediate(begun))
        .then(() => page.budgets.update({ budgetId: 'team-1', notes: 'later' }))
        .then(() => (isFree = atWork === 0)),
    ]);
    process.off('worker', count);
    expect({ most, isFree }).toEqual({ most: 1, isFree: true });
    expect((await page.settings.get({})).data).toMatchObject({
      tagMapping,
      statusBounds,
      asOf: '2026-06-29',
    });
    const { data: steps } = await page.history.list({});
    expect(steps.map(({ label }) => label).slice(0, 4)).toEqual([
      'Change budget team-1',
      'Change settings: as of',
      'Change settings: status bounds',
      'Change settings: tag mapping',
    ]);
    expectRollupsOfFacts({ backend: host, client: page, clock, file, folder });
    host.close();
  });

  it('is evaluated at the next start where the host ends before it has been', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-many-'));
    folders.push(folder);
    const file = join(folder, 'host.headroom');
    const host = open(file);
    await plant(host, folder, IDLE);
    const tagMapping = { team: ['nobody'], project: [], environment: [], costCenter: [] };
    const written = host.client('browser').settings.set({ tagMapping });
    await new Promise((begun) => process.once('worker', begun));
    host.close();
    await written;
    const next = open(file);
    expect(readEvaluatedDay(next.store.reader)).toBeNull();
    expect((await next.client('cli').settings.get({})).data).toMatchObject({ tagMapping });
    next.close();
  });

  it('is brought to another day behind a list that waits for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-many-'));
    folders.push(folder);
    const file = join(folder, 'host.headroom');
    const clock = testClock(AS_OF);
    const host = open(file, clock);
    await plant(host, folder, IDLE);
    clock.set('2026-07-01');
    const stop = host.watchDays();
    const isStandingNow = (): boolean => isStanding(host.store.reader, toDay('2026-07-01'));
    expect(isStandingNow()).toBe(false);
    const { meta } = await host.client('browser').budgets.list({});
    expect(meta?.total).toBe(1 + TEAMS + IDLE);
    expect(isStandingNow()).toBe(true);
    expectRollupsOfFacts({ backend: host, client: host.client('cli'), clock, file, folder });
    await expect.poll(() => readEvaluatedDay(host.store.reader), { timeout: 30_000 }).toBe('2026-07-01');
    stop();
    host.close();
  });
});
