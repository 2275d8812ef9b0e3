import { dayNumber, type Day } from '#shared/domain/calendar.ts';
import type { CostBasis } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import type { Reader } from './reader.ts';

/** What an item, a service in a region and currency, cost on a day counted from 1970-01-01. */
export interface ItemDay {
  readonly day: number;
  /** The first of the item's series, by which it is known. */
  readonly seriesId: number;
  readonly amount: Micros;
}

/**
 * Spend by day of the items of some series, both days included, in order of days. Added up where the facts lie: half a million
 * facts of a large workspace take longer to hand over than to sum.
 */
export function readItemDays(
  reader: Reader,
  seriesIds: readonly number[],
  ask: { readonly basis: CostBasis; readonly portions: string; readonly from: Day; readonly to: Day },
): ItemDay[] {
  return reader
    .all<{ day: bigint; first: bigint; amount: bigint }>(
      `WITH member AS MATERIALIZED (
         SELECT id, min(id) OVER (PARTITION BY service, region, currency) AS first FROM series
         WHERE id IN (SELECT value FROM json_each(?)))
       SELECT f.day, m.first, sum(f.${ask.basis}) AS amount FROM fact f CROSS JOIN member m ON m.id = f.series_id
       WHERE f.portion IN (SELECT value FROM json_each(?)) AND f.day BETWEEN ? AND ?
       GROUP BY f.day, m.first ORDER BY f.day`,
      JSON.stringify(seriesIds),
      ask.portions,
      dayNumber(ask.from),
      dayNumber(ask.to),
    )
    .map(({ day, first, amount }) => ({
      day: Number(day),
      seriesId: Number(first),
      amount: toMicros(amount),
    }));
}
