import { HeadroomError } from '#shared/contract/errors.ts';
import type { BudgetChange, BudgetInput } from '#shared/contract/budget-shapes.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { Dimension } from '#shared/domain/cost.ts';
import { changeBudget as changed, type BudgetEdit } from '#shared/engine/budgets/change-budget.ts';
import { impliedScope } from '#shared/engine/budgets/implied-scope.ts';
import {
  resolveBudget,
  type BudgetDraft,
  type ResolveContext,
  type Resolved,
} from '#shared/engine/budgets/resolve-budget.ts';
import { checkChange } from '#shared/engine/budgets/tree-rules.ts';
import { hasBudget, putBudget, readAncestorIds, readChildren } from '../store/budgets.ts';
import { readDimensionValues } from '../store/dimension-values.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { scopeSpendReader } from '../store/scope-spend.ts';
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
    isTaken: (id) => hasBudget(reader, id),
    knows: (dimension, value) => {
      const values = known.get(dimension) ?? readDimensionValues(reader, dimension, settings.tagMapping);
      known.set(dimension, values);
      return values.has(value);
    },
    spentIn: scopeSpendReader(reader, settings.tagMapping),
  };
}

/** Creates a budget from what is stated, the rest inherited; refuses one that breaks a rule of the tree. */
export function createBudget(writer: Writer, input: BudgetInput, asOf: Day): Budget {
  const made = completeDraft(writer, input, changeContext(writer, asOf));
  checkEdit(writer, made);
  putBudget(writer, made);
  return requireBudget(writer, made.id);
}

/** Completes a draft from its parent, which is in the store or given. */
export function completeDraft(
  reader: Reader,
  draft: BudgetDraft,
  context: ChangeContext,
  parent = draft.parentId == null ? null : requireBudget(reader, draft.parentId),
): Budget {
  if (draft.id !== undefined && context.isTaken(draft.id)) throw alreadyExists(draft.id);
  return accepted(resolveBudget(draft, { ...context, parent }));
}

export function alreadyExists(id: string): HeadroomError {
  return new HeadroomError(
    'already_exists',
    `There is a budget "${id}" already; change it, or choose another id.`,
    {
      id,
    },
  );
}

/** Changes the fields that are named; `null` puts an optional one back. Refuses what breaks a rule of the tree. */
export function changeBudget(writer: Writer, id: string, change: BudgetChange, asOf: Day): Budget {
  const { reason: _reason, ...edit } = change;
  const made = completeEdit(writer, requireBudget(writer, id), edit, changeContext(writer, asOf));
  checkEdit(writer, made);
  putBudget(writer, made);
  return requireBudget(writer, id);
}

/** Completes a change; what is put back is inherited from the parent, which is in the store or given. */
export function completeEdit(
  reader: Reader,
  before: Budget,
  edit: BudgetEdit,
  context: ChangeContext,
  parent = inheritedFrom(reader, before, edit),
): Budget {
  return accepted(changed(before, edit, { ...context, parent }));
}

const INHERITED = ['currency', 'costBasis', 'startMonth', 'months'] as const;

/** The parent of a changed budget; only where it is asked for, because most changes put nothing back. */
function inheritedFrom(reader: Reader, before: Budget, edit: BudgetEdit): Budget | null {
  const parentId = edit.parentId === undefined ? before.parentId : edit.parentId;
  const isAsked = INHERITED.some((field) => edit[field] === null);
  return parentId === null || !isAsked ? null : requireBudget(reader, parentId);
}

function accepted(resolved: Resolved): Budget {
  if (!resolved.ok) throw refuseFields(resolved.errors);
  return resolved.budget;
}

/** What a person should know of a budget: its implied scope may match nothing yet. */
export function scopeWarnings(budget: Budget, { knows }: Pick<ChangeContext, 'knows'>): string[] {
  if (budget.scopeKind !== 'implied') return [];
  const { warning } = impliedScope(budget, knows);
  return warning === null ? [] : [warning];
}

/** Refuses a budget that breaks a rule with those around it; the size of the tree does not matter. */
export function checkEdit(reader: Reader, budget: Budget): void {
  const parent = budget.parentId === null ? null : requireBudget(reader, budget.parentId);
  const ancestorIds = parent === null ? [] : [parent.id, ...readAncestorIds(reader, parent.id)];
  const siblings =
    parent === null ? [] : readChildren(reader, parent.id).filter(({ id }) => id !== budget.id);
  const children = readChildren(reader, budget.id);
  refuseBroken(checkChange({ budget, parent, siblings, children, ancestorIds }));
}
