import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, type Day } from '#shared/domain/calendar.ts';
import { money, ZERO, type Micros } from '#shared/domain/money.ts';
import type { RolloverMonth } from '#shared/engine/budgets/phasing.ts';
import { readPaths } from '../store/ancestors.ts';
import type { Reader } from '../store/reader.ts';
import { changeContext, scopeWarnings } from './budget-change.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';
import { requireBudget } from './budget-tree.ts';
import { currencyWarnings } from './currency-warnings.ts';
import { thresholdAnswer } from './money.ts';

/** What is stated of a budget, as answers show it: without figures, which follow from costs. */
export function statedAnswer(budget: Budget) {
  const amount = (value: Micros) => money(value, budget.currency);
  const { rollover, thresholds, phasing, plan, scope } = budget;
  return {
    ...budget,
    amount: amount(budget.amount),
    plan: plan.map(amount),
    phasing:
      phasing.kind === 'custom' ? { kind: 'custom' as const, amounts: phasing.amounts.map(amount) } : phasing,
    scope: scope.map((condition) => ({ ...condition, values: [...condition.values] })),
    rollover: rollover === null ? null : rollover.cap === undefined ? {} : { cap: amount(rollover.cap) },
    thresholds: thresholds?.map((threshold) => thresholdAnswer(threshold, budget.currency)) ?? null,
    tags: { ...budget.tags },
  };
}

/** A budget as answers show it. */
export function budgetAnswer(budget: Budget, figures: BudgetFigures, path: readonly string[]): BudgetAnswer {
  const amount = (value: Micros) => money(value, budget.currency);
  const {
    spent,
    planToDate,
    remaining,
    allocated,
    unallocated,
    atCompletion,
    carried,
    spentByMonth,
    ahead: _ahead,
    ...rest
  } = figures;
  return {
    ...statedAnswer(budget),
    ...rest,
    spent: amount(spent),
    spentByMonth: spentByMonth.map(amount),
    planToDate: amount(planToDate),
    remaining: amount(remaining),
    allocated: amount(allocated),
    unallocated: amount(unallocated),
    forecast: amount(atCompletion),
    path: [...path],
    ...(carried !== undefined && { carried: carriedAnswer(budget, carried) }),
  };
}

function carriedAnswer({ startMonth, plan, currency }: Budget, months: readonly RolloverMonth[]) {
  return months.map(({ carried, available, spent }, index) => ({
    month: addMonths(startMonth, index),
    plan: money(plan[index] ?? ZERO, currency),
    carriedIn: money(carried, currency),
    available: money(available, currency),
    spent: money(spent, currency),
  }));
}

/** Budgets with their figures at asOf, in the order given. */
export function budgetAnswers(reader: Reader, budgets: readonly Budget[], asOf: Day): BudgetAnswer[] {
  const figures = readFigures(reader, budgets, asOf);
  const paths = readPaths(reader, budgets);
  return budgets.flatMap((budget) => {
    const known = figures.get(budget.id);
    return known === undefined ? [] : [budgetAnswer(budget, known, paths.get(budget.id) ?? [budget.name])];
  });
}

/** The budgets with these ids, as answers. */
export function answersOf(reader: Reader, ids: readonly string[], asOf: Day): BudgetAnswer[] {
  return budgetAnswers(
    reader,
    ids.map((id) => requireBudget(reader, id)),
    asOf,
  );
}

/** One budget, with what a person should know of it. */
export function oneAnswer(reader: Reader, id: string, asOf: Day): BudgetAnswer {
  const budget = requireBudget(reader, id);
  const [answer] = budgetAnswers(reader, [budget], asOf);
  if (answer === undefined) throw new Error(`no figures for ${id}`);
  return warned(reader, budget, answer, changeContext(reader, asOf));
}

/** Budgets that were made together, each with what a person should know of it; of rates that are missing, their root alone says so. */
export function madeAnswers(reader: Reader, ids: readonly string[], asOf: Day): BudgetAnswer[] {
  const context = changeContext(reader, asOf);
  return answersOf(reader, ids, asOf).map((answer) => {
    const budget = requireBudget(reader, answer.id);
    return budget.parentId === null
      ? warned(reader, budget, answer, context)
      : withWarnings(answer, scopeWarnings(budget, context));
  });
}

function warned(
  reader: Reader,
  budget: Budget,
  answer: BudgetAnswer,
  context: ReturnType<typeof changeContext>,
): BudgetAnswer {
  return withWarnings(answer, [...scopeWarnings(budget, context), ...currencyWarnings(reader, budget)]);
}

function withWarnings(answer: BudgetAnswer, warnings: string[]): BudgetAnswer {
  return warnings.length === 0 ? answer : { ...answer, warnings };
}
