import { daysBetween, firstDayOf, lastDayOf, addMonths, type Day } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { fromUnits, money, sumMicros, toMicros, toUnits, type Micros } from '#shared/domain/money.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { readForecasts } from '../store/forecasts.ts';
import type { Reader } from '../store/reader.ts';
import { readBudgetMonths } from '../store/spend.ts';
import { readHistory } from './budget-history.ts';
import { requireBudget } from './budget-tree.ts';
import { readFigures } from './budget-figures.ts';
import { asOfOf, procedures, readerOf } from './context.ts';
import { judgeForecast, landingOf } from './forecast-ledger.ts';
import { ask } from './reading-thread.ts';
import { trendAnalysis } from './trend-analysis.ts';

type Performance = Outputs['performance']['track']['data'];

function trackBudget(reader: Reader, budget: Budget, asOf: Day): Performance {
  const figures = readFigures(reader, [budget], asOf).get(budget.id);
  if (figures === undefined) throw new Error(`no figures for ${budget.id}`);
  const amount = (value: Micros) => money(value, budget.currency);
  const history = readHistory(reader, budget, asOf);
  const stored = readForecasts(reader, budget.id).filter(
    (forecast) => forecast.asOf <= asOf && forecast.scenario === null,
  );
  const landing = landingOf(reader, budget, history, asOf);
  const spent = new Map(readBudgetMonths(reader, budget.id).map(({ month, total }) => [month, total]));
  const months = budget.plan.map((plan, index) => {
    const month = addMonths(budget.startMonth, index);
    const value =
      month < history.nextMonth
        ? (spent.get(month) ?? toMicros(0))
        : month === history.nextMonth
          ? history.monthToDate
          : toMicros(0);
    return { month, spent: amount(value), plan: amount(plan) };
  });
  const daysSpent = Math.max(1, daysBetween(firstDayOf(budget.startMonth), asOf) + 1);
  const daysLeft = Math.max(0, daysBetween(asOf, lastDayOf(addMonths(budget.startMonth, budget.months - 1))));
  const frozen = forecastToDate(stored, budget, history.nextMonth);
  return {
    asOf,
    budget: amount(budget.amount),
    spent: amount(figures.spent),
    planToDate: amount(figures.planToDate),
    forecastToDate: frozen === null ? null : amount(frozen),
    pace: figures.pace,
    utilization: figures.utilization,
    burnRatePerDay: amount(fromUnits(toUnits(figures.spent) / daysSpent)),
    remainingPerDay: amount(daysLeft === 0 ? toMicros(0) : fromUnits(toUnits(figures.remaining) / daysLeft)),
    landing,
    status: figures.status,
    outlook: figures.outlook,
    months,
    accuracyOfPastForecasts: stored.flatMap((forecast) => judgeForecast(forecast, history)),
  };
}

/** For each complete month of the period, the newest forecast that was frozen before the month began. */
function forecastToDate(
  stored: ReturnType<typeof readForecasts>,
  budget: Budget,
  nextMonth: string,
): Micros | null {
  const months = budget.plan
    .map((_, index) => addMonths(budget.startMonth, index))
    .filter((month) => month < nextMonth);
  const means = months.map(
    (month) =>
      stored.find(({ asOf }) => asOf < firstDayOf(month))?.points.find((point) => point.month === month)
        ?.mean,
  );
  const known = means.filter((mean) => mean !== undefined);
  return known.length === 0 ? null : sumMicros(known);
}

export const performance = {
  track: procedures.performance.track.handler(({ input, context }) => {
    const reader = readerOf(context);
    return { data: trackBudget(reader, requireBudget(reader, input.budgetId), asOfOf(context, input.asOf)) };
  }),
};

export const trends = {
  analyze: procedures.trends.analyze.handler(async ({ input, context }) => ({
    data: await ask(context, trendAnalysis, {
      budgetId: input.budgetId,
      asOf: asOfOf(context, input.asOf),
    }),
  })),
};
