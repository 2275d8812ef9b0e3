import type { Reader } from './reader.ts';

/** How many budgets and published imports there are. */
export function countRows(reader: Reader): { budgets: number; imports: number } {
  const row = reader.get<{ budgets: bigint; imports: bigint }>(
    "SELECT (SELECT count(*) FROM budget) AS budgets, (SELECT count(*) FROM import WHERE state = 'published') AS imports",
  );
  return { budgets: Number(row?.budgets ?? 0n), imports: Number(row?.imports ?? 0n) };
}

/** Below these sizes an answer is there sooner than another thread could be asked for it. */
const MANY_BUDGETS = 500n;
const MANY_FACTS = 50_000n;

/** Whether what is read of the whole workspace takes so long that others should not wait for it. */
export function isLarge(reader: Reader): boolean {
  const row = reader.get<{ large: bigint }>(
    `SELECT EXISTS (SELECT 1 FROM budget LIMIT 1 OFFSET ?)
       OR (SELECT sum(facts) FROM portion WHERE counts = 1) > ? AS large`,
    MANY_BUDGETS,
    MANY_FACTS,
  );
  return row?.large === 1n;
}
