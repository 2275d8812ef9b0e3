import type { CostView } from '#shared/domain/import.ts';

/** An import that was not undone, as far as it decides what counts. */
export interface RankedImport {
  readonly number: number;
  /** The higher one is the newer. */
  readonly rank: number;
  /** Whether it takes the place of all older ones, or (imports of an earlier format) of those it names by their numbers. */
  readonly covers: boolean | readonly number[];
  readonly view: CostView | undefined;
}

/** What an import holds of a billing month of a source; of several sources where an earlier format did not tell them apart. */
export interface Portion {
  readonly importNumber: number;
  readonly month: number;
  readonly sources: readonly string[];
}

/** Which costs of a portion count: all, or of two views of the same usage one kind each. */
export type CountedPart = 'whole' | 'billed' | 'effective';

export interface CountedPortion<Of extends Portion = Portion> {
  readonly portion: Of;
  readonly part: CountedPart;
}

/**
 * Which portions count. It follows from the imports that are not undone and their ranks alone, so that undoing and restoring
 * them in any order comes to the same.
 *
 * A portion gives way to a newer import that covers and holds the same billing month of its source. Actual and amortised cost
 * do not replace each other: where both are there, billed cost is that of the actual view and effective cost that of the
 * amortised one.
 */
export function countedPortions<Of extends Portion>(
  imports: readonly RankedImport[],
  portions: readonly Of[],
): CountedPortion<Of>[] {
  const importOf = new Map(imports.map((one) => [one.number, one]));
  const held = portions.flatMap((portion) => {
    const owner = importOf.get(portion.importNumber);
    return owner === undefined ? [] : [{ portion, owner, keys: keysOf(portion) }];
  });
  const rivals = Map.groupBy(
    held.flatMap(({ owner, keys }) => keys.map((key) => ({ owner, key }))),
    ({ key }) => key,
  );
  const isReplaced = ({ owner, keys }: (typeof held)[number]): boolean =>
    keys.length > 0 && keys.every((key) => rivals.get(key)?.some((rival) => replaces(rival.owner, owner)));
  const left = held.filter((one) => !isReplaced(one));
  const views = Map.groupBy(left.filter(isView), ({ keys }) => keys.join(' '));
  return left.map((one) => {
    const beside = isView(one) ? (views.get(one.keys.join(' ')) ?? []) : [];
    const isHalf = beside.some(({ owner }) => owner.view !== one.owner.view);
    const half = one.owner.view === 'actual' ? 'billed' : 'effective';
    return { portion: one.portion, part: isHalf ? half : 'whole' };
  });
}

/**
 * What a portion that comes is to those that count: the first of its billing month and source or added to them, in the place of
 * earlier ones, or the other view of usage that is there.
 */
export type PortionFate = 'new' | 'replacing' | 'beside';

/** The fate of each portion that comes, of what no longer counts with them and of all that counts then. */
export function fatesOf<Of extends Portion>(
  coming: readonly Of[],
  gone: readonly Of[],
  counted: readonly CountedPortion<Of>[],
): PortionFate[] {
  const left = new Set(gone.flatMap(keysOf));
  const halves = new Set(counted.flatMap(({ portion, part }) => (part === 'whole' ? [] : [portion])));
  return coming.map((portion) => {
    if (keysOf(portion).some((key) => left.has(key))) return 'replacing';
    return halves.has(portion) ? 'beside' : 'new';
  });
}

/** What portions are of the same: billing months of sources. */
export function keysOf({ month, sources }: Omit<Portion, 'importNumber'>): string[] {
  return sources.map((source) => `${month} ${source}`);
}

/** What was added on purpose is no view of what is there. */
function isView({ owner }: { readonly owner: RankedImport }): boolean {
  return owner.view !== undefined && owner.covers === true;
}

function replaces(newer: RankedImport, older: RankedImport): boolean {
  if (newer.rank <= older.rank) return false;
  if (newer.covers !== true) return newer.covers !== false && newer.covers.includes(older.number);
  return newer.view === undefined || older.view === undefined || newer.view === older.view;
}
