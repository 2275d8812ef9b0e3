import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '#main/store/migrations.ts';
import { plant } from './planted.ts';

interface Use {
  readonly portion: number;
  readonly month: number;
  readonly series_id: number;
  readonly quantity: number;
}

/** Use by month, added up from the facts. */
const FROM_FACTS = `SELECT portion, strftime('%Y', day * 86400, 'unixepoch') * 12 + strftime('%m', day * 86400, 'unixepoch') - 1 AS month,
    series_id, sum(quantity) AS quantity
  FROM fact GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
const KEPT = 'SELECT portion, month, series_id, quantity FROM series_month ORDER BY 1, 2, 3';

function usesOf(file: string, sql: string): Use[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<[], Use>(sql).all();
  } finally {
    database.close();
  }
}

/** Takes away what a workspace of format 9 has not, the quantities of months before all, and brings it up to date again. */
function bringFromFormat9(file: string): void {
  const database = new Database(file);
  database.exec(`ALTER TABLE series_month DROP COLUMN quantity;
    DROP INDEX standing_parent; DROP INDEX standing_name; DROP INDEX standing_kind;
    CREATE INDEX standing_children ON standing (parent_id, outlook, pace, name_key);
    PRAGMA user_version = 9`);
  migrate(database, 9);
  database.close();
}

test('months hold how much was used, by import and in a workspace from before', async () => {
  const { file, backend, remove } = await plant();
  onTestFinished(remove);
  const expected = usesOf(file, FROM_FACTS);
  expect(new Set(expected.map(({ quantity }) => quantity)).size).toBeGreaterThan(3);
  expect(usesOf(file, KEPT)).toEqual(expected);
  backend.close();
  bringFromFormat9(file);
  expect(usesOf(file, KEPT)).toEqual(expected);
});
