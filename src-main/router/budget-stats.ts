import type { Outputs } from '#shared/contract/contract.ts';
import { BUDGET_STATUSES, BUDGET_TYPES, type Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { money, sumMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { shareOf } from '#shared/engine/budgets/status.ts';
import { countAlerts } from '../store/alert-counts.ts';
import { readBudgets } from '../store/budgets.ts';
import { readLatestForecasts } from '../store/forecasts.ts';
import type { Reader } from '../store/reader.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';

type Stats = Outputs['budgets']['stats']['data'];
type Figures = ReadonlyMap<string, BudgetFigures>;

/** Risks below this are not worth a line. */
const LEAST_PROBABILITY = 0.05;
const MOST_RISKS = 5;

/** The portfolio at asOf. Totals are of the roots, by currency, because a root counts all below it. */
export function readStats(reader: Reader, asOf: Day): Stats {
  const all = readBudgets(reader);
  const figures = readFigures(reader, all, asOf);
  return {
    budgets: all.length,
    byStatus: countBy(BUDGET_STATUSES, all, ({ id }) => figures.get(id)?.status),
    byType: countBy(BUDGET_TYPES, all, ({ type }) => type),
    totals: totalsOf(all, figures),
    ...countAlerts(reader),
    topRisks: topRisks(reader, all, asOf),
  };
}

function countBy<Key extends string>(
  keys: readonly Key[],
  budgets: readonly Budget[],
  keyOf: (budget: Budget) => Key | undefined,
): Record<Key, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
  for (const budget of budgets) {
    const key = keyOf(budget);
    if (key !== undefined) counts[key] += 1;
  }
  return counts;
}

function totalsOf(all: readonly Budget[], figures: Figures): Stats['totals'] {
  const roots = Map.groupBy(
    all.filter(({ parentId }) => parentId === null),
    ({ currency }) => currency,
  );
  return [...roots].map(([currency, group]) => {
    const sum = (valueOf: (budget: Budget) => Micros | undefined) =>
      sumMicros(group.map((budget) => valueOf(budget) ?? ZERO));
    const budget = sum(({ amount }) => amount);
    const spent = sum(({ id }) => figures.get(id)?.spent);
    return {
      currency,
      budget: money(budget, currency),
      spent: money(spent, currency),
      forecast: money(
        sum(({ id }) => figures.get(id)?.atCompletion),
        currency,
      ),
      utilization: shareOf(spent, budget),
    };
  });
}

function topRisks(reader: Reader, all: readonly Budget[], asOf: Day): Stats['topRisks'] {
  const ids = all.map(({ id }) => id);
  const forecasts = readLatestForecasts(reader, asOf, ids);
  return all
    .flatMap(({ id, name, currency }) => {
      const breach = forecasts.get(id)?.breach;
      if (breach == null || breach.probability < LEAST_PROBABILITY) return [];
      return [{ id, name, currency, breach }];
    })
    .sort(
      (a, b) =>
        b.breach.probability - a.breach.probability ||
        Number(b.breach.expectedOverrun - a.breach.expectedOverrun),
    )
    .slice(0, MOST_RISKS)
    .map(({ id, name, currency, breach }) => ({
      budgetId: id,
      name,
      probability: breach.probability,
      expectedOverrun: money(breach.expectedOverrun, currency),
    }));
}
