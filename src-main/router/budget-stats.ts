import type { Outputs } from '#shared/contract/contract.ts';
import { BUDGET_STATUSES, BUDGET_TYPES, type Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { money, multiplyByRatio, sumMicros, toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { shareOf } from '#shared/engine/budgets/status.ts';
import { countAlerts } from '../store/alert-counts.ts';
import { readBudgets, readBudgetsById, readChildren } from '../store/budgets.ts';
import { readForecastBudgets, readLatestForecasts } from '../store/forecasts.ts';
import { firstOpenMonth } from '../store/open-month.ts';
import { readCountedTwice } from '../store/overlap.ts';
import type { Reader } from '../store/reader.ts';
import { countStanding } from '../store/standing.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';
import { isStanding } from './budget-standing.ts';

type Stats = Outputs['budgets']['stats']['data'];

/** Risks below this are not worth a line. */
const LEAST_PROBABILITY = 0.05;
const MOST_RISKS = 5;

/**
 * The portfolio at asOf. Totals are of the roots, by currency, because a root counts all below it; a charge that several of
 * them have counts once.
 */
export function readStats(reader: Reader, asOf: Day): Stats {
  const roots = readChildren(reader, null);
  const { byStatus, byType } = isStanding(reader, asOf) ? countStanding(reader) : countAll(reader, asOf);
  return {
    budgets: [...byType.values()].reduce((sum, count) => sum + count, 0),
    byStatus: countOf(BUDGET_STATUSES, byStatus),
    byType: countOf(BUDGET_TYPES, byType),
    totals: totalsOf(reader, roots, asOf),
    ...countAlerts(reader),
    topRisks: topRisks(reader, asOf),
  };
}

/** The same counts for a day that nothing is kept of. */
function countAll(reader: Reader, asOf: Day): ReturnType<typeof countStanding> {
  const all = readBudgets(reader);
  const figures = readFigures(reader, all, asOf);
  return {
    byStatus: countBy(all, ({ id }) => figures.get(id)?.status ?? 'healthy'),
    byType: countBy(all, ({ type }) => type),
  };
}

function countBy<Key extends string>(
  budgets: readonly Budget[],
  keyOf: (budget: Budget) => Key,
): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const budget of budgets) counts.set(keyOf(budget), (counts.get(keyOf(budget)) ?? 0) + 1);
  return counts;
}

/** Every key with its count, those that do not occur with none. */
function countOf<Key extends string>(
  keys: readonly Key[],
  counts: ReadonlyMap<string, number>,
): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, counts.get(key) ?? 0])) as Record<Key, number>;
}

function totalsOf(reader: Reader, roots: readonly Budget[], asOf: Day): Stats['totals'] {
  const figures = readFigures(reader, roots, asOf);
  const at = { asOf, openMonth: firstOpenMonth(reader, asOf) };
  return [...Map.groupBy(roots, ({ currency }) => currency)].map(([currency, group]) => {
    const twice = readCountedTwice(reader, group, at);
    const parts = group.map(({ id }) => partOf(figures.get(id), twice.get(id) ?? ZERO));
    const budget = sumMicros(group.map(({ amount }) => amount));
    const spent = sumMicros(parts.map((part) => part.spent));
    return {
      currency,
      budget: money(budget, currency),
      spent: money(spent, currency),
      forecast: money(sumMicros(parts.map((part) => part.forecast)), currency),
      utilization: shareOf(spent, budget),
    };
  });
}

/** What a root adds to its portfolio: its spend but for what others have counted, and as much of its forecast. */
function partOf(figures: BudgetFigures | undefined, twice: Micros): { spent: Micros; forecast: Micros } {
  if (figures === undefined) return { spent: ZERO, forecast: ZERO };
  const { spent, atCompletion } = figures;
  if (twice === 0n) return { spent, forecast: atCompletion };
  const own = toMicros(spent - twice);
  return { spent: own, forecast: spent === 0n ? atCompletion : multiplyByRatio(atCompletion, own, spent) };
}

function topRisks(reader: Reader, asOf: Day): Stats['topRisks'] {
  const ids = readForecastBudgets(reader);
  const forecasts = readLatestForecasts(reader, asOf, ids);
  return readBudgetsById(reader, ids)
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
