import type { BudgetAnswer } from '#shared/contract/budgets.ts';

/** A row of the tree that is in sight. */
export interface TreeRow {
  readonly budget: BudgetAnswer;
  /** From 1 for the roots. */
  readonly level: number;
  /** Undefined where the budget has no children, or where rows stand in a flat list. */
  readonly isExpanded: boolean | undefined;
  /** Its place among its siblings from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

/** How the children of a budget, or for null the roots, are looked up; undefined while they are not known. */
export type ChildrenOf = (parentId: string | null) => readonly BudgetAnswer[] | undefined;

/**
 * The rows in sight, parents before children, and the budgets whose children they need: those that are unfolded. What is not
 * known yet is left out until it is.
 */
export function treeRows(
  childrenOf: ChildrenOf,
  isUnfolded: (budget: BudgetAnswer, level: number) => boolean,
): { readonly rows: TreeRow[]; readonly unfolded: (string | null)[] } {
  const rows: TreeRow[] = [];
  const unfolded: (string | null)[] = [];
  const visit = (parentId: string | null, level: number): void => {
    unfolded.push(parentId);
    const children = childrenOf(parentId) ?? [];
    for (const [index, budget] of children.entries()) {
      const isExpanded = budget.childCount === 0 ? undefined : isUnfolded(budget, level);
      rows.push({ budget, level, isExpanded, position: index + 1, siblings: children.length });
      if (isExpanded === true) visit(budget.id, level + 1);
    }
  };
  visit(null, 1);
  return { rows, unfolded };
}

/** The same rows as a flat list, for what a filter finds. */
export function flatRows(budgets: readonly BudgetAnswer[]): TreeRow[] {
  return budgets.map((budget, index) => ({
    ...{ budget, level: 1, isExpanded: undefined },
    ...{ position: index + 1, siblings: budgets.length },
  }));
}
