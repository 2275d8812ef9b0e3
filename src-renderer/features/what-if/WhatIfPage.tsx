import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { baselineOf, type PathsAnswer } from '../../charts/fan-series.ts';
import { usePaths } from '../../session/baseline.ts';
import { usePlace } from '../../session/place.ts';
import { useNode } from '../../session/workspace.ts';
import { useMemo } from 'react';
import { Page } from '../../ui/Panel.tsx';
import { Answered, EmptyState, ErrorState, Waiting } from '../../ui/States.tsx';
import { Workbench } from './Workbench.tsx';
import './what-if.css';

/** Levers over the forecast: what would happen if, at once. */
export function WhatIfPage(): ReactNode {
  const { node, error } = useNode();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined) return <Waiting what="the levers" />;
  return node === null ? <NothingToMove /> : <NodeWhatIf key={node.id} node={node} />;
}

function NodeWhatIf({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const paths = usePaths(node);
  return (
    <Answered query={paths} what="the forecast" height={320}>
      {(data) =>
        data.history.length === 0 ? <NoHistory node={node} /> : <LoadedWhatIf node={node} paths={data} />
      }
    </Answered>
  );
}

function LoadedWhatIf({
  node,
  paths,
}: {
  readonly node: BudgetAnswer;
  readonly paths: PathsAnswer;
}): ReactNode {
  const baseline = useMemo(() => baselineOf(paths), [paths]);
  return <Workbench node={node} baseline={baseline} model={paths.model} />;
}

function NothingToMove(): ReactNode {
  const { go } = usePlace();
  return (
    <Page finding="A what-if moves the forecast of a budget, and there is none yet.">
      <section className="panel">
        <EmptyState
          title="Nothing to move"
          actions={
            <>
              <Button onClick={() => go('budgets', undefined, 'new')}>Create a budget</Button>
              <Button variant="default" onClick={() => go('imports')}>
                Import cost data first
              </Button>
            </>
          }
        >
          With a budget and some months of cost, the levers show at once what growth, prices, commitments and
          planned changes would do to it.
        </EmptyState>
      </section>
    </Page>
  );
}

function NoHistory({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const { go } = usePlace();
  return (
    <Page finding={`${node.name} has no complete month of cost yet.`}>
      <section className="panel">
        <EmptyState
          title="No forecast to move"
          actions={<Button onClick={() => go('imports')}>Import cost data</Button>}
        >
          The levers move a forecast, and a forecast needs at least one complete month of cost in this budget.
        </EmptyState>
      </section>
    </Page>
  );
}
