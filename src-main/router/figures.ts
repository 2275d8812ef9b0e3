import { daysBetween, firstDayOf, lastDayOf, addMonths, monthOf, type Day } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { fromUnits, money, sumMicros, toMicros, toUnits, type Micros } from '#shared/domain/money.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { analyzeTrend } from '#shared/engine/trends/index.ts';
import { dimensionValue, type Dimension } from '#shared/domain/cost.ts';
import { readForecasts } from '../store/forecasts.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readSeries } from '../store/series.ts';
import { readBudgetMonths, readDailySpend, countingPortions } from '../store/spend.ts';
import { readHistory } from './budget-history.ts';
import { filledValues } from './one-off-choices.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';
import { readFigures } from './budget-figures.ts';
import { asOfOf, procedures, readerOf } from './context.ts';
import { judgeForecast, landingOf } from './forecast-ledger.ts';

type Performance = Outputs['performance']['track']['data'];
type TrendAnswer = Outputs['trends']['analyze']['data'];

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

const DRIVER_DIMENSIONS: readonly Dimension[] = ['service', 'region', 'team'];

/** What made a spike: for each dimension the value that rose most against the mean of the other months. */
function spikeDrivers(reader: Reader, budget: Budget, date: Day): TrendAnswer['spikes'][number]['drivers'] {
  const month = monthOf(date);
  const portions = countingPortions(reader);
  const { tagMapping } = readSettings(reader);
  const from = firstDayOf(addMonths(month, -3));
  const daily = readDailySpend(
    reader,
    readSubtree(reader, budget.id),
    budget.costBasis,
    from,
    lastDayOf(month),
    portions,
  );
  const series = new Map(readSeries(reader, portions).map((one) => [one.id, one]));
  return DRIVER_DIMENSIONS.flatMap((dimension) => {
    const change = new Map<string, bigint>();
    for (const { day, seriesId, amount } of daily) {
      const one = series.get(seriesId);
      if (one === undefined) continue;
      const value = dimensionValue(one, dimension, tagMapping);
      change.set(value, (change.get(value) ?? 0n) + (monthOf(day) === month ? amount * 3n : -amount));
    }
    const [top] = [...change].sort(([, a], [, b]) => (a === b ? 0 : a > b ? -1 : 1));
    return top === undefined || top[1] <= 0n
      ? []
      : [{ dimension, value: top[0], amount: money(toMicros(top[1] / 3n), budget.currency) }];
  });
}

function trendOf(reader: Reader, budget: Budget, asOf: Day): TrendAnswer {
  const history = readHistory(reader, budget, asOf);
  const amount = (units: number) => money(fromUnits(units), budget.currency);
  const trend = analyzeTrend({ values: filledValues(history), start: history.startMonth });
  const complete = history.values.map((value, index) => ({
    month: addMonths(history.startMonth, index),
    spent: money(value, budget.currency),
    complete: true,
  }));
  const open =
    history.monthToDate === 0n
      ? []
      : [{ month: history.nextMonth, spent: money(history.monthToDate, budget.currency), complete: false }];
  return {
    baseline: amount(trend.baseline),
    slopePerMonth: amount(trend.slopePerMonth),
    slopeSignificance: trend.slopeSignificance,
    seasonality: { ...trend.seasonality, indices: [...trend.seasonality.indices] },
    shifts: trend.shifts.map((shift) => ({ date: shift.date, amount: amount(shift.amount) })),
    spikes: trend.spikes.map((spike) => ({
      date: spike.date,
      amount: amount(spike.amount),
      drivers: spikeDrivers(reader, budget, spike.date),
    })),
    growthPerYear: trend.growthPerYear,
    months: [...complete, ...open],
  };
}

export const performance = {
  track: procedures.performance.track.handler(({ input, context }) => {
    const reader = readerOf(context);
    return { data: trackBudget(reader, requireBudget(reader, input.budgetId), asOfOf(context, input.asOf)) };
  }),
};

export const trends = {
  analyze: procedures.trends.analyze.handler(({ input, context }) => {
    const reader = readerOf(context);
    return { data: trendOf(reader, requireBudget(reader, input.budgetId), asOfOf(context, input.asOf)) };
  }),
};
