import { Fragment, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, dayText, monthText, shareText, signedMoneyText } from '../../format/style.ts';
import type { CostAsk } from '../../session/cost-rows.ts';
import { addressOf } from '../../session/place.ts';
import { useKnownAt, useWorkspace } from '../../session/workspace.ts';
import { CostLink } from '../../ui/CostLink.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { UnmatchedCosts } from './UnmatchedCosts.tsx';

const SHOWN_SPIKES = 5;
const MOST_DRIVERS = 2;

/** The rows of the month in which a day lies. */
function askOfDay(day: string): CostAsk {
  return { from: day.slice(0, 7), to: day.slice(0, 7) };
}

/** What stands out in the days, and how fresh and how well tagged the data are. */
export function DataCoverage({ node }: { readonly node: BudgetAnswer }): ReactNode {
  return (
    <div className="grid even">
      <Anomalies node={node} />
      <Freshness node={node} />
    </div>
  );
}

/** Months far from the usual, and what moved them. */
export function Anomalies({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const ask = { budgetId: node.id, ...useKnownAt() };
  const trend = useQuery(useQueries().trends.analyze.queryOptions({ input: ask })).data?.data;
  const spikes = [...(trend?.spikes ?? [])].sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, SHOWN_SPIKES);
  const shifts = trend?.shifts.slice(-SHOWN_SPIKES) ?? [];
  return (
    <Panel title="What stands out" label="Months far from the usual, and lasting steps" className="span-8">
      <ul className="stack tight">
        {spikes.map((spike) => (
          <li key={spike.date}>
            <CostLink budgetId={node.id} ask={askOfDay(spike.date)}>
              {monthText(spike.date.slice(0, 7))}
            </CostLink>
            : {signedMoneyText(spike.amount)} off the usual
            {spike.drivers.slice(0, MOST_DRIVERS).map(({ dimension, value }, place) => (
              <Fragment key={`${dimension} ${value}`}>
                {place === 0 ? ', by ' : ' and '}
                <CostLink budgetId={node.id} ask={{ ...askOfDay(spike.date), where: { [dimension]: value } }}>
                  {value || '(untagged)'}
                </CostLink>
              </Fragment>
            ))}
          </li>
        ))}
        {shifts.map((shift) => (
          <li key={`shift ${shift.date}`}>
            <CostLink budgetId={node.id} ask={askOfDay(shift.date)}>
              {monthText(shift.date.slice(0, 7))}
            </CostLink>
            : a lasting step of {signedMoneyText(shift.amount)} a month
          </li>
        ))}
        {spikes.length + shifts.length === 0 ? <li className="quiet">Nothing unusual.</li> : null}
      </ul>
    </Panel>
  );
}

function Freshness({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const workspace = useWorkspace();
  const teams =
    useQuery(useQueries().workspace.dimension.queryOptions({ input: { dimension: 'team' } })).data?.data ??
    [];
  // Of what was spent, and without regard to sign: a credit without a team is as much in the dark as a charge.
  const spent = teams
    .filter(({ currency }) => currency === node.currency)
    .map(({ value, amount }) => ({ value, size: Math.abs(Number(amount)) }));
  const all = spent.reduce((sum, { size }) => sum + size, 0);
  const untagged = spent.filter(({ value }) => value === '').reduce((sum, { size }) => sum + size, 0);
  if (workspace === undefined) return null;
  return (
    <Panel title="Data" label="How fresh and how complete" className="span-4">
      <dl className="facts">
        <dt>Days</dt>
        <dd>
          {workspace.firstDay === null
            ? 'none yet'
            : `${dayText(workspace.firstDay)} – ${dayText(workspace.dataTo ?? '')}`}
        </dd>
        <dt>From</dt>
        <dd>
          <Link href={addressOf('imports')}>{countText(workspace.imports, 'import', 'imports')}</Link>,{' '}
          <CostLink ask={{}}>{countText(workspace.facts, 'cost row', 'cost rows')}</CostLink>
        </dd>
        <dt>Currencies</dt>
        <dd>{workspace.currencies.join(', ') || '–'}</dd>
        <UnmatchedCosts node={node} />
        <dt>Has a team</dt>
        <dd>
          {all === 0 ? '–' : `${shareText(1 - untagged / all)} of spend`}
          {untagged === 0 ? null : (
            <>
              , <CostLink ask={{ where: { team: '' } }}>the rest</CostLink> has none
            </>
          )}
        </dd>
      </dl>
    </Panel>
  );
}
