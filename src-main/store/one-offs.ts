/** Months that a forecast shall not learn from, or shall take as they stand, by somebody's word; and money that comes once. */
import { createHash } from 'node:crypto';
import { monthFromNumber, type Month } from '#shared/domain/calendar.ts';
import type { CostBasis } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export interface OneOffChoice {
  readonly budgetId: string;
  readonly month: Month;
  /** The month itself, or the step of the level that begins with it. */
  readonly what: 'month' | 'level';
  readonly treatment: 'exclude' | 'keep';
  readonly note: string;
  readonly by: string;
  readonly at: string;
}

/** A mark of all choices, for keeping what was worked out from them. */
export function readOneOffState(reader: Reader): string {
  const row = reader.get<{ count: bigint; text: string | null }>(
    'SELECT count(*) AS count, group_concat(body) AS text FROM one_off',
  );
  return row === undefined || row.count === 0n
    ? ''
    : createHash('sha256')
        .update(row.text ?? '')
        .digest('base64');
}

/** The choices made for these budgets, by month. */
export function readOneOffChoices(reader: Reader, budgetIds: readonly string[]): OneOffChoice[] {
  return reader
    .all<{
      body: string;
    }>(
      'SELECT body FROM one_off WHERE budget_id IN (SELECT value FROM json_each(?)) ORDER BY month, what',
      JSON.stringify(budgetIds),
    )
    .map(({ body }) => readBody<OneOffChoice>(body));
}

export function putOneOffChoice(writer: Writer, choice: OneOffChoice): void {
  const { budgetId, month, what } = choice;
  writer.put('one_off', { budget_id: budgetId, month, what, body: writeBody(choice) });
}

export function removeOneOffChoice(
  writer: Writer,
  { budgetId, month, what }: Pick<OneOffChoice, 'budgetId' | 'month' | 'what'>,
): void {
  writer.remove('one_off', budgetId, month, what);
}

/** Money of a month that comes without usage, as the export calls it: credits and refunds, purchases, adjustments. */
export interface OneTimeCharge {
  readonly month: Month;
  readonly category: string;
  readonly amount: Micros;
}

/** Charges of the budgets named that come without usage, by month and category. */
export function readOneTimeCharges(
  reader: Reader,
  budgetIds: readonly string[],
  basis: CostBasis,
  portions: string,
): OneTimeCharge[] {
  return reader
    .all<{ month: bigint; category: string; amount: bigint }>(
      `SELECT m.month, s.charge_category AS category, sum(m.${basis}) AS amount
       FROM series s JOIN series_month m ON m.series_id = s.id
       WHERE s.charge_category IN ('Credit', 'Purchase', 'Adjustment')
         AND m.portion IN (SELECT value FROM json_each(?))
         AND s.id IN (SELECT series_id FROM allocation WHERE budget_id IN (SELECT value FROM json_each(?)))
       GROUP BY m.month, s.charge_category ORDER BY m.month`,
      portions,
      JSON.stringify(budgetIds),
    )
    .map(({ month, category, amount }) => ({
      month: monthFromNumber(Number(month)),
      category,
      amount: toMicros(amount),
    }));
}
