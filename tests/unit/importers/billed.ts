import { NO_CURRENCY } from '#shared/domain/money.ts';
import type { PlainFact } from '../../support/read-table.ts';

export const MILLION = 1_000_000n;

/** The control totals of a table that names no currency. */
export function withoutCurrency(units: number): Record<string, bigint> {
  return { [NO_CURRENCY]: BigInt(units) * MILLION };
}

/** Billed micros by what a fact is called. */
export function sums(
  facts: readonly PlainFact[],
  nameOf: (fact: PlainFact) => string,
): Record<string, bigint> {
  const found: Record<string, bigint> = {};
  for (const fact of facts) found[nameOf(fact)] = (found[nameOf(fact)] ?? 0n) + fact.billed;
  return found;
}
