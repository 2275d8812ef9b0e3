import { sumMicros, toMicros, ZERO, type Micros } from '../../domain/money.ts';
import { isMappedTagDimension } from '../../domain/cost.ts';
import type { Scope } from '../../domain/budget.ts';
import { foldValue } from '../budgets/scope.ts';
import { NO_VALUE, UNPLANNED, UNTAGGED } from './analysis.ts';
import type { VarianceCell } from './rows.ts';

/** A budget of the branch with its plan of the period. The first is the branch's own root. */
export interface PlannedBudget {
  readonly id: string;
  readonly parentId: string | null;
  readonly scope: Scope;
  readonly plan: Micros;
}

/**
 * The plan by dimension values: each budget's plan less that of its children belongs to the values that its scope, or a scope
 * above it, pins (`in` with one value); what nothing pins is `(unplanned)`. The parts add up to the root's plan exactly, also
 * where children were given more than their parent.
 *
 * `month` as a dimension is pinned by the caller, which asks for each month by itself.
 *
 * @example
 * // an organisation of 120 with a team of 60 under it, by team: payments 60, (unplanned) 60
 */
export function pinnedPlan(budgets: readonly PlannedBudget[], by: readonly string[]): VarianceCell[] {
  const [root] = budgets;
  if (root === undefined) return [];
  const children = Map.groupBy(budgets.slice(1), ({ parentId }) => parentId);
  const cells: VarianceCell[] = [];
  const visit = (budget: PlannedBudget, above: ReadonlyMap<string, string>): void => {
    const pins = new Map(above);
    for (const condition of budget.scope) {
      const [only] = condition.values;
      if (condition.op === 'in' && condition.values.length === 1 && only !== undefined)
        pins.set(condition.dimension, only.trim() === '' ? nameOfNone(condition.dimension) : only);
    }
    const below = children.get(budget.id) ?? [];
    const own = toMicros(budget.plan - sumMicros(below.map(({ plan }) => plan)));
    if (own !== 0n)
      cells.push({ values: by.map((name) => pins.get(name) ?? UNPLANNED), plan: own, actual: ZERO });
    for (const child of below) visit(child, pins);
  };
  visit(root, new Map());
  return cells;
}

/** What a row without a value of the dimension is called: `(untagged)` for tags, else `(none)`. */
export function nameOfNone(dimension: string): string {
  return isMappedTagDimension(dimension) || dimension.startsWith('tag:') ? UNTAGGED : NO_VALUE;
}

/** Values are compared as scopes compare them, without regard to case and surrounding space; the data's own spelling names the row. */
export function spellAsInData(
  planned: readonly VarianceCell[],
  actual: readonly VarianceCell[],
  by: readonly string[],
): VarianceCell[] {
  const spellings = by.map(
    (_name, index) =>
      new Map(actual.map(({ values }) => [foldValue(values[index] ?? ''), values[index] ?? ''])),
  );
  return planned.map((cell) => ({
    ...cell,
    values: cell.values.map((value, index) => spellings[index]?.get(foldValue(value)) ?? value),
  }));
}
