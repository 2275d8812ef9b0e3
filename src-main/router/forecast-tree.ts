/** Forecasts of budgets as parts of their tree: children add up to their parent, in the mean and path by path, in trees of any size. */
import type { Budget } from '#shared/domain/budget.ts';
import { monthOf, type Day } from '#shared/domain/calendar.ts';
import type { ForecastModel } from '#shared/domain/forecast.ts';
import {
  shareOf,
  type GivenForecast,
  type NodeForecast,
  type SeriesForecast,
  type TreeNode,
} from '#shared/engine/forecast/index.ts';
import { seedOf } from '#shared/engine/random.ts';
import { readAllocated, readBudget, readChildren } from '../store/budgets.ts';
import { readOneOffState } from '../store/one-offs.ts';
import type { Reader } from '../store/reader.ts';
import { remembered } from '../store/remembered.ts';
import { readHistory, type BudgetHistory } from './budget-history.ts';
import { rootOf } from './budget-tree.ts';
import { fitMonthly, fitTree } from './forecast-fits.ts';
import { readTreatments, readValues } from './one-off-choices.ts';

export interface BaselineRequest {
  readonly model: ForecastModel;
  readonly levels: readonly number[];
  readonly horizon: number;
}

export interface TreeForecast extends GivenForecast {
  /** The name of the parent whose forecast it is a share of; null where it is added up from below. */
  readonly sharedFrom: string | null;
}

/** Budgets whose forecasts are modelled together in full; fitting more would make a person wait. */
const MOST_NODES = 24;

/** The forecast of a budget from its own history alone. */
export function fitOwn(
  reader: Reader,
  budget: Budget,
  history: BudgetHistory,
  { horizon, levels, model }: BaselineRequest,
): SeriesForecast {
  return fitMonthly({
    values: readValues(reader, budget, history),
    startMonth: history.startMonth,
    horizon,
    levels,
    model,
    seed: seedOf(budget.id),
    treatments: readTreatments(reader, budget, history),
  });
}

/**
 * The forecast of a budget within its tree. The upper levels, up to 24 budgets, are modelled in full and added up from below.
 * Below them a parent's forecast is given, and shared out among its children in proportion to quick forecasts of theirs, path
 * by path; so only the families on the way from there to the budget are ever fitted. `undefined` for a budget that stands alone,
 * or that counts its cost otherwise than the root, so that it is no part of it.
 */
export function readTreeForecast(
  reader: Reader,
  budget: Budget,
  asOf: Day,
  request: BaselineRequest,
): TreeForecast | undefined {
  const root = rootOf(reader, budget);
  const upper = upperLevels(reader, root);
  if (!upper.includes(budget.id)) return readShare(reader, root, budget, asOf, request);
  if (upper.length < 2) return undefined;
  const forecast = fitUpperLevels(reader, root, upper, asOf, request).get(budget.id);
  return forecast === undefined ? undefined : { ...forecast, sharedFrom: null };
}

function fitUpperLevels(
  reader: Reader,
  root: Budget,
  upper: readonly string[],
  asOf: Day,
  { model, horizon }: BaselineRequest,
): ReadonlyMap<string, NodeForecast> {
  const { nodes, startMonth } = readNodes(reader, upper, root.id, asOf);
  return fitTree({ nodes, startMonth, horizon, model, levels: [], seed: seedOf(root.id) });
}

/** A budget's share of its parent's forecast. */
function readShare(
  reader: Reader,
  root: Budget,
  budget: Budget,
  asOf: Day,
  request: BaselineRequest,
): TreeForecast | undefined {
  const parent = budget.parentId === null ? undefined : readBudget(reader, budget.parentId);
  if (parent === undefined || parent.costBasis !== root.costBasis || budget.costBasis !== root.costBasis)
    return undefined;
  const given =
    readTreeForecast(reader, parent, asOf, request) ??
    fitOwn(reader, parent, readHistory(reader, parent, asOf), request);
  const family = readFamily(reader, root, parent, asOf, request);
  return { ...shareOf(budget.id, parent.id, family, given), sharedFrom: parent.name };
}

type Family = ReadonlyMap<string, NodeForecast>;

/** The families asked for last: the members of one, and of those above it, ask one after another. */
const lastFamilies = new WeakMap<object, Map<string, Family>>();
const MOST_FAMILIES = 8;

/** Quick forecasts of a parent and its children, known again as long as nothing they follow from has changed. */
function readFamily(
  reader: Reader,
  root: Budget,
  parent: Budget,
  asOf: Day,
  { model, horizon }: BaselineRequest,
): Family {
  const key = [parent.id, model, horizon, asOf, readOneOffState(reader), reader.state()].join('|');
  const last = lastFamilies.get(reader.source) ?? new Map<string, Family>();
  lastFamilies.set(reader.source, last);
  const family = last.get(key) ?? fitFamily();
  last.delete(key);
  last.set(key, family);
  for (const oldest of last.keys()) if (last.size > MOST_FAMILIES) last.delete(oldest);
  return family;

  function fitFamily(): Family {
    const ids = [parent.id, ...countedChildren(reader, parent, root).map(({ id }) => id)];
    const { nodes, startMonth } = readNodes(reader, ids, parent.id, asOf);
    const quick = model === 'auto' ? QUICK_MODEL : model;
    return fitTree({ nodes, startMonth, horizon, model: quick, levels: [], seed: seedOf(root.id) });
  }
}

/** The best of the single models that take about a millisecond. */
const QUICK_MODEL = 'dynamicTheta';

interface Nodes {
  readonly nodes: readonly TreeNode[];
  readonly startMonth: ReturnType<typeof monthOf>;
}

/** The histories of budgets, the top one without its parent; kept, because each of them asks for all. */
function readNodes(reader: Reader, ids: readonly string[], topId: string, asOf: Day): Nodes {
  const key = ['nodes', asOf, readOneOffState(reader), ...ids].join('|');
  return remembered(reader, key, () => {
    const members = ids.flatMap((id) => readBudget(reader, id) ?? []);
    const histories = members.map((member) => readHistory(reader, member, asOf));
    return {
      startMonth: histories[0]?.nextMonth ?? monthOf(asOf),
      nodes: members.map((member, index): TreeNode => {
        const history = histories[index];
        return {
          id: member.id,
          parentId: member.id === topId ? null : member.parentId,
          values: history === undefined ? [] : readValues(reader, member, history),
          treatments: history === undefined ? [] : readTreatments(reader, member, history),
        };
      }),
    };
  });
}

/** The root and whole levels below it, as many as may be forecast together; only what counts cost as the root does adds up. */
function upperLevels(reader: Reader, root: Budget): readonly string[] {
  return remembered(reader, `upper levels ${root.id}`, () => {
    const members = [root];
    for (let level: Budget[] = [root]; level.length > 0;) {
      if (countBelow(reader, level) > MOST_BELOW) break;
      level = level.flatMap((parent) => countedChildren(reader, parent, root));
      if (members.length + level.length > MOST_NODES) break;
      members.push(...level);
    }
    return members.map(({ id }) => id);
  });
}

function countedChildren(reader: Reader, parent: Budget, root: Budget): Budget[] {
  return readChildren(reader, parent.id).filter(({ costBasis }) => costBasis === root.costBasis);
}

/** So many are not worth reading: even where most count cost otherwise, the rest would be too many. */
const MOST_BELOW = 10 * MOST_NODES;

function countBelow(reader: Reader, level: readonly Budget[]): number {
  const ids = level.map(({ id }) => id);
  return [...readAllocated(reader, ids).values()].reduce((sum, { count }) => sum + count, 0);
}
