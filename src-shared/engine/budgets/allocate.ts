import type { Budget } from '../../domain/budget.ts';
import { monthNumber } from '../../domain/calendar.ts';
import type { CostSeries, Dimension, TagMapping } from '../../domain/cost.ts';
import {
  compileScope,
  dimensionReader,
  foldValue,
  type DimensionReader,
  type SeriesMatcher,
} from './scope.ts';

/** What allocation needs of a budget. */
export type AllocationNode = Pick<Budget, 'id' | 'parentId' | 'scope' | 'startMonth' | 'months'>;

/** Which budget has a series' charges of the months from `fromMonth` through `toMonth` (months since year 0). */
export interface Placement {
  readonly budgetId: string;
  readonly fromMonth: number;
  readonly toMonth: number;
}

/** Bounds of a placement that holds for all months. */
export const FIRST_MONTH = 0;
export const LAST_MONTH = 119_999;

/** Finds the deepest budget of a tree for a series; no placement where the root does not match. */
export type Allocator = (series: CostSeries) => readonly Placement[];

/**
 * Compiles a tree for allocation: a series goes to the deepest budget whose scope, and whose ancestors' scopes, match. A step
 * down is one look-up of a value in a hash per dimension that the siblings pin, so neither the number of siblings nor the size
 * of the tree counts. Siblings with the same scope and different periods share a series by month: months before the first,
 * between two and after the last go to the nearest one that follows, or else the last. Should siblings overlap all the same,
 * the first by start and id has it.
 *
 * @example compileAllocator([org, { ...team, parentId: 'org' }], 'org', {})(seriesOfTeam) // [{ budgetId: 'team', … }]
 */
export function compileAllocator(
  budgets: readonly AllocationNode[],
  rootId: string,
  mapping: TagMapping,
): Allocator {
  const children = Map.groupBy(budgets, (budget) => budget.parentId);
  const root = budgets.find(({ id }) => id === rootId);
  return root === undefined ? () => [] : allocatorFrom(root, (id) => children.get(id) ?? [], mapping);
}

/**
 * The same for a tree that is read as series come down it: the children of a budget are asked for once, when the first series
 * gets there, so that placing a few series in a large tree reads only the ways they take.
 */
export function allocatorFrom(
  root: AllocationNode,
  childrenOf: (id: string) => readonly AllocationNode[],
  mapping: TagMapping,
): Allocator {
  const readers = new Map<Dimension, DimensionReader>();
  const read = (dimension: Dimension): DimensionReader => {
    const reader = readers.get(dimension) ?? dimensionReader(dimension, mapping);
    readers.set(dimension, reader);
    return reader;
  };
  const compile = (budget: AllocationNode): CompiledNode => {
    let find: CompiledNode['find'] | undefined;
    let matches: SeriesMatcher | undefined;
    return {
      budget,
      // Most siblings are never asked: the index of their pinned values leads past them.
      matches: (series) => {
        matches ??= compileScope(budget.scope, mapping);
        return matches(series);
      },
      find: (series) => {
        find ??= indexChildren(childrenOf(budget.id).toSorted(byStartAndId).map(compile), read);
        return find(series);
      },
    };
  };
  const top = compile(root);
  return (series) => (top.matches(series) ? place(top, series, FIRST_MONTH, LAST_MONTH) : []);
}

interface CompiledNode {
  readonly budget: AllocationNode;
  readonly matches: SeriesMatcher;
  /** The children that match, in order. */
  readonly find: (series: CostSeries) => readonly CompiledNode[];
}

function byStartAndId(a: AllocationNode, b: AllocationNode): number {
  if (a.startMonth !== b.startMonth) return a.startMonth < b.startMonth ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function indexChildren(
  nodes: readonly CompiledNode[],
  read: (dimension: Dimension) => DimensionReader,
): CompiledNode['find'] {
  if (nodes.length === 0) return () => [];
  const rank = new Map(nodes.map((node, index) => [node, index]));
  const indexes = new Map<Dimension, Map<string, CompiledNode[]>>();
  const open: CompiledNode[] = [];
  for (const node of nodes) {
    const pin = node.budget.scope.find(({ op }) => op === 'in');
    if (pin === undefined) open.push(node);
    else addTo(indexes, pin.dimension, pin.values, node);
  }
  const lookUps = [...indexes].map(([dimension, byValue]) => ({ read: read(dimension), byValue }));
  return (series) => {
    const found = open.filter((node) => node.matches(series));
    for (const { read: valueOf, byValue } of lookUps)
      for (const node of byValue.get(valueOf(series)) ?? []) if (node.matches(series)) found.push(node);
    return found.length < 2 ? found : found.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  };
}

function addTo(
  indexes: Map<Dimension, Map<string, CompiledNode[]>>,
  dimension: Dimension,
  values: readonly string[],
  node: CompiledNode,
): void {
  const byValue = indexes.get(dimension) ?? new Map<string, CompiledNode[]>();
  indexes.set(dimension, byValue);
  for (const value of new Set(values.map(foldValue)))
    byValue.set(value, [...(byValue.get(value) ?? []), node]);
}

function place(node: CompiledNode, series: CostSeries, from: number, to: number): readonly Placement[] {
  const found = node.find(series);
  const [first] = found;
  if (first === undefined) return [{ budgetId: node.budget.id, fromMonth: from, toMonth: to }];
  if (found.length === 1) return place(first, series, from, to);
  let start = from;
  return found.flatMap((child, index) => {
    const end = index === found.length - 1 ? to : Math.min(to, lastMonthOf(child.budget));
    if (end < start) return [];
    const placements = place(child, series, start, end);
    start = end + 1;
    return placements;
  });
}

function lastMonthOf(budget: AllocationNode): number {
  return monthNumber(budget.startMonth) + budget.months - 1;
}
