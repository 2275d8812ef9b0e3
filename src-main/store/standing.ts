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

const COLUMNS = [
  ...['parent_id', 'type', 'owner', 'name_key', 'amount', 'spent'],
  ...['utilization', 'pace', 'status', 'outlook'],
];
const EXCLUDED = COLUMNS.map((column) => `excluded.${column}`);
/** A row that stays as it is is left alone, with what the indexes hold of it. */
const PUT_STANDING = `INSERT INTO standing (budget_id, ${COLUMNS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (budget_id) DO UPDATE SET (${COLUMNS.join(', ')}) = (${EXCLUDED.join(', ')})
  WHERE (${COLUMNS.join(', ')}) IS NOT (${EXCLUDED.join(', ')})`;

/** Keeps how a budget stands. */
export function putStanding(writer: Writer, budget: Budget, standing: Standing): void {
  writer.run(
    PUT_STANDING,
    budget.id,
    budget.parentId,
    budget.type,
    budget.owner,
    budget.name.toLowerCase(),
    budget.amount,
    standing.spent,
    standing.utilization ?? UNKNOWN_SHARE,
    standing.pace ?? UNKNOWN_SHARE,
    BUDGET_STATUSES.indexOf(standing.status),
    BUDGET_STATUSES.indexOf(standing.outlook),
  );
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
  const { where, values } = conditionOf(filter);
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
  const sql = `SELECT budget_id FROM standing WHERE ${where} ${orderBy}`;
  const [count] = reader.allNamed<{ n: bigint }>(`SELECT count(*) AS n FROM standing WHERE ${where}`, values);
  return { ids: idsOf(reader, sql, { ...values, limit, offset }), total: Number(count?.n ?? 0n) };
}

function idsOf(reader: Reader, sql: string, values: Readonly<Record<string, Cell>>): string[] {
  return reader.allNamed<{ budget_id: string }>(sql, values).map(({ budget_id }) => budget_id);
}

function conditionOf(filter: StandingFilter): {
  readonly where: string;
  readonly values: Readonly<Record<string, Cell>>;
} {
  const { status, outlook } = filter;
  const where = `${filterSql(filter, 'standing.budget_id', 'name_key')}
    ${status === undefined ? '' : 'AND status = :status'} ${outlook === undefined ? '' : 'AND outlook = :outlook'}`;
  const values = {
    ...filterValues(filter),
    ...(status !== undefined && { status: BUDGET_STATUSES.indexOf(status) }),
    ...(outlook !== undefined && { outlook: BUDGET_STATUSES.indexOf(outlook) }),
  };
  return { where, values };
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
