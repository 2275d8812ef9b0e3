import { daysBetween, firstDayOf, lastDayOf, addMonths } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { fromUnits, money, sumMicros, toMicros, toUnits, ZERO, type Micros } from '#shared/domain/money.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { StoredForecast } from '#shared/domain/forecast.ts';
import type { Reader } from '../store/reader.ts';
import { asOfOf, procedures, readerOf } from './context.ts';
import { judgeForecast, landingOf } from './forecast-ledger.ts';
import { readKnownBudget, type Standpoint } from './known-budget.ts';
import { ask } from './reading-thread.ts';
import { trendAnalysis } from './trend-analysis.ts';

type Performance = Outputs['performance']['track']['data'];

function trackBudget(reader: Reader, standpoint: Standpoint): Performance {
  const { asOf } = standpoint;
  const known = readKnownBudget(reader, standpoint);
  const { budget, figures, history } = known;
  const amount = (value: Micros) => money(value, budget.currency);
  const stored = known.forecasts.filter((forecast) => forecast.asOf <= asOf);
  const landing = landingOf(reader, known, asOf);
  const months = budget.plan.map((plan, index) => {
    const month = addMonths(budget.startMonth, index);
    const value = month <= history.nextMonth ? known.spentIn(month) : ZERO;
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
function forecastToDate(stored: readonly StoredForecast[], budget: Budget, nextMonth: string): Micros | null {
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
    const { budgetId, knownAt } = input;
    const asOf = asOfOf(context, input.asOf);
    return { data: trackBudget(readerOf(context), { budgetId, asOf, knownAt }) };
  }),
};

export const trends = {
  analyze: procedures.trends.analyze.handler(async ({ input, context }) => ({
    data: await ask(context, trendAnalysis, {
      budgetId: input.budgetId,
      asOf: asOfOf(context, input.asOf),
      knownAt: input.knownAt,
    }),
  })),
};
