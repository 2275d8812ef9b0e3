import { addMonths, monthNumber, type Month } from '#shared/domain/calendar.ts';
import type { Dimension, TagMapping } from '#shared/domain/cost.ts';
import { toMicros } from '#shared/domain/money.ts';
import { dimensionValue } from '#shared/domain/cost.ts';
import { foldValue } from '#shared/engine/budgets/scope.ts';
import type { ValueHistory } from '#shared/engine/budgets/templates.ts';
import type { Reader } from './reader.ts';
import { readAllSeries } from './series.ts';
import { countingPortions } from './spend.ts';

/**
 * What each value of a dimension cost, billed, in the twelve months before one; dearest first. Values that differ in case or
 * spacing are one, spelt as the data first spell it. Only cost in the currency given counts.
 */
export function readValueHistory(
  reader: Reader,
  dimension: Dimension,
  mapping: TagMapping,
  before: Month,
  currency: string,
): ValueHistory[] {
  const amounts = new Map(
    reader
      .all<{ series_id: bigint; amount: bigint }>(
        `SELECT series_id, sum(billed) AS amount FROM series_month
         WHERE portion IN (SELECT value FROM json_each(?)) AND month >= ? AND month < ? GROUP BY series_id`,
        countingPortions(reader),
        monthNumber(addMonths(before, -12)),
        monthNumber(before),
      )
      .map(({ series_id, amount }) => [Number(series_id), amount]),
  );
  const sums = new Map<string, { value: string; amount: bigint }>();
  for (const series of readAllSeries(reader)) {
    const amount = amounts.get(series.id);
    if (amount === undefined || series.currency !== currency) continue;
    const value = dimensionValue(series, dimension, mapping).trim();
    const sum = sums.get(foldValue(value)) ?? { value, amount: 0n };
    sums.set(foldValue(value), { value: sum.value, amount: sum.amount + amount });
  }
  return [...sums.values()]
    .sort((a, b) => (a.amount === b.amount ? 0 : a.amount > b.amount ? -1 : 1))
    .map(({ value, amount }) => ({ value, amount: toMicros(amount) }));
}
