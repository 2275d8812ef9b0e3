import type { Reader } from './reader.ts';

/** How many budgets and published imports there are. */
export function countRows(reader: Reader): { budgets: number; imports: number } {
  const row = reader.get<{ budgets: bigint; imports: bigint }>(
    "SELECT (SELECT count(*) FROM budget) AS budgets, (SELECT count(*) FROM import WHERE state = 'published') AS imports",
  );
  return { budgets: Number(row?.budgets ?? 0n), imports: Number(row?.imports ?? 0n) };
}

/** Up to these sizes an answer is there sooner than another thread could be asked for it. */
const MOST_BUDGETS = 500n;
const MOST_FACTS = 50_000n;

/** Whether what concerns all budgets takes so long that others should not wait for it. */
export function hasManyBudgets(reader: Reader): boolean {
  return reader.get('SELECT 1 FROM budget LIMIT 1 OFFSET ?', MOST_BUDGETS) !== undefined;
}

/** The same of what is read of the whole workspace. */
export function isLarge(reader: Reader): boolean {
  if (hasManyBudgets(reader)) return true;
  const row = reader.get<{ facts: bigint | null }>(
    'SELECT sum(facts) AS facts FROM portion WHERE counts = 1',
  );
  return (row?.facts ?? 0n) > MOST_FACTS;
}
