import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { costSchema, sourceRowSchema } from '#main/store/schema/costs.ts';
import { decisionSchema, madeReportSchema } from '#main/store/schema/decisions.ts';
import { foundationSchema } from '#main/store/schema/foundation.ts';
import { planSchema } from '#main/store/schema/plans.ts';
import { checkStore } from '#main/store/doctor.ts';
import { readBudgetMonths } from '#main/store/spend.ts';
import { APPLICATION_ID } from '#main/store/sqlite.ts';
import { openStore } from '#main/store/store.ts';
import { temporaryFolder, testBackend, testClock } from '../../support/workspace.ts';
import { expectRollupsOfFacts } from '../budgets/kept-figures.ts';
import { plant } from '../variance/planted.ts';

/** Makes a workspace what one of format 8 was, with the months of budgets added up from the facts by SQL alone. */
const TO_FORMAT_8 = `
DROP INDEX budget_node;
DROP INDEX standing_parent;
DROP INDEX standing_name;
DROP INDEX standing_kind;
CREATE INDEX standing_children ON standing (parent_id, outlook, pace, name_key);
ALTER TABLE series_month DROP COLUMN quantity;
DROP TABLE budget_spend;
CREATE TABLE budget_month (
  budget_id TEXT NOT NULL,
  month INTEGER NOT NULL,
  direct INTEGER NOT NULL,
  total INTEGER NOT NULL,
  PRIMARY KEY (budget_id, month)
) STRICT, WITHOUT ROWID;
WITH RECURSIVE
  up (id, above) AS (
    SELECT id, id FROM budget
    UNION ALL SELECT up.id, b.parent_id FROM up JOIN budget b ON b.id = up.above WHERE b.parent_id IS NOT NULL),
  charged AS (
    SELECT strftime('%Y', day * 86400, 'unixepoch') * 12 + strftime('%m', day * 86400, 'unixepoch') - 1 AS month, series_id, billed
    FROM fact WHERE portion IN (SELECT number FROM portion WHERE counts = 1)),
  own AS (
    SELECT a.budget_id, c.month, sum(c.billed) AS amount FROM charged c
    JOIN allocation a ON a.series_id = c.series_id AND c.month BETWEEN a.from_month AND a.to_month GROUP BY 1, 2)
INSERT INTO budget_month
SELECT up.above, own.month, sum(iif(up.id = up.above, own.amount, 0)), sum(own.amount)
FROM own JOIN up ON up.id = own.budget_id GROUP BY 1, 2;
PRAGMA user_version = 8;
`;

it('takes a workspace of format 8 over with the figures that its facts give', async () => {
  const { file, folder, backend, client, remove } = await plant();
  onTestFinished(remove);
  const months = ['acme', 'pay', 'pay-compute'].map((id) => readBudgetMonths(backend.store.reader, id));
  expect(months.map(({ length }) => length)).toEqual([6, 6, 6]);
  const budgets = await client.budgets.list({});
  backend.close();
  const raw = new Database(file);
  raw.exec(TO_FORMAT_8);
  raw.close();
  const clock = testClock();
  const now = testBackend({ file, clock });
  expect(['acme', 'pay', 'pay-compute'].map((id) => readBudgetMonths(now.store.reader, id))).toEqual(months);
  expect(await now.client('cli').budgets.list({})).toEqual(budgets);
  expect(checkStore(now.store.reader).problems).toEqual([]);
  expectRollupsOfFacts({ backend: now, client: now.client('cli'), clock, file, folder });
});

it('keeps the spend of an older workspace by month, also below zero and beyond what a float holds', () => {
  const file = join(temporaryFolder(), 'old.headroom');
  const raw = new Database(file);
  raw.exec(foundationSchema + costSchema + planSchema + decisionSchema + sourceRowSchema + madeReportSchema);
  raw.pragma(`application_id = ${APPLICATION_ID}`);
  raw.pragma('user_version = 3');
  const put = raw.prepare('INSERT INTO budget_month VALUES (?, ?, ?, ?)');
  put.run('a', 24_318, 5n, 9_007_199_254_740_993n);
  put.run('a', 24_317, -1n, -9_007_199_254_740_993n);
  put.run('a', 24_316, 0n, 0n);
  put.run('b', 24_316, 1n, 1n);
  raw.close();
  const store = openStore(file, { create: false });
  expect(store && readBudgetMonths(store.reader, 'a')).toEqual([
    { month: '2026-06', direct: -1n, total: -9_007_199_254_740_993n },
    { month: '2026-07', direct: 5n, total: 9_007_199_254_740_993n },
  ]);
  expect(store && readBudgetMonths(store.reader, 'b')).toEqual([{ month: '2026-05', direct: 1n, total: 1n }]);
  store?.close();
});
