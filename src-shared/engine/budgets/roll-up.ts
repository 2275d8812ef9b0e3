import type { Budget, SharedCostRule } from '../../domain/budget.ts';
import type { CostSeries, TagMapping } from '../../domain/cost.ts';
import { toMicros, type Micros } from '../../domain/money.ts';
import {
  compileAllocator,
  FIRST_MONTH,
  LAST_MONTH,
  type AllocationNode,
  type Placement,
} from './allocate.ts';
import type { Convert } from './rates.ts';
import { compileScope } from './scope.ts';
import { compileSharedCosts, splitSharedCost, targetsOf } from './shared-costs.ts';

/** A tree of budgets with what its spend follows from. */
export interface BudgetTree {
  readonly root: Budget;
  /** All of the tree, the root too. */
  readonly budgets: readonly AllocationNode[];
  readonly rules: readonly SharedCostRule[];
  readonly mapping: TagMapping;
  readonly convert: Convert;
}

/** Which budget has a series in which months. A shared series stays with the root and names its rule. */
export interface SeriesPlacement extends Placement {
  readonly ruleId: string;
}

/**
 * Places series in a tree. What a shared-cost rule matches belongs to the rule, provided the root matches it too; series in
 * a currency that cannot be converted to the root's belong to nobody.
 */
export function placeSeries(
  tree: BudgetTree,
  allocate = compileAllocator(tree.budgets, tree.root.id, tree.mapping),
): (series: CostSeries) => readonly SeriesPlacement[] {
  const { root, rules, mapping, convert } = tree;
  const findRule = compileSharedCosts(rules, mapping);
  const isOfRoot = compileScope(root.scope, mapping);
  return (series) => {
    if (convert(toMicros(0), series.currency, FIRST_MONTH) === undefined || !isOfRoot(series)) return [];
    const rule = findRule(series);
    if (rule === undefined) return allocate(series).map((placement) => ({ ...placement, ruleId: '' }));
    return [{ budgetId: root.id, fromMonth: FIRST_MONTH, toMonth: LAST_MONTH, ruleId: rule.id }];
  };
}

/** A sum of one owner (a budget, or a rule) in a month and a currency. */
export interface OwnedAmount {
  readonly budgetId: string;
  readonly ruleId: string;
  readonly currency: string;
  /** Months since year 0. */
  readonly month: number;
  readonly amount: Micros;
}

export interface BudgetMonth {
  readonly budgetId: string;
  readonly month: number;
  /** What was placed with the budget itself. */
  readonly direct: Micros;
  /** With its part of shared costs and with all below it. */
  readonly total: Micros;
}

export interface SharedMonth {
  readonly budgetId: string;
  readonly ruleId: string;
  readonly month: number;
  readonly amount: Micros;
}

/** Amounts by owner and month. */
export type ByMonth = Map<string, Map<number, bigint>>;

/**
 * Adds owned amounts up a tree: own spend, parts of shared costs, and totals with all below. Sums of a currency are converted
 * once per owner and month. The total of the root is the sum of everything owned, to the micro.
 */
export function rollUp(
  tree: BudgetTree,
  owned: Iterable<OwnedAmount>,
): { months: BudgetMonth[]; shared: SharedMonth[] } {
  const direct: ByMonth = new Map();
  const pooled: ByMonth = new Map();
  for (const { budgetId, ruleId, currency, month, amount } of owned) {
    const converted = tree.convert(amount, currency, month);
    if (converted !== undefined)
      addToMonth(ruleId === '' ? direct : pooled, ruleId || budgetId, month, converted);
  }
  const parents = new Map(tree.budgets.map(({ id, parentId }) => [id, parentId]));
  const parentOf = (id: string) => parents.get(id);
  const shared = shareOut(tree, pooled, climb(direct, parentOf));
  const own: ByMonth = new Map([...direct].map(([id, months]) => [id, new Map(months)]));
  for (const { budgetId, month, amount } of shared) addToMonth(own, budgetId, month, amount);
  const totals = climb(own, parentOf);
  const months = [...totals].flatMap(([budgetId, byMonth]) =>
    [...byMonth].map(([month, total]) => ({
      budgetId,
      month,
      direct: toMicros(direct.get(budgetId)?.get(month) ?? 0n),
      total: toMicros(total),
    })),
  );
  return { months, shared };
}

/** Adds an amount to what an owner has of a month. */
export function addToMonth(sums: ByMonth, key: string, month: number, amount: bigint): void {
  const months = sums.get(key) ?? new Map<number, bigint>();
  sums.set(key, months);
  months.set(month, (months.get(month) ?? 0n) + amount);
}

/**
 * Gives every budget above the sums of those below it, from the deepest up, so that each sum takes each step once. A budget that
 * is not of the tree ends the way up.
 */
export function climb(own: ByMonth, parentOf: (id: string) => string | null | undefined): ByMonth {
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const parent = depths.has(id) ? null : parentOf(id);
    const depth = depths.get(id) ?? (parent == null ? 0 : depthOf(parent) + 1);
    depths.set(id, depth);
    return depth;
  };
  for (const id of own.keys()) depthOf(id);
  const totals: ByMonth = new Map([...own].map(([id, months]) => [id, new Map(months)]));
  for (const [id] of [...depths].sort(([, a], [, b]) => b - a)) {
    const parent = parentOf(id);
    if (parent == null) continue;
    for (const [month, amount] of totals.get(id) ?? []) addToMonth(totals, parent, month, amount);
  }
  return totals;
}

/**
 * Parts of each rule's pool by month, in proportion to direct cost with all below where the rule says so. The parts of a month
 * add up to its pool; parts of nothing are left out.
 *
 * @param direct what each budget cost itself with all below it, without parts of shared costs
 */
export function shareOut(
  { rules, root, budgets }: Pick<BudgetTree, 'rules' | 'root' | 'budgets'>,
  pooled: ByMonth,
  direct: ByMonth,
): SharedMonth[] {
  const known = new Set(budgets.map(({ id }) => id));
  return rules.flatMap((rule) => {
    const months = pooled.get(rule.id) ?? new Map<number, bigint>();
    const bearing = bearers(rule, known);
    const parts = [...months].flatMap(([month, amount]) => {
      if (targetsOf(bearing).length === 0)
        return [{ budgetId: root.id, ruleId: rule.id, month, amount: toMicros(amount) }];
      const weights = new Map(
        targetsOf(bearing).map((id) => [id, toMicros(direct.get(id)?.get(month) ?? 0n)]),
      );
      const shares = splitSharedCost(bearing, toMicros(amount), weights);
      return [...shares].map(([budgetId, part]) => ({ budgetId, ruleId: rule.id, month, amount: part }));
    });
    return parts.filter(({ amount }) => amount !== 0n);
  });
}

/** A rule without the budgets that are gone: those left bear it all, and without any the root does. */
function bearers(
  rule: SharedCostRule,
  known: ReadonlySet<string>,
): Pick<SharedCostRule, 'method' | 'targets'> {
  const { method, targets } = rule;
  if (method.kind !== 'fixed') return { method, targets: targets.filter((id) => known.has(id)) };
  const shares = method.shares.filter(({ budgetId }) => known.has(budgetId));
  return { method: { kind: 'fixed', shares }, targets: [] };
}
