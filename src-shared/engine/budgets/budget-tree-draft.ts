import type { Budget, Phasing } from '../../domain/budget.ts';
import type { Month } from '../../domain/calendar.ts';
import type { Micros } from '../../domain/money.ts';
import { planMonths } from './phasing.ts';
import type { BudgetDraft } from './resolve-budget.ts';

/** A budget with its children, as files, templates and tables state it. */
export interface BudgetTreeDraft extends BudgetDraft {
  readonly children?: readonly BudgetTreeDraft[] | undefined;
}

/** A tree as a list with parents first; each draft names its parent's id where it has one. */
export function flattenTree(tree: BudgetTreeDraft): BudgetDraft[] {
  const { children, ...own } = tree;
  return [own, ...(children ?? []).flatMap(flattenTree)];
}

/** The phasing by which a plan can be stated: by its kind where that gives the plan, else month by month. */
export function phasingOf(plan: readonly Micros[], amount: Micros, startMonth: Month): Phasing {
  for (const kind of ['even', 'days'] as const) {
    const regular = planMonths({ amount, startMonth, months: plan.length, phasing: { kind } });
    if (regular.every((planned, index) => planned === plan[index])) return { kind };
  }
  return { kind: 'custom', amounts: plan };
}

/** A budget as a draft states it, every field named. */
export function toDraft(budget: Budget): BudgetDraft {
  const { revision: _revision, plan: _plan, scopeKind, scope, ...fields } = budget;
  return scopeKind === 'implied' ? fields : { ...fields, scope };
}

/** Budgets of one tree, in any order, as a nested draft. */
export function nestTree(rootId: string, budgets: readonly Budget[]): BudgetTreeDraft | undefined {
  const children = Map.groupBy(budgets, (budget) => budget.parentId);
  const nest = (budget: Budget): BudgetTreeDraft => {
    const own = children.get(budget.id) ?? [];
    return own.length === 0 ? toDraft(budget) : { ...toDraft(budget), children: own.map(nest) };
  };
  const root = budgets.find(({ id }) => id === rootId);
  return root === undefined ? undefined : nest(root);
}
