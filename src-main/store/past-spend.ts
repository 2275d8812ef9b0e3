import type { Budget } from '#shared/domain/budget.ts';
import { dayNumber, firstDayOf, monthNumber, type Day, type Month } from '#shared/domain/calendar.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { placeSeries, rollUp, type OwnedAmount } from '#shared/engine/budgets/roll-up.ts';
import type { Reader } from './reader.ts';
import { readBudgetTree } from './budget-tree.ts';
import { readAllSeries } from './series.ts';

interface AmountRow {
  readonly series_id: bigint;
  readonly month: bigint;
  readonly amount: bigint;
}

/** Spend by budget and month of a tree that need not be the present one, by the portions named: complete months, and the open one to a day. */
export function readPastMonths(
  reader: Reader,
  root: Budget,
  budgets: readonly Budget[],
  portions: string,
  openMonth: Month,
  asOf: Day,
): Map<string, Map<number, Micros>> {
  const tree = readBudgetTree(reader, root, budgets);
  const placeOf = placeSeries(tree);
  const series = new Map(
    readAllSeries(reader).map((one) => [BigInt(one.id), { ...one, places: placeOf(one) }]),
  );
  const owned: OwnedAmount[] = readAmounts(reader, root, portions, openMonth, asOf).flatMap((row) => {
    const one = series.get(row.series_id);
    const month = Number(row.month);
    const place = one?.places.find(({ fromMonth, toMonth }) => fromMonth <= month && month <= toMonth);
    if (one === undefined || place === undefined) return [];
    return [{ ...place, currency: one.currency, month, amount: toMicros(row.amount) }];
  });
  const months = new Map<string, Map<number, Micros>>();
  for (const { budgetId, month, total } of rollUp(tree, owned).months) {
    const own = months.get(budgetId) ?? new Map<number, Micros>();
    months.set(budgetId, own);
    own.set(month, total);
  }
  return months;
}

/** The series of a tree, which need not be the present one, that lie with some of its budgets in any month. */
export function readPastSeries(
  reader: Reader,
  root: Budget,
  budgets: readonly Budget[],
  owners: ReadonlySet<string>,
): number[] {
  const placeOf = placeSeries(readBudgetTree(reader, root, budgets));
  return readAllSeries(reader)
    .filter((one) => placeOf(one).some(({ budgetId }) => owners.has(budgetId)))
    .map(({ id }) => id);
}

function readAmounts(
  reader: Reader,
  root: Budget,
  portions: string,
  openMonth: Month,
  asOf: Day,
): AmountRow[] {
  const complete = reader.all<AmountRow>(
    `SELECT series_id, month, sum(${root.costBasis}) AS amount FROM series_month
     WHERE portion IN (SELECT value FROM json_each(?)) AND month < ? GROUP BY series_id, month`,
    portions,
    monthNumber(openMonth),
  );
  const open = reader.all<AmountRow>(
    `SELECT series_id, ? AS month, sum(${root.costBasis}) AS amount FROM fact
     WHERE portion IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ? GROUP BY series_id`,
    BigInt(monthNumber(openMonth)),
    portions,
    dayNumber(firstDayOf(openMonth)),
    dayNumber(asOf),
  );
  return [...complete, ...open];
}
