import { monthNumber } from '#shared/domain/calendar.ts';
import { allocatorFrom } from '#shared/engine/budgets/allocate.ts';
import { addToMonth, placeSeries, type BudgetTree, type ByMonth } from '#shared/engine/budgets/roll-up.ts';
import { readBudgetTree } from './budget-tree.ts';
import { readBudget } from './budgets.ts';
import type { Reader } from './reader.ts';
import type { ImportChanges } from './rollup-changes.ts';
import { Chains } from './rollup-chains.ts';
import { Deltas } from './rollup-deltas.ts';
import { ownerChanges, type Replaced, type Sums } from './rollup-owners.ts';
import { budgetsInReach, seriesOf, seriesOfImports, seriesOfRoot, seriesOfRules } from './rollup-reach.ts';
import { readPlaces, replacePlaces } from './rollup-rows.ts';
import { shareAgain } from './rollup-shared.ts';
import type { SumsOf } from './rollup-sums.ts';
import { readSeriesByIds } from './series.ts';
import { countingPortions } from './spend.ts';
import { readStandingAt } from './to-date.ts';
import { readChildNodes } from './tree-nodes.ts';
import type { RowChange, Writer } from './writer.ts';

/** Changes of a tree whose root stays, in what it matches perhaps another. */
export interface TreeChanges {
  readonly structural: readonly RowChange[];
  /** Changes of the root's shared costs. */
  readonly rules: readonly RowChange[];
  /** Series that another tag mapping gives other values. */
  readonly remapped: readonly number[];
}

/**
 * Moves the spend of a tree that changes of its budgets and shared costs move, and nothing else: only series that changed
 * budgets could have had or could get are placed again, and what lies elsewhere now is taken from one chain of budgets and
 * given to another. Whatever changed, the outcome is that of a roll-up from the facts.
 */
export function moveSpend(writer: Writer, rootId: string, changes: TreeChanges): void {
  const root = readBudget(writer, rootId);
  if (root === undefined) return;
  const tree = readBudgetTree(writer, root, []);
  const sumsOf = { basis: root.costBasis, portions: countingPortions(writer), at: readStandingAt(writer) };
  apply(writer, tree, {
    chains: new Chains(writer, changes.structural),
    replaced: placeAgain(writer, tree, changes),
    sums: {
      removed: sumsOf,
      added: sumsOf,
      owned: sumsOf,
      isRestated: false,
      openMonth: openMonthOf(sumsOf),
    },
    ruleIds: [...tree.rules.map(({ id }) => id), ...changes.rules.map(({ key }) => String(key[0]))],
  });
}

/** Adds what imports bring to a tree and takes what they hold out of it; only series that nobody placed yet are placed. */
export function moveImports(writer: Writer, rootId: string, { gone, come, before }: ImportChanges): void {
  const root = readBudget(writer, rootId);
  if (root === undefined) return;
  const tree = readBudgetTree(writer, root, []);
  const of = { basis: root.costBasis, at: readStandingAt(writer) };
  const owned = { ...of, portions: before };
  const ids = seriesOfImports(writer, [gone, come]);
  apply(writer, tree, {
    chains: new Chains(writer, []),
    replaced: placeNew(writer, tree, ids),
    sums: {
      ...{ removed: { ...of, portions: gone }, added: { ...of, portions: come }, owned },
      ...{ isRestated: true, openMonth: openMonthOf(owned) },
    },
    ruleIds: tree.rules.map(({ id }) => id),
  });
}

function openMonthOf({ at }: SumsOf): number {
  return at === undefined ? 0 : monthNumber(at.openMonth);
}

interface Shift {
  readonly chains: Chains;
  readonly replaced: readonly Replaced[];
  readonly sums: Sums;
  /** The rules that bear or bore a part of the tree. */
  readonly ruleIds: readonly string[];
}

function apply(writer: Writer, tree: BudgetTree, { chains, replaced, sums, ruleIds }: Shift): void {
  const deltas = new Deltas();
  const pooled: ByMonth = new Map();
  const taken: ByMonth = new Map();
  const given: ByMonth = new Map();
  for (const { owner, month, before, after } of ownerChanges(writer, tree, replaced, chains, sums)) {
    if (owner.ruleId !== '') addToMonth(pooled, owner.ruleId, month, after - before);
    else {
      if (before !== 0n) addToMonth(taken, owner.budgetId, month, -before);
      if (after !== 0n) addToMonth(given, owner.budgetId, month, after);
    }
  }
  chains.load([...taken.keys(), ...given.keys()]);
  deltas.addDirect(taken, (id) => chains.before(id)[1]);
  deltas.addDirect(given, (id) => chains.now(id)[1]);
  if (ruleIds.length > 0) shareAgain(writer, tree, [...new Set(ruleIds)], pooled, chains, deltas);
  replacePlaces(
    writer,
    tree.root.id,
    replaced.flatMap(({ before }) => before),
    replaced.flatMap(({ after }) => after),
  );
  deltas.write(writer);
}

/** The series in reach of changes with where they lay and where they lie now. */
function placeAgain(
  writer: Writer,
  tree: BudgetTree,
  { structural, rules, remapped }: TreeChanges,
): Replaced[] {
  const rootId = tree.root.id;
  const ids = new Set([
    ...remapped,
    ...seriesOf(writer, rootId, budgetsInReach(writer, structural)),
    ...seriesOfRules(writer, rootId, rules, tree.mapping),
    ...(structural.some(({ key }) => key[0] === rootId) ? seriesOfRoot(writer, tree.root, tree.mapping) : []),
  ]);
  const places = Map.groupBy(readPlaces(writer, rootId, [...ids]), ({ seriesId }) => seriesId);
  const placeOf = placerOf(writer, tree);
  return readSeriesByIds(writer, [...ids]).map((series) => ({
    seriesId: series.id,
    currency: series.currency,
    before: places.get(series.id) ?? [],
    after: placeOf(series).map((place) => ({ ...place, seriesId: series.id })),
  }));
}

/** The series named; those of a tree that lie in it already stay where they are. */
function placeNew(writer: Writer, tree: BudgetTree, ids: readonly number[]): Replaced[] {
  const places = Map.groupBy(readPlaces(writer, tree.root.id, ids), ({ seriesId }) => seriesId);
  const placeOf = placerOf(writer, tree);
  return readSeriesByIds(writer, ids).map((series) => {
    const before = places.get(series.id) ?? [];
    const after =
      before.length > 0 ? before : placeOf(series).map((place) => ({ ...place, seriesId: series.id }));
    return { seriesId: series.id, currency: series.currency, before, after };
  });
}

/** Places series in a tree that is read along the ways they take. */
function placerOf(reader: Reader, tree: BudgetTree): ReturnType<typeof placeSeries> {
  return placeSeries(
    tree,
    allocatorFrom(tree.root, (id) => readChildNodes(reader, id), tree.mapping),
  );
}
