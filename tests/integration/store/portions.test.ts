import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dayNumber, monthNumber, toDay, toMonth } from '#shared/domain/calendar.ts';
import { costSchema, sourceRowSchema } from '#main/store/schema/costs.ts';
import { decisionSchema, madeReportSchema } from '#main/store/schema/decisions.ts';
import { foundationSchema } from '#main/store/schema/foundation.ts';
import { planSchema } from '#main/store/schema/plans.ts';
import { standingSchema } from '#main/store/schema/standing.ts';
import { APPLICATION_ID } from '#main/store/sqlite.ts';
import { testBackend, temporaryFolder } from '../../support/workspace.ts';

/** What an import says beside what matters here. */
const REST = {
  ...{ profile: 'focus', encoding: 'utf-8', delimiter: ',', rows: 1, accepted: 1, rejected: 0, skipped: 0 },
  ...{
    files: [],
    rejections: [],
    warnings: [],
    restated: [],
    firstDay: null,
    lastDay: null,
    seconds: 0,
    at: '',
  },
  ...{ controlTotals: {}, creditTotals: {}, effectiveTotals: {} },
};

/** A workspace of format 4: an import of July and August, of which August was replaced and July kept as an import of its own. */
function oldWorkspace(): string {
  const file = join(temporaryFolder(), 'old.headroom');
  const raw = new Database(file);
  raw.exec(foundationSchema + costSchema + planSchema + decisionSchema);
  raw.exec(sourceRowSchema + madeReportSchema + standingSchema);
  raw.pragma(`application_id = ${APPLICATION_ID}`);
  raw.pragma('user_version = 4');
  raw.exec(
    `INSERT INTO series VALUES (1, 's', 'USD', 'AWS', '1', '', 'EC2', '', '', 'Usage', '{}', '', '', '', '', '', '')`,
  );
  const fact = raw.prepare('INSERT INTO fact VALUES (?, ?, 1, ?, ?, ?, 0, 0, 0, 1, 1)');
  const sum = raw.prepare('INSERT INTO series_month VALUES (?, ?, 1, ?, ?)');
  const put = (number: number, state: string, costs: Record<string, number>, replaced: string[]): void => {
    for (const [month, units] of Object.entries(costs)) {
      const amount = units * 1e6;
      fact.run(number, dayNumber(toDay(`${month}-05`)), monthNumber(toMonth(month)), amount, amount);
      sum.run(number, monthNumber(toMonth(month)), amount, amount);
    }
    const id = `imp-${number}`;
    const sources = ['focus|AWS|1'];
    const months = Object.keys(costs);
    raw.prepare('INSERT INTO import VALUES (?, ?, ?, ?, ?)').run(
      number,
      state,
      id,
      `2026-09-0${number}`,
      JSON.stringify({
        ...REST,
        id,
        identity: id,
        replaced,
        sources,
        billingMonths: months,
        facts: months.length,
      }),
    );
    raw
      .prepare("INSERT INTO import_state (number, at, state) VALUES (?, ?, 'published')")
      .run(number, `2026-09-0${number}`);
  };
  put(1, 'replaced', { '2026-07': 10, '2026-08': 20 }, []);
  put(2, 'published', { '2026-08': 15 }, ['imp-1']);
  put(3, 'published', { '2026-07': 10 }, ['imp-1']);
  raw.exec(
    "INSERT INTO import_state (number, at, state) VALUES (1, '2026-09-02', 'replaced'); INSERT INTO counter VALUES ('import', 3)",
  );
  raw.close();
  return file;
}

it('takes a workspace of format 4 over in portions, and later undos and files come out right', async () => {
  const backend = testBackend({ file: oldWorkspace() });
  const client = backend.client('cli');
  const spend = async (knownAt?: string): Promise<Record<string, string>> => {
    const { rows } = (await client.workspace.costs({ asOf: toDay('2026-12-31'), knownAt })).data;
    return Object.fromEntries(rows.map(({ billingMonth, billed }) => [billingMonth, billed.amount]));
  };
  expect(await spend()).toEqual({ '2026-07': '10.000000', '2026-08': '15.000000' });
  expect(await spend('2026-09-01T12:00:00Z')).toEqual({ '2026-07': '10.000000', '2026-08': '20.000000' });
  await client.imports.undo({ importId: 'imp-2' });
  expect(await spend()).toEqual({ '2026-07': '10.000000', '2026-08': '20.000000' });
  await client.imports.undo({ importId: 'imp-3' });
  expect(await spend()).toEqual({ '2026-07': '10.000000', '2026-08': '20.000000' });
  await client.imports.restore({ importId: 'imp-2' });
  expect(await spend()).toEqual({ '2026-07': '10.000000', '2026-08': '15.000000' });
});
