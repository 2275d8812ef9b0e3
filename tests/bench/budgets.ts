import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '#shared/contract/contract.ts';
import {
  addDays,
  dayNumber,
  monthNumber,
  monthOf,
  toDay,
  toMonth,
  type Day,
} from '#shared/domain/calendar.ts';
import { openBackend } from '#main/cli/workspace-file.ts';
import type { Backend } from '#main/backend.ts';
import { connect } from '#main/store/sqlite.ts';
import { measureEdits } from './budgets/edits.ts';
import { timed, type Figure } from './budgets/timed.ts';

/** Children of a budget by level: 1 + 8 + 64 + 640 + 6,400 + 44,800 budgets over six levels. */
const FAN_OUT = [8, 8, 10, 10, 7] as const;
const DIMENSIONS = ['provider', 'account', 'team', 'service', 'region'] as const;
const DAYS = 730;
const LAST_DAY = toDay('2026-06-15');
/** The one budget that also has rules on its forecast, which each edit then works out anew. */
const FORECAST_BUDGET = 'org.1.2.3.4.6';
/** Series of which each has a charge a day. */
const SERIES = 2_000;
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

async function plant(file: string, client: Client): Promise<number> {
  const started = performance.now();
  plantFacts(file);
  say(`${SERIES * DAYS} facts in ${seconds(started)} s`);
  const made = performance.now();
  const { data } = await client.budgets.apply({ tree: treeOf('org', 0, 1_000_000_000) });
  say(`${data.length} budgets with their roll-ups in ${seconds(made)} s`);
  return data.length;
}

function treeOf(id: string, level: number, amount: number): object {
  const fan = FAN_OUT[level] ?? 0;
  const dimension = DIMENSIONS[level - 1];
  const value = id.split('.').at(-1) ?? '';
  return {
    id,
    name: `${dimension ?? 'Organization'} ${value}`,
    type: level === 0 ? 'organization' : level === 3 ? 'team' : 'project',
    ...{ amount, startMonth: toMonth('2026-01'), months: 12 },
    ...(id === FORECAST_BUDGET
      ? {}
      : { thresholds: [{ percent: 100, basis: 'actual', severity: 'critical' }] }),
    scope: dimension === undefined ? [] : [{ dimension, op: 'in', values: [value] }],
    children: Array.from({ length: fan }, (_, index) =>
      treeOf(`${id}.${index}`, level + 1, Math.floor(amount / fan)),
    ),
  };
}

/** Facts are put straight into the tables: what is measured is reading and editing budgets, not importing. */
function plantFacts(file: string): void {
  const database = connect(file);
  const first = dayNumber(addDays(LAST_DAY, 1 - DAYS));
  database.exec('BEGIN');
  const series = database.prepare(
    `INSERT INTO series VALUES (?, ?, 'USD', ?, ?, '', ?, ?, '', 'Usage', ?, '', '', '', '', '', '')`,
  );
  const fact = database.prepare(
    'INSERT INTO fact (portion, day, series_id, billing_month, billed, effective, list, contracted, quantity) VALUES (1, ?, ?, ?, ?, ?, ?, ?, 1)',
  );
  for (let id = 1; id <= SERIES; id += 1) {
    const path = FAN_OUT.map((fan, level) => String(Math.floor((id * 7919) / 13 ** level) % fan));
    const [provider, account, team, service, region] = path;
    series.run(id, `s${id}`, provider, account, service, region, JSON.stringify({ team }));
  }
  for (let day = 0; day < DAYS; day += 1) {
    const month = monthNumber(monthOf(addDays(LAST_DAY, day + 1 - DAYS)));
    for (let id = 1; id <= SERIES; id += 1) {
      const amount = BigInt(1_000_000 + ((id * 31 + day * 17) % 500_000));
      fact.run(first + day, id, month, amount, amount, amount, amount);
    }
  }
  database.exec(`INSERT INTO series_month SELECT 1, billing_month, series_id, sum(billed), sum(effective) FROM fact GROUP BY billing_month, series_id;
    INSERT INTO import VALUES (1, 'published', 'bench', '2026-06-15T00:00:00Z', '{"facts":0}');
    INSERT INTO portion (number, import_number, month, sources, part, facts, counts) VALUES (1, 1, 0, '[]', 'whole', 0, 1);
    INSERT INTO portion_state (number, at, state) VALUES (1, '2026-06-15T00:00:00Z', 'published');
    COMMIT; PRAGMA optimize;`);
  database.close();
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
    await timed('200 rows that are exceeded, most spent first', RUNS, () =>
      client.budgets.list({ status: 'exceeded', sort: '-spent', limit: 200 }),
    ),
    await timed('200 rows found by a part of the name, by pace', RUNS, () =>
      client.budgets.list({ q: 'service 3', sort: 'pace', limit: 200 }),
    ),
    await timed('the last 200 rows in the order of the tree', RUNS, () =>
      client.budgets.list({ sort: 'path', limit: 200, offset: 51_700 }),
    ),
    await timed('counts by status and type', RUNS, () => client.budgets.stats({})),
    ...(await measureEdits(client, RUNS, FORECAST_BUDGET)),
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

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
