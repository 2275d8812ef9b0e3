import type { Phasing } from '../../domain/budget.ts';
import { daysInMonth, monthRange, monthsBetween, type Month } from '../../domain/calendar.ts';
import { splitByWeights, sumMicros, toMicros, ZERO, type Micros } from '../../domain/money.ts';

/** What the months of a period spent a year before, in the order of the period; missing months are zero. */
export type SeasonalProfile = readonly Micros[];

export interface PlanInput {
  readonly amount: Micros;
  readonly startMonth: Month;
  readonly months: number;
  readonly phasing: Phasing;
  /** Needed by `seasonal` alone; without it the phasing is even. */
  readonly lastYear?: SeasonalProfile | undefined;
}

/**
 * Spreads an amount over the months of its period. The parts add up to the amount to the micro (largest remainder, earlier
 * months first). Seasonal: in proportion to last year's months; months with a negative sum count as zero, and a year without
 * spend gives an even plan. Custom amounts are taken as they are; that they add up is checked before.
 *
 * @example planMonths({ amount: 100n, startMonth: '2026-01', months: 3, phasing: { kind: 'even' } }) // [34n, 33n, 33n]
 * @example planMonths({ amount: 59n, startMonth: '2026-01', months: 2, phasing: { kind: 'days' } }) // [31n, 28n]
 */
export function planMonths(input: PlanInput): Micros[] {
  if (input.phasing.kind === 'custom') return [...input.phasing.amounts];
  return splitByWeights(input.amount, phasingWeights(input));
}

/** Weights of the months by phasing; for `custom` the sizes of its amounts. */
function phasingWeights({ startMonth, months, phasing, lastYear }: Omit<PlanInput, 'amount'>): bigint[] {
  switch (phasing.kind) {
    case 'even':
      return Array.from({ length: months }, () => 1n);
    case 'days':
      return monthRange(startMonth, months).map((month) => BigInt(daysInMonth(month)));
    case 'seasonal':
      return Array.from({ length: months }, (_, index) => atLeastZero(lastYear?.[index]));
    case 'custom':
      return phasing.amounts.map((amount) => (amount < 0n ? 0n - amount : amount));
  }
}

function atLeastZero(value: bigint | undefined): bigint {
  return value === undefined || value < 0n ? 0n : value;
}

export interface ReplanInput extends PlanInput {
  /** The plan in force, in the order of the period; months it does not reach are zero. */
  readonly before: readonly Micros[];
  /** The month from which the change counts. */
  readonly from: Month;
}

/**
 * The plan after a change of the amount in mid-period: months before `from` keep their plan, and what is left of the new
 * amount falls on the rest by phasing (custom: in proportion to the plan so far). A change before the period, or after its
 * end, when no month is left to take it, plans the whole period anew.
 *
 * @example replanFrom({ before: [10n, 10n, 10n], from: '2026-02', amount: 50n, startMonth: '2026-01', months: 3, phasing: { kind: 'even' } })
 * // [10n, 20n, 20n]
 */
export function replanFrom(input: ReplanInput): Micros[] {
  const { amount, startMonth, months, phasing, before, from } = input;
  const elapsed = monthsBetween(startMonth, from);
  const kept = elapsed <= 0 || elapsed >= months ? 0 : elapsed;
  const past = Array.from({ length: kept }, (_, index) => before[index] ?? ZERO);
  const source = phasing.kind === 'custom' ? { kind: 'custom' as const, amounts: before } : phasing;
  const weights = phasingWeights({ ...input, phasing: source });
  const rest = toMicros(amount - sumMicros(past));
  const open = Array.from({ length: months - kept }, (_, index) => weights[kept + index] ?? 0n);
  return [...past, ...splitByWeights(rest, open)];
}

export interface RolloverMonth {
  /** Unspent money that came from the month before. */
  readonly carried: Micros;
  /** Plan and what was carried: what may be spent in the month. */
  readonly available: Micros;
  readonly spent: Micros;
}

/**
 * Unspent money moves to the next month, at most `cap` of it; overspending is not carried. One entry per month of `plan`;
 * months without spend yet count as zero.
 *
 * @example rollOver([10n, 10n], [4n, 12n], undefined) // [{ carried: 0n, available: 10n, spent: 4n }, { carried: 6n, available: 16n, spent: 12n }]
 */
export function rollOver(
  plan: readonly Micros[],
  spent: readonly Micros[],
  cap: Micros | undefined,
): RolloverMonth[] {
  let carried: Micros = ZERO;
  return plan.map((planned, index) => {
    const month = {
      carried,
      available: toMicros(planned + carried),
      spent: spent[index] ?? ZERO,
    };
    const unspent = atLeastZero(month.available - month.spent);
    carried = toMicros(cap !== undefined && unspent > cap ? cap : unspent);
    return month;
  });
}
