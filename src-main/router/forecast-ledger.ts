import { daysInMonth, monthOf, monthsBetween, type Day } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { StoredForecast } from '#shared/domain/forecast.ts';
import { fromUnits, money, toUnits } from '#shared/domain/money.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { Reader } from '../store/reader.ts';
import type { BudgetHistory } from './budget-history.ts';
import { DEFAULT_FORECAST, runForecast } from './forecast-run.ts';
import { intervalsAnswer } from './money.ts';

type Performance = Outputs['performance']['track']['data'];

/** How a stored forecast turned out over the months that have become complete since; nothing where none has. */
export function judgeForecast(
  forecast: StoredForecast,
  history: BudgetHistory,
): Performance['accuracyOfPastForecasts'] {
  const judged = forecast.points.flatMap((point) => {
    const actual = history.values[monthsBetween(history.startMonth, point.month)];
    return actual === undefined ? [] : [{ ...point, actual: toUnits(actual), forecast: toUnits(point.mean) }];
  });
  if (judged.length === 0) return [];
  const paid = judged.filter(({ actual }) => actual !== 0);
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const level = '95' in (judged[0]?.intervals ?? {}) ? '95' : Object.keys(judged[0]?.intervals ?? {}).at(-1);
  const hits = judged.flatMap(({ intervals, actual }) => {
    const limits = level === undefined ? undefined : intervals[level];
    return limits === undefined ? [] : [toUnits(limits[0]) <= actual && actual <= toUnits(limits[1]) ? 1 : 0];
  });
  return [
    {
      forecastId: forecast.id,
      asOf: forecast.asOf,
      model: forecast.model,
      months: judged.length,
      mape: mean(paid.map(({ actual, forecast: guess }) => Math.abs((guess - actual) / actual))),
      bias: mean(paid.map(({ actual, forecast: guess }) => (guess - actual) / actual)),
      coverage: mean(hits),
    },
  ];
}

/** Where the open month is likely to end: what is spent and the forecast of the days that are left; null once it is over. */
export function landingOf(
  reader: Reader,
  budget: Budget,
  history: BudgetHistory,
  asOf: Day,
): Performance['landing'] {
  if (monthOf(asOf) !== history.nextMonth) return null;
  const run = runForecast(reader, budget, asOf, { ...DEFAULT_FORECAST, months: 1 });
  const left = 1 - Number(asOf.slice(8)) / daysInMonth(history.nextMonth);
  const spent = toUnits(history.monthToDate);
  const [mean = 0] = run.baseline.mean;
  const land = (value: number) => fromUnits(spent + value * left);
  const intervals = Object.fromEntries(
    Object.entries(run.baseline.intervals).map(([level, limits]) => {
      const [low, high] = limits[0] ?? [mean, mean];
      return [level, [land(low), land(high)] as const];
    }),
  );
  return {
    month: history.nextMonth,
    mean: money(land(mean), budget.currency),
    intervals: intervalsAnswer(intervals, budget.currency),
  };
}
