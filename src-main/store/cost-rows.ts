import {
  dayFromNumber,
  dayNumber,
  firstDayOf,
  lastDayOf,
  monthFromNumber,
  monthNumber,
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
  /** Whether `from` and `to` are months of the charge's day or of its invoice. */
  readonly timeBasis?: 'chargeDay' | 'billingMonth' | undefined;
  /** Later days are not there yet. */
  readonly until: Day;
  readonly knownAt?: string | undefined;
  readonly scope: Scope;
}

export interface CostRow {
  readonly day: Day;
  readonly series: StoredSeries;
  readonly billingMonth: Month;
  readonly billed: Micros;
  readonly effective: Micros;
  readonly quantity: number;
  readonly importNumber: number;
  /** The first record over the files of the import; 0 where that was not kept. */
  readonly firstRow: number;
  readonly records: number;
}

/** The sum of all rows of one currency, also of those on other pages. */
export interface CostRowTotal {
  readonly currency: string;
  readonly rows: number;
  readonly billed: Micros;
  readonly effective: Micros;
}

/** Where a page ends: the place of its last row in the order of all. */
export type CostRowKey = readonly [day: number, size: bigint, series: number, month: number, number: number];

type RawRow = Record<
  | 'import_number'
  | 'day'
  | 'series_id'
  | 'billing_month'
  | 'billed'
  | 'effective'
  | 'first_row'
  | 'records'
  | 'size',
  bigint
> & { quantity: number };

/** The rows that a query means, told apart once for its totals and its pages. */
export class MeantCosts {
  readonly #reader: Reader;
  readonly #series: ReadonlyMap<number, StoredSeries>;
  readonly #where: string;
  readonly #parameters: readonly (string | number)[];

  constructor(reader: Reader, query: CostRowQuery, mapping: TagMapping) {
    const imports = visibleImports(reader, query.knownAt);
    this.#reader = reader;
    this.#series = meantSeries(reader, query, mapping, imports);
    const [days, months] = boundsOf(query);
    this.#where = `f.import_number IN (SELECT value FROM json_each(?)) AND f.day BETWEEN ? AND ?
      AND f.billing_month BETWEEN ? AND ? AND f.series_id IN (SELECT value FROM json_each(?))`;
    this.#parameters = [imports, ...days, ...months, JSON.stringify([...this.#series.keys()])];
  }

  totals(): CostRowTotal[] {
    const totals = this.#reader.all<{ currency: string } & Record<'rows' | 'billed' | 'effective', bigint>>(
      `SELECT s.currency, count(*) AS rows, sum(f.billed) AS billed, sum(f.effective) AS effective
       FROM fact f JOIN series s ON s.id = f.series_id WHERE ${this.#where} GROUP BY s.currency ORDER BY s.currency`,
      ...this.#parameters,
    );
    return totals.map((total) => ({
      currency: total.currency,
      rows: Number(total.rows),
      billed: toMicros(total.billed),
      effective: toMicros(total.effective),
    }));
  }

  /**
   * A page of the rows, the newest day first and within it the largest charge. It begins behind a key, or after as many rows as
   * `offset` says; `next` is the key behind which the following page begins.
   */
  page(request: {
    readonly limit: number;
    readonly offset: number;
    readonly after?: CostRowKey | undefined;
  }): {
    readonly rows: CostRow[];
    readonly next: CostRowKey | undefined;
  } {
    const { limit, offset, after } = request;
    const [day, size, series, month, number] = after ?? [];
    const behind =
      after === undefined
        ? ''
        : 'AND f.day <= ? AND (-f.day, -abs(f.billed), f.series_id, f.billing_month, f.import_number) > (?, ?, ?, ?, ?)';
    const rows = this.#reader.all<RawRow>(
      `SELECT f.import_number, f.day, f.series_id, f.billing_month, f.billed, f.effective, f.quantity, f.first_row, f.records,
         abs(f.billed) AS size
       FROM fact f WHERE ${this.#where} ${behind}
       ORDER BY f.day DESC, size DESC, f.series_id, f.billing_month, f.import_number LIMIT ? OFFSET ?`,
      ...this.#parameters,
      ...(day === undefined ? [] : [day, -day, -(size ?? 0n), series ?? 0, month ?? 0, number ?? 0]),
      limit + 1,
      offset,
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      rows: shown.flatMap((row) => this.#rowOf(row)),
      next: rows.length > limit && last !== undefined ? keyOf(last) : undefined,
    };
  }

  #rowOf(row: RawRow): CostRow[] {
    const series = this.#series.get(Number(row.series_id));
    if (series === undefined) return [];
    return [
      {
        day: dayFromNumber(Number(row.day)),
        series,
        billingMonth: monthFromNumber(Number(row.billing_month)),
        billed: toMicros(row.billed),
        effective: toMicros(row.effective),
        quantity: row.quantity,
        importNumber: Number(row.import_number),
        firstRow: Number(row.first_row),
        records: Number(row.records),
      },
    ];
  }
}

function keyOf(row: RawRow): CostRowKey {
  const { day, size, series_id: series, billing_month: month, import_number: number } = row;
  return [Number(day), size, Number(series), Number(month), Number(number)];
}

/** The days and the billing months between which rows are meant. */
function boundsOf({
  from,
  to,
  timeBasis,
  until,
}: CostRowQuery): readonly [days: readonly [number, number], months: readonly [number, number]] {
  const byInvoice = timeBasis === 'billingMonth';
  const firstDay = from === undefined || byInvoice ? Number.MIN_SAFE_INTEGER : dayNumber(firstDayOf(from));
  const lastDay =
    to === undefined || byInvoice ? dayNumber(until) : Math.min(dayNumber(lastDayOf(to)), dayNumber(until));
  const firstMonth = from === undefined || !byInvoice ? Number.MIN_SAFE_INTEGER : monthNumber(from);
  const lastMonth = to === undefined || !byInvoice ? Number.MAX_SAFE_INTEGER : monthNumber(to);
  return [
    [firstDay, lastDay],
    [firstMonth, lastMonth],
  ];
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
