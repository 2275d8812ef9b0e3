import { monthNumber } from '#shared/domain/calendar.ts';
import { toMicros } from '#shared/domain/money.ts';
import { allocatorFrom } from '#shared/engine/budgets/allocate.ts';
import {
  addToMonth,
  placeSeries,
  type BudgetTree,
  type ByMonth,
  type SeriesPlacement,
} from '#shared/engine/budgets/roll-up.ts';
import { readBudgetTree } from './budget-tree.ts';
import { readBudget, readChildren } from './budgets.ts';
import { Chains } from './rollup-chains.ts';
import { Deltas } from './rollup-deltas.ts';
import { budgetsInReach, seriesOf, seriesOfRules } from './rollup-reach.ts';
import { isSamePlace, readPlaces, replacePlaces, type SeriesPlace } from './rollup-rows.ts';
import { shareAgain } from './rollup-shared.ts';
import { readOwnedSums, readSeriesSums, TO_DATE, type SumsOf } from './rollup-sums.ts';
import { readSeriesByIds, visibleImports } from './spend.ts';
import { readStandingAt } from './to-date.ts';
import type { RowChange, Writer } from './writer.ts';

/** Changes of a tree whose root stays as it is. */
export interface TreeChanges {
  readonly structural: readonly RowChange[];
  /** Changes of the root's shared costs. */
  readonly rules: readonly RowChange[];
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
  const at = readStandingAt(writer);
  const sumsOf = { basis: root.costBasis, imports: visibleImports(writer), at };
  const chains = new Chains(writer, changes.structural);
  const replaced = placeAgain(writer, tree, changes);
  const deltas = new Deltas();
  const pooled: ByMonth = new Map();
  const openMonth = at === undefined ? 0 : monthNumber(at.openMonth);
  for (const change of ownerChanges(writer, tree, replaced, chains, sumsOf, openMonth)) {
    const { owner, month, before, after } = change;
    if (owner.ruleId !== '') addToMonth(pooled, owner.ruleId, month, after - before);
    else {
      if (before !== 0n) deltas.addDirect(chains.before(owner.budgetId), month, -before);
      if (after !== 0n) deltas.addDirect(chains.now(owner.budgetId), month, after);
    }
  }
  const ruleIds = new Set([
    ...tree.rules.map(({ id }) => id),
    ...changes.rules.map(({ key }) => String(key[0])),
  ]);
  if (ruleIds.size > 0) shareAgain(writer, tree, [...ruleIds], pooled, chains, deltas);
  replacePlaces(
    writer,
    rootId,
    replaced.flatMap(({ before }) => before),
    replaced.flatMap(({ after }) => after),
  );
  deltas.write(writer);
}

interface Replaced {
  readonly seriesId: number;
  readonly currency: string;
  readonly before: readonly SeriesPlace[];
  readonly after: readonly SeriesPlace[];
}

/** The series in reach of changes with where they lay and where they lie now. */
function placeAgain(writer: Writer, tree: BudgetTree, { structural, rules }: TreeChanges): Replaced[] {
  const rootId = tree.root.id;
  const ids = new Set([
    ...seriesOf(writer, rootId, budgetsInReach(writer, structural)),
    ...seriesOfRules(writer, rootId, rules, tree.mapping),
  ]);
  const places = Map.groupBy(readPlaces(writer, rootId, [...ids]), ({ seriesId }) => seriesId);
  const allocate = allocatorFrom(tree.root, (id) => readChildren(writer, id), tree.mapping);
  const placeOf = placeSeries(tree, allocate);
  return [...readSeriesByIds(writer, [...ids]).values()].map((series) => ({
    seriesId: series.id,
    currency: series.currency,
    before: places.get(series.id) ?? [],
    after: placeOf(series).map((place) => ({ ...place, seriesId: series.id })),
  }));
}

type Owner = Pick<SeriesPlacement, 'budgetId' | 'ruleId'>;

/** What an owner has of a month in one currency, before and after, in the currency of the tree. */
interface OwnerChange {
  readonly owner: Owner;
  readonly month: number;
  readonly before: bigint;
  readonly after: bigint;
}

interface Cell {
  readonly owner: Owner;
  readonly currency: string;
  readonly month: number;
  removed: bigint;
  added: bigint;
}

function ownerChanges(
  writer: Writer,
  tree: BudgetTree,
  replaced: readonly Replaced[],
  chains: Chains,
  sumsOf: SumsOf,
  openMonth: number,
): OwnerChange[] {
  const cells = new Map<string, Cell>();
  const cellOf = (owner: Owner, currency: string, month: number): Cell => {
    const key = `${month} ${currency} ${owner.ruleId} ${owner.budgetId}`;
    const cell = cells.get(key) ?? { owner, currency, month, removed: 0n, added: 0n };
    cells.set(key, cell);
    return cell;
  };
  const isMoving = ({ before, after }: Replaced): boolean =>
    !samePlaces(before, after) ||
    before.some(({ budgetId, ruleId }) => ruleId === '' && chains.isMoved(budgetId));
  const moving = new Map(replaced.filter(isMoving).map((one) => [one.seriesId, one]));
  for (const { seriesId, month, amount } of readSeriesSums(writer, [...moving.keys()], sumsOf)) {
    const one = moving.get(seriesId);
    if (one === undefined) continue;
    const calendarMonth = month === TO_DATE ? openMonth : month;
    const from = ownerIn(one.before, calendarMonth);
    const to = ownerIn(one.after, calendarMonth);
    if (from !== undefined) cellOf(from, one.currency, month).removed += amount;
    if (to !== undefined) cellOf(to, one.currency, month).added += amount;
  }
  return convertCells(writer, tree, [...cells.values()], sumsOf, openMonth);
}

function samePlaces(a: readonly SeriesPlace[], b: readonly SeriesPlace[]): boolean {
  return (
    a.length === b.length &&
    a.every((place, index) => {
      const other = b[index];
      return other !== undefined && isSamePlace(place, other);
    })
  );
}

function ownerIn(places: readonly SeriesPlace[], month: number): SeriesPlace | undefined {
  return places.find(({ fromMonth, toMonth }) => fromMonth <= month && month <= toMonth);
}

/**
 * A sum of another currency is converted once for an owner and a month, so that its change is the difference of two conversions
 * of everything the owner has in that currency; in the tree's own currency what moves is enough.
 */
function convertCells(
  writer: Writer,
  { root, convert }: BudgetTree,
  cells: readonly Cell[],
  sumsOf: SumsOf,
  openMonth: number,
): OwnerChange[] {
  const known = new Map<string, Map<number, bigint>>();
  const ownedOf = ({ owner, currency }: Cell): Map<number, bigint> => {
    const key = `${currency} ${owner.ruleId} ${owner.budgetId}`;
    const sums = known.get(key) ?? readOwnedSums(writer, root.id, owner, currency, sumsOf);
    known.set(key, sums);
    return sums;
  };
  return cells.map((cell) => {
    const { owner, currency, month, removed, added } = cell;
    if (currency === root.currency) return { owner, month, before: removed, after: added };
    const owned = ownedOf(cell).get(month) ?? 0n;
    const inCurrency = (amount: bigint): bigint =>
      convert(toMicros(amount), currency, month === TO_DATE ? openMonth : month) ?? 0n;
    return { owner, month, before: inCurrency(owned), after: inCurrency(owned - removed + added) };
  });
}
