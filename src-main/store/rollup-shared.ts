import type { SharedCostRule } from '#shared/domain/budget.ts';
import { toMicros } from '#shared/domain/money.ts';
import {
  addToMonth,
  shareOut,
  type BudgetTree,
  type ByMonth,
  type SharedMonth,
} from '#shared/engine/budgets/roll-up.ts';
import { targetsOf } from '#shared/engine/budgets/shared-costs.ts';
import { readUpwards } from './ancestors.ts';
import { readBudgetsById } from './budgets.ts';
import { readMonthSums } from './month-sums.ts';
import type { Reader } from './reader.ts';
import type { Chains } from './rollup-chains.ts';
import type { Deltas } from './rollup-deltas.ts';
import { TO_DATE } from './rollup-sums.ts';
import { readKeptToDate } from './to-date.ts';
import type { Writer } from './writer.ts';

/**
 * Splits the pools of a tree's rules anew after what lies with budgets and rules has moved. A pool is what its parts add up to,
 * and direct cost is a total without any parts, so that neither needs a look at the facts.
 */
export function shareAgain(
  writer: Writer,
  tree: BudgetTree,
  ruleIds: readonly string[],
  pooled: ByMonth,
  chains: Chains,
  deltas: Deltas,
): void {
  // A rule can have come from another tree, where its parts still lie.
  const parts = readParts(writer, ruleIds).filter(
    ({ budgetId }) => chains.before(budgetId).at(-1) === tree.root.id,
  );
  for (const { budgetId, ruleId, month, amount } of parts) {
    deltas.addShared(chains.before(budgetId), month, -amount);
    addToMonth(pooled, ruleId, month, amount);
  }
  const budgets = readTargets(writer, tree.root.id, tree.rules);
  const direct = readDirect(
    writer,
    budgets.map(({ id }) => id),
    deltas,
  );
  const shared = shareOut({ ...tree, budgets }, pooled, direct);
  for (const { budgetId, month, amount } of shared) deltas.addShared(chains.now(budgetId), month, amount);
  putParts(writer, parts, shared);
}

/** The parts that are kept of rules, by month and to date. */
function readParts(reader: Reader, ruleIds: readonly string[]): SharedMonth[] {
  const ids = JSON.stringify(ruleIds);
  return reader
    .all<{ budget_id: string; rule_id: string; month: bigint; amount: bigint }>(
      `SELECT budget_id, rule_id, month, amount FROM shared_month WHERE rule_id IN (SELECT value FROM json_each(?))
       UNION ALL SELECT budget_id, rule_id, ${TO_DATE}, amount FROM shared_to_date WHERE rule_id IN (SELECT value FROM json_each(?))`,
      ids,
      ids,
    )
    .map((row) => ({
      budgetId: row.budget_id,
      ruleId: row.rule_id,
      month: Number(row.month),
      amount: toMicros(row.amount),
    }));
}

/** The budgets that rules name, as far as they lie in the tree. */
function readTargets(reader: Reader, rootId: string, rules: readonly SharedCostRule[]) {
  const ids = [...new Set(rules.flatMap(targetsOf))];
  const above = readUpwards(reader, ids);
  const rootOf = (id: string): string => {
    const parent = above.get(id)?.parentId;
    return parent == null ? id : rootOf(parent);
  };
  return readBudgetsById(reader, ids).filter(({ id }) => rootOf(id) === rootId);
}

/** Direct cost of budgets with all below them: their totals, of which `deltas` has taken the parts out. */
function readDirect(reader: Reader, ids: readonly string[], deltas: Deltas): ByMonth {
  const direct: ByMonth = new Map();
  for (const [id, months] of readMonthSums(reader, ids))
    for (const [month, { total }] of months) addToMonth(direct, id, month, total);
  for (const [id, amount] of readKeptToDate(reader, ids)) addToMonth(direct, id, TO_DATE, amount);
  for (const id of ids)
    for (const [month, total] of deltas.totalsOf(id)) addToMonth(direct, id, month, total);
  return direct;
}

function putParts(writer: Writer, before: readonly SharedMonth[], after: readonly SharedMonth[]): void {
  const gone = new Map(before.map((part) => [keyOf(part), part]));
  for (const part of after) {
    const kept = gone.get(keyOf(part));
    gone.delete(keyOf(part));
    if (kept?.amount !== part.amount) putPart(writer, part);
  }
  for (const part of gone.values()) putPart(writer, { ...part, amount: toMicros(0) });
}

/** Puts one part; nothing is kept of one that is zero. */
function putPart(writer: Writer, { budgetId, ruleId, month, amount }: SharedMonth): void {
  if (month === TO_DATE) {
    writer.run('DELETE FROM shared_to_date WHERE budget_id = ? AND rule_id = ?', budgetId, ruleId);
    if (amount !== 0n) writer.run('INSERT INTO shared_to_date VALUES (?, ?, ?)', budgetId, ruleId, amount);
    return;
  }
  writer.run(
    'DELETE FROM shared_month WHERE budget_id = ? AND rule_id = ? AND month = ?',
    ...[budgetId, ruleId, month],
  );
  if (amount !== 0n)
    writer.run('INSERT INTO shared_month VALUES (?, ?, ?, ?)', budgetId, ruleId, month, amount);
}

function keyOf({ budgetId, ruleId, month }: SharedMonth): string {
  return `${month} ${ruleId} ${budgetId}`;
}
