/** What series and owners cost by month and to date, for moving it from one owner to another. */
import type { Budget } from '#shared/domain/budget.ts';
import { monthNumber } from '#shared/domain/calendar.ts';
import type { SeriesPlacement } from '#shared/engine/budgets/roll-up.ts';
import type { Reader } from './reader.ts';
import { readSeriesToDate, type StandingAt } from './to-date.ts';

/** Stands for the open month to the day the workspace stands on, beside whole months. */
export const TO_DATE = -1;

/** What sums are taken of. */
export interface SumsOf {
  readonly basis: Budget['costBasis'];
  /** The portions that count, as JSON. */
  readonly portions: string;
  readonly at: StandingAt | undefined;
}

/** What a series cost in a month: months since year 0, or `TO_DATE`. */
type SeriesSum = readonly [month: number, amount: bigint];

/** What series cost by month and to date, in their own currency; a month in as many parts as portions hold of it. */
export function readSeriesSums(
  reader: Reader,
  seriesIds: readonly number[],
  { basis, portions, at }: SumsOf,
): Map<number, SeriesSum[]> {
  const sums = new Map<number, SeriesSum[]>(seriesIds.map((id) => [id, []]));
  if (seriesIds.length === 0) return sums;
  const rows = reader.all<{ series_id: bigint; month: bigint; amount: bigint }>(
    `SELECT m.series_id, m.month, m.${basis} AS amount FROM json_each(?) w
     CROSS JOIN series_month m ON m.series_id = w.value
     WHERE m.portion IN (SELECT value FROM json_each(?))`,
    JSON.stringify(seriesIds),
    portions,
  );
  for (const { series_id, month, amount } of rows) sums.get(Number(series_id))?.push([Number(month), amount]);
  if (at === undefined) return sums;
  for (const [seriesId, amount] of readSeriesToDate(reader, seriesIds, basis, at, portions))
    sums.get(seriesId)?.push([TO_DATE, amount]);
  return sums;
}

interface KnownSums {
  /** All that the sums follow from beside the series. */
  of: string;
  readonly bySeries: Map<number, SeriesSum[]>;
}

const known = new WeakMap<object, KnownSums>();
/** Of a series with two years of months that is 17 MB. */
const MOST_KNOWN = 10_000;

/**
 * The same of portions that counted before the write began: what those hold is never changed, so that the sums of series that an
 * edit moved are still known when it is undone, or when the next one moves them further. Of very many they are not kept.
 */
export function recallSeriesSums(
  reader: Reader,
  seriesIds: readonly number[],
  of: SumsOf,
): ReadonlyMap<number, SeriesSum[]> {
  if (seriesIds.length > MOST_KNOWN) return readSeriesSums(reader, seriesIds, of);
  const key = JSON.stringify(of);
  const own = known.get(reader.source) ?? { of: key, bySeries: new Map<number, SeriesSum[]>() };
  known.set(reader.source, own);
  if (own.of !== key || own.bySeries.size + seriesIds.length > MOST_KNOWN) {
    own.of = key;
    own.bySeries.clear();
  }
  const missing = seriesIds.filter((id) => !own.bySeries.has(id));
  for (const [id, sums] of readSeriesSums(reader, missing, of)) own.bySeries.set(id, sums);
  return own.bySeries;
}

/** What an owner has in one currency by month and to date, as series are allocated now. */
export function readOwnedSums(
  reader: Reader,
  rootId: string,
  { budgetId, ruleId }: Pick<SeriesPlacement, 'budgetId' | 'ruleId'>,
  currency: string,
  { basis, portions, at }: SumsOf,
): Map<number, bigint> {
  const owned = `FROM allocation a INDEXED BY allocation_budget CROSS JOIN series s ON s.id = a.series_id AND s.currency = ?`;
  const where = 'WHERE a.budget_id = ? AND a.root_id = ? AND a.rule_id = ?';
  const owner = [currency, budgetId, rootId, ruleId] as const;
  const months = reader.all<{ month: bigint; amount: bigint }>(
    `SELECT m.month, sum(m.${basis}) AS amount ${owned}
     CROSS JOIN series_month m ON m.series_id = a.series_id AND m.month BETWEEN a.from_month AND a.to_month
     ${where} AND m.portion IN (SELECT value FROM json_each(?)) GROUP BY m.month`,
    ...[...owner, portions],
  );
  const sums = new Map(months.map(({ month, amount }) => [Number(month), amount]));
  if (at === undefined) return sums;
  const open = reader.all<{ id: bigint }>(
    `SELECT a.series_id AS id ${owned} ${where} AND ? BETWEEN a.from_month AND a.to_month`,
    ...[...owner, monthNumber(at.openMonth)],
  );
  const ids = open.map(({ id }) => Number(id));
  const toDate = readSeriesToDate(reader, ids, basis, at, portions).values();
  return sums.set(
    TO_DATE,
    [...toDate].reduce((sum, amount) => sum + amount, 0n),
  );
}
