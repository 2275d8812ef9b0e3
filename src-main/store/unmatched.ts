import type { CostBasis } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import type { Reader } from './reader.ts';

/** Spend by series that no budget of a root counts, or of no root at all; days are counted from 1970-01-01. */
export function readUnmatched(
  reader: Reader,
  rootId: string | undefined,
  basis: CostBasis,
  portions: string,
  from: number,
  to: number,
): { seriesId: number; amount: Micros }[] {
  const series = unmatchedSeries(reader, rootId ?? null);
  if (series.length === 0) return [];
  return reader
    .all<{ series_id: bigint; amount: bigint }>(
      `SELECT series_id, sum(${basis}) AS amount FROM fact
       WHERE portion IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ?
         AND series_id IN (SELECT value FROM json_each(?))
       GROUP BY series_id`,
      portions,
      from,
      to,
      JSON.stringify(series),
    )
    .map((row) => ({ seriesId: Number(row.series_id), amount: toMicros(row.amount) }));
}

/** Looked for first: where every series has its budget, the facts need not be read at all. */
function unmatchedSeries(reader: Reader, root: string | null): number[] {
  return reader
    .all<{ id: bigint }>(
      'SELECT id FROM series WHERE id NOT IN (SELECT series_id FROM allocation WHERE ? IS NULL OR root_id = ?)',
      root,
      root,
    )
    .map(({ id }) => Number(id));
}
