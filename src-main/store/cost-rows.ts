import {
  dayFromNumber,
  dayNumber,
  firstDayOf,
  lastDayOf,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { Scope } from '#shared/domain/budget.ts';
import type { TagMapping } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { compileScope } from '#shared/engine/budgets/scope.ts';
import type { Reader } from './reader.ts';
import { readSeries, visibleImports, type StoredSeries } from './spend.ts';

/** Which cost rows are meant; what is left out does not narrow. */
export interface CostRowQuery {
  /** A budget with all below it. */
  readonly budgetIds?: readonly string[] | undefined;
  readonly from?: Month | undefined;
  readonly to?: Month | undefined;
  readonly scope: Scope;
  readonly limit: number;
  readonly offset: number;
}

export interface CostRow {
  readonly day: Day;
  readonly series: StoredSeries;
  readonly billed: Micros;
  readonly effective: Micros;
  readonly quantity: number;
  readonly importNumber: number;
}

/** The sum of all rows of one currency, also of those on other pages. */
export interface CostRowTotal {
  readonly currency: string;
  readonly rows: number;
  readonly billed: Micros;
  readonly effective: Micros;
}

const MEANT = `f.import_number IN (SELECT value FROM json_each(?)) AND f.day BETWEEN ? AND ?
  AND f.series_id IN (SELECT value FROM json_each(?))`;

/** The cost rows of imports that count, the newest day first and within it the largest charge. */
export function readCostRows(
  reader: Reader,
  query: CostRowQuery,
  mapping: TagMapping,
): { rows: CostRow[]; totals: CostRowTotal[] } {
  const imports = visibleImports(reader);
  const series = meantSeries(reader, query, mapping, imports);
  const parameters = [
    imports,
    query.from === undefined ? Number.MIN_SAFE_INTEGER : dayNumber(firstDayOf(query.from)),
    query.to === undefined ? Number.MAX_SAFE_INTEGER : dayNumber(lastDayOf(query.to)),
    JSON.stringify([...series.keys()]),
  ];
  const rows = reader.all<
    Record<'import_number' | 'day' | 'series_id' | 'billed' | 'effective', bigint> & { quantity: number }
  >(
    `SELECT f.import_number, f.day, f.series_id, f.billed, f.effective, f.quantity FROM fact f WHERE ${MEANT}
     ORDER BY f.day DESC, abs(f.billed) DESC, f.series_id, f.billing_month, f.import_number LIMIT ? OFFSET ?`,
    ...parameters,
    query.limit,
    query.offset,
  );
  const totals = reader.all<{ currency: string } & Record<'rows' | 'billed' | 'effective', bigint>>(
    `SELECT s.currency, count(*) AS rows, sum(f.billed) AS billed, sum(f.effective) AS effective
     FROM fact f JOIN series s ON s.id = f.series_id WHERE ${MEANT} GROUP BY s.currency ORDER BY s.currency`,
    ...parameters,
  );
  return {
    rows: rows.flatMap((row) => {
      const one = series.get(Number(row.series_id));
      if (one === undefined) return [];
      return [
        {
          day: dayFromNumber(Number(row.day)),
          series: one,
          billed: toMicros(row.billed),
          effective: toMicros(row.effective),
          quantity: row.quantity,
          importNumber: Number(row.import_number),
        },
      ];
    }),
    totals: totals.map((total) => ({
      currency: total.currency,
      rows: Number(total.rows),
      billed: toMicros(total.billed),
      effective: toMicros(total.effective),
    })),
  };
}

/** Conditions are tested by series, of which there are few, and by the rules that budgets use. */
function meantSeries(
  reader: Reader,
  { budgetIds, scope }: CostRowQuery,
  mapping: TagMapping,
  imports: string,
): Map<number, StoredSeries> {
  const matches = compileScope(scope, mapping);
  const counted = budgetIds === undefined ? undefined : countedSeries(reader, budgetIds);
  return new Map(
    readSeries(reader, imports)
      .filter((one) => (counted === undefined || counted.has(one.id)) && matches(one))
      .map((one) => [one.id, one]),
  );
}

function countedSeries(reader: Reader, budgetIds: readonly string[]): Set<number> {
  const rows = reader.all<{ series_id: bigint }>(
    'SELECT series_id FROM allocation WHERE budget_id IN (SELECT value FROM json_each(?))',
    JSON.stringify(budgetIds),
  );
  return new Set(rows.map(({ series_id }) => Number(series_id)));
}
