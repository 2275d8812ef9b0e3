import { describe, expect, it, onTestFinished } from 'vitest';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { toDay } from '#shared/domain/calendar.ts';
import type { Backend } from '#main/backend.ts';
import { isStanding } from '#main/router/budget-standing.ts';
import { readEvaluatedDay } from '#main/store/alerts.ts';
import { readBudgetIds, readBudgetsById } from '#main/store/budgets.ts';
import { inTreeOrder } from '#main/store/tree-order.ts';
import { expectRollupsOfFacts } from '../budgets/kept-figures.ts';
import { newWorkspace, type Workspace } from '../budgets/spend.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { testBackend } from '../../support/workspace.ts';

/** More than a host evaluates at once. */
const TEAMS = 60;
const AS_OF = toDay('2026-06-30');

/** A new workspace in a folder of its own, closed after the test with the thread that reads it. */
function open(): Workspace {
  const workspace = newWorkspace();
  onTestFinished(() => workspace.backend.close());
  return workspace;
}

/** The same with budgets in it. */
async function openPlanted(idle = 0): Promise<Workspace> {
  const opened = open();
  await plant(opened, idle);
  return opened;
}

/** A budget for each of many teams, of which every third spends more than it may; others cost nothing. */
async function plant({ client, folder }: Workspace, idle = 0): Promise<void> {
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
    const { backend, clock } = await openPlanted();
    const settings = backend.client('cli').settings;
    clock.set('2026-07-01');
    await settings.set({ materiality: { amount: '1000', percent: 7 } });
    expect(readEvaluatedDay(backend.store.reader)).toBe(AS_OF);
    await settings.set({ thresholds: [{ percent: 95, basis: 'actual', severity: 'warning' }] });
    expect(readEvaluatedDay(backend.store.reader)).toBe('2026-07-01');
  });

  it('are taken family after family, so that each is forecast once', async () => {
    const { backend } = open();
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
  });
});

describe('a host with many budgets', () => {
  it('evaluates them behind its answers, to the same alerts as a command that waits for them', async () => {
    const waiting = await openPlanted();
    const expected = await openAlerts(waiting.backend);
    expect(expected.length).toBeGreaterThan(TEAMS);

    const host = open();
    const stop = host.backend.watchDays();
    await plant(host);
    await expect.poll(() => openAlerts(host.backend), { timeout: 30_000 }).toEqual(expected);
    stop();
  });

  it('is brought to a day once, and to the next day anew', async () => {
    const { backend: host, clock } = await openPlanted();
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
  });
});

/** With these a workspace has more budgets than are all worked out anew on a thread that others wait for. */
const IDLE = 500;
/** With this no budget has any cost of its team. */
const tagMapping = { team: ['nobody'], project: [], environment: [], costCenter: [] };

describe('what concerns all budgets of a large workspace', () => {
  /** Whether this thread did anything else until the work was done. */
  async function leavesThreadFree(work: () => Promise<unknown>): Promise<boolean> {
    let isFree = false;
    setImmediate(() => (isFree = true));
    await work();
    return isFree;
  }

  it('is done on a thread of its own for a page, and comes to the same as for a command', async () => {
    const host = await openPlanted(IDLE);
    const { backend: command } = await openPlanted(IDLE);
    const stop = host.backend.watchDays();
    const [page, cli] = [host.backend.client('browser'), command.client('cli')];

    const tried = await page.settings.set({ tagMapping, dryRun: true });
    expect(tried).toMatchObject({ data: { tagMapping }, meta: { dryRun: true } });
    expect((await page.settings.get({})).data.tagMapping).not.toEqual(tagMapping);
    expect(await leavesThreadFree(() => page.settings.set({ tagMapping }))).toBe(true);
    expect(await leavesThreadFree(() => cli.settings.set({ tagMapping }))).toBe(false);
    expectRollupsOfFacts(host);
    const expected = await openAlerts(command);
    await expect.poll(() => openAlerts(host.backend), { timeout: 30_000 }).toEqual(expected);
    const { data: steps } = await page.history.list({});
    expect(steps[0]).toMatchObject({ label: 'Change settings: tag mapping' });

    await expect(page.settings.set({ asOf: '2026-02-31' as never })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    stop();
  });

  it('is done one after another, with what else is written behind it', async () => {
    const host = await openPlanted(IDLE);
    const page = host.backend.client('browser');
    let [atWork, most] = [0, 0];
    const count = (worker: Worker): void => {
      most = Math.max(most, (atWork += 1));
      worker.once('message', () => (atWork -= 1));
    };
    process.on('worker', count);
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
    expectRollupsOfFacts(host);
  });

  it('is evaluated at the next start where the host ends before it has been', async () => {
    const { backend, file } = await openPlanted(IDLE);
    const written = backend.client('browser').settings.set({ tagMapping });
    await new Promise((begun) => process.once('worker', begun));
    backend.close();
    await written;
    const next = testBackend({ file });
    expect(readEvaluatedDay(next.store.reader)).toBeNull();
    expect((await next.client('cli').settings.get({})).data).toMatchObject({ tagMapping });
  });

  it('is brought to another day behind a list that waits for it', async () => {
    const host = await openPlanted(IDLE);
    const { reader } = host.backend.store;
    host.clock.set('2026-07-01');
    const stop = host.backend.watchDays();
    const isStandingNow = (): boolean => isStanding(reader, toDay('2026-07-01'));
    expect(isStandingNow()).toBe(false);
    const { meta } = await host.backend.client('browser').budgets.list({});
    expect(meta?.total).toBe(1 + TEAMS + IDLE);
    expect(isStandingNow()).toBe(true);
    expectRollupsOfFacts(host);
    await expect.poll(() => readEvaluatedDay(reader), { timeout: 30_000 }).toBe('2026-07-01');
    stop();
  });
});
