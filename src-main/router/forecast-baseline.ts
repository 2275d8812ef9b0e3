import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, daysInMonth, monthOf, type Day } from '#shared/domain/calendar.ts';
import type { ForecastModel } from '#shared/domain/forecast.ts';
import { toUnits } from '#shared/domain/money.ts';
import type { NodeForecast, SeriesForecast, TreeNode } from '#shared/engine/forecast/index.ts';
import { seedOf } from '#shared/engine/random.ts';
import { readAllocated, readChildren } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import { countDaysOfMonth, readDataRange } from '../store/spend.ts';
import { DAILY_DATA_DAYS } from '../store/open-month.ts';
import { readHistory, type BudgetHistory } from './budget-history.ts';
import { rootOf } from './budget-tree.ts';
import { fitMonthly, fitTree } from './forecast-fits.ts';
import { readTreatments } from './one-off-choices.ts';

export interface BaselineRequest {
  readonly model: ForecastModel;
  readonly levels: readonly number[];
  readonly horizon: number;
}

/** Budgets whose forecasts are made to add up; fitting more would make a person wait. */
const MOST_NODES = 24;

/**
 * The forecast of a budget without plans. Model, reason and scores are those of its own history; mean and paths are taken
 * from the tree it stands in, whose upper levels are forecast together, so that children add up to their parents. A budget
 * below those levels is forecast by itself.
 */
export function readBaseline(
  reader: Reader,
  budget: Budget,
  history: BudgetHistory,
  asOf: Day,
  request: BaselineRequest,
): SeriesForecast {
  const own = fitMonthly({
    values: history.values.map(toUnits),
    startMonth: history.startMonth,
    horizon: request.horizon,
    levels: request.levels,
    model: request.model,
    seed: seedOf(budget.id),
    treatments: readTreatments(reader, budget, history),
  });
  const joint = readTreeForecast(reader, budget, asOf, request)?.get(budget.id);
  const baseline = joint === undefined ? own : { ...own, mean: joint.mean, paths: joint.paths };
  return withMonthToDate(reader, baseline, history, asOf);
}

function readTreeForecast(
  reader: Reader,
  budget: Budget,
  asOf: Day,
  request: BaselineRequest,
): ReadonlyMap<string, NodeForecast> | undefined {
  const root = rootOf(reader, budget);
  const members = upperLevels(reader, root);
  if (members.length < 2 || !members.some(({ id }) => id === budget.id)) return undefined;
  const histories = members.map((member) => readHistory(reader, member, asOf));
  const nodes = members.map((member, index): TreeNode => ({
    treatments: histories[index] === undefined ? [] : readTreatments(reader, member, histories[index]),
    id: member.id,
    parentId: member.id === root.id ? null : member.parentId,
    values: histories[index]?.values.map(toUnits) ?? [],
  }));
  const startMonth = histories[0]?.nextMonth ?? monthOf(asOf);
  const { model, horizon } = request;
  return fitTree({ nodes, startMonth, horizon, model, levels: [], seed: seedOf(root.id) });
}

/** The root and whole levels below it, as many as may be forecast together; only what counts cost as the root does adds up. */
function upperLevels(reader: Reader, root: Budget): Budget[] {
  const members = [root];
  for (let level: Budget[] = [root]; level.length > 0;) {
    if (countBelow(reader, level) > MOST_BELOW) break;
    level = level
      .flatMap(({ id }) => readChildren(reader, id))
      .filter(({ costBasis }) => costBasis === root.costBasis);
    if (members.length + level.length > MOST_NODES) break;
    members.push(...level);
  }
  return members;
}

/** So many are not worth reading: even where most count cost otherwise, the rest would be too many. */
const MOST_BELOW = 10 * MOST_NODES;

function countBelow(reader: Reader, level: readonly Budget[]): number {
  const ids = level.map(({ id }) => id);
  return [...readAllocated(reader, ids).values()].reduce((sum, { count }) => sum + count, 0);
}

/**
 * Counts what the open month has cost already: the days that are left cost their share of the month's forecast. Linear, so that
 * a tree still adds up. Data kept by the month say nothing about its days: there the month costs at least what it has.
 */
function withMonthToDate(
  reader: Reader,
  baseline: SeriesForecast,
  history: BudgetHistory,
  asOf: Day,
): SeriesForecast {
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
