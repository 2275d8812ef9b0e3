import type { AlertStatus, Severity } from '#shared/domain/alert.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { byUrgency } from '#shared/engine/alerts/crossing.ts';
import { isUnread } from '#shared/engine/alerts/life.ts';
import { readAlertRanks, readAlertsByIds } from '../store/alerts.ts';
import type { Reader } from '../store/reader.ts';
import { alertAnswer } from './alert-answer.ts';
import type { Question } from './question.ts';

const PAGE = 200;

interface Asked {
  readonly budgetId?: string;
  readonly status?: AlertStatus | undefined;
  readonly severity?: Severity | undefined;
  readonly unread?: boolean | undefined;
  readonly asOf?: Day | undefined;
  readonly limit?: unknown;
  readonly offset?: unknown;
}

/** Alerts that pass the filter, the latest first and of a day the worst first; with a day asked for, those opened by then. */
export const alertList: Question<Asked, Outputs['alerts']['inbox']> = { name: 'alerts', answer: listAlerts };

function listAlerts(reader: Reader, input: Asked): Outputs['alerts']['inbox'] {
  const [limit, offset] = [Number(input.limit ?? PAGE), Number(input.offset ?? 0)];
  const worst = byUrgency(null);
  const all = readAlertRanks(reader, input)
    .filter(
      ({ severity, openedAt, ...rank }) =>
        (input.unread !== true || isUnread(rank)) &&
        (input.severity === undefined || severity === input.severity) &&
        (input.asOf === undefined || openedAt <= input.asOf),
    )
    .sort((a, b) => (a.openedAt === b.openedAt ? worst(a, b) : a.openedAt < b.openedAt ? 1 : -1));
  const page = all.slice(offset, offset + limit).map(({ id }) => id);
  const data = readAlertsByIds(reader, page).map((alert) => alertAnswer(reader, alert));
  return { data, meta: { total: all.length, limit, offset } };
}
