import type { Alert, AlertStatus } from '#shared/domain/alert.ts';
import { dayFromNumber, dayNumber, type Day } from '#shared/domain/calendar.ts';
import type { CostBasis } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export interface AlertFilter {
  readonly budgetId?: string | undefined;
  readonly status?: AlertStatus | undefined;
}

/** What alerts are put in order by. */
export type AlertRank = Pick<
  Alert,
  'id' | 'openedAt' | 'severity' | 'percent' | 'threshold' | 'status' | 'onPlan'
>;

interface RankRow extends Pick<Alert, 'id' | 'openedAt' | 'severity' | 'status'> {
  readonly onPlan: bigint;
  readonly percent: number | bigint;
  readonly threshold: string;
}

/** Alerts, the latest opened first, as far as their order goes: their messages and causes are read for a page of them. */
export function readAlertRanks(reader: Reader, filter: AlertFilter): AlertRank[] {
  const columns = `id, body ->> '$.openedAt' AS openedAt, body ->> '$.severity' AS severity,
    body ->> '$.percent' AS percent, body -> '$.threshold' AS threshold, status, body ->> '$.onPlan' AS onPlan`;
  return allOf<RankRow>(reader, columns, filter).map(({ percent, threshold, onPlan, ...rest }) => ({
    ...rest,
    onPlan: onPlan !== 0n,
    percent: Number(percent),
    threshold: readBody<Alert['threshold']>(threshold),
  }));
}

/** The alerts named, in the order in which they are named. */
export function readAlertsByIds(reader: Reader, ids: readonly string[]): Alert[] {
  return reader
    .all<{ body: string }>(
      'SELECT a.body FROM json_each(?) named CROSS JOIN alert a ON a.id = named.value ORDER BY named.key',
      JSON.stringify(ids),
    )
    .map(({ body }) => readBody<Alert>(body));
}

function allOf<Row>(reader: Reader, columns: string, { budgetId, status }: AlertFilter): Row[] {
  // Only what is asked for stands in the condition, so that the index finds it.
  const conditions = [
    'true',
    ...(budgetId === undefined ? [] : ['budget_id = :budgetId']),
    ...(status === undefined ? [] : ['status = :status']),
  ];
  return reader.allNamed<Row>(
    `SELECT ${columns} FROM alert WHERE ${conditions.join(' AND ')} ORDER BY body ->> '$.openedAt' DESC, id`,
    { ...(budgetId !== undefined && { budgetId }), ...(status !== undefined && { status }) },
  );
}

/** The alerts of budgets, the latest opened first; of a budget without any there is no entry. */
export function readAlertsOf(reader: Reader, budgetIds: readonly string[]): Map<string, Alert[]> {
  const alerts = reader
    .all<{ body: string }>(
      `SELECT a.body FROM json_each(?) w CROSS JOIN alert a ON a.budget_id = w.value
       ORDER BY a.body ->> '$.openedAt' DESC, a.id`,
      JSON.stringify(budgetIds),
    )
    .map(({ body }) => readBody<Alert>(body));
  return Map.groupBy(alerts, ({ budgetId }) => budgetId);
}

/** Those of the budgets that have an alert, of whatever status. */
export function readAlertedIds(reader: Reader, budgetIds: readonly string[]): Set<string> {
  const rows = reader.all<{ id: string }>(
    `SELECT w.value AS id FROM json_each(?) w WHERE EXISTS (SELECT 1 FROM alert WHERE budget_id = w.value)`,
    JSON.stringify(budgetIds),
  );
  return new Set(rows.map(({ id }) => id));
}

export function readAlert(reader: Reader, id: string): Alert | undefined {
  const row = reader.get<{ body: string }>('SELECT body FROM alert WHERE id = ?', id);
  return row === undefined ? undefined : readBody<Alert>(row.body);
}

/** Alerts that are not resolved although their budget is gone. */
export function readOrphans(reader: Reader): Alert[] {
  return reader
    .all<{ body: string }>(
      "SELECT body FROM alert WHERE status <> 'resolved' AND budget_id NOT IN (SELECT id FROM budget) ORDER BY id",
    )
    .map(({ body }) => readBody<Alert>(body));
}

export function putAlert(writer: Writer, alert: Alert): void {
  writer.put('alert', {
    id: alert.id,
    budget_id: alert.budgetId,
    status: alert.status,
    body: writeBody(alert),
  });
}

/** Spend by day of the budgets named (of one root), both days included. */
export function readSpendByDay(
  reader: Reader,
  budgetIds: readonly string[],
  basis: CostBasis,
  from: Day,
  to: Day,
  portions: string,
): { day: number; amount: Micros }[] {
  return reader
    .all<{ day: bigint; amount: bigint }>(
      `SELECT day, sum(${basis}) AS amount FROM fact
       WHERE portion IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ?
         AND series_id IN (SELECT series_id FROM allocation WHERE budget_id IN (SELECT value FROM json_each(?)))
       GROUP BY day ORDER BY day`,
      portions,
      dayNumber(from),
      dayNumber(to),
      JSON.stringify(budgetIds),
    )
    .map((row) => ({ day: Number(row.day), amount: toMicros(row.amount) }));
}

/** When data or settings last changed, by the audit log; null where they never did. */
export function readLastDataChange(reader: Reader): string | null {
  const row = reader.get<{ at: string | null }>(
    `SELECT max(at) AS at FROM audit
     WHERE operation LIKE 'imports.%' OR operation LIKE 'history.%' OR operation LIKE 'settings.%'`,
  );
  return row?.at ?? null;
}

/** The day for which all budgets were evaluated; null where a change left some of them to be evaluated. */
export function readEvaluatedDay(reader: Reader): Day | null {
  const row = reader.get<{ value: bigint }>("SELECT value FROM counter WHERE name = 'evaluated'");
  return row === undefined || row.value === NOT_EVALUATED ? null : dayFromNumber(Number(row.value));
}

const NOT_EVALUATED = -1n;

export function putEvaluatedDay(writer: Writer, day: Day | null): void {
  writer.run(
    "INSERT INTO counter (name, value) VALUES ('evaluated', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    day === null ? NOT_EVALUATED : dayNumber(day),
  );
}
