import { sumMicros, ZERO, toMicros, type Micros } from '../../domain/money.ts';
import {
  directionOf,
  type Materiality,
  type VarianceEffects,
  type VarianceRow,
} from '../../domain/variance.ts';
import type { VarianceAnalysis } from './analysis.ts';

/** A part of the comparison: its value of each dimension in the order of `by`, what was planned (or spent earlier) and what was spent. */
export interface VarianceCell {
  readonly values: readonly string[];
  readonly plan: Micros;
  readonly actual: Micros;
  readonly effects?: VarianceEffects;
}

export interface VarianceQuestion {
  readonly by: readonly string[];
  readonly cells: readonly VarianceCell[];
  readonly materiality: Materiality;
  /** Why there are no effects; left out where every cell has them. */
  readonly effectsReason?: string;
}

/**
 * Puts cells of the same values together, and adds subtotals by the first dimension and the total. Rows keep the order in which
 * their values first come; rows add up to groups and groups to the total to the micro, effects included. No cells: a total of
 * zero and no rows.
 *
 * @example
 * analyseVariance({ by: ['team'], cells: [{ values: ['a'], plan: 10n, actual: 12n }], materiality: { amount: 1n, percent: 5 } })
 * // total and the one row: variance 2n, percent 20, adverse, material
 */
export function analyseVariance(question: VarianceQuestion): VarianceAnalysis {
  const { by, cells } = question;
  const together = (length: number): VarianceRow[] => {
    const parts = Map.groupBy(cells, ({ values }) => JSON.stringify(values.slice(0, length)));
    return [...parts.values()].map((members) => rowOf(members, length, question));
  };
  return {
    by,
    total: rowOf(cells, 0, question),
    rows: together(by.length),
    groups: together(Math.min(1, by.length)),
  };
}

function rowOf(members: readonly VarianceCell[], length: number, question: VarianceQuestion): VarianceRow {
  const plan = sumMicros(members.map((member) => member.plan));
  const actual = sumMicros(members.map((member) => member.actual));
  const variance = toMicros(actual - plan);
  const percent = percentOf(variance, plan);
  const values = members[0]?.values ?? [];
  const reason = question.effectsReason;
  return {
    key: Object.fromEntries(question.by.slice(0, length).map((name, index) => [name, values[index] ?? ''])),
    plan,
    actual,
    variance,
    percent,
    direction: directionOf(variance),
    ...(reason === undefined ? { effects: sumEffects(members) } : { effectsReason: reason }),
    material: isMaterial(variance, percent, question.materiality),
  };
}

/**
 * The variance in percent of the plan's size, to four decimals, positive when over; null where the plan is zero.
 *
 * @example percentOf(2n, 10n) // 20
 * @example percentOf(2n, -10n) // 20: ten of credit were planned, eight came
 */
export function percentOf(variance: Micros, plan: Micros): number | null {
  if (plan === 0n) return null;
  const size = plan < 0n ? -BigInt(plan) : plan;
  return Number((variance * 1_000_000n) / size) / 10_000;
}

/** A row is material when it reaches both bounds; where there is no plan, any difference is beyond every percentage. */
export function isMaterial(variance: Micros, percent: number | null, bounds: Materiality): boolean {
  if (variance === 0n) return false;
  const size = variance < 0n ? -BigInt(variance) : variance;
  return size >= bounds.amount && (percent === null || Math.abs(percent) >= bounds.percent);
}

export const NO_EFFECTS: VarianceEffects = {
  price: ZERO,
  volume: ZERO,
  mix: ZERO,
  new: ZERO,
  discontinued: ZERO,
  oneOff: ZERO,
};

/** Adds effects up, each with its like. */
export function sumEffects(parts: readonly { readonly effects?: VarianceEffects }[]): VarianceEffects {
  const sum = (kind: keyof VarianceEffects): Micros =>
    sumMicros(parts.map(({ effects = NO_EFFECTS }) => effects[kind]));
  return {
    price: sum('price'),
    volume: sum('volume'),
    mix: sum('mix'),
    new: sum('new'),
    discontinued: sum('discontinued'),
    oneOff: sum('oneOff'),
  };
}
