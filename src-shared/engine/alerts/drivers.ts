import type { AlertDriver } from '../../domain/alert.ts';
import { multiplyByRatio, sumMicros, toMicros, toUnits, ZERO, type Micros } from '../../domain/money.ts';

/** What a value of a dimension spent in the period, with what it was to spend where that is known. */
export interface DriverPart {
  readonly dimension: string;
  /** The empty string: without a value, such as untagged. */
  readonly value: string;
  readonly actual: Micros;
  /** Plan to date of budgets that pin this value; null where none does. */
  readonly plan: Micros | null;
  /** Spend in the period before, to share out the plan of values that no budget pins; null where there is none. */
  readonly previous: Micros | null;
}

const DRIVERS = 3;

/**
 * The three values that moved spend most, over service, region and team together. A value's part is its spend above its
 * plan; where no budget pins it, above the part of `planToDate` that its dimension has left over, shared out as spend was
 * in the period before. `share` is its part of all that lies above in that dimension, 0–1.
 *
 * Where nothing lies above (spend is on plan) or nothing is known to compare with, the largest spenders are given with
 * their share of spend. A dimension with one value only says nothing and is left out, unless no other is there.
 *
 * @example plan 100; service a spent 90 (before 40 %), b 30 (before 60 %): a lies 50 above, b 30 below
 *   // [{ dimension: 'service', value: 'a', amount: 50, share: 1 }]
 */
export function topDrivers(parts: readonly DriverPart[], planToDate: Micros): AlertDriver[] {
  const dimensions = Map.groupBy(parts, ({ dimension }) => dimension);
  const telling = [...dimensions.values()].filter((values) => values.length > 1);
  const chosen = telling.length > 0 ? telling : [...dimensions.values()];
  const above = chosen.flatMap((values) => shares(values, excesses(values, planToDate)));
  const drivers =
    above.length > 0
      ? above
      : chosen.flatMap((values) =>
          shares(
            values,
            values.map(({ actual }) => actual),
          ),
        );
  return drivers.sort(byAmount).slice(0, DRIVERS);
}

/** How far each value lies above its own expectation; all zero where there is nothing to compare with. */
function excesses(values: readonly DriverPart[], planToDate: Micros): Micros[] {
  const unpinned = values.filter(({ plan }) => plan === null);
  const pinned = sumMicros(values.flatMap(({ plan }) => plan ?? []));
  const left = planToDate > pinned ? toMicros(planToDate - pinned) : ZERO;
  const before = sumMicros(unpinned.map(({ previous }) => positive(previous)));
  return values.map(({ actual, plan, previous }) => {
    if (plan !== null) return toMicros(actual - plan);
    if (before <= 0n) return ZERO;
    return toMicros(actual - multiplyByRatio(left, positive(previous), before));
  });
}

function shares(values: readonly DriverPart[], amounts: readonly Micros[]): AlertDriver[] {
  const total = toUnits(sumMicros(amounts.map(positive)));
  return values.flatMap(({ dimension, value }, index) => {
    const amount = positive(amounts[index] ?? ZERO);
    return amount > 0n ? [{ dimension, value, amount, share: toUnits(amount) / total }] : [];
  });
}

function positive(amount: Micros | null): Micros {
  return amount !== null && amount > 0n ? amount : ZERO;
}

/** Larger first; equal amounts keep the order in which the dimensions were given. */
function byAmount(a: AlertDriver, b: AlertDriver): number {
  return a.amount === b.amount ? 0 : a.amount > b.amount ? -1 : 1;
}
