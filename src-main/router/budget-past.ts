import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import { notFound } from '#shared/contract/errors.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { monthFromNumber, type Day, type Month } from '#shared/domain/calendar.ts';
import { sumMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { readAncestors, readBudgetsById, readBudgetsKnownAt } from '../store/budgets.ts';
import { readLatestForecasts } from '../store/forecasts.ts';
import { readPastMonths } from '../store/past-spend.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { countingPortions } from '../store/spend.ts';
import { budgetAnswer } from './budget-answers.ts';
import { figuresOf, type BudgetFigures } from './budget-figures.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';
import { firstOpenMonth } from '../store/open-month.ts';

/** One budget as it was known at a moment. */
export function pastOne(reader: Reader, id: string, asOf: Day, knownAt: string): BudgetAnswer {
  const answer = pastAnswers(reader, asOf, knownAt).find((budget) => budget.id === id);
  if (answer === undefined) throw notFound('budget', id, `"budget list --known-at ${knownAt}"`);
  return answer;
}

/** A budget with its figures as they were known at a moment. */
export interface PastBudget {
  readonly budget: Budget;
  readonly figures: BudgetFigures;
  /** Names from the root down to the budget itself. */
  readonly path: readonly string[];
  /** Spend of each month with all below: of the complete ones, and of the open one to asOf. */
  readonly months: ReadonlyMap<Month, Micros>;
}

/** All budgets as they were known at a moment, as answers. */
export function pastAnswers(reader: Reader, asOf: Day, knownAt: string): BudgetAnswer[] {
  return readPast(reader, asOf, knownAt).map(({ budget, figures, path }) =>
    budgetAnswer(budget, figures, path),
  );
}

/**
 * All budgets as they were known at a moment: the revisions recorded by then, and the spend of the imports that counted then.
 * Worked out from the facts, because roll-ups are kept of the present alone.
 */
export function readPast(reader: Reader, asOf: Day, knownAt: string): PastBudget[] {
  const budgets = readBudgetsKnownAt(reader, knownAt);
  const byId = new Map(budgets.map((budget) => [budget.id, budget]));
  const children = Map.groupBy(budgets, ({ parentId }) => parentId);
  const portions = countingPortions(reader, knownAt);
  const openMonth = firstOpenMonth(reader, asOf, portions);
  const bounds = readSettings(reader).statusBounds;
  const forecasts = readLatestForecasts(reader, asOf, [...byId.keys()], knownAt);
  return (children.get(null) ?? []).flatMap((root) => {
    const tree = subtreeOf(root, children);
    const spent = readPastMonths(reader, root, tree, portions, openMonth, asOf);
    return tree.map((budget) => {
      const months = monthsOf(spent.get(budget.id));
      const own = children.get(budget.id);
      const allocated =
        own === undefined
          ? undefined
          : { amount: sumMicros(own.map(({ amount }) => amount)), count: own.length };
      const monthToDate = months.get(openMonth) ?? ZERO;
      const forecast = forecasts.get(budget.id);
      const around = { asOf, bounds, openMonth, months, monthToDate, forecast, allocated };
      return { budget, figures: figuresOf(budget, around), path: pathOf(budget, byId), months };
    });
  });
}

/**
 * A budget as it was known at a moment, as it stands where none is named. It must be there today too, because charges are told
 * apart by the budgets of today.
 */
export function budgetAsKnown(reader: Reader, id: string, knownAt: string | undefined): Budget {
  const present = requireBudget(reader, id);
  return knownAt === undefined ? present : pastBudget(reader, id, knownAt);
}

/** A budget as it was known at a moment, whether it is there today or not. */
export function pastBudget(reader: Reader, id: string, knownAt: string): Budget {
  const past = readBudgetsKnownAt(reader, knownAt).find((budget) => budget.id === id);
  if (past === undefined) throw notFound('budget', id, `"budget list --known-at ${knownAt}"`);
  return past;
}

/** A budget with all below it, and those above it, as they were known at a moment or as they stand. */
export function branchAsKnown(
  reader: Reader,
  root: Budget,
  knownAt: string | undefined,
): { readonly branch: readonly Budget[]; readonly above: readonly Budget[] } {
  if (knownAt === undefined)
    return {
      branch: readBudgetsById(reader, readSubtree(reader, root.id)),
      above: readAncestors(reader, root.id),
    };
  const budgets = readBudgetsKnownAt(reader, knownAt);
  const byId = new Map(budgets.map((budget) => [budget.id, budget]));
  const above: Budget[] = [];
  for (let at = byId.get(root.parentId ?? ''); at !== undefined; at = byId.get(at.parentId ?? ''))
    above.push(at);
  return {
    branch: subtreeOf(
      root,
      Map.groupBy(budgets, ({ parentId }) => parentId),
    ),
    above,
  };
}

function subtreeOf(budget: Budget, children: ReadonlyMap<string | null, readonly Budget[]>): Budget[] {
  return [budget, ...(children.get(budget.id) ?? []).flatMap((child) => subtreeOf(child, children))];
}

function monthsOf(spent: ReadonlyMap<number, Micros> | undefined): Map<Month, Micros> {
  return new Map([...(spent ?? [])].map(([month, amount]) => [monthFromNumber(month), amount]));
}

function pathOf(budget: Budget, byId: ReadonlyMap<string, Budget>): string[] {
  const parent = budget.parentId === null ? undefined : byId.get(budget.parentId);
  return [...(parent === undefined ? [] : pathOf(parent, byId)), budget.name];
}
