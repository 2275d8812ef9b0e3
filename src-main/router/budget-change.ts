import { HeadroomError } from '#shared/contract/errors.ts';
import type { BudgetChange, BudgetInput } from '#shared/contract/budgets.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { Dimension } from '#shared/domain/cost.ts';
import { changeBudget as changed, type BudgetEdit } from '#shared/engine/budgets/change-budget.ts';
import {
  resolveBudget,
  type BudgetDraft,
  type ResolveContext,
  type Resolved,
} from '#shared/engine/budgets/resolve-budget.ts';
import { checkChange } from '#shared/engine/budgets/tree-rules.ts';
import { putBudget, readAncestors, readBudget, readChildren } from '../store/budgets.ts';
import { readDimensionValues } from '../store/dimension-values.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readSpentInMonth } from '../store/scope-spend.ts';
import type { Writer } from '../store/writer.ts';
import { refuseBroken, refuseFields } from './broken-rules.ts';
import { requireBudget } from './budget-tree.ts';

/** What drafts are completed from, read once for all budgets of a write. */
export type ChangeContext = Omit<ResolveContext, 'parent'>;

export function changeContext(reader: Reader, asOf: Day): ChangeContext {
  const settings = readSettings(reader);
  const known = new Map<Dimension, Set<string>>();
  return {
    workspace: settings,
    asOf,
    isTaken: (id) => readBudget(reader, id) !== undefined,
    knows: (dimension, value) => {
      const values = known.get(dimension) ?? readDimensionValues(reader, dimension, settings.tagMapping);
      known.set(dimension, values);
      return values.has(value);
    },
    spentIn: (budget, month) => readSpentInMonth(reader, budget, month, settings.tagMapping),
  };
}

/** A budget as it was written, with what a person should know of it. */
export interface ChangedBudget {
  readonly budget: Budget;
  readonly warnings: readonly string[];
}

/** Creates a budget from what is stated, the rest inherited; refuses one that breaks a rule of the tree. */
export function createBudget(writer: Writer, input: BudgetInput, asOf: Day): ChangedBudget {
  const made = completeDraft(writer, input, changeContext(writer, asOf));
  checkEdit(writer, made.budget);
  putBudget(writer, made.budget);
  return { ...made, budget: requireBudget(writer, made.budget.id) };
}

/** Completes a draft from its parent, which is in the store or given. */
export function completeDraft(
  reader: Reader,
  draft: BudgetDraft,
  context: ChangeContext,
  parent = draft.parentId == null ? null : requireBudget(reader, draft.parentId),
): ChangedBudget {
  if (draft.id !== undefined && context.isTaken(draft.id)) throw alreadyExists(draft.id);
  return accepted(resolveBudget(draft, { ...context, parent }));
}

export function alreadyExists(id: string): HeadroomError {
  return new HeadroomError('already_exists', `There is a budget "${id}" already; change it, or choose another id.`, {
    id,
  });
}

/** Changes the fields that are named; `null` puts an optional one back. Refuses what breaks a rule of the tree. */
export function changeBudget(writer: Writer, id: string, change: BudgetChange, asOf: Day): ChangedBudget {
  const { reason: _reason, ...edit } = change;
  const made = completeEdit(requireBudget(writer, id), edit, changeContext(writer, asOf));
  if (made.budget.parentId !== null) requireBudget(writer, made.budget.parentId);
  checkEdit(writer, made.budget);
  putBudget(writer, made.budget);
  return { ...made, budget: requireBudget(writer, id) };
}

export function completeEdit(before: Budget, edit: BudgetEdit, context: ChangeContext): ChangedBudget {
  return accepted(changed(before, edit, { ...context, parent: null }));
}

function accepted(resolved: Resolved): ChangedBudget {
  if (!resolved.ok) throw refuseFields(resolved.errors);
  return { budget: resolved.budget, warnings: resolved.warnings };
}

/** Refuses a budget that breaks a rule with those around it; the size of the tree does not matter. */
export function checkEdit(reader: Reader, budget: Budget): void {
  const parent = budget.parentId === null ? null : requireBudget(reader, budget.parentId);
  const ancestorIds = parent === null ? [] : [parent.id, ...readAncestors(reader, parent.id).map(({ id }) => id)];
  const siblings = parent === null ? [] : readChildren(reader, parent.id).filter(({ id }) => id !== budget.id);
  const children = readChildren(reader, budget.id);
  refuseBroken(checkChange({ budget, parent, siblings, children, ancestorIds }));
}
