import { notFound } from '#shared/contract/errors.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { Day, Month } from '#shared/domain/calendar.ts';
import type { StoredForecast } from '#shared/domain/forecast.ts';
import { ZERO, type Micros } from '#shared/domain/money.ts';
import { readCoveredMonths, readLastDay } from '../store/coverage.ts';
import { readForecasts } from '../store/forecasts.ts';
import { firstOpenMonth } from '../store/open-month.ts';
import { readPastSeries } from '../store/past-spend.ts';
import type { Reader } from '../store/reader.ts';
import { readOwnSeries } from '../store/series-spend.ts';
import { countingPortions, readBudgetMonths } from '../store/spend.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';
import { historyOf, readHistory, spentInMonth, type BudgetHistory } from './budget-history.ts';
import { branchAsKnown, readPast } from './budget-past.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';

/** Where one stands to look at a budget: on a day, and with what was recorded by a moment, of which none is the present. */
export interface Standpoint {
  readonly budgetId: string;
  readonly asOf: Day;
  readonly knownAt?: string | undefined;
}

/** A budget and what its figures follow from, as it is known from a standpoint. */
export interface KnownBudget {
  readonly budget: Budget;
  readonly figures: BudgetFigures;
  readonly history: BudgetHistory;
  /** Plain forecasts (of no scenario) that were stored, newest first. */
  readonly forecasts: readonly StoredForecast[];
  /** Spend of a month, of the open one to asOf. */
  readonly spentIn: (month: Month) => Micros;
  /** The series whose costs the budget bears with all below it. */
  readonly seriesIds: () => readonly number[];
  /** The portions that count. */
  readonly portions: string;
  /** The last day of which imports hold a charge. */
  readonly lastDay: Day | null;
}

/** @throws HeadroomError `not_found` where the budget is, or was by then, not there. */
export function readKnownBudget(reader: Reader, standpoint: Standpoint): KnownBudget {
  const { budgetId, asOf, knownAt } = standpoint;
  const portions = countingPortions(reader, knownAt);
  const around = { portions, lastDay: readLastDay(reader, portions) };
  return knownAt === undefined
    ? { ...around, ...presentBudget(reader, budgetId, asOf) }
    : { ...around, ...pastBudget(reader, budgetId, asOf, knownAt, portions) };
}

type Own = Omit<KnownBudget, 'portions' | 'lastDay'>;

function presentBudget(reader: Reader, id: string, asOf: Day): Own {
  const budget = requireBudget(reader, id);
  const figures = readFigures(reader, [budget], asOf).get(id);
  if (figures === undefined) throw new Error(`no figures for ${id}`);
  const history = readHistory(reader, budget, asOf);
  const spent = new Map(readBudgetMonths(reader, id).map(({ month, total }) => [month, total]));
  return {
    ...{ budget, figures, history },
    forecasts: readForecasts(reader, id).filter(isPlain),
    spentIn: (month) =>
      month < history.nextMonth ? (spent.get(month) ?? ZERO) : spentInMonth(reader, budget, month, asOf),
    seriesIds: () => readOwnSeries(reader, { budgetIds: readSubtree(reader, id) }),
  };
}

function pastBudget(reader: Reader, id: string, asOf: Day, knownAt: string, portions: string): Own {
  const past = readPast(reader, asOf, knownAt).find(({ budget }) => budget.id === id);
  if (past === undefined) throw notFound('budget', id, `"budget list --known-at ${knownAt}"`);
  const { budget, figures, months } = past;
  const nextMonth = firstOpenMonth(reader, asOf, portions);
  const { branch, above } = branchAsKnown(reader, budget, knownAt);
  return {
    ...{ budget, figures },
    history: historyOf({ months, nextMonth, covered: readCoveredMonths(reader, portions) }),
    forecasts: readForecasts(reader, id).filter((one) => isPlain(one) && one.createdAt <= knownAt),
    spentIn: (month) => months.get(month) ?? ZERO,
    seriesIds: () => {
      const root = above.at(-1) ?? budget;
      const tree = branchAsKnown(reader, root, knownAt).branch;
      return readPastSeries(reader, root, tree, new Set(branch.map((one) => one.id)));
    },
  };
}

function isPlain({ scenario }: StoredForecast): boolean {
  return scenario === null;
}
