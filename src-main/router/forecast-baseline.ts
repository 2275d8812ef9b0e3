import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, daysInMonth, monthOf, type Day } from '#shared/domain/calendar.ts';
import { toUnits } from '#shared/domain/money.ts';
import type { GivenForecast, SeriesForecast } from '#shared/engine/forecast/index.ts';
import type { Reader } from '../store/reader.ts';
import { countDaysOfMonth, readDataRange } from '../store/coverage.ts';
import { DAILY_DATA_DAYS } from '../store/open-month.ts';
import type { BudgetHistory } from './budget-history.ts';
import { fitOwn, readTreeForecast, type BaselineRequest } from './forecast-tree.ts';

/**
 * The forecast of a budget without plans. Model, reason and scores are those of its own history; mean and paths are taken
 * from the tree it stands in, so that children add up to their parents (`forecast-tree.ts`).
 */
export function readBaseline(
  reader: Reader,
  budget: Budget,
  history: BudgetHistory,
  asOf: Day,
  request: BaselineRequest,
): SeriesForecast {
  const own = fitOwn(reader, budget, history, request);
  const joint = readTreeForecast(reader, budget, asOf, request);
  if (joint === undefined) return withMonthToDate(reader, own, history, asOf);
  const { mean, paths, sharedFrom } = joint;
  const why =
    sharedFrom === null ? own.why : `${own.why} Scaled to its share of the forecast of ${sharedFrom}.`;
  return withMonthToDate(reader, { ...own, why, mean, paths }, history, asOf);
}

/** Mean and paths of a budget's baseline alone, for whom its own model is of no interest. */
export function readBaselinePaths(
  reader: Reader,
  budget: Budget,
  history: BudgetHistory,
  asOf: Day,
  request: BaselineRequest,
): GivenForecast {
  const baseline =
    readTreeForecast(reader, budget, asOf, request) ?? fitOwn(reader, budget, history, request);
  return withMonthToDate(reader, baseline, history, asOf);
}

/**
 * Counts what the open month has cost already: the days that are left cost their share of the month's forecast. Linear, so that
 * a tree still adds up. Data kept by the month say nothing about its days: there the month costs at least what it has.
 */
function withMonthToDate<Forecast extends GivenForecast>(
  reader: Reader,
  baseline: Forecast,
  history: BudgetHistory,
  asOf: Day,
): Forecast {
  const spent = toUnits(history.monthToDate);
  if (spent === 0) return baseline;
  const isDaily = countDaysOfMonth(reader, addMonths(history.nextMonth, -1)) >= DAILY_DATA_DAYS;
  const left = 1 - lastBilledDay(reader, history, asOf) / daysInMonth(history.nextMonth);
  const land = (value: number): number => (isDaily ? spent + value * left : Math.max(value, spent));
  const first = (values: Float64Array): Float64Array => {
    const copy = values.slice();
    copy[0] = land(copy[0] ?? 0);
    return copy;
  };
  return { ...baseline, mean: first(baseline.mean), paths: baseline.paths.map(first) };
}

/** The day of the open month up to which charges are there. */
function lastBilledDay(reader: Reader, history: BudgetHistory, asOf: Day): number {
  const { lastDay } = readDataRange(reader);
  const through = lastDay !== null && lastDay < asOf ? lastDay : asOf;
  return monthOf(through) === history.nextMonth ? Number(through.slice(8)) : 0;
}
