import { monthNumber } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { compileScope } from '#shared/engine/budgets/scope.ts';
import { readBudgets } from './budgets.ts';
import { readSettings } from './settings.ts';
import { readSeries, readSeriesMonths, visibleImports, type StoredSeries } from './spend.ts';
import type { RowChange, Writer } from './writer.ts';

const SOURCES = new Set(['budget', 'import', 'setting', 'shared_cost', 'rate']);

/** Keeps allocation and monthly spend of budgets true after any write that could move them. */
export function refreshRollups(writer: Writer, changes: readonly RowChange[]): void {
  if (!changes.some(({ table }) => SOURCES.has(table))) return;
  rebuildRollups(writer);
}

/** Works out allocation and roll-ups from facts and budgets anew. */
export function rebuildRollups(writer: Writer): void {
  writer.run('DELETE FROM allocation');
  writer.run('DELETE FROM budget_month');
  const imports = visibleImports(writer);
  const series = readSeries(writer, imports);
  const budgets = readBudgets(writer);
  const children = Map.groupBy(budgets, ({ parentId }) => parentId);
  for (const root of children.get(null) ?? []) rebuildRoot(writer, root, children, series, imports);
}

type Children = ReadonlyMap<string | null, readonly Budget[]>;

function rebuildRoot(
  writer: Writer,
  root: Budget,
  children: Children,
  series: readonly StoredSeries[],
  imports: string,
): void {
  const { tagMapping } = readSettings(writer);
  const owner = new Map<number, string>();
  const own = (budget: Budget, candidates: readonly StoredSeries[]): void => {
    const matches = compileScope(budget.scope, tagMapping);
    const matched = candidates.filter(matches);
    for (const { id } of matched) owner.set(id, budget.id);
    for (const child of children.get(budget.id) ?? []) own(child, matched);
  };
  own(
    root,
    series.filter(({ currency }) => currency === root.currency),
  );
  for (const [seriesId, budgetId] of owner) {
    writer.run(
      'INSERT INTO allocation (root_id, series_id, budget_id) VALUES (?, ?, ?)',
      root.id,
      seriesId,
      budgetId,
    );
  }
  const direct = new Map<string, Map<number, bigint>>();
  for (const { seriesId, month, amount } of readSeriesMonths(writer, imports, root.costBasis)) {
    const budgetId = owner.get(seriesId);
    if (budgetId === undefined) continue;
    const months = direct.get(budgetId) ?? new Map<number, bigint>();
    months.set(monthNumber(month), (months.get(monthNumber(month)) ?? 0n) + amount);
    direct.set(budgetId, months);
  }
  addUp(writer, root, children, direct);
}

/** Writes the months of a budget and of all below it; answers its totals for the budget above. */
function addUp(
  writer: Writer,
  budget: Budget,
  children: Children,
  direct: ReadonlyMap<string, ReadonlyMap<number, bigint>>,
): Map<number, bigint> {
  const own = direct.get(budget.id) ?? new Map<number, bigint>();
  const totals = new Map(own);
  for (const child of children.get(budget.id) ?? []) {
    for (const [month, amount] of addUp(writer, child, children, direct))
      totals.set(month, (totals.get(month) ?? 0n) + amount);
  }
  for (const [month, total] of totals) {
    writer.run(
      'INSERT INTO budget_month (budget_id, month, direct, total) VALUES (?, ?, ?, ?)',
      budget.id,
      month,
      own.get(month) ?? 0n,
      total,
    );
  }
  return totals;
}
