import type { BudgetAnswer } from '#shared/contract/budgets.ts';

export interface TreeRow {
  readonly budget: BudgetAnswer;
  readonly level: number;
  readonly hasChildren: boolean;
}

/**
 * The rows of the tree that are in sight, parents before children. While a filter is on, every match is shown with all its
 * ancestors, whatever is folded.
 */
export function treeRows(
  budgets: readonly BudgetAnswer[],
  folded: ReadonlySet<string>,
  matches?: (budget: BudgetAnswer) => boolean,
): TreeRow[] {
  const byId = new Map(budgets.map((budget) => [budget.id, budget]));
  const children = new Map<string | null, BudgetAnswer[]>();
  for (const budget of budgets) {
    const parent = budget.parentId !== null && byId.has(budget.parentId) ? budget.parentId : null;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [budget]);
    else siblings.push(budget);
  }
  const shown = matches === undefined ? undefined : withAncestors(budgets.filter(matches), byId);
  const rows: TreeRow[] = [];
  const visit = (parent: string | null, level: number): void => {
    for (const budget of children.get(parent) ?? []) {
      if (shown !== undefined && !shown.has(budget.id)) continue;
      rows.push({ budget, level, hasChildren: children.has(budget.id) });
      if (shown !== undefined || !folded.has(budget.id)) visit(budget.id, level + 1);
    }
  };
  visit(null, 1);
  return rows;
}

function withAncestors(
  matches: readonly BudgetAnswer[],
  byId: ReadonlyMap<string, BudgetAnswer>,
): ReadonlySet<string> {
  const shown = new Set<string>();
  for (const match of matches) {
    for (let at: BudgetAnswer | undefined = match; at !== undefined && !shown.has(at.id);) {
      shown.add(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
  }
  return shown;
}
