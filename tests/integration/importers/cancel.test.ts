import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Backend } from '#main/backend.ts';
import { untilImportsEnded } from '#main/jobs/import/run-import.ts';
import { checkStore } from '#main/store/doctor.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder, testBackend } from '../../support/workspace.ts';

const CHARGES = 60;

function yearOf(folder: string, amount: number): string {
  return writeFocusFile(join(folder, `${amount}.csv`), '2025-01-01', '2025-12-31', () =>
    Array.from({ length: CHARGES }, (_, index) => ({
      ...{ service: `s${index}`, region: 'r', team: 't', amount },
    })),
  );
}

/** All that a person can see or take back; counters may go on. */
function contentsOf({ store }: Backend): unknown {
  const tables = [
    'import',
    'portion',
    'portion_state',
    'fact',
    'series_month',
    'rejected_row',
    'budget_spend',
  ];
  return [...tables, 'undo_step', 'audit', 'header_profile', 'setting'].map((table) => [
    table,
    store.reader.all(`SELECT * FROM ${table}`),
  ]);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

it.each(['the start', 'reading', 'writing', 'publishing'])(
  'a cancellation at %s is answered without waiting for the thread, and its answer holds',
  { timeout: 60_000 },
  async (stage) => {
    const folder = temporaryFolder();
    const backend = testBackend();
    const client = backend.client('cli');
    await client.imports.create({ files: [{ path: yearOf(folder, 1) }] });
    const before = contentsOf(backend);
    let outcome: unknown;
    const running = client.imports
      .create({ files: [{ path: yearOf(folder, 2) }], progressId: 'p' })
      .then(({ data }) => (outcome = data[0]?.importId))
      .catch((error: unknown) => (outcome = error));
    const phase = async (): Promise<string | undefined> =>
      (await client.imports.progress({ progressId: 'p' })).data?.phase;
    const wanted = stage === 'the start' ? undefined : stage;
    await vi.waitUntil(async () => [wanted, undefined].includes(await phase()), {
      timeout: 50_000,
      interval: 5,
    });
    const { data } = await client.imports.cancel({ progressId: 'p' });
    if (data.cancelled) {
      for (let turn = 0; turn < 3 && outcome === undefined; turn += 1) await nextTurn();
      expect(outcome).toMatchObject({ code: 'cancelled' });
    }
    await running;
    await untilImportsEnded();
    if (data.cancelled) expect(contentsOf(backend)).toEqual(before);
    else expect(outcome).toBe('imp-2');
    expect(checkStore(backend.store.reader).problems).toEqual([]);
  },
);
