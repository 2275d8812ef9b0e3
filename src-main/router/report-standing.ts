/** How the budgets of a report stand: today, or as they were known at a moment. */
import { addMonths, monthOf, type Day, type Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { ZERO, type Micros } from '#shared/domain/money.ts';
import type { ReportMonth } from '#shared/engine/report/input.ts';
import { readAncestors, readChildren } from '../store/budgets.ts';
import { readDataRange, readLastDay } from '../store/coverage.ts';
import { firstOpenMonth } from '../store/open-month.ts';
import { countingPortions, readBudgetMonths } from '../store/spend.ts';
import type { Reader } from '../store/reader.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';
import { spentInMonth } from './budget-history.ts';
import { readPast } from './budget-past.ts';

export interface StandingLine {
  readonly budget: Budget;
  /** How deep it lies under the report's budget, which is 0. */
  readonly depth: number;
  readonly figures: BudgetFigures;
}

export interface ReportStanding {
  /** Names from the root down to the budget itself. */
  readonly path: readonly string[];
  readonly figures: BudgetFigures;
  /** The budget itself, then all below it in the order of the tree. */
  readonly lines: readonly StandingLine[];
  /** The first month that is not complete. */
  readonly openMonth: Month;
  /** What a month cost up to asOf; null where nothing of it has passed. */
  readonly actualOf: (month: Month) => Micros | null;
  /** What a month of an earlier year cost; null where nothing is known of it. */
  readonly earlierOf: (month: Month) => Micros | null;
  readonly dataTo: Day | null;
}

/** The standing of a budget and of all below it at asOf; by what was known at a moment where one is named. */
export function readStanding(
  reader: Reader,
  budget: Budget,
  asOf: Day,
  knownAt: string | undefined,
): ReportStanding {
  return knownAt === undefined
    ? presentStanding(reader, budget, asOf)
    : pastStanding(reader, budget, asOf, knownAt);
}

function presentStanding(reader: Reader, budget: Budget, asOf: Day): ReportStanding {
  const branch = branchOf(budget, ({ id }) => readChildren(reader, id));
  const figures = readFigures(
    reader,
    branch.map((each) => each.budget),
    asOf,
  );
  const spent = new Map(readBudgetMonths(reader, budget.id).map(({ month, total }) => [month, total]));
  const openMonth = firstOpenMonth(reader, asOf);
  return {
    path: [...readAncestors(reader, budget.id).map(({ name }) => name)].reverse().concat(budget.name),
    ...linesOf(branch, budget, (id) => figures.get(id)),
    openMonth,
    actualOf: (month) =>
      month < openMonth
        ? (spent.get(month) ?? ZERO)
        : month <= monthOf(asOf)
          ? spentInMonth(reader, budget, month, asOf)
          : null,
    earlierOf: (month) => spent.get(month) ?? null,
    dataTo: readDataRange(reader).lastDay,
  };
}

function pastStanding(reader: Reader, budget: Budget, asOf: Day, knownAt: string): ReportStanding {
  const all = readPast(reader, asOf, knownAt);
  const byId = new Map(all.map((past) => [past.budget.id, past]));
  const children = Map.groupBy(
    all.map((past) => past.budget),
    ({ parentId }) => parentId,
  );
  const branch = branchOf(budget, ({ id }) => children.get(id) ?? []);
  const months = byId.get(budget.id)?.months ?? new Map<Month, Micros>();
  const portions = countingPortions(reader, knownAt);
  return {
    path: byId.get(budget.id)?.path ?? [budget.name],
    ...linesOf(branch, budget, (id) => byId.get(id)?.figures),
    openMonth: firstOpenMonth(reader, asOf, portions),
    actualOf: (month) => (month <= monthOf(asOf) ? (months.get(month) ?? ZERO) : null),
    earlierOf: (month) => months.get(month) ?? null,
    dataTo: readLastDay(reader, portions),
  };
}

interface BranchLine {
  readonly budget: Budget;
  readonly depth: number;
}

function branchOf(
  budget: Budget,
  childrenOf: (budget: Budget) => readonly Budget[],
  depth = 0,
): BranchLine[] {
  const below = childrenOf(budget).flatMap((child) => branchOf(child, childrenOf, depth + 1));
  return [{ budget, depth }, ...below];
}

function linesOf(
  branch: readonly BranchLine[],
  root: Budget,
  figuresOf: (id: string) => BudgetFigures | undefined,
): Pick<ReportStanding, 'figures' | 'lines'> {
  const figures = figuresOf(root.id);
  if (figures === undefined) throw new Error(`no figures for ${root.id}`);
  const lines = branch.flatMap((line) => {
    const own = figuresOf(line.budget.id);
    return own === undefined ? [] : [{ ...line, figures: own }];
  });
  return { figures, lines };
}

/** The months of the budget's whole period; what is after asOf has no actual, what is complete no forecast. */
export function monthsOfPeriod(
  budget: Budget,
  { openMonth, actualOf, earlierOf }: ReportStanding,
  means: ReadonlyMap<Month, Micros> | undefined,
): ReportMonth[] {
  return budget.plan.map((plan, index) => {
    const month = addMonths(budget.startMonth, index);
    return {
      month,
      plan,
      actual: actualOf(month),
      forecast: month < openMonth ? null : (means?.get(month) ?? null),
      priorYear: earlierOf(addMonths(month, -12)),
    };
  });
}
