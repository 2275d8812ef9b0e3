import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { questions } from '#main/router/questions.ts';
import { ReadingThread } from '#main/router/reading-thread.ts';
import { plant, type Planted } from './variance/planted.ts';

const ASKED: Readonly<Record<string, object>> = {
  alerts: { limit: 5 },
  budgets: { query: { sort: '-spent', limit: 5 }, asOf: '2026-06-30' },
  check: {},
  dimension: { dimension: 'team' },
  rehearsal: { budgetId: 'acme', months: 6, asOf: '2026-06-30' },
  report: {
    options: { budgetId: 'acme', from: toMonth('2026-04'), to: toMonth('2026-06') },
    asOf: '2026-06-30',
    format: 'pdf',
    setting: {
      ...{ workspace: 'w', version: 'v', preparedBy: 'Ada', preparedAt: '2026-06-30T12:00:00Z' },
      ...{ locale: 'en-US', paper: { size: 'A4', orientation: 'portrait' }, detail: 'standard' },
    },
  },
  tagKeys: {},
  trend: { budgetId: 'acme', asOf: '2026-06-30' },
  unmatched: { rootId: 'acme', by: 'service', from: toDay('2026-01-01'), to: toDay('2026-06-30') },
  variance: { budgetId: 'acme', by: 'team', asOf: '2026-06-30' },
};

describe('the thread that reads beside the host', () => {
  let planted: Planted;
  let reading: ReadingThread;
  const stops: (() => void)[] = [];
  beforeAll(async () => {
    planted = await plant();
    stops.push(planted.backend.watchDays());
    if (planted.backend.reading === undefined) throw new Error('no thread');
    reading = planted.backend.reading;
  });
  afterAll(() => {
    for (const stop of stops) stop();
    planted.remove();
  });

  it.each([...questions.values()])('answers $name as the host itself does', async ({ name, answer }) => {
    const input = ASKED[name];
    expect(input).toBeDefined();
    expect(await reading.ask({ name }, input)).toEqual(answer(planted.backend.store.reader, input as never));
  });

  it('sees what was written a moment before', async () => {
    const spent = async (): Promise<unknown> => await reading.ask({ name: 'variance' }, ASKED['variance']);
    const before = await spent();
    await planted.client.budgets.update({ budgetId: 'pay', amount: '7200' });
    const after = await spent();
    expect(after).not.toEqual(before);
    expect(after).toEqual(
      questions.get('variance')?.answer(planted.backend.store.reader, ASKED['variance'] as never),
    );
  });

  it('says what a user can mend as the host does', async () => {
    await expect(
      reading.ask({ name: 'variance' }, { budgetId: 'gone', asOf: toDay('2026-06-30') }),
    ).rejects.toMatchObject({ name: 'HeadroomError', code: 'not_found', details: { id: 'gone' } });
  });

  it('answers what takes long after all else that waits', async () => {
    const finished: string[] = [];
    const ask = async (name: string, isLong: boolean): Promise<void> => {
      await reading.ask({ name, isLong }, ASKED[name]);
      finished.push(name);
    };
    await Promise.all([ask('trend', false), ask('variance', true), ask('dimension', false)]);
    expect(finished).toEqual(['trend', 'dimension', 'variance']);
  });

  it('is asked in a large workspace, and in a small one not', async () => {
    const asked = vi.spyOn(reading, 'ask');
    const question = { budgetId: 'acme', by: 'team' };
    const here = await planted.client.variance.analyze(question);
    expect(asked).not.toHaveBeenCalled();
    const children = Array.from({ length: 500 }, (_, index) => ({ name: `Part ${index}`, amount: '1' }));
    await planted.client.budgets.apply({
      tree: {
        ...{ name: 'Other', type: 'organization', currency: 'EUR', amount: '500' },
        ...{ startMonth: '2026-01', months: 12 },
        children: children.map((child) => ({ ...child, type: 'team' as const })),
      },
    });
    expect(await planted.client.variance.analyze(question)).toEqual(here);
    expect(asked).toHaveBeenCalledOnce();
    // A page by an order that is kept is there sooner than the thread could be asked for it.
    await planted.client.budgets.list({ sort: 'name', limit: 3 });
    expect(asked).toHaveBeenCalledOnce();
    const { data } = await planted.client.budgets.list({ sort: '-spent', limit: 3 });
    expect(asked).toHaveBeenCalledTimes(2);
    expect(data[0]).toMatchObject({ id: 'acme' });
    await planted.client.budgets.list({ sort: 'path', limit: 3 });
    expect(asked).toHaveBeenCalledTimes(2);
    await planted.client.budgets.list({ sort: 'path', limit: 3, parentId: 'acme' });
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('ends when it is closed, so that a host that opens many workspaces has one thread', async () => {
    const begun = new Promise<Worker>((resolve) => process.once('worker', resolve));
    const another = new ReadingThread(planted.file);
    await another.ask({ name: 'dimension' }, ASKED['dimension']);
    const ended = once(await begun, 'exit');
    another.close();
    expect(await ended).toEqual([0]);
  });

  it('holds the file no more once the workspace is closed', async () => {
    await reading.ask({ name: 'dimension' }, ASKED['dimension']);
    planted.backend.close();
    // SQLite removes the log with the last connection.
    expect(existsSync(`${planted.file}-wal`)).toBe(false);
    expect(planted.backend.reading).toBeUndefined();
  });
});
