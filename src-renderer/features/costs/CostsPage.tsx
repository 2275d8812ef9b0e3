import { useMemo, type ReactNode } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { toMonth } from '#shared/domain/calendar.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, moneyText, monthText } from '../../format/style.ts';
import { costAskOf, type CostAsk } from '../../session/cost-rows.ts';
import { PAGE_ROWS } from '../../session/list-pages.ts';
import { usePageQuery } from '../../session/page-query.ts';
import { usePlace } from '../../session/place.ts';
import { useKnownAt, useNode, useWorkspace } from '../../session/workspace.ts';
import { DataTable, tableText } from '../../ui/DataTable.tsx';
import { Page, Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { MoreRows } from '../../ui/MoreRows.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { CostFilters } from './CostFilters.tsx';
import { CostCheck } from './CostCheck.tsx';
import { columnsOf, type CostTotals } from './columns.tsx';

const TABLE_HEIGHT = 448;

/** The rows behind a figure: which charges, from which file and line, and that they add up to it. */
export function CostsPage(): ReactNode {
  const { budgetId } = usePlace();
  const { node } = useNode();
  const { query } = usePageQuery(budgetId ?? '');
  const ask = costAskOf(query);
  const rows = useCostRows(budgetId, ask);
  const totals = rows.data?.pages[0]?.data.totals ?? [];
  const name = budgetId === undefined ? 'The workspace' : (node?.name ?? budgetId);
  return (
    <Page finding={findingOf(rows.data === undefined ? undefined : totals, name, ask)}>
      <CostFilters budgetId={budgetId} ask={ask} />
      {budgetId === undefined || node === null || node === undefined || rows.data === undefined ? null : (
        <CostCheck node={node} ask={ask} totals={totals} />
      )}
      <CostTable name={name} rows={rows} totals={totals} />
    </Page>
  );
}

function useCostRows(budgetId: string | undefined, ask: CostAsk) {
  const { workspace } = useQueries();
  const known = useKnownAt();
  return useInfiniteQuery(
    workspace.costs.infiniteOptions({
      input: (after: string | undefined) => ({
        limit: PAGE_ROWS,
        ...known,
        where: Object.entries(ask.where ?? {}).map(([dimension, value]) => `${dimension}=${value}`),
        ...(budgetId === undefined ? {} : { budgetId }),
        ...(ask.from === undefined ? {} : { from: toMonth(ask.from) }),
        ...(ask.to === undefined ? {} : { to: toMonth(ask.to) }),
        ...(ask.timeBasis === undefined ? {} : { timeBasis: ask.timeBasis }),
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ data }) => data.next ?? undefined,
    }),
  );
}

function CostTable({
  name,
  rows,
  totals,
}: {
  readonly name: string;
  readonly rows: ReturnType<typeof useCostRows>;
  readonly totals: CostTotals;
}): ReactNode {
  const all = useMemo(
    () => (rows.data?.pages ?? []).flatMap(({ data }) => data.rows).map((row, place) => ({ ...row, place })),
    [rows.data],
  );
  const count = totals.reduce((sum, one) => sum + one.rows, 0);
  const currencies = totals.map(({ billed }) => billed.currency).join(' ');
  const columns = useMemo(() => columnsOf(currencies.split(' ')), [currencies]);
  return (
    <Panel
      title={`${countText(count, 'cost row', 'cost rows')}, the newest day first`}
      label="A row sums up charges of a day that agree in all but their amount, and names the first of them in its file"
      className="flush"
      foot={
        count === 0 ? undefined : (
          <>
            <TableTools name={`${name} cost rows`} rows={() => tableText(columns, all)} />
            <MoreRows shown={all.length} total={count} step={PAGE_ROWS} query={rows} />
          </>
        )
      }
    >
      <Answered query={rows} what="the cost rows" height={320}>
        {() =>
          all.length === 0 ? (
            <NoRows />
          ) : (
            <DataTable
              caption={`Cost rows of ${name}`}
              columns={columns}
              rows={all}
              keyOf={({ place }) => String(place)}
              height={TABLE_HEIGHT}
            />
          )
        }
      </Answered>
    </Panel>
  );
}

function NoRows(): ReactNode {
  const { go } = usePlace();
  const isEmpty = useWorkspace()?.facts === 0;
  return (
    <EmptyState
      title={isEmpty ? 'Nothing is imported yet' : 'No cost row fits'}
      actions={isEmpty ? <Button onClick={() => go('imports')}>Import an export</Button> : undefined}
    >
      {isEmpty
        ? 'The rows of your exports appear here, each with its file and line.'
        : 'Choose other months, or take a condition off.'}
    </EmptyState>
  );
}

function findingOf(totals: CostTotals | undefined, name: string, { from, to, where }: CostAsk): string {
  if (totals === undefined) return `Cost rows of ${name}`;
  const values = Object.values(where ?? {}).map((value) => (value === '' ? '(untagged)' : value));
  const subject = [name, ...values].join(' › ');
  const time = timeText(from, to);
  if (totals.length === 0) return `${subject}: no cost${time}.`;
  const sums = totals.map(({ billed }) => moneyText(billed)).join(' and ');
  return `${subject}: ${sums} billed${time}.`;
}

function timeText(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return to === undefined ? '' : ` up to ${monthText(to)}`;
  if (to === undefined) return ` from ${monthText(from)}`;
  return from === to ? ` in ${monthText(from)}` : ` from ${monthText(from)} to ${monthText(to)}`;
}
