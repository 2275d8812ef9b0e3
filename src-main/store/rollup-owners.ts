import { toMicros } from '#shared/domain/money.ts';
import type { BudgetTree, SeriesPlacement } from '#shared/engine/budgets/roll-up.ts';
import type { Chains } from './rollup-chains.ts';
import { isSamePlace, type SeriesPlace } from './rollup-rows.ts';
import { readOwnedSums, readSeriesSums, recallSeriesSums, TO_DATE, type SumsOf } from './rollup-sums.ts';
import type { Writer } from './writer.ts';

/** A series with where it lay and where it lies now. */
export interface Replaced {
  readonly seriesId: number;
  readonly currency: string;
  readonly before: readonly SeriesPlace[];
  readonly after: readonly SeriesPlace[];
}

/** What sums are taken of: of what is taken away, of what is given, and of what owners had before. */
export interface Sums {
  readonly removed: SumsOf;
  readonly added: SumsOf;
  readonly owned: SumsOf;
  /** Whether amounts change, not places alone. */
  readonly isRestated: boolean;
  /** The month that `TO_DATE` stands for. */
  readonly openMonth: number;
}

type Owner = Pick<SeriesPlacement, 'budgetId' | 'ruleId'>;

/** What an owner has of a month in one currency, before and after, in the currency of the tree. */
export interface OwnerChange {
  readonly owner: Owner;
  readonly month: number;
  readonly before: bigint;
  readonly after: bigint;
}

/** Of one currency: what is taken from an owner, and what is given. */
interface Cell {
  readonly owner: Owner;
  readonly currency: string;
  readonly month: number;
  before: bigint;
  after: bigint;
}

/** What each owner has of each month before and after, of the months that change. */
export function ownerChanges(
  writer: Writer,
  tree: BudgetTree,
  replaced: readonly Replaced[],
  chains: Chains,
  sums: Sums,
): OwnerChange[] {
  const isMoving = ({ before, after }: Replaced): boolean =>
    sums.isRestated ||
    !samePlaces(before, after) ||
    before.some(({ budgetId, ruleId }) => ruleId === '' && chains.isMoved(budgetId));
  const moving = new Map(replaced.filter(isMoving).map((one) => [one.seriesId, one]));
  const cells = new Cells();
  const sides = [
    { of: sums.removed, side: 'before' },
    { of: sums.added, side: 'after' },
  ] as const;
  // What is taken away and what is given are the same sums, unless imports come or go: they are read once.
  for (const [of, those] of Map.groupBy(sides, (side) => side.of)) {
    const placed = [...moving.values()].filter((one) => those.some(({ side }) => one[side].length > 0));
    const ids = placed.map(({ seriesId }) => seriesId);
    const known = sums.isRestated ? readSeriesSums(writer, ids, of) : recallSeriesSums(writer, ids, of);
    for (const one of placed)
      for (const [month, amount] of known.get(one.seriesId) ?? [])
        for (const { side } of those) {
          const owner = ownerIn(one[side], month === TO_DATE ? sums.openMonth : month);
          if (owner !== undefined) cells.at(owner, one.currency, month)[side] += amount;
        }
  }
  return convertCells(writer, tree, cells.all(), sums);
}

/** One cell for each owner, currency and month. */
class Cells {
  readonly #byOwner = new Map<string, Map<number, Cell>>();
  /** Found again without a key, which is made once for each place and not for each of its months. */
  readonly #byPlace = new Map<Owner, Map<number, Cell>>();

  at(owner: Owner, currency: string, month: number): Cell {
    const months = this.#byPlace.get(owner) ?? this.#monthsOf(owner, currency);
    let cell = months.get(month);
    if (cell === undefined) months.set(month, (cell = { owner, currency, month, before: 0n, after: 0n }));
    return cell;
  }

  all(): Cell[] {
    return [...this.#byOwner.values()].flatMap((months) => [...months.values()]);
  }

  #monthsOf(owner: Owner, currency: string): Map<number, Cell> {
    const key = `${currency} ${owner.ruleId} ${owner.budgetId}`;
    const months = this.#byOwner.get(key) ?? new Map<number, Cell>();
    this.#byOwner.set(key, months);
    this.#byPlace.set(owner, months);
    return months;
  }
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
  { owned: sumsOf, openMonth }: Sums,
): OwnerChange[] {
  const known = new Map<string, Map<number, bigint>>();
  const ownedOf = ({ owner, currency }: Cell): Map<number, bigint> => {
    const key = `${currency} ${owner.ruleId} ${owner.budgetId}`;
    const sums = known.get(key) ?? readOwnedSums(writer, root.id, owner, currency, sumsOf);
    known.set(key, sums);
    return sums;
  };
  return cells.map((cell) => {
    const { owner, currency, month, before, after } = cell;
    if (currency === root.currency) return cell;
    const owned = ownedOf(cell).get(month) ?? 0n;
    const inCurrency = (amount: bigint): bigint =>
      convert(toMicros(amount), currency, month === TO_DATE ? openMonth : month) ?? 0n;
    return { owner, month, before: inCurrency(owned), after: inCurrency(owned - before + after) };
  });
}
