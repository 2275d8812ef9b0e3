import type { Client } from '#shared/contract/contract.ts';
import { addDays, dayNumber, monthNumber, monthOf, toDay, toMonth } from '#shared/domain/calendar.ts';
import { connect } from '#main/store/sqlite.ts';
import { say } from './timed.ts';

/** Children of a budget by level: 1 + 8 + 64 + 640 + 6,400 + 44,800 budgets over six levels. */
const FAN_OUT = [8, 8, 10, 10, 7] as const;
const DIMENSIONS = ['provider', 'account', 'team', 'service', 'region'] as const;
export const DAYS = 730;
export const LAST_DAY = toDay('2026-06-15');
/** The one budget that also has rules on its forecast, which each edit then works out anew. */
export const FORECAST_BUDGET = 'org.1.2.3.4.6';
/** Series of which each has a charge a day. */
export const SERIES = 2_000;

/** Fills a new workspace with facts and budgets; answers how many budgets there are. */
export async function plant(file: string, client: Client): Promise<number> {
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
  database.exec(`INSERT INTO series_month SELECT 1, billing_month, series_id, sum(billed), sum(effective), sum(quantity) FROM fact GROUP BY billing_month, series_id;
    INSERT INTO import VALUES (1, 'published', 'bench', '2026-06-15T00:00:00Z', '{"facts":0}');
    INSERT INTO portion (number, import_number, month, sources, part, facts, counts) VALUES (1, 1, 0, '[]', 'whole', 0, 1);
    INSERT INTO portion_state (number, at, state) VALUES (1, '2026-06-15T00:00:00Z', 'published');
    COMMIT; PRAGMA optimize;`);
  database.close();
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
