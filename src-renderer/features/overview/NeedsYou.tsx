import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useQueries } from '../../client/backend.tsx';
import { dayText, moneyText, probabilityText } from '../../format/style.ts';
import { addressOf } from '../../session/place.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';

const SHOWN = 4;

/** What waits for a decision: worst outlooks, unread alerts, pending approvals. */
export function NeedsYou(): ReactNode {
  const queries = useQueries();
  const stats = useQuery(queries.budgets.stats.queryOptions({ input: {} }));
  const alerts = useQuery(queries.alerts.inbox.queryOptions({ input: { status: 'open', limit: 50 } }));
  const approvals = useQuery(
    queries.approvals.inbox.queryOptions({ input: { status: 'pending', limit: 50 } }),
  );
  const unread = alerts.data?.data.filter((alert) => alert.unread) ?? [];
  const pending = approvals.data?.data ?? [];
  return (
    <Panel title="Needs you" label="Worst outlooks, unread alerts, approvals that wait" className="span-4">
      <Answered query={stats} what="what needs you" height={120}>
        {({ data }) => (
          <ul className="needs">
            {data.topRisks.slice(0, SHOWN).map((risk) => (
              <li key={risk.budgetId}>
                <Link href={addressOf('overview', risk.budgetId)}>{risk.name}</Link>
                <span className="quiet">
                  {probabilityText(risk.probability)} likely over, {moneyText(risk.expectedOverrun)} expected
                </span>
              </li>
            ))}
            {unread.slice(0, SHOWN).map((alert) => (
              <li key={alert.id}>
                <Link href={addressOf('alerts', alert.budgetId)}>{alert.budgetName}</Link>
                <span className="quiet">{alert.message}</span>
              </li>
            ))}
            {pending.slice(0, SHOWN).map((approval) => (
              <li key={approval.id}>
                <Link href={addressOf('approvals', approval.budgetId)}>{approval.budgetName}</Link>
                <span className="quiet">
                  {approval.kind} to {moneyText(approval.amount)}, {approval.level}
                  {approval.deadline === null ? '' : `, due ${dayText(approval.deadline)}`}
                </span>
              </li>
            ))}
            {data.topRisks.length + unread.length + pending.length === 0 ? (
              <li className="quiet">Nothing waits for you.</li>
            ) : null}
          </ul>
        )}
      </Answered>
    </Panel>
  );
}
