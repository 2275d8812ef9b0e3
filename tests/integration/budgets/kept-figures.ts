import { expect } from 'vitest';
import { standAt } from '#main/router/follow-up.ts';
import { followFigures } from '#main/router/budget-standing.ts';
import { readBudgets } from '#main/store/budgets.ts';
import type { Reader } from '#main/store/reader.ts';
import { rebuildRollups } from '#main/store/rollups.ts';
import { readSettings } from '#main/store/settings.ts';
import type { Workspace } from './spend.ts';

/** All that is kept of what can be worked out again, with the order that makes two of them comparable. */
const KEPT = {
  allocation: 'root_id, series_id, from_month',
  budget_spend: 'budget_id',
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

/** Expects that a look at all budgets finds no alert to open and none to resolve; in a write that is rolled back. */
export function expectAlertsOfFigures({ backend: { store }, clock }: Workspace): void {
  const write = { operation: 'test', label: 'evaluate', actor: 'test', door: 'test', at: clock.now() };
  store.write({ ...write, dryRun: true }, (writer) => {
    const asOf = readSettings(writer).asOf ?? clock.today();
    const { opened, resolved } = standAt(writer, readBudgets(writer), asOf, clock.today());
    expect({ opened, resolved }).toEqual({ opened: [], resolved: [] });
  });
}
