import { useState, type ReactNode } from 'react';
import { Tabs } from '@mantine/core';
import { X } from 'lucide-react';
import { Link } from 'wouter';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useAllBudgets } from '../../session/all-budgets.ts';
import { askOfBudget } from '../../session/cost-rows.ts';
import { CostLink } from '../../ui/CostLink.tsx';
import { countText, moneyText, monthText, probabilityText, shareText } from '../../format/style.ts';
import { addressOf, usePlace } from '../../session/place.ts';
import { StatusMark } from '../../ui/Signs.tsx';
import { Answered } from '../../ui/States.tsx';
import { BudgetEdit } from './BudgetEdit.tsx';
import { BudgetRevisions } from './BudgetRevisions.tsx';
import { BudgetStructure } from './BudgetStructure.tsx';
import { BudgetTools } from './BudgetTools.tsx';
import { CostSources } from './CostSources.tsx';
import { SharedCosts } from './SharedCosts.tsx';
import { ThresholdEditor } from './ThresholdEditor.tsx';

/** One budget at the side: what it is, how it stands, where its cost comes from, its alerts, its revisions. */
export function BudgetPanel({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const { go, view } = usePlace();
  const [tab, setTab] = useState<string | null>('figures');
  const all = useAllBudgets(tab === 'edit' || tab === 'structure');
  return (
    <aside className="side-panel" aria-label={budget.name}>
      <header className="row spread">
        <h2 className="title">{budget.name}</h2>
        <Link
          href={addressOf('budgets', undefined, view)}
          aria-label="Close the side panel"
          className="icon-link"
          onKeyDown={(event) => {
            if (event.key === 'Escape') go('budgets', '', view);
          }}
        >
          <X size={16} aria-hidden="true" />
        </Link>
      </header>
      <p className="label">{budget.path.join(' › ')}</p>
      <Tabs value={tab} onChange={setTab} keepMounted={false} className="panel-tabs">
        <Tabs.List>
          <Tabs.Tab value="figures">Figures</Tabs.Tab>
          <Tabs.Tab value="edit">Edit</Tabs.Tab>
          <Tabs.Tab value="alerts">Alerts</Tabs.Tab>
          <Tabs.Tab value="revisions">Revisions</Tabs.Tab>
          <Tabs.Tab value="structure">Tree</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="figures">
          {budget.warnings?.map((warning) => (
            <p key={warning} role="note">
              {warning}
            </p>
          ))}
          <BudgetFigures budget={budget} />
          <CostSources budget={budget} />
        </Tabs.Panel>
        <Tabs.Panel value="edit">
          <Answered query={all} what="the budgets">
            {(budgets) => <BudgetEdit key={budget.id} budget={budget} all={budgets} />}
          </Answered>
        </Tabs.Panel>
        <Tabs.Panel value="alerts">
          <ThresholdEditor budget={budget} />
        </Tabs.Panel>
        <Tabs.Panel value="revisions">
          <BudgetRevisions budget={budget} />
        </Tabs.Panel>
        <Tabs.Panel value="structure">
          <Answered query={all} what="the budgets">
            {(budgets) => (
              <>
                {budget.parentId === null ? <SharedCosts root={budget} all={budgets} /> : null}
                <BudgetTools budget={budget} all={budgets} />
                <BudgetStructure budget={budget} all={budgets} />
              </>
            )}
          </Answered>
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}

function BudgetFigures({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  return (
    <dl className="facts">
      <dt>Budget</dt>
      <dd className="strong">{moneyText(budget.amount)}</dd>
      <dt>Period</dt>
      <dd>
        {countText(budget.months, 'month', 'months')} from {monthText(budget.startMonth)}
      </dd>
      <dt>Actual</dt>
      <dd>
        <CostLink budgetId={budget.id} ask={askOfBudget(budget)}>
          {moneyText(budget.spent)}
        </CostLink>{' '}
        · {shareText(budget.utilization)} used
      </dd>
      <dt>Plan to date</dt>
      <dd>{moneyText(budget.planToDate)}</dd>
      <dt>Left</dt>
      <dd>{moneyText(budget.remaining)}</dd>
      <dt>Forecast</dt>
      <dd>
        {moneyText(budget.forecast)} · {probabilityText(budget.breachProbability)} likely over
      </dd>
      <dt>Status</dt>
      <dd>
        <StatusMark status={budget.status} />
      </dd>
      <dt>Outlook</dt>
      <dd>
        <StatusMark status={budget.outlook} />
      </dd>
      {budget.childCount === 0 ? null : (
        <>
          <dt>Below it</dt>
          <dd>
            {moneyText(budget.allocated)}, {moneyText(budget.unallocated)} unallocated
          </dd>
        </>
      )}
      <dt>Basis</dt>
      <dd>{budget.costBasis}</dd>
      {budget.owner === '' ? null : (
        <>
          <dt>Owner</dt>
          <dd>{budget.owner}</dd>
        </>
      )}
      {budget.notes === '' ? null : (
        <>
          <dt>Notes</dt>
          <dd>{budget.notes}</dd>
        </>
      )}
    </dl>
  );
}
