import type { Reader } from './reader.ts';

/** How many budgets and published imports there are. */
export function countRows(reader: Reader): { budgets: number; imports: number } {
  const row = reader.get<{ budgets: bigint; imports: bigint }>(
    "SELECT (SELECT count(*) FROM budget) AS budgets, (SELECT count(*) FROM import WHERE state = 'published') AS imports",
  );
  return { budgets: Number(row?.budgets ?? 0n), imports: Number(row?.imports ?? 0n) };
}
