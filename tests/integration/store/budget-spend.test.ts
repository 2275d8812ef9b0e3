import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { costSchema, sourceRowSchema } from '#main/store/schema/costs.ts';
import { decisionSchema, madeReportSchema } from '#main/store/schema/decisions.ts';
import { foundationSchema } from '#main/store/schema/foundation.ts';
import { planSchema } from '#main/store/schema/plans.ts';
import { readBudgetMonths } from '#main/store/spend.ts';
import { APPLICATION_ID } from '#main/store/sqlite.ts';
import { openStore } from '#main/store/store.ts';
import { temporaryFolder } from '../../support/workspace.ts';

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
