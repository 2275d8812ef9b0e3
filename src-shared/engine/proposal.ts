import { ZERO, multiplyByRatio, sumMicros, toMicros, type Micros } from '../domain/money.ts';

/** Spend of one value of a dimension over some months of history. */
export interface HistoricSpend {
  readonly value: string;
  readonly amount: Micros;
}

export interface BudgetProposal {
  readonly total: Micros;
  readonly parts: readonly { readonly value: string; readonly amount: Micros }[];
}

/** Growth is a fraction; it is applied in millionths, so that the sum stays exact. */
const SCALE = 1_000_000;

/**
 * Proposes budgets for a period from history: each value's spend is scaled from the history's months to the budget's and
 * grown, rounded once to micros. The total covers what no value names too (untagged), so parts add up to at most it.
 * Values whose spend is zero or a credit get no budget. No months of history: a total of zero and no parts.
 *
 * @example proposeBudgets([{ value: 'a', amount: 60n }, { value: '', amount: 6n }], { historyMonths: 6, months: 12, growth: 0.1 })
 * // total 145n (66 × 2 × 1.1), parts [{ value: 'a', amount: 132n }]
 */
export function proposeBudgets(
  history: readonly HistoricSpend[],
  setting: { readonly historyMonths: number; readonly months: number; readonly growth: number },
): BudgetProposal {
  const { historyMonths, months, growth } = setting;
  if (historyMonths <= 0) return { total: ZERO, parts: [] };
  const numerator = BigInt(months) * BigInt(Math.round((1 + growth) * SCALE));
  const denominator = BigInt(historyMonths) * BigInt(SCALE);
  const scaled = (amount: Micros): Micros => multiplyByRatio(amount, numerator, denominator);
  const parts = history
    .filter(({ value, amount }) => value !== '' && amount > ZERO)
    .map(({ value, amount }) => ({ value, amount: scaled(amount) }));
  const all = scaled(sumMicros(history.map(({ amount }) => amount)));
  const named = sumMicros(parts.map(({ amount }) => amount));
  return { total: toMicros(all > named ? all : named), parts };
}
