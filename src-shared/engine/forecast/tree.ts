import type { Month } from '../../domain/calendar.ts';
import type { ForecastModel } from '../../domain/forecast.ts';
import { seededRandom, type Random } from '../random.ts';
import { fitSeries, type FittedSeries } from './fit-series.ts';
import { normalScore } from './normal.ts';
import { emptyPaths, evenScores, fadingScores, pathIntervals } from './paths.ts';
import type { Treatment } from './prepare.ts';

export interface TreeNode {
  readonly id: string;
  readonly parentId: string | null;
  /** The node's whole spend by month, its children's included, all nodes ending in the same month. */
  readonly values: readonly (number | null)[];
  /** What somebody decided about its months; of a parent, about what it spends beside its children. */
  readonly treatments?: readonly Treatment[];
}

export interface TreeRequest {
  readonly nodes: readonly TreeNode[];
  /** The month of the first forecast step. */
  readonly startMonth: Month;
  readonly horizon: number;
  readonly levels?: readonly number[];
  readonly model?: ForecastModel;
  readonly season?: number;
  readonly seed?: number;
  readonly paths?: number;
}

export interface NodeForecast {
  readonly mean: Float64Array;
  readonly intervals: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly paths: readonly Float64Array[];
}

/** What is forecast by itself: a node without children, or what a parent spends beside them. */
interface Leaf {
  readonly nodeId: string;
  readonly fitted: FittedSeries;
  /** Normal scores of its one-step errors, the newest last. */
  readonly errors: Float64Array;
}

/**
 * Forecasts a tree so that children and what their parent spends beside them add up to the parent, in the mean and on every
 * path (bottom-up reconciliation; Hyndman & Athanasopoulos, FPP3 ch. 11). The paths of all leaves are drawn from the same
 * past months, so that leaves which used to err together do so in the future as well and the odds of parents are right.
 *
 * A parent with less spend than its children, or an unknown parent: a `RangeError` only for the latter; the former gives a
 * negative rest.
 */
export function forecastTree(request: TreeRequest): ReadonlyMap<string, NodeForecast> {
  const { nodes, horizon, levels = [80, 95], paths: count = 500, season = 12 } = request;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const leaves = nodes.flatMap((node) => {
    const children = nodes.filter((one) => one.parentId === node.id);
    if (node.parentId !== null && !byId.has(node.parentId))
      throw new RangeError(`no such parent: ${node.parentId}`);
    return leafOf(node, children, { horizon, season, model: request.model ?? 'auto', levels: [] });
  });
  const random = seededRandom(request.seed ?? 0);
  const draws = drawMonths(count, horizon, random);
  const totals = new Map(
    nodes.map(({ id }) => [id, { mean: new Float64Array(horizon), paths: emptyPaths(count, horizon) }]),
  );
  for (const leaf of leaves) {
    const paths = leafPaths(leaf, draws, random);
    for (let node = byId.get(leaf.nodeId); node !== undefined; node = byId.get(node.parentId ?? '')) {
      addTo(totals.get(node.id)!, leaf.fitted.mean, paths);
    }
  }
  return new Map(
    Array.from(totals, ([id, { mean, paths }]) => [
      id,
      { mean, paths, intervals: pathIntervals(paths, levels, mean) },
    ]),
  );
}

/** The node itself, or the rest beside its children; no leaf where there is no such rest. */
function leafOf(
  node: TreeNode,
  children: readonly TreeNode[],
  options: {
    readonly horizon: number;
    readonly season: number;
    readonly model: ForecastModel;
    readonly levels: readonly number[];
  },
): Leaf[] {
  const values = node.values.map((value, index) => {
    if (value === null) return null;
    const back = node.values.length - index;
    return children.reduce(
      (rest, child) => rest - (child.values.at(-back) ?? 0) * (back <= child.values.length ? 1 : 0),
      value,
    );
  });
  const size = node.values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const isEmpty = values.every((value) => value === null || Math.abs(value) <= 1e-9 * size);
  if (children.length > 0 && isEmpty) return [];
  const fitted = fitSeries({ values, treatments: node.treatments ?? [], ...options });
  const errors = fitted.values.map((value, index) => value - fitted.choice.model.fitted[index]!);
  return [{ nodeId: node.id, fitted, errors: rankScores(errors) }];
}

/** Values replaced by evenly spread normal scores of the same order. */
function rankScores(values: Float64Array): Float64Array {
  const count = values.length;
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const scores = new Float64Array(count);
  order.forEach((index, rank) => (scores[index] = normalScore((rank + 0.5) / count)));
  return scores;
}

interface Draws {
  /** For each path and step, which past months (a share of the common past, 0 the newest) lend their errors. */
  readonly lasting: Float64Array[];
  readonly passing: Float64Array[];
}

function drawMonths(count: number, horizon: number, random: Random): Draws {
  const fill = (): Float64Array[] => {
    const rows = emptyPaths(count, horizon);
    for (const row of rows) for (let step = 0; step < horizon; step += 1) row[step] = random.next();
    return rows;
  };
  return { lasting: fill(), passing: fill() };
}

/** Common past months that all leaves draw from; a leaf that is younger lends chance of its own for the rest. */
const COMMON_PAST = 36;

function leafPaths({ fitted, errors }: Leaf, { lasting, passing }: Draws, random: Random): Float64Array[] {
  const lend = (share: number): number => {
    const back = 1 + Math.floor(share * COMMON_PAST);
    return back <= errors.length ? errors[errors.length - back]! : random.normal();
  };
  const scores = evenScores(
    lasting.map((row, path) => fadingScores(row.map(lend), passing[path]!.map(lend), fitted.spread.lasting)),
  );
  return scores.map((row) => row.map((score, step) => fitted.at(score, step)));
}

function addTo(
  total: { readonly mean: Float64Array; readonly paths: readonly Float64Array[] },
  mean: Float64Array,
  paths: readonly Float64Array[],
): void {
  mean.forEach((value, step) => (total.mean[step]! += value));
  paths.forEach((path, row) => {
    const out = total.paths[row]!;
    for (let step = 0; step < path.length; step += 1) out[step]! += path[step]!;
  });
}
