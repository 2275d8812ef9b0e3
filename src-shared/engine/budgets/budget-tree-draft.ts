import type { Budget, Phasing } from '../../domain/budget.ts';
import type { Month } from '../../domain/calendar.ts';
import type { Micros } from '../../domain/money.ts';
import { firstFree, newBudgetId } from './budget-id.ts';
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

/** A tree as a list with parents first, each below its parent's id. */
export function flattenPlaced({ children = [], ...own }: BudgetTreeDraft): BudgetDraft[] {
  return [own, ...children.flatMap((child) => flattenPlaced({ ...child, parentId: own.id }))];
}

/** A tree without the ids and the place of the budgets it was taken from, so that it makes new ones. */
export function withoutPlace({
  id: _id,
  parentId: _parent,
  children,
  ...own
}: BudgetTreeDraft): BudgetTreeDraft {
  return children === undefined ? own : { ...own, children: children.map(withoutPlace) };
}

/**
 * A tree in which every budget has an id: its own or one made from its type and name, with a number behind it where that is
 * taken. The same tree always gets the same ids.
 *
 * @example withIds({ id: 'org', … children: [{ id: 'org.a', … }] }, (id) => id === 'org') // org-2 with org-2.a
 */
export function withIds(tree: BudgetTreeDraft, isTaken: (id: string) => boolean): BudgetTreeDraft {
  const made = new Set<string>();
  const isUsed = (id: string): boolean => made.has(id) || isTaken(id);
  const name = (node: BudgetTreeDraft, renamed: Renamed | undefined): BudgetTreeDraft => {
    const stated = node.id !== undefined && renamed !== undefined ? follow(node.id, renamed) : node.id;
    const id = stated === undefined ? newBudgetId(node.type, node.name, isUsed) : firstFree(stated, isUsed);
    made.add(id);
    const own = node.id === undefined || node.id === id ? renamed : { from: node.id, to: id };
    const { children } = node;
    return { ...node, id, ...(children && { children: children.map((child) => name(child, own)) }) };
  };
  return name(tree, undefined);
}

interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** Ids that are built on their parent's follow it to its new one. */
function follow(id: string, { from, to }: Renamed): string {
  return id.startsWith(`${from}.`) ? `${to}${id.slice(from.length)}` : id;
}

/** The phasing by which a plan can be stated: by the first of the kinds that gives the plan, else month by month. */
export function phasingOf(
  plan: readonly Micros[],
  amount: Micros,
  startMonth: Month,
  kinds: readonly ('even' | 'days')[] = ['even', 'days'],
): Phasing {
  for (const kind of kinds) {
    const regular = planMonths({ amount, startMonth, months: plan.length, phasing: { kind } });
    if (regular.every((planned, index) => planned === plan[index])) return { kind };
  }
  return { kind: 'custom', amounts: plan };
}

/** A budget as a draft states it, every field named; one that was changed in mid-period states its months, to plan the same. */
export function toDraft(budget: Budget): BudgetDraft {
  const { revision: _revision, plan, scopeKind, scope, ...fields } = budget;
  const { amount, startMonth, phasing } = budget;
  const isRegular = phasing.kind === 'even' || phasing.kind === 'days';
  const stated = {
    ...fields,
    phasing: isRegular ? phasingOf(plan, amount, startMonth, [phasing.kind]) : phasing,
  };
  return scopeKind === 'implied' ? stated : { ...stated, scope };
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
