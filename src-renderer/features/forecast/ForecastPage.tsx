import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { modelNamed, type ForecastModel } from '#shared/domain/forecast.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { baselineOf, type PathsAnswer } from '../../charts/fan-series.ts';
import { usePaths } from '../../session/baseline.ts';
import { usePageQuery } from '../../session/page-query.ts';
import { isQuery, usePlace } from '../../session/place.ts';
import { useNode, usePastDay } from '../../session/workspace.ts';
import { Page } from '../../ui/Panel.tsx';
import { Answered, EmptyState, ErrorState, Waiting } from '../../ui/States.tsx';
import { extentOf, type Extent } from './extent.ts';
import { ForecastView } from './ForecastView.tsx';
import { PastForecast } from './PastForecast.tsx';
import { SeriesDialog } from './series/SeriesDialog.tsx';
import './forecast.css';

/** Where spend is heading, why the engine thinks so, and how right it was before; and forecasts of any other series. */
export function ForecastPage(): ReactNode {
  const { view, budgetId, go } = usePlace();
  const [isOpen, setOpen] = useState(false);
  // What the page was asked for before the palette put the dialog in its place.
  const asked = useRef<string>(undefined);
  useEffect(() => {
    if (isQuery(view)) asked.current = view;
  }, [view]);
  const isNamed = view === 'series';
  const close = (): void => {
    setOpen(false);
    if (isNamed) go('forecast', budgetId, asked.current);
  };
  return (
    <>
      <OpenForecast
        tools={
          <Button variant="default" onClick={() => setOpen(true)}>
            Forecast a file of series…
          </Button>
        }
      />
      {isOpen || isNamed ? <SeriesDialog onClose={close} /> : null}
    </>
  );
}

interface WithTools {
  /** What can be done here whatever is forecast. */
  readonly tools: ReactNode;
}

function OpenForecast({ tools }: WithTools): ReactNode {
  const { node, error } = useNode();
  const past = usePastDay();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined) return <Waiting what="the forecast" />;
  if (node === null) return <NothingToForecast tools={tools} />;
  return past === null ? (
    <NodeForecast key={node.id} node={node} tools={tools} />
  ) : (
    <PastForecast key={node.id} node={node} day={past} tools={tools} />
  );
}

function NodeForecast({ node, tools }: WithTools & { readonly node: BudgetAnswer }): ReactNode {
  const { query, change } = usePageQuery(node.id);
  const model = modelNamed(query.get('model') ?? 'auto') ?? 'auto';
  const extent = useMemo(() => extentOf(query), [query]);
  const paths = usePaths(node, { model, ...(extent.months === null ? {} : { months: extent.months }) });
  return (
    <Answered query={paths} what="the forecast" height={320}>
      {(data) =>
        data.history.length === 0 ? (
          <NoHistory node={node} tools={tools} />
        ) : (
          <Loaded {...{ node, model, extent, tools }} paths={data} onChange={change} />
        )
      }
    </Answered>
  );
}

function Loaded({
  node,
  paths,
  model,
  extent,
  tools,
  onChange,
}: WithTools & {
  readonly node: BudgetAnswer;
  readonly paths: PathsAnswer;
  readonly model: ForecastModel;
  readonly extent: Extent;
  readonly onChange: (part: Readonly<Record<string, string | null>>) => void;
}): ReactNode {
  const baseline = useMemo(() => baselineOf(paths), [paths]);
  return <ForecastView {...{ node, baseline, model, extent, tools, onChange }} />;
}

function NothingToForecast({ tools }: WithTools): ReactNode {
  const { go } = usePlace();
  return (
    <Page finding="A forecast speaks of a budget, and there is none yet.">
      <section className="panel">
        <EmptyState
          title="Nothing to forecast"
          actions={
            <>
              <Button onClick={() => go('imports')}>Import cost data</Button>
              <Button variant="default" onClick={() => go('budgets', undefined, 'new')}>
                Create a budget
              </Button>
              {tools}
            </>
          }
        >
          With a budget and some months of cost, this page shows where the period is likely to end, with its
          chances.
        </EmptyState>
      </section>
    </Page>
  );
}

function NoHistory({ node, tools }: WithTools & { readonly node: BudgetAnswer }): ReactNode {
  const { go } = usePlace();
  return (
    <Page finding={`${node.name} has no complete month of cost yet.`}>
      <section className="panel">
        <EmptyState
          title="Nothing to forecast from"
          actions={
            <>
              <Button onClick={() => go('imports')}>Import cost data</Button>
              {tools}
            </>
          }
        >
          A forecast needs at least one complete month of cost in this budget; three years show its seasons.
        </EmptyState>
      </section>
    </Page>
  );
}
