import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { fromUnits, money } from '#shared/domain/money.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, dayText, moneyText, probabilityText, unitsOf } from '../../format/style.ts';
import { usePendingApprovals } from '../../session/pending-approvals.ts';
import { addressOf } from '../../session/place.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';

type Stats = Outputs['budgets']['stats']['data'];

const SHOWN = 5;
/** Unread alerts are looked through for their budgets, and one budget may have many. */
const MOST_READ = 100;

/** What waits for a decision, each budget once: worst outlooks, then unread alerts; approvals in the foot. */
export function NeedsYou(): ReactNode {
  const stats = useQuery(useQueries().budgets.stats.queryOptions({ input: {} }));
  return (
    <Panel
      title="Needs you"
      label="Worst outlooks and unread alerts"
      className="span-4"
      foot={<PendingFoot />}
    >
      <Answered query={stats} what="what needs you" height={120}>
        {({ data }) => <NeedList stats={data} />}
      </Answered>
    </Panel>
  );
}

function NeedList({ stats }: { readonly stats: Stats }): ReactNode {
  const risks = stats.topRisks.filter(({ probability }) => probability >= 0.05).slice(0, SHOWN);
  const alerts = useQuery({
    ...useQueries().alerts.inbox.queryOptions({ input: { unread: true, limit: MOST_READ } }),
    enabled: risks.length < SHOWN,
  });
  const told = new Set(risks.map(({ budgetId }) => budgetId));
  const unread = (alerts.data?.data ?? []).filter(({ budgetId }) => !told.has(budgetId));
  const others = unread
    .filter(({ budgetId }, index) => unread.findIndex((one) => one.budgetId === budgetId) === index)
    .slice(0, SHOWN - risks.length);
  if (risks.length + others.length === 0) return <p className="quiet">Nothing waits for you.</p>;
  return (
    <ul className="needs">
      {risks.map((risk) => (
        <li key={risk.budgetId}>
          <span className="need-head">
            <Link href={addressOf('overview', risk.budgetId)}>{risk.name}</Link>
            <span>{probabilityText(risk.probability)} likely over</span>
          </span>
          <span className="quiet">if over, by {overrunText(risk)} on average</span>
        </li>
      ))}
      {others.map((alert) => (
        <li key={alert.id}>
          <Link
            href={addressOf('alerts', alert.budgetId, new URLSearchParams({ alert: alert.id }).toString())}
          >
            {alert.budgetName}
          </Link>
          <span className="quiet two-lines" title={alert.message}>
            {alert.message}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The mean of the outcomes that end over; the backend's counts those as nought that do not. */
function overrunText({ expectedOverrun, probability }: Stats['topRisks'][number]): string {
  const units = unitsOf(expectedOverrun) / probability;
  return moneyText(money(fromUnits(units), expectedOverrun.currency));
}

function PendingFoot(): ReactNode {
  const { count, next } = usePendingApprovals() ?? { count: 0, next: undefined };
  if (count === 0) return <span>No approval waits.</span>;
  return (
    <Link href={addressOf('approvals')}>
      {countText(count, 'approval waits', 'approvals wait')}
      {next === undefined ? '' : `, the next due on ${dayText(next)}`}
    </Link>
  );
}
