import {
  addDays,
  addMonths,
  daysBetween,
  monthOf,
  monthsBetween,
  type Day,
} from '#shared/domain/calendar.ts';
import type { StoredForecast } from '#shared/domain/forecast.ts';
import { fromUnits, money, toUnits, ZERO, type Money } from '#shared/domain/money.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { landing } from '#shared/engine/forecast/index.ts';
import { seedOf } from '#shared/engine/random.ts';
import type { Reader } from '../store/reader.ts';
import { readDailyTotals } from '../store/spend.ts';
import type { BudgetHistory } from './budget-history.ts';
import type { KnownBudget } from './known-budget.ts';
import { intervalsAnswer } from './money.ts';

type Performance = Outputs['performance']['track']['data'];

interface JudgedMonth {
  readonly model: string;
  /** Months ahead, from 1. */
  readonly horizon: number;
  readonly actual: number;
  readonly forecast: number;
  /** Whether the actual lies in the widest interval; null where none was stored. */
  readonly isInside: boolean | null;
}

/** The months of a stored forecast that have become complete since. */
function judgeMonths({ points, model }: StoredForecast, history: BudgetHistory): JudgedMonth[] {
  return points.flatMap((point, index) => {
    const actual = history.values[monthsBetween(history.startMonth, point.month)];
    if (actual === undefined || history.gaps.has(point.month)) return [];
    const widest = Object.keys(point.intervals).sort((a, b) => Number(b) - Number(a))[0];
    const limits = widest === undefined ? undefined : point.intervals[widest];
    const isInside = limits === undefined ? null : limits[0] <= actual && actual <= limits[1];
    return [{ model, horizon: index + 1, actual: toUnits(actual), forecast: toUnits(point.mean), isInside }];
  });
}

interface Judgement {
  readonly months: number;
  readonly mape: number | null;
  readonly bias: number | null;
  readonly coverage: number | null;
}

function judge(months: readonly JudgedMonth[]): Judgement {
  const paid = months.filter(({ actual }) => actual !== 0);
  const known = months.filter(({ isInside }) => isInside !== null);
  return {
    months: months.length,
    mape: mean(paid.map(({ actual, forecast }) => Math.abs((forecast - actual) / actual))),
    bias: mean(paid.map(({ actual, forecast }) => (forecast - actual) / actual)),
    coverage: mean(known.map(({ isInside }) => (isInside === true ? 1 : 0))),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How stored forecasts turned out, by model and months ahead. */
export function judgeByHorizon(
  forecasts: readonly StoredForecast[],
  history: BudgetHistory,
): Outputs['forecasts']['accuracy']['data'] {
  const months = forecasts.flatMap((forecast) => judgeMonths(forecast, history));
  const groups = Map.groupBy(months, ({ model, horizon }) => `${model} ${horizon}`);
  return [...groups.values()]
    .map((group) => ({ model: group[0]?.model ?? '', horizon: group[0]?.horizon ?? 0, ...judge(group) }))
    .sort((a, b) => a.model.localeCompare(b.model) || a.horizon - b.horizon);
}

/** How a stored forecast turned out over the months that have become complete since; nothing where none has. */
export function judgeForecast(
  forecast: StoredForecast,
  history: BudgetHistory,
): Performance['accuracyOfPastForecasts'] {
  const judged = judgeMonths(forecast, history);
  if (judged.length === 0) return [];
  return [{ forecastId: forecast.id, asOf: forecast.asOf, model: forecast.model, ...judge(judged) }];
}

/** Weeks of daily spend that show the profile of the week and what comes back each month. */
const LANDING_DAYS = 120;

/**
 * Where the month of asOf ends, from its days, their profile over the week and bills still to come; on its last day, where it
 * stands. Null where the data end in an earlier month.
 */
export function landingOf(reader: Reader, known: KnownBudget, asOf: Day): Performance['landing'] {
  const { budget, history, portions, lastDay } = known;
  const month = monthOf(asOf);
  if (addMonths(month, 1) === history.nextMonth)
    return landedAt(month, money(known.spentIn(month), budget.currency));
  if (month !== history.nextMonth) return null;
  const from = addDays(asOf, -LANDING_DAYS);
  const days = { seriesIds: known.seriesIds(), portions, basis: budget.costBasis, from, to: asOf };
  const daily = readDailyTotals(reader, days);
  const lagDays = lastDay !== null && lastDay < asOf ? daysBetween(lastDay, asOf) : 0;
  const values = Array.from({ length: LANDING_DAYS + 1 }, (_, index) =>
    toUnits(daily.get(addDays(from, index)) ?? ZERO),
  );
  const first = values.findIndex((value) => value !== 0);
  const landed = landing({
    values: values.slice(Math.max(0, first)),
    asOf,
    lagDays,
    seed: seedOf(budget.id),
  });
  const intervals = Object.fromEntries(
    Object.entries(landed.intervals).map(([level, [low, high]]) => [
      level,
      [fromUnits(low), fromUnits(high)] as const,
    ]),
  );
  return {
    month: landed.month,
    mean: money(fromUnits(landed.mean), budget.currency),
    intervals: intervalsAnswer(intervals, budget.currency),
  };
}

/** A month that is over has landed: what it cost is certain. */
function landedAt(month: string, spent: Money): NonNullable<Performance['landing']> {
  return { month, mean: spent, intervals: { '80': [spent, spent], '95': [spent, spent] } };
}
