import type { ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { usePageQuery } from '../../session/page-query.ts';
import { usePlace } from '../../session/place.ts';
import { usePeriod } from '../../session/use-period.ts';
import { useKnownAt, useNode } from '../../session/workspace.ts';
import { Page } from '../../ui/Panel.tsx';
import { Answered, EmptyState, ErrorState, Waiting } from '../../ui/States.tsx';
import { ActualsChange } from './ActualsChange.tsx';
import { comparisonOf, endNameOf } from './comparison.ts';
import { VarianceBridge } from './VarianceBridge.tsx';
import { VarianceControls } from './VarianceControls.tsx';
import { VarianceHeat } from './VarianceHeat.tsx';
import { VarianceRows } from './VarianceRows.tsx';
import { VarianceTrends } from './VarianceTrends.tsx';
import { VarianceTreemap } from './VarianceTreemap.tsx';
import './variance.css';

export type VarianceAnswer = Outputs['variance']['analyze']['data'];
export type VarianceRow = VarianceAnswer['rows'][number];

/** Plan against actual, row by row, and what explains the difference. */
export function VariancePage(): ReactNode {
  const { node, error } = useNode();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined) return <Waiting what="the variance" />;
  return node === null ? <NothingToCompare /> : <NodeVariance key={node.id} node={node} />;
}

function NothingToCompare(): ReactNode {
  const { go } = usePlace();
  return (
    <Page finding="A variance compares spend with a budget, and there is none yet.">
      <section className="panel">
        <EmptyState
          title="Nothing to compare"
          actions={
            <>
              <Button onClick={() => go('budgets', undefined, 'new')}>Create a budget</Button>
              <Button variant="default" onClick={() => go('imports')}>
                Import cost data first
              </Button>
            </>
          }
        >
          With a budget and its cost, this page says what differs, where, and why.
        </EmptyState>
      </section>
    </Page>
  );
}

function NodeVariance({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const { query, change } = usePageQuery(node.id);
  const { months } = usePeriod();
  const known = useKnownAt();
  const comparison = {
    ...comparisonOf(query, months),
    ...known,
    ...(known.knownAt === undefined ? {} : { withForecast: false }),
  };
  const analysis = useQuery({
    ...useQueries().variance.analyze.queryOptions({ input: { budgetId: node.id, ...comparison } }),
    placeholderData: keepPreviousData,
  });
  const data = analysis.data?.data;
  return (
    <Page finding={data === undefined ? node.name : data.sentences.slice(0, 2).join(' ')}>
      <VarianceControls node={node} comparison={comparison} data={data} onChange={change} />
      <Answered query={analysis} what="the comparison" height={320}>
        {({ data: answer }) =>
          answer.rows.length === 0 ? (
            <section className="panel">
              <EmptyState title="No cost and no plan in these months">
                Choose other months, or another comparison.
              </EmptyState>
            </section>
          ) : (
            <>
              <VarianceBridge
                node={node}
                data={answer}
                against={comparison.against ?? 'budget'}
                endName={endNameOf(comparison)}
              />
              <VarianceRows node={node} data={answer} comparison={comparison} />
              <ActualsChange node={node} data={answer} />
              <div className="grid">
                <VarianceHeat node={node} comparison={comparison} data={answer} />
                <VarianceTreemap node={node} data={answer} />
              </div>
              <VarianceTrends node={node} data={answer} />
            </>
          )
        }
      </Answered>
    </Page>
  );
}
