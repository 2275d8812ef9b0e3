/**
 * How every budget stands on the day the workspace stands on: the figures that lists filter and order by, beside the columns that
 * they filter by as well, so that one small table answers any page of any list.
 */
import { BUDGET_STATUSES, type Budget, type BudgetStatus } from '#shared/domain/budget.ts';
import type { Micros } from '#shared/domain/money.ts';
import { filterSql, filterValues, type BudgetFilter } from './budgets.ts';
import type { Cell, Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** Shares that say nothing are below every other. */
const UNKNOWN_SHARE = -1e300;

export interface Standing {
  readonly spent: Micros;
  readonly utilization: number | null;
  readonly pace: number | null;
  readonly status: BudgetStatus;
  readonly outlook: BudgetStatus;
}

/** What seldom changes of a budget that has a place here, and what every cost moves. */
const PLACE = ['parent_id', 'type', 'owner', 'name_key', 'amount'] as const;
const FIGURES = ['spent', 'utilization', 'pace', 'status', 'outlook'] as const;

interface StandingRow {
  readonly budget_id: string;
  readonly parent_id: string | null;
  readonly type: string;
  readonly owner: string;
  readonly name_key: string;
  readonly amount: bigint;
  readonly spent: bigint;
  readonly utilization: number;
  readonly pace: number;
  readonly status: bigint;
  readonly outlook: bigint;
}

const PUT = `INSERT OR REPLACE INTO standing (budget_id, ${[...PLACE, ...FIGURES].join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const PUT_FIGURES = `UPDATE standing SET ${FIGURES.map((column) => `${column} = ?`).join(', ')} WHERE budget_id = ?`;

/**
 * Keeps how budgets stand. A row that stays as it is is left alone, and one whose figures change keeps its place, with what the
 * indexes hold of it.
 */
export function putStandings(writer: Writer, standings: readonly (readonly [Budget, Standing])[]): void {
  const kept = readRows(
    writer,
    standings.map(([{ id }]) => id),
  );
  for (const standing of standings) {
    const row = rowOf(...standing);
    const known = kept.get(row.budget_id);
    if (known === undefined || PLACE.some((column) => known[column] !== row[column]))
      writer.run(PUT, row.budget_id, ...PLACE.map((column) => row[column]), ...figuresOf(row));
    else if (FIGURES.some((column) => known[column] !== row[column]))
      writer.run(PUT_FIGURES, ...figuresOf(row), row.budget_id);
  }
}

function readRows(reader: Reader, ids: readonly string[]): Map<string, StandingRow> {
  const rows = reader.all<StandingRow>(
    'SELECT s.* FROM json_each(?) w CROSS JOIN standing s ON s.budget_id = w.value',
    JSON.stringify(ids),
  );
  return new Map(rows.map((row) => [row.budget_id, row]));
}

function rowOf(budget: Budget, standing: Standing): StandingRow {
  return {
    budget_id: budget.id,
    parent_id: budget.parentId,
    type: budget.type,
    owner: budget.owner,
    name_key: budget.name.toLowerCase(),
    amount: budget.amount,
    spent: standing.spent,
    utilization: standing.utilization ?? UNKNOWN_SHARE,
    pace: standing.pace ?? UNKNOWN_SHARE,
    status: BigInt(BUDGET_STATUSES.indexOf(standing.status)),
    outlook: BigInt(BUDGET_STATUSES.indexOf(standing.outlook)),
  };
}

function figuresOf(row: StandingRow): Cell[] {
  return FIGURES.map((column) => row[column]);
}

export interface StandingFilter extends BudgetFilter {
  readonly status?: BudgetStatus | undefined;
  readonly outlook?: BudgetStatus | undefined;
}

/** The orders a list can have; urgency is by outlook and then pace, worst first. */
export type StandingOrder = 'urgency' | 'name' | 'amount' | 'spent' | 'utilization' | 'pace' | 'status';

/** Ascending; urgency has the worst first. Equal ones follow by name. */
const ORDERS: Readonly<Record<StandingOrder, (direction: Direction) => string>> = {
  urgency: (direction) => {
    const other = direction === 'ASC' ? 'DESC' : 'ASC';
    return `outlook ${other}, pace ${other}, name_key ${other}, budget_id ${other}`;
  },
  name: (direction) => `name_key ${direction}, budget_id ${direction}`,
  amount: (direction) => `amount ${direction}, name_key, budget_id`,
  spent: (direction) => `spent ${direction}, name_key, budget_id`,
  utilization: (direction) => `utilization ${direction}, name_key, budget_id`,
  pace: (direction) => `pace ${direction}, name_key, budget_id`,
  status: (direction) => `status ${direction}, name_key, budget_id`,
};
type Direction = 'ASC' | 'DESC';

/** The orders that an index has. */
const INDEXES: Partial<Record<StandingOrder, string>> = {
  urgency: 'standing_urgency',
  name: 'standing_name',
};

export interface StandingPage {
  readonly ids: readonly string[];
  readonly total: number;
}

/** So few that pass a filter are ordered by themselves; of more, the order can be one that an index has. */
const FEW = 1000;

/**
 * A page of the budgets that pass a filter, in order, and how many there are. Few are looked for once: SQLite would follow an
 * index in the order of the list and look up every row of it, and count them in a second pass.
 */
export function findStanding(
  reader: Reader,
  filter: StandingFilter,
  order: StandingOrder,
  isDescending: boolean,
  limit: number,
  offset: number,
): StandingPage {
  const where = whereOf(filter);
  const values = valuesOf(filter);
  const orderBy = `ORDER BY ${ORDERS[order](isDescending ? 'DESC' : 'ASC')} LIMIT :limit OFFSET :offset`;
  const passing = idsOf(reader, `SELECT budget_id FROM standing WHERE ${where} LIMIT :most`, {
    ...values,
    most: FEW + 1,
  });
  if (passing.length <= FEW) {
    const sql = `SELECT budget_id FROM json_each(:ids) w CROSS JOIN standing ON budget_id = w.value ${orderBy}`;
    const ids = idsOf(reader, sql, { ids: JSON.stringify(passing), limit, offset });
    return { ids, total: passing.length };
  }
  // An index is followed for its order alone: to look up most of all rows by what they pass takes longer than to read them.
  const index = INDEXES[order];
  const table = index === undefined ? 'standing' : `standing INDEXED BY ${index}`;
  const sql = `SELECT budget_id FROM ${table} WHERE ${whereOf(filter, '+')} ${orderBy}`;
  const [count] = reader.allNamed<{ n: bigint }>(`SELECT count(*) AS n FROM standing WHERE ${where}`, values);
  return { ids: idsOf(reader, sql, { ...values, limit, offset }), total: Number(count?.n ?? 0n) };
}

function idsOf(reader: Reader, sql: string, values: Readonly<Record<string, Cell>>): string[] {
  return reader.allNamed<{ budget_id: string }>(sql, values).map(({ budget_id }) => budget_id);
}

function whereOf(filter: StandingFilter, before: '' | '+' = ''): string {
  const { status, outlook } = filter;
  return [
    filterSql(filter, 'standing.budget_id', 'name_key', before),
    ...(status === undefined ? [] : [`${before}status = :status`]),
    ...(outlook === undefined ? [] : [`${before}outlook = :outlook`]),
  ].join(' AND ');
}

function valuesOf(filter: StandingFilter): Record<string, Cell> {
  const { status, outlook } = filter;
  return {
    ...filterValues(filter),
    ...(status !== undefined && { status: BUDGET_STATUSES.indexOf(status) }),
    ...(outlook !== undefined && { outlook: BUDGET_STATUSES.indexOf(outlook) }),
  };
}

/** How many budgets stand at each step of the ladder, and how many there are of each type. */
export function countStanding(reader: Reader): {
  byStatus: Map<BudgetStatus, number>;
  byType: Map<string, number>;
} {
  const rows = reader.all<{ status: bigint; type: string; n: bigint }>(
    'SELECT status, type, count(*) AS n FROM standing GROUP BY status, type',
  );
  const byStatus = new Map<BudgetStatus, number>();
  const byType = new Map<string, number>();
  for (const { status, type, n } of rows) {
    const name = BUDGET_STATUSES[Number(status)] ?? 'healthy';
    byStatus.set(name, (byStatus.get(name) ?? 0) + Number(n));
    byType.set(type, (byType.get(type) ?? 0) + Number(n));
  }
  return { byStatus, byType };
}
