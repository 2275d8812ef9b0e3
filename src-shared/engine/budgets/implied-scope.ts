import type { Budget, BudgetType, Scope } from '../../domain/budget.ts';
import type { Dimension } from '../../domain/cost.ts';
import { idWithoutPrefix, slugOf } from './budget-id.ts';
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
 * name, to its id without the type's prefix. While the data match neither, both are meant, because the data may come later;
 * that is a warning and no refusal. An organization has all of its parent's.
 *
 * @example impliedScope({ type: 'team', name: 'Payments crew', id: 'team-payments' }, knowsPayments).scope
 * // [{ dimension: 'team', op: 'in', values: ['payments'] }]
 */
export function impliedScope(budget: Pick<Budget, 'type' | 'name' | 'id'>, knows: KnowsValue): ImpliedScope {
  const dimension = DIMENSION_OF[budget.type];
  if (dimension === undefined) return { scope: [], warning: null };
  const { name } = budget;
  const pin = (...values: string[]): Scope => [{ dimension, op: 'in', values }];
  const other = statedPart(budget);
  const candidates = other === undefined ? [name] : [name, other];
  const known = [...candidates, budget.id].find((value) => knows(dimension, foldValue(value)));
  if (known !== undefined) return { scope: pin(known), warning: null };
  const either = candidates.map((value) => `"${value}"`).join(' or ');
  const warning = `No imported cost has the ${dimension} ${either}; "${name}" counts nothing until some does or its scope is changed.`;
  return { scope: pin(...candidates), warning };
}

/** The id without its prefix; an id that spells the name, or numbers it, says nothing that the name does not. */
function statedPart({ type, name, id }: Pick<Budget, 'type' | 'name' | 'id'>): string | undefined {
  const stripped = idWithoutPrefix(type, id);
  if (stripped === undefined || foldValue(stripped) === foldValue(name)) return undefined;
  const slug = slugOf(name);
  const isNumbered = stripped.startsWith(`${slug}-`) && /^-\d+$/.test(stripped.slice(slug.length));
  return isNumbered ? undefined : stripped;
}
