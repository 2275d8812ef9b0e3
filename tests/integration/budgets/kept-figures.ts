import { expect } from 'vitest';
import { followFigures } from '#main/router/budget-standing.ts';
import type { Reader } from '#main/store/reader.ts';
import { rebuildRollups } from '#main/store/rollups.ts';
import type { Workspace } from './spend.ts';

/** All that is kept of what can be worked out again, with the order that makes two of them comparable. */
const KEPT = {
  allocation: 'root_id, series_id, from_month',
  budget_month: 'budget_id, month',
  shared_month: 'budget_id, rule_id, month',
  budget_to_date: 'budget_id',
  shared_to_date: 'budget_id, rule_id',
  standing: 'budget_id',
  standing_at: 'only_row',
} as const;

function readKept(reader: Reader): unknown {
  return Object.fromEntries(
    Object.entries(KEPT).map(([table, order]) => [
      table,
      reader.all(`SELECT * FROM ${table} ORDER BY ${order}`),
    ]),
  );
}

/** Throws all that is kept away, works it out from the facts, and expects it to be what was kept; in a write that is rolled back. */
export function expectRollupsOfFacts({ backend: { store }, clock }: Workspace): void {
  const kept = readKept(store.reader);
  const write = { operation: 'test', label: 'rebuild', actor: 'test', door: 'test', at: clock.now() };
  store.write({ ...write, dryRun: true }, (writer) => {
    for (const table of Object.keys(KEPT)) writer.run(`DELETE FROM ${table}`);
    rebuildRollups(writer);
    followFigures(writer, [], clock.today());
    expect(kept).toEqual(readKept(writer));
  });
}
