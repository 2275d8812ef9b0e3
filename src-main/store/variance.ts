import { dayNumber, monthNumber, monthOf, type Day, type Month } from '#shared/domain/calendar.ts';
import type { CostBasis } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import type { Cell, Reader } from './reader.ts';

/** What a series cost, and how much of it was used (in 10⁻⁶ of its unit), in a span of days. */
export interface SeriesUse {
  readonly seriesId: number;
  readonly cost: Micros;
  readonly quantity: bigint;
}

export interface UseQuestion {
  readonly rootId: string;
  /** The budget and all below it, of that root; null is the whole tree. */
  readonly budgetIds: readonly string[] | null;
  readonly basis: CostBasis;
  /** As `countingPortions` answers them. */
  readonly portions: string;
}

interface UseRow {
  readonly series_id: bigint;
  readonly cost: bigint;
  readonly quantity: number;
}

/**
 * The series that the budgets own in a month, as a condition on `f`. Of a whole tree none of its budgets need be named, and the
 * plus keeps SQLite from seeking nearly every series in every portion by itself.
 */
function ownedIn({ rootId, budgetIds }: UseQuestion, month: Month): { sql: string; parameters: Cell[] } {
  const ofRoot = 'SELECT series_id FROM allocation WHERE root_id = ? AND ? BETWEEN from_month AND to_month';
  const parameters = [rootId, monthNumber(month)];
  return budgetIds === null
    ? { sql: `+f.series_id IN (${ofRoot})`, parameters }
    : {
        sql: `f.series_id IN (${ofRoot} AND budget_id IN (SELECT value FROM json_each(?)))`,
        parameters: [...parameters, JSON.stringify(budgetIds)],
      };
}

/** Cost and use by series of a whole month, by charge day. */
export function readUseByMonth(reader: Reader, question: UseQuestion, month: Month): SeriesUse[] {
  const owned = ownedIn(question, month);
  return reader
    .all<UseRow>(
      `SELECT f.series_id, sum(f.${question.basis}) AS cost, sum(f.quantity) AS quantity FROM series_month f
       WHERE f.portion IN (SELECT value FROM json_each(?)) AND f.month = ? AND ${owned.sql}
       GROUP BY f.series_id ORDER BY f.series_id`,
      question.portions,
      monthNumber(month),
      ...owned.parameters,
    )
    .map(toUse);
}

/** Cost and use by series from day to day of a month, both included, by charge day. */
export function readUseByDay(reader: Reader, question: UseQuestion, from: Day, to: Day): SeriesUse[] {
  const owned = ownedIn(question, monthOf(from));
  return reader
    .all<UseRow>(
      `SELECT f.series_id, sum(f.${question.basis}) AS cost, sum(f.quantity) AS quantity FROM fact f
       WHERE f.portion IN (SELECT value FROM json_each(?)) AND f.day BETWEEN ? AND ? AND ${owned.sql}
       GROUP BY f.series_id ORDER BY f.series_id`,
      question.portions,
      dayNumber(from),
      dayNumber(to),
      ...owned.parameters,
    )
    .map(toUse);
}

/** Cost and use by series of a billing month, of charges up to a day. */
export function readUseByBillingMonth(
  reader: Reader,
  question: UseQuestion,
  month: Month,
  to: Day,
): SeriesUse[] {
  const owned = ownedIn(question, month);
  return reader
    .all<UseRow>(
      `SELECT f.series_id, sum(f.${question.basis}) AS cost, sum(f.quantity) AS quantity FROM fact f
       WHERE f.portion IN (SELECT value FROM json_each(?)) AND f.billing_month = ? AND f.day <= ? AND ${owned.sql}
       GROUP BY f.series_id ORDER BY f.series_id`,
      question.portions,
      monthNumber(month),
      dayNumber(to),
      ...owned.parameters,
    )
    .map(toUse);
}

/** Whether some costs of a tree are shared by rules, so that budgets bear more than the charges they own. */
export function hasSharedCosts(reader: Reader, rootId: string): boolean {
  return reader.get('SELECT 1 FROM shared_cost WHERE root_id = ? LIMIT 1', rootId) !== undefined;
}

/** Quantities are kept as floats of whole units; they are only ever divided by one another. */
function toUse(row: UseRow): SeriesUse {
  return {
    seriesId: Number(row.series_id),
    cost: toMicros(row.cost),
    quantity: BigInt(Math.round(row.quantity * 1e6)),
  };
}
