import { type ReactNode } from 'react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useNode, useWorkspace } from '../../session/workspace.ts';
import { ErrorState, Waiting } from '../../ui/States.tsx';
import { Page } from '../../ui/Panel.tsx';
import { Breakdown } from './Breakdown.tsx';
import { DataCoverage } from './DataCoverage.tsx';
import { FirstRun } from './FirstRun.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { OverviewFan } from './OverviewFan.tsx';
import { OverviewFigures } from './OverviewFigures.tsx';
import { findingOf } from './finding.ts';

/** How the chosen budget stands: a sentence, at most four figures, the fan, what needs a decision, who spends. */
export function OverviewPage(): ReactNode {
  const workspace = useWorkspace();
  const { node, error } = useNode();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined || workspace === undefined) return <Waiting what="the overview" />;
  if (node === null) return <FirstRun workspace={workspace} />;
  return <NodeOverview key={node.id} node={node} />;
}

function NodeOverview({ node }: { readonly node: BudgetAnswer }): ReactNode {
  return (
    <Page finding={findingOf(node)}>
      <OverviewFigures node={node} />
      <div className="grid even">
        <OverviewFan node={node} />
        <NeedsYou />
      </div>
      <Breakdown node={node} />
      <DataCoverage node={node} />
    </Page>
  );
}
