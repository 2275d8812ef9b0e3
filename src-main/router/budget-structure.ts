import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, monthOf, monthRange, periodLabel, type Day } from '#shared/domain/calendar.ts';
import { sumMicros } from '#shared/domain/money.ts';
import {
  buildFromChildren,
  cascade,
  copyToNextYear,
  merge,
  split,
  type Restructured,
} from '#shared/engine/budgets/restructure.ts';
import {
  putBudget,
  readBudget,
  readBudgetsKnownAt,
  readChildren,
  readTree,
  removeBudget,
} from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import { scopeSpendReader } from '../store/scope-spend.ts';
import { readSettings } from '../store/settings.ts';
import type { Writer } from '../store/writer.ts';
import { refuseBroken } from './broken-rules.ts';
import { answersOf, oneAnswer } from './budget-answers.ts';
import { checkFamilies, writeBudgets } from './budget-apply.ts';
import { changeContext, checkEdit, completeEdit } from './budget-change.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';
import { answerOf, asOfOf, procedures, writeFor, type RequestContext } from './context.ts';

interface StructureInput {
  readonly dryRun?: boolean | undefined;
  readonly asOf?: Day | undefined;
  readonly reason?: string | undefined;
}

/** Runs a restructuring as one write and answers the budgets whose ids it names. */
function restructure(
  context: RequestContext,
  input: StructureInput,
  operation: string,
  label: string,
  work: (writer: Writer, asOf: Day) => readonly string[],
) {
  const asOf = asOfOf(context, input.asOf);
  const { dryRun, reason } = input;
  const { result, changes } = writeFor(
    context,
    { operation: `budgets.${operation}`, label, dryRun, reason },
    (writer) => work(writer, asOf),
    (reader, ids) => answersOf(reader, ids, asOf),
  );
  return answerOf<BudgetAnswer[]>(result, dryRun, changes);
}

/** Puts what a restructuring came to; refuses it whole where it breaks a rule. */
function put(writer: Writer, restructured: Restructured): readonly string[] {
  if (!restructured.ok) {
    refuseBroken(restructured.broken);
    return [];
  }
  for (const id of restructured.removed) removeBudget(writer, id);
  writeBudgets(writer, restructured.budgets);
  return restructured.budgets.map(({ id }) => id);
}

function nameOf(context: RequestContext, id: string): string {
  return requireBudget(context.backend.store.reader, id).name;
}

/** What the children cost in the year before the parent's period; below zero counts as nothing. */
function lastYearWeights(reader: Reader, parent: Budget, children: readonly Budget[]): bigint[] {
  const spentIn = scopeSpendReader(reader, readSettings(reader).tagMapping);
  const months = monthRange(addMonths(parent.startMonth, -12), Math.min(parent.months, 12));
  const weights = children.map((child) => {
    const sum = sumMicros(months.map((month) => spentIn(child, month)));
    return sum < 0n ? 0n : sum;
  });
  if (weights.some((weight) => weight > 0n)) return weights;
  const message = `needs cost of ${periodLabel(months[0] ?? parent.startMonth, months.length)}, and the children of "${parent.name}" have none; divide equally or by shares`;
  throw new HeadroomError('invalid_input', `"method": lastYear ${message}.`, {
    issues: [{ path: 'method', message }],
  });
}

/** Percent are kept to a millionth; a child that is not named gets nothing. */
function shareWeights(shares: Readonly<Record<string, number>>, children: readonly Budget[]): bigint[] {
  const stranger = Object.keys(shares).find((id) => children.every((child) => child.id !== id));
  if (stranger !== undefined) {
    const message = `names "${stranger}", which is no child of this budget`;
    throw new HeadroomError('invalid_input', `"shares": ${message}.`, {
      issues: [{ path: 'shares', message }],
    });
  }
  checkWhole('shares', Object.values(shares));
  return children.map(({ id }) => BigInt(Math.round((shares[id] ?? 0) * 1e6)));
}

/** Thirds may be typed as 33.3 each. */
const MOST_OFF_WHOLE = 0.1;

/** Refuses percentages of a whole that do not make one: what would fall on each is not what was typed. */
function checkWhole(path: string, percents: readonly number[]): void {
  const total = percents.reduce((sum, percent) => sum + percent, 0);
  if (Math.abs(total - 100) <= MOST_OFF_WHOLE + 1e-9) return;
  const message = `add up to ${Math.round(total * 1e6) / 1e6} percent; they must make 100`;
  throw new HeadroomError('invalid_input', `"${path}": ${message}.`, { issues: [{ path, message }] });
}

export const budgetStructure = {
  restoreTree: procedures.budgets.restoreTree.handler(({ input, context }) => {
    const { budgetId, at, dryRun } = input;
    const reason = `As of ${at}`;
    const label = `Restore the tree of ${budgetId} as of ${at}`;
    const { result, changes } = writeFor(
      context,
      { operation: 'budgets.restoreTree', label, dryRun, reason },
      (writer) => restoreTree(writer, budgetId, at),
    );
    return answerOf(result, dryRun, changes);
  }),

  cascade: procedures.budgets.cascade.handler(({ input, context }) => {
    const { budgetId, method, amount, shares = {} } = input;
    const label = `Cascade ${nameOf(context, budgetId)} to its children`;
    return restructure(context, input, 'cascade', label, (writer, asOf) => {
      const before = requireBudget(writer, budgetId);
      const children = readChildren(writer, budgetId);
      const parent = completeEdit(writer, before, { amount }, changeContext(writer, asOf));
      const weights =
        method === 'equal'
          ? children.map(() => 1n)
          : method === 'lastYear'
            ? lastYearWeights(writer, parent, children)
            : shareWeights(shares, children);
      const divided = cascade(parent, children, weights, monthOf(asOf));
      return put(writer, divided.ok ? { ...divided, budgets: [parent, ...divided.budgets] } : divided);
    });
  }),

  build: procedures.budgets.build.handler(({ input, context }) => {
    const { budgetId, dryRun, reason } = input;
    const asOf = asOfOf(context, input.asOf);
    const label = `Build ${nameOf(context, budgetId)} from its children`;
    const { result, changes } = writeFor(
      context,
      { operation: 'budgets.build', label, dryRun, reason },
      (writer) => {
        const built = buildFromChildren(requireBudget(writer, budgetId), readChildren(writer, budgetId));
        checkEdit(writer, built);
        putBudget(writer, built);
      },
      (reader) => oneAnswer(reader, budgetId, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),

  split: procedures.budgets.split.handler(({ input, context }) => {
    const { budgetId, parts } = input;
    const label = `Split ${nameOf(context, budgetId)}`;
    return restructure(context, input, 'split', label, (writer) => {
      const budget = requireBudget(writer, budgetId);
      checkWhole(
        'parts',
        parts.map(({ percent }) => percent),
      );
      const weighted = parts.map(({ percent, ...part }) => ({
        ...part,
        weight: BigInt(Math.round(percent * 1e6)),
      }));
      const isTaken = (id: string) => readBudget(writer, id) !== undefined;
      return put(writer, split(budget, readChildren(writer, budgetId), weighted, isTaken));
    });
  }),

  merge: procedures.budgets.merge.handler(({ input, context }) => {
    const { budgetIds, name, scope, dryRun, reason } = input;
    const asOf = asOfOf(context, input.asOf);
    const label = `Merge ${budgetIds.map((id) => nameOf(context, id)).join(', ')}`;
    const { result, changes } = writeFor(
      context,
      { operation: 'budgets.merge', label, dryRun, reason },
      (writer) => {
        const budgets = [...new Set(budgetIds)].map((id) => requireBudget(writer, id));
        const children = budgets.slice(1).flatMap(({ id }) => readChildren(writer, id));
        const own = budgets.slice(0, 1).flatMap(({ id }) => readChildren(writer, id));
        return put(writer, merge(budgets, [...own, ...children], name, scope))[0] ?? '';
      },
      (reader, id) => oneAnswer(reader, id, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),

  copy: procedures.budgets.copy.handler(({ input, context }) => {
    const { budgetId, growth = 0 } = input;
    const label = `Copy ${nameOf(context, budgetId)} to the next year`;
    return restructure(context, input, 'copy', label, (writer) => {
      const isTaken = (id: string) => readBudget(writer, id) !== undefined;
      return put(writer, copyToNextYear(readTree(writer, budgetId), growth, isTaken));
    });
  }),
};

/** Writes what stood at a moment anew: budgets that came later go, those that went come back, those that moved return. */
function restoreTree(writer: Writer, rootId: string, at: string): { restored: string[]; removed: string[] } {
  const then = readBudgetsKnownAt(writer, at);
  const children = Map.groupBy(then, ({ parentId }) => parentId);
  const root = then.find(({ id }) => id === rootId);
  if (root === undefined)
    throw new HeadroomError('not_found', `There was no budget "${rootId}" at ${at}.`, { id: rootId, at });
  const below = (budget: Budget): Budget[] => [budget, ...(children.get(budget.id) ?? []).flatMap(below)];
  const target = below(root);
  const kept = new Set(target.map(({ id }) => id));
  const now = readBudget(writer, rootId) === undefined ? [] : readSubtree(writer, rootId);
  const removed = now.filter((id) => !kept.has(id));
  const before = writer.changes.length;
  for (const id of removed.toReversed()) removeBudget(writer, id);
  for (const budget of target) putBudget(writer, budget);
  checkFamilies(writer, target);
  const restored = writer.changes
    .slice(before)
    .flatMap(({ key, after }) => (after === null ? [] : [String(key[0])]));
  return { restored, removed };
}
