import type { Budget, BudgetType, Scope } from '../../domain/budget.ts';
import type { Dimension } from '../../domain/cost.ts';
import { idWithoutPrefix } from './budget-id.ts';
import { foldValue } from './scope.ts';

/** Whether the imported data hold a value of a dimension; the value comes folded. */
export type KnowsValue = (dimension: Dimension, value: string) => boolean;

export interface ImpliedScope {
  readonly scope: Scope;
  /** Set where nothing in the data matches. */
  readonly warning: string | null;
}

const DIMENSION_OF: Partial<Record<BudgetType, Dimension>> = {
  team: 'team',
  project: 'project',
  service: 'service',
  region: 'region',
};

/**
 * The scope of a budget that states none: its type's dimension equal to its name or, when nothing in the data matches the
 * name, to its id without the type's prefix. An organization has all of its parent's. Nothing that matches is a warning and
 * no refusal: the data may come later.
 *
 * @example impliedScope({ type: 'team', name: 'Payments crew', id: 'team-payments' }, knowsPayments).scope
 * // [{ dimension: 'team', op: 'in', values: ['payments'] }]
 */
export function impliedScope(budget: Pick<Budget, 'type' | 'name' | 'id'>, knows: KnowsValue): ImpliedScope {
  const dimension = DIMENSION_OF[budget.type];
  if (dimension === undefined) return { scope: [], warning: null };
  const pin = (value: string): Scope => [{ dimension, op: 'in', values: [value] }];
  if (knows(dimension, foldValue(budget.name))) return { scope: pin(budget.name), warning: null };
  const stripped = idWithoutPrefix(budget.type, budget.id);
  const byId = stripped ?? budget.id;
  if (knows(dimension, foldValue(byId))) return { scope: pin(byId), warning: null };
  return {
    scope: pin(stripped ?? budget.name),
    warning: `No imported cost has the ${dimension} "${budget.name}"${
      foldValue(byId) === foldValue(budget.name) ? '' : ` or "${byId}"`
    }; "${budget.name}" counts nothing until some does or its scope is changed.`,
  };
}
