import type { PlainFact } from '../../support/read-table.ts';

export const MILLION = 1_000_000n;

/** Billed micros by what a fact is called. */
export function sums(
  facts: readonly PlainFact[],
  nameOf: (fact: PlainFact) => string,
): Record<string, bigint> {
  const found: Record<string, bigint> = {};
  for (const fact of facts) found[nameOf(fact)] = (found[nameOf(fact)] ?? 0n) + fact.billed;
  return found;
}
