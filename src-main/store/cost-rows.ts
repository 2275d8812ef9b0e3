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
import { readSeries, type StoredSeries } from './series.ts';
import { countingPortions } from './spend.ts';

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
  | 'portion'
  | 'import'
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

const MEANT = `f.portion IN (SELECT value FROM json_each(?)) AND f.day BETWEEN ? AND ?
  AND f.billing_month BETWEEN ? AND ? AND f.series_id IN (SELECT value FROM json_each(?))`;

/** Days that a page is first looked for in; where they hold too few rows, the older ones follow, ever more at once. */
const FIRST_WINDOW_DAYS = 31;

/** The rows that a query means, told apart once for its totals and its pages. */
export class MeantCosts {
  readonly #reader: Reader;
  readonly #series: ReadonlyMap<number, StoredSeries>;
  readonly #portions: string;
  readonly #days: readonly [number, number];
  readonly #months: readonly [number, number];

  constructor(reader: Reader, query: CostRowQuery, mapping: TagMapping) {
    this.#reader = reader;
    this.#portions = countingPortions(reader, query.knownAt);
    this.#series = meantSeries(reader, query, mapping, this.#portions);
    const [days, months] = boundsOf(query);
    this.#days = [Math.max(days[0], this.#firstDay()), days[1]];
    this.#months = months;
  }

  /** By currency. A currency is summed by itself, because one pass without groups is much cheaper than one with them. */
  totals(): CostRowTotal[] {
    const byCurrency = Map.groupBy(this.#series.values(), ({ currency }) => currency);
    return [...byCurrency]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([currency, series]) => {
        const sum = this.#reader.get<Record<'rows' | 'billed' | 'effective', bigint>>(
          `SELECT count(*) AS rows, coalesce(sum(f.billed), 0) AS billed, coalesce(sum(f.effective), 0) AS effective
           FROM fact f WHERE ${MEANT}`,
          ...this.#parameters(this.#days, JSON.stringify(series.map(({ id }) => id))),
        );
        if (sum === undefined || sum.rows === 0n) return [];
        const { rows, billed, effective } = sum;
        return [{ currency, rows: Number(rows), billed: toMicros(billed), effective: toMicros(effective) }];
      });
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
    const rows =
      offset > 0
        ? this.#rows(this.#days, { limit: limit + 1, offset, after })
        : this.#newestRows(limit + 1, after);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      rows: shown.flatMap((row) => this.#rowOf(row)),
      next: rows.length > limit && last !== undefined ? keyOf(last) : undefined,
    };
  }

  /** Rows of one window of days after the other, newest first, because sorting all rows for one page takes seconds. */
  #newestRows(limit: number, after: CostRowKey | undefined): RawRow[] {
    const [first, last] = this.#days;
    const rows: RawRow[] = [];
    let newest = Math.min(last, after?.[0] ?? last, this.#lastDay());
    for (let days = FIRST_WINDOW_DAYS; newest >= first && rows.length < limit; days *= 2) {
      const oldest = Math.max(first, newest - days + 1);
      rows.push(...this.#rows([oldest, newest], { limit: limit - rows.length, offset: 0, after }));
      newest = oldest - 1;
    }
    return rows;
  }

  #rows(
    days: readonly [number, number],
    { limit, offset, after }: { limit: number; offset: number; after: CostRowKey | undefined },
  ): RawRow[] {
    const behind =
      after === undefined
        ? ''
        : 'AND (-f.day, -abs(f.billed), f.series_id, f.billing_month, f.portion) > (?, ?, ?, ?, ?)';
    const [day = 0, size = 0n, ...rest] = after ?? [];
    return this.#reader.all<RawRow>(
      `SELECT f.portion, f.day, f.series_id, f.billing_month, f.billed, f.effective, f.quantity, f.first_row, f.records,
         (SELECT p.import_number FROM portion p WHERE p.number = f.portion) AS import, abs(f.billed) AS size
       FROM fact f WHERE ${MEANT} ${behind}
       ORDER BY f.day DESC, size DESC, f.series_id, f.billing_month, f.portion LIMIT ? OFFSET ?`,
      ...this.#parameters(days, JSON.stringify([...this.#series.keys()])),
      ...(after === undefined ? [] : [-day, -size, ...rest]),
      limit,
      offset,
    );
  }

  #parameters(days: readonly [number, number], series: string): (string | number)[] {
    return [this.#portions, ...days, ...this.#months, series];
  }

  #firstDay(): number {
    return this.#edge('ASC');
  }

  #lastDay(): number {
    return this.#edge('DESC');
  }

  /** The first or last day of all visible imports, each of which is asked at one end of its days. */
  #edge(order: 'ASC' | 'DESC'): number {
    const row = this.#reader.get<{ day: bigint | null }>(
      `SELECT ${order === 'ASC' ? 'min' : 'max'}(
         (SELECT f.day FROM fact f WHERE f.portion = value ORDER BY f.day ${order} LIMIT 1)) AS day
       FROM json_each(?)`,
      this.#portions,
    );
    return Number(row?.day ?? 0n);
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
        importNumber: Number(row.import),
        firstRow: Number(row.first_row),
        records: Number(row.records),
      },
    ];
  }
}

function keyOf(row: RawRow): CostRowKey {
  const { day, size, series_id: series, billing_month: month, portion: number } = row;
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
  portions: string,
): Map<number, StoredSeries> {
  const matches = compileScope(scope, mapping);
  const counted = budgetIds === undefined ? undefined : countedSeries(reader, budgetIds);
  return new Map(
    readSeries(reader, portions)
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
