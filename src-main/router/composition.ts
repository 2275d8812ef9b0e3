import { addMonths, type Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import {
  dimensionValue,
  isDimension,
  type CostSeries,
  type Dimension,
  type TagMapping,
} from '#shared/domain/cost.ts';
import { toUnits } from '#shared/domain/money.ts';
import { remembered } from '../store/remembered.ts';
import { readSeries } from '../store/series.ts';
import { countingPortions, readSeriesTotals } from '../store/spend.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readSubtree } from './budget-tree.ts';

/** Recent spend of a budget by series, in currency units: what growth and changes of a part of it apply to. */
export interface Composition {
  readonly parts: readonly { readonly series: CostSeries; readonly amount: number }[];
  readonly total: number;
  readonly mapping: TagMapping;
}

/** Months of recent spend that say how a budget is made up; long enough to even out a single month. */
const RECENT_MONTHS = 3;

export function readComposition(reader: Reader, budget: Budget, nextMonth: Month): Composition {
  const key = ['composition', budget.id, budget.costBasis, nextMonth, countingPortions(reader)].join(' ');
  const parts = remembered(reader, key, () => readParts(reader, budget, nextMonth));
  return {
    parts,
    total: parts.reduce((sum, { amount }) => sum + amount, 0),
    mapping: readSettings(reader).tagMapping,
  };
}

function readParts(reader: Reader, budget: Budget, nextMonth: Month): Composition['parts'] {
  const portions = countingPortions(reader);
  const months = { from: addMonths(nextMonth, -RECENT_MONTHS), end: nextMonth };
  const ids = readSubtree(reader, budget.id);
  const sums = readSeriesTotals(reader, ids, budget.costBasis, months, portions);
  return readSeries(reader, portions).flatMap((series) => {
    const amount = sums.get(series.id);
    return amount === undefined ? [] : [{ series, amount: toUnits(amount) }];
  });
}

/** The share of the recent spend whose series pass a test; 0 without spend, at most 1. */
export function shareWhere(composition: Composition, test: (series: CostSeries) => boolean): number {
  if (composition.total <= 0) return 0;
  const sum = composition.parts.reduce(
    (part, { series, amount }) => (test(series) ? part + amount : part),
    0,
  );
  return Math.min(1, Math.max(0, sum / composition.total));
}

/** The share of each dimension value named as `team:payments`; a name that is none has no share. */
export function sharesOf(composition: Composition, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.map((name) => {
      const at = name.startsWith('tag:') ? name.lastIndexOf(':') : name.indexOf(':');
      const [dimension, value] = [
        name.slice(0, at),
        name
          .slice(at + 1)
          .trim()
          .toLowerCase(),
      ];
      if (at < 1 || !isDimension(dimension)) return [name, 0];
      return [
        name,
        shareWhere(
          composition,
          (series) => dimensionValue(series, dimension, composition.mapping).toLowerCase() === value,
        ),
      ];
    }),
  );
}

/**
 * The shares of all values of some dimensions, largest first, as `sharesOf` would give them: `team:payments`. Values that differ
 * in case alone are one, in the spelling that comes first.
 */
export function allShares(
  composition: Composition,
  dimensions: readonly Dimension[],
): Record<string, number> {
  if (composition.total <= 0) return {};
  const sums = new Map<string, { name: string; amount: number }>();
  for (const { series, amount } of composition.parts)
    for (const dimension of dimensions) {
      const name = `${dimension}:${dimensionValue(series, dimension, composition.mapping)}`;
      const known = sums.get(name.toLowerCase()) ?? { name, amount: 0 };
      known.amount += amount;
      sums.set(name.toLowerCase(), known);
    }
  return Object.fromEntries(
    [...sums.values()]
      .sort((a, b) => b.amount - a.amount)
      .map(({ name, amount }) => [name, Math.min(1, Math.max(0, amount / composition.total))]),
  );
}
