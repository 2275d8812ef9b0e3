import { multiplyByRatio, sumMicros, toMicros, ZERO, type Micros } from '../../domain/money.ts';
import type { VarianceEffects } from '../../domain/variance.ts';
import { NO_EFFECTS, sumEffects } from './rows.ts';

/** What an item cost and how much of it was used in one of the two periods. */
export interface ItemPeriod {
  readonly cost: Micros;
  /** In 10⁻⁶ of `unit`; 0n where the file has none. */
  readonly quantity: bigint;
}

/** The finest thing that has a price of its own, such as a SKU in a region; `null` where it did not occur in the period. */
export interface VarianceItem {
  readonly unit: string;
  /** Credits, refunds, purchases and adjustments: money without usage, that comes once. */
  readonly isOneOff: boolean;
  readonly before: ItemPeriod | null;
  readonly after: ItemPeriod | null;
}

/**
 * Takes the change of cost from one period to another apart, exactly. With c₀, q₀ and c₁, q₁ the cost and quantity of an item
 * before and after, and for all continuing items of one unit C₀ = Σc₀, Q₀ = Σq₀, Q₁ = Σq₁:
 *
 * - price = Σ (c₁ − c₀·q₁/q₀): the same use at the new rate;
 * - volume = C₀·Q₁/Q₀ − C₀: more or less of everything, in the old proportions;
 * - mix = Σ c₀·q₁/q₀ − C₀·Q₁/Q₀: dearer or cheaper items taking a larger part;
 * - new = Σ c₁ of items that did not occur before; discontinued = −Σ c₀ of items that no longer occur;
 * - one-off = Σ (c₁ − c₀) of credits, refunds, purchases and adjustments.
 *
 * An item without a quantity in a period counts as one unit, so its change is price. Where the quantities of a unit add up to
 * zero, there is no overall volume: the whole change of quantity is mix. Divisions are rounded to micros once and every
 * rounded term is taken off where it was added, so that the six add up to Σc₁ − Σc₀ whatever the data. This is the
 * price–volume–mix analysis of management accounting with the standard mix at earlier prices.
 *
 * @example
 * // 10 hours at 1 and 10 at 3 become 10 at 1 and 30 at 3.5: from 40 to 115.
 * // price 30·0.5 = 15; volume 40·40/20 − 40 = 40; mix (10·1 + 30·3) − 80 = 20; together 75.
 */
export function decompose(items: readonly VarianceItem[]): VarianceEffects {
  const continuing = Map.groupBy(
    items.filter((item) => !item.isOneOff && item.before !== null && item.after !== null),
    ({ unit }) => unit,
  );
  const parts = [...continuing.values()].map((members) => ({ effects: decomposeUnit(members) }));
  const changes = items.filter((item) => item.isOneOff || item.before === null || item.after === null);
  return sumEffects([...parts, ...changes.map((item) => ({ effects: changeOf(item) }))]);
}

function changeOf({ isOneOff, before, after }: VarianceItem): VarianceEffects {
  const change = toMicros((after?.cost ?? 0n) - (before?.cost ?? 0n));
  if (isOneOff) return { ...NO_EFFECTS, oneOff: change };
  return before === null ? { ...NO_EFFECTS, new: change } : { ...NO_EFFECTS, discontinued: change };
}

function decomposeUnit(items: readonly VarianceItem[]): VarianceEffects {
  const [quantified, flat] = split(items);
  const earlier = sumMicros(quantified.map(({ before }) => before.cost));
  const later = sumMicros(quantified.map(({ after }) => after.cost));
  const expected = sumMicros(
    quantified.map(({ before, after }) => multiplyByRatio(before.cost, after.quantity, before.quantity)),
  );
  const quantityBefore = quantified.reduce((sum, { before }) => sum + before.quantity, 0n);
  const quantityAfter = quantified.reduce((sum, { after }) => sum + after.quantity, 0n);
  const proportional =
    quantityBefore === 0n ? earlier : multiplyByRatio(earlier, quantityAfter, quantityBefore);
  return {
    price: toMicros(later - expected + flat),
    volume: toMicros(proportional - earlier),
    mix: toMicros(expected - proportional),
    new: ZERO,
    discontinued: ZERO,
    oneOff: ZERO,
  };
}

/** Items with a quantity in both periods, and the change of those without. */
function split(
  items: readonly VarianceItem[],
): [{ readonly before: ItemPeriod; readonly after: ItemPeriod }[], bigint] {
  const quantified: { before: ItemPeriod; after: ItemPeriod }[] = [];
  let flat = 0n;
  for (const { before, after } of items) {
    if (before === null || after === null) continue;
    if (before.quantity === 0n || after.quantity === 0n) flat += after.cost - before.cost;
    else quantified.push({ before, after });
  }
  return [quantified, flat];
}
