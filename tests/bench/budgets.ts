import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '#shared/contract/contract.ts';
import { dayNumber, toDay, type Day } from '#shared/domain/calendar.ts';
import { openBackend } from '#main/cli/workspace-file.ts';
import type { Backend } from '#main/backend.ts';
import { measureEdits } from './budgets/edits.ts';
import { measurePauses } from './budgets/pauses.ts';
import { DAYS, FORECAST_BUDGET, LAST_DAY, plant, SERIES } from './budgets/plant.ts';
import { say, timed, type Figure } from './budgets/timed.ts';

const RUNS = 30;

/**
 * 50,000 budgets over six levels and two years of daily facts: reading one level, filtered lists and one edit with all its
 * consequences from maintained roll-ups, beside one SQL statement that sums the same from the facts.
 */
export async function runBudgetBench(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  const file = join(folder, 'bench.headroom');
  const backend = openBackend(file, { access: 'write' });
  try {
    const client = backend.client('cli');
    await client.settings.set({ asOf: LAST_DAY });
    const count = await plant(file, client);
    const figures = await measure(client, backend);
    print(count, figures);
    return figures;
  } finally {
    backend.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(client: Client, backend: Backend): Promise<Figure[]> {
  const level = (run: number) => client.budgets.list({ parentId: `org.${run % 8}`, limit: 200 });
  const leaves = (run: number) => client.budgets.list({ parentId: `org.${run % 8}.1.2`, limit: 200 });
  const named = () => client.budgets.list({ type: 'team', sort: 'name', limit: 200 });
  return [
    await timed('one level of the tree, first time', 1, level),
    await timed('one level of the tree (8 budgets with status)', RUNS, level),
    await timed('one level of the tree (10 budgets with status)', RUNS, leaves),
    await timed('200 rows of a filtered list with status', RUNS, named),
    await timed('200 rows, worst outlook first', RUNS, () => client.budgets.list({ limit: 200 })),
    await timed('200 rows of one status, most spent first', RUNS, () =>
      client.budgets.list({ status: 'healthy', sort: '-spent', limit: 200 }),
    ),
    await timed('no rows, of an owner that has none', RUNS, () => client.budgets.list({ owner: 'nobody' })),
    await timed('200 rows found by a part of the name, by pace', RUNS, () =>
      client.budgets.list({ q: 'service 3', sort: 'pace', limit: 200 }),
    ),
    await timed('the last 200 rows in the order of the tree', RUNS, () =>
      client.budgets.list({ sort: 'path', limit: 200, offset: 51_700 }),
    ),
    await timed('counts by status and type', RUNS, () => client.budgets.stats({})),
    ...(await measureEdits(client, RUNS, FORECAST_BUDGET)),
    ...(await measurePauses(backend)),
    await timed('one level by one SQL statement from the facts', 3, (run) =>
      Promise.resolve(sumFacts(backend, `org.${run % 8}`, LAST_DAY)),
    ),
    await timed('all budgets by one SQL statement from the facts', 1, () =>
      Promise.resolve(sumAllFacts(backend, LAST_DAY)),
    ),
  ];
}

/** The peer: the same spend summed from the facts at once, as a program without roll-ups would. */
function sumFacts({ store }: Backend, parentId: string, asOf: Day): unknown {
  return store.reader.all(
    `WITH RECURSIVE below (top, id) AS (
       SELECT id, id FROM budget WHERE parent_id = ?
       UNION ALL SELECT below.top, b.id FROM budget b JOIN below ON b.parent_id = below.id)
     SELECT below.top, sum(f.billed) FROM fact f
     JOIN allocation a ON a.series_id = f.series_id JOIN below ON below.id = a.budget_id
     WHERE f.portion = 1 AND f.day BETWEEN ? AND ? GROUP BY below.top`,
    parentId,
    dayNumber(toDay('2026-01-01')),
    dayNumber(asOf),
  );
}

/** What every budget spent with all below it, summed from the facts at once: what a list by status would need each time. */
function sumAllFacts({ store }: Backend, asOf: Day): unknown {
  return store.reader.all(
    `WITH RECURSIVE own (id, amount) AS MATERIALIZED (
       SELECT a.budget_id, sum(f.billed) FROM fact f
       CROSS JOIN allocation a ON a.root_id = 'org' AND a.series_id = f.series_id
       WHERE f.portion = 1 AND f.day BETWEEN ? AND ? GROUP BY a.budget_id),
     up (id, amount) AS (
       SELECT id, amount FROM own
       UNION ALL SELECT b.parent_id, up.amount FROM up CROSS JOIN budget b ON b.id = up.id WHERE b.parent_id IS NOT NULL)
     SELECT id, sum(amount) FROM up GROUP BY id`,
    dayNumber(toDay('2026-01-01')),
    dayNumber(asOf),
  );
}

/** Each figure beside the last one, which is what every answer would cost without maintained roll-ups. */
function print(count: number, figures: readonly Figure[]): void {
  say(`${count} budgets, ${SERIES} series, ${DAYS} days; the share is of all budgets by one SQL statement`);
  const whole = figures.at(-1)?.medianMs ?? 0;
  for (const { what, medianMs, worstMs } of figures)
    say(
      [
        `${what.padEnd(58)} median ${medianMs.toFixed(1).padStart(8)} ms`,
        `worst ${worstMs.toFixed(1).padStart(8)} ms`,
        `${((100 * medianMs) / whole).toFixed(1).padStart(6)} %`,
      ].join(', '),
    );
}
