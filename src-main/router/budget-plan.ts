import { HeadroomError } from '#shared/contract/errors.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { planEdit, type PlanCell } from '#shared/engine/budgets/plan-cells.ts';
import { readBudget } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import type { Writer } from '../store/writer.ts';
import { answersOf } from './budget-answers.ts';
import { writeBudgets } from './budget-apply.ts';
import { changeContext, completeEdit } from './budget-change.ts';
import { requireBudget } from './budget-tree.ts';
import { answerOf, asOfOf, procedures, writeFor } from './context.ts';
import { refuseLostUpdate } from './lost-update.ts';

type Cell = PlanCell & { readonly expectedRevision?: number | undefined };

export const budgetPlan = {
  plan: procedures.budgets.plan.handler(({ input, context }) => {
    const { cells, dryRun, reason } = input;
    const asOf = asOfOf(context, input.asOf);
    const byBudget = Map.groupBy(cells, ({ budgetId }) => budgetId);
    const label = labelOf(context.backend.store.reader, [...byBudget.keys()]);
    const { result, changes } = writeFor(
      context,
      { operation: 'budgets.plan', label, dryRun, reason },
      (writer) => planBudgets(writer, byBudget, asOf),
      (reader, ids) => answersOf(reader, ids, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),
};

function labelOf(reader: Reader, ids: readonly string[]): string {
  const [first = ''] = ids;
  return ids.length === 1
    ? `Change the plan of ${readBudget(reader, first)?.name ?? first}`
    : `Change the plan of ${ids.length} budgets`;
}

/** The rules are checked once all plans stand, so that a parent may grow together with its children. */
function planBudgets(
  writer: Writer,
  byBudget: ReadonlyMap<string, readonly Cell[]>,
  asOf: Day,
): readonly string[] {
  const context = changeContext(writer, asOf);
  const planned = [...byBudget].map(([id, cells]): Budget => {
    const budget = requireBudget(writer, id);
    for (const { expectedRevision } of cells)
      refuseLostUpdate(writer, budget, expectedRevision, asOf, { cells });
    const made = planEdit(budget, cells);
    if (!made.ok) throw outsidePeriod(budget, made.month);
    return completeEdit(writer, budget, made.edit, context);
  });
  writeBudgets(writer, planned);
  return withParents(planned);
}

/** The budgets, and those above them whose unallocated rest changes with them. */
function withParents(budgets: readonly Budget[]): readonly string[] {
  return [...new Set(budgets.flatMap(({ id, parentId }) => (parentId === null ? [id] : [id, parentId])))];
}

function outsidePeriod({ name, startMonth, months }: Budget, month: string): HeadroomError {
  const message = `${month} is no month of "${name}", which has ${months} from ${startMonth}`;
  return new HeadroomError('invalid_input', `"cells": ${message}.`, { issues: [{ path: 'cells', message }] });
}
