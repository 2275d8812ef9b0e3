import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { BudgetTreeDraft } from '#shared/engine/budgets/budget-tree-draft.ts';
import { buildFromChildren } from '#shared/engine/budgets/restructure.ts';
import { checkFamily, findCycles } from '#shared/engine/budgets/tree-rules.ts';
import { putBudget, readBudget, readChildren } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import { scopeSpendReader } from '../store/scope-spend.ts';
import { readSettings } from '../store/settings.ts';
import type { Writer } from '../store/writer.ts';
import { refuseBroken } from './broken-rules.ts';
import {
  alreadyExists,
  changeContext,
  completeDraft,
  completeEdit,
  type ChangeContext,
} from './budget-change.ts';
import { requireBudget } from './budget-tree.ts';

/**
 * Creates or updates trees by id, all of it or nothing; answers the ids, parents first. A parent that states no amount has
 * that of its children. The rules are checked once the whole tree stands, so that the order of its parts does not matter.
 */
export function applyTrees(
  writer: Writer,
  trees: readonly BudgetTreeDraft[],
  asOf: Day,
  createOnly = false,
): string[] {
  const context = changeContext(writer, asOf);
  const made = new Map<string, Budget>();
  const isTaken = (id: string) => made.has(id) || context.isTaken(id);
  const find = (id: string) => made.get(id) ?? readBudget(writer, id);
  const spentIn = scopeSpendReader(writer, readSettings(writer).tagMapping, find);
  const within = { ...context, isTaken, spentIn };
  const ids = trees.flatMap((tree) => completeTree(writer, tree, within, made, createOnly));
  writeBudgets(writer, [...made.values()]);
  return ids;
}

/** Puts budgets and refuses the whole write where a rule is broken among them or with those around them. */
export function writeBudgets(writer: Writer, budgets: readonly Budget[]): void {
  refuseCycles(writer, budgets);
  for (const budget of budgets) putBudget(writer, budget);
  checkFamilies(writer, budgets);
}

/** Checks budgets that stand in the store: each with its children, and each parent with its children. */
export function checkFamilies(reader: Reader, budgets: readonly Budget[]): void {
  const ids = new Set(budgets.flatMap(({ id, parentId }) => (parentId === null ? [id] : [id, parentId])));
  for (const id of ids) refuseBroken(checkFamily(requireBudget(reader, id), readChildren(reader, id)));
}

/** Looked for before anything is put: a cycle in the store would have no end. */
function refuseCycles(reader: Reader, budgets: readonly Budget[]): void {
  const known = new Map<string, Budget | undefined>(budgets.map((budget) => [budget.id, budget]));
  for (const { parentId } of budgets) {
    for (let id = parentId; id !== null && !known.has(id); id = known.get(id)?.parentId ?? null)
      known.set(id, requireBudget(reader, id));
  }
  const all = [...known.values()].filter((budget) => budget !== undefined);
  refuseBroken(findCycles(all));
}

function completeTree(
  writer: Writer,
  tree: BudgetTreeDraft,
  context: ChangeContext,
  made: Map<string, Budget>,
  createOnly: boolean,
  parent?: Budget,
): string[] {
  const { children = [], ...stated } = tree;
  const known = stated.id === undefined ? undefined : (made.get(stated.id) ?? readBudget(writer, stated.id));
  if (known !== undefined && (createOnly || made.has(known.id))) throw alreadyExists(known.id);
  const draft = parent === undefined ? stated : { ...stated, parentId: parent.id };
  const above = parent ?? (draft.parentId == null ? null : requireBudget(writer, draft.parentId));
  const budget =
    known === undefined
      ? completeDraft(writer, draft, context, above)
      : completeEdit(writer, known, draft, context, above ?? undefined);
  made.set(budget.id, budget);
  const below = children.map((child) => completeTree(writer, child, context, made, createOnly, budget));
  if (children.length > 0 && stated.amount == null && known === undefined) {
    const own = below.flatMap(([id]) => made.get(id ?? '') ?? []);
    made.set(budget.id, buildFromChildren(budget, own));
  }
  return [budget.id, ...below.flat()];
}
