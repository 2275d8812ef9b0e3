import type { Alert, AlertStatus } from '#shared/domain/alert.ts';
import {
  firstDayOf,
  monthNumber,
  monthOf,
  dayNumber,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { CostBasis } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export interface AlertFilter {
  readonly budgetId?: string | undefined;
  readonly status?: AlertStatus | undefined;
}

/** Alerts, the latest opened first. */
export function readAlerts(reader: Reader, filter: AlertFilter = {}): Alert[] {
  const [budgetId, status] = [filter.budgetId ?? null, filter.status ?? null];
  return reader
    .all<{ body: string }>(
      `SELECT body FROM alert WHERE (? IS NULL OR budget_id = ?) AND (? IS NULL OR status = ?)
       ORDER BY body ->> '$.openedAt' DESC, id`,
      budgetId,
      budgetId,
      status,
      status,
    )
    .map(({ body }) => readBody<Alert>(body));
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

/** What each series of the budgets named (of one root) cost from the first of a month to a day; whole months come from roll-ups. */
export function readSeriesSpend(
  reader: Reader,
  budgetIds: readonly string[],
  basis: CostBasis,
  from: Month,
  to: Day,
  imports: string,
): Map<number, Micros> {
  const rows = reader.all<{ series_id: bigint; amount: bigint }>(
    `SELECT series_id, sum(amount) AS amount FROM (
       SELECT series_id, ${basis} AS amount FROM series_month
       WHERE import_number IN (SELECT value FROM json_each(?)) AND month >= ? AND month < ?
       UNION ALL
       SELECT series_id, ${basis} AS amount FROM fact
       WHERE import_number IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ?)
     WHERE series_id IN (SELECT series_id FROM allocation WHERE budget_id IN (SELECT value FROM json_each(?)))
     GROUP BY series_id`,
    imports,
    monthNumber(from),
    monthNumber(monthOf(to)),
    imports,
    dayNumber(firstDayOf(monthOf(to))),
    dayNumber(to),
    JSON.stringify(budgetIds),
  );
  return new Map(rows.map(({ series_id, amount }) => [Number(series_id), toMicros(amount)]));
}

/** Spend by day of the budgets named (of one root), both days included. */
export function readSpendByDay(
  reader: Reader,
  budgetIds: readonly string[],
  basis: CostBasis,
  from: Day,
  to: Day,
  imports: string,
): { day: number; amount: Micros }[] {
  return reader
    .all<{ day: bigint; amount: bigint }>(
      `SELECT day, sum(${basis}) AS amount FROM fact
       WHERE import_number IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ?
         AND series_id IN (SELECT series_id FROM allocation WHERE budget_id IN (SELECT value FROM json_each(?)))
       GROUP BY day ORDER BY day`,
      imports,
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
