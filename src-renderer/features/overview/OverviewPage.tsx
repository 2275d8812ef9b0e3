import { useDeferredValue, type ReactNode } from 'react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { dayText } from '../../format/style.ts';
import { useNode, usePastDay, useWorkspace } from '../../session/workspace.ts';
import { EmptyState, ErrorState, Waiting } from '../../ui/States.tsx';
import { Page } from '../../ui/Panel.tsx';
import { Breakdown } from './Breakdown.tsx';
import { Anomalies, DataCoverage } from './DataCoverage.tsx';
import { FirstRun } from './FirstRun.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { OverviewFan } from './OverviewFan.tsx';
import { OverviewFigures } from './OverviewFigures.tsx';
import { PastFan } from './PastFan.tsx';
import { findingOf } from './finding.ts';

/** How the chosen budget stands: a sentence, at most four figures, the fan, what needs a decision, who spends. */
export function OverviewPage(): ReactNode {
  const workspace = useWorkspace();
  const { node, error } = useNode();
  const past = usePastDay();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined || workspace === undefined) return <Waiting what="the overview" />;
  if (node === null && past !== null) return <NothingKnown day={past} />;
  if (node === null) return <FirstRun workspace={workspace} />;
  return past === null ? (
    <NodeOverview key={node.id} node={node} />
  ) : (
    <PastOverview key={node.id} node={node} day={past} />
  );
}

/** How the budget stood by what was known on an earlier day: what is kept of today alone is left out. */
function PastOverview({ node, day }: { readonly node: BudgetAnswer; readonly day: string }): ReactNode {
  return (
    <Page finding={findingOf(node)}>
      <OverviewFigures node={node} />
      <PastFan node={node} day={day} />
      <Breakdown node={node} />
      <Anomalies node={node} />
    </Page>
  );
}

function NothingKnown({ day }: { readonly day: string }): ReactNode {
  return (
    <Page finding={`No budget was recorded by ${dayText(day)}.`}>
      <section className="panel">
        <EmptyState title="Nothing was known yet">
          Choose a later day beside the day of the figures.
        </EmptyState>
      </section>
    </Page>
  );
}

function NodeOverview({ node }: { readonly node: BudgetAnswer }): ReactNode {
  // The sentence and the figures are painted first: they are what one comes for, and the rest takes several times as long.
  const isWhole = useDeferredValue(true, false);
  return (
    <Page finding={findingOf(node)}>
      <OverviewFigures node={node} />
      {isWhole ? <OverviewPanels node={node} /> : <Waiting what="the forecast" height={380} />}
    </Page>
  );
}

function OverviewPanels({ node }: { readonly node: BudgetAnswer }): ReactNode {
  return (
    <>
      <div className="grid even">
        <OverviewFan node={node} />
        <NeedsYou />
      </div>
      <Breakdown node={node} />
      <DataCoverage node={node} />
    </>
  );
}
