import { useState, type ReactNode } from 'react';
import { skipToken, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { SEVERITIES } from '#shared/domain/alert.ts';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, dayText, plainStyle, probabilityText } from '../../format/style.ts';
import { AnySelect } from '../../forms/AnySelect.tsx';
import { OwnSelect } from '../../forms/OwnSelect.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { PAGE_ROWS, PAGED, rowsOf, totalOf, type ListPage } from '../../session/list-pages.ts';
import { usePageQuery } from '../../session/page-query.ts';
import { usePlace } from '../../session/place.ts';
import { useNode, useWorkspace } from '../../session/workspace.ts';
import { amountColumn, budgetColumn } from '../../ui/columns.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { moreRows } from '../../ui/MoreRows.tsx';
import { Page, Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { AlertDetail } from './AlertDetail.tsx';
import { BulkAcknowledge } from './BulkAcknowledge.tsx';
import { RehearsalPanel } from './RehearsalPanel.tsx';
import { headlineOf, reachedText } from './words.ts';

export type AlertAnswer = Outputs['alerts']['inbox']['data'][number];

const STATUSES = ['open', 'acknowledged', 'resolved'] as const;

/** Null is any. */
type Status = (typeof STATUSES)[number] | null;
type Severity = (typeof SEVERITIES)[number] | null;

/** The state has a column where it differs. */
function columnsOf(alerts: readonly AlertAnswer[], status: Status): readonly Column<AlertAnswer>[] {
  return [
    {
      key: 'severity',
      head: 'Severity',
      text: ({ severity }) => severity,
      cell: ({ severity, unread }) => (
        <span className={severity === 'critical' ? 'badge adverse' : 'badge'}>
          {severity}
          {unread ? ' · new' : ''}
        </span>
      ),
    },
    budgetColumn(),
    {
      key: 'message',
      head: 'What happened',
      text: headlineOf,
      cell: (alert) => (
        <span className="ellipsis" title={alert.message}>
          {headlineOf(alert)}
        </span>
      ),
      isFill: true,
    },
    { key: 'percent', head: 'Reached', text: reachedText, isNumber: true, from: 1000 },
    { ...amountColumn('Amount', alerts), from: 1200 },
    {
      key: 'over',
      head: 'P(over)',
      text: ({ breach }) => probabilityText(breach?.probability ?? null),
      isNumber: true,
      from: 1280,
    },
    { key: 'opened', head: 'Since', text: ({ openedAt }) => dayText(openedAt), from: 1000 },
    ...(status === null
      ? [{ key: 'status', head: 'State', text: (alert: AlertAnswer) => alert.status }]
      : []),
  ];
}

/** The inbox of all budgets' alerts; one is open at the side with what moved the spend and what can be done. */
export function AlertsPage(): ReactNode {
  const [status, setStatus] = useState<Status>('open');
  const [severity, setSeverity] = useState<Severity>(null);
  const { budgetId } = usePlace();
  // The open one stands in the address, so that a message or another page can point at it.
  const { query, change } = usePageQuery(budgetId ?? '');
  const openId = query.get('alert') ?? undefined;
  const setOpenId = (id: string | undefined): void => change({ alert: id ?? null });
  const { node } = useNode();
  const [isOwn, setOwn] = useState(false);
  const ownId = isOwn ? node?.id : undefined;
  const filter = {
    ...(status === null ? {} : { status }),
    ...(severity === null ? {} : { severity }),
  };
  const inbox = useAlerts(ownId, filter);
  const alerts = inbox.data === undefined ? [] : rowsOf(inbox.data.pages, ({ id }) => id);
  const counts = useCounts(ownId, filter, inbox.data?.pages);
  const open = useOpenAlert(alerts, openId, budgetId);
  return (
    <div className={open === undefined ? 'with-panel' : 'with-panel open'}>
      <Page
        finding={findingOf(counts, status)}
        actions={
          <>
            <BulkAcknowledge
              alerts={alerts.filter((alert) => alert.status === 'open')}
              isAll={!inbox.hasNextPage}
            />
            <Evaluate />
          </>
        }
      >
        <Panel
          title="Alerts"
          label="Newest and worst first; reached while on plan counts as information"
          className="flush"
          actions={
            <>
              <OwnSelect node={node} isOwn={isOwn} onChange={setOwn} />
              <AnySelect label="State" values={STATUSES} value={status} onChange={setStatus} />
              <AnySelect label="Severity" values={SEVERITIES} value={severity} onChange={setSeverity} />
            </>
          }
          foot={moreRows(alerts.length, inbox)}
        >
          <Answered query={inbox} what="the alerts" height={160}>
            {() =>
              alerts.length === 0 ? (
                <NoAlert />
              ) : (
                <DataTable
                  caption="Alerts"
                  columns={columnsOf(alerts, status)}
                  rows={alerts}
                  keyOf={({ id }) => id}
                  onOpen={({ id }) => setOpenId(id)}
                  selectedKey={openId}
                />
              )
            }
          </Answered>
        </Panel>
        <RehearsalPanel />
      </Page>
      {open === undefined ? null : (
        <AlertDetail key={open.id} alert={open} onClose={() => setOpenId(undefined)} />
      )}
    </div>
  );
}

type Filter = Pick<Inputs['alerts']['inbox'], 'status' | 'severity'>;

/** The alerts of one budget, or of all of them where none is named, page by page. */
function useAlerts(budgetId: string | undefined, filter: Filter) {
  const { inbox, list } = useQueries().alerts;
  const pageAt = (offset: number) => ({ ...filter, limit: PAGE_ROWS, offset });
  const all = useInfiniteQuery({
    ...inbox.infiniteOptions({ input: pageAt, ...PAGED }),
    enabled: budgetId === undefined,
  });
  const own = useInfiniteQuery({
    ...list.infiniteOptions({
      input: (offset: number) => ({ ...pageAt(offset), budgetId: budgetId ?? '' }),
      ...PAGED,
    }),
    enabled: budgetId !== undefined,
  });
  return budgetId === undefined ? all : own;
}

interface Counts {
  readonly total: number;
  readonly unread: number;
}

/** How many alerts there are of the filter, and how many of them are new, whether they were read or not. */
function useCounts(
  budgetId: string | undefined,
  filter: Filter,
  pages: readonly ListPage<AlertAnswer>[] | undefined,
): Counts | undefined {
  const { inbox, list } = useQueries().alerts;
  const input = { ...filter, unread: true, limit: 0 };
  const all = useQuery({ ...inbox.queryOptions({ input }), enabled: budgetId === undefined });
  const own = useQuery(
    list.queryOptions({ input: budgetId === undefined ? skipToken : { ...input, budgetId } }),
  );
  const unread = (budgetId === undefined ? all : own).data?.meta?.total;
  return pages === undefined || unread === undefined ? undefined : { total: totalOf(pages), unread };
}

/** The alert that the address names; one that was not read yet is among those of the address's budget. */
function useOpenAlert(
  alerts: readonly AlertAnswer[],
  id: string | undefined,
  budgetId: string | undefined,
): AlertAnswer | undefined {
  const known = alerts.find((alert) => alert.id === id);
  const isSought = id !== undefined && known === undefined && budgetId !== undefined;
  const sought = useQuery(
    useQueries().alerts.list.queryOptions({ input: isSought ? { budgetId, limit: 1000 } : skipToken }),
  );
  return known ?? sought.data?.data.find((alert) => alert.id === id);
}

function Evaluate(): ReactNode {
  const evaluate = useMutation(
    useQueries().alerts.evaluateAll.mutationOptions({
      onSuccess: ({ data }) =>
        sayDone(
          `${countText(data.opened.length, 'alert', 'alerts')} opened, ${data.resolved.length} resolved, ${data.standing.length} stand.`,
        ),
      onError: sayFailed,
    }),
  );
  return (
    <Button variant="default" loading={evaluate.isPending} onClick={() => evaluate.mutate({})}>
      Evaluate now
    </Button>
  );
}

function NoAlert(): ReactNode {
  const { go } = usePlace();
  const workspace = useWorkspace();
  return (
    <EmptyState
      title="No alert of this kind"
      actions={
        workspace?.budgets === 0 ? (
          <Button onClick={() => go('budgets', undefined, 'new')}>Create a budget</Button>
        ) : undefined
      }
    >
      Alerts open by themselves when spend, forecast or odds of a budget pass its thresholds.
    </EmptyState>
  );
}

function findingOf(counts: Counts | undefined, status: Status): string {
  if (counts === undefined) return 'Alerts';
  const { total, unread } = counts;
  if (status !== 'open') return `${countText(total, 'alert', 'alerts')} of this kind.`;
  if (total === 0) return 'No alert is open.';
  return unread === 0
    ? `${countText(total, 'alert is', 'alerts are')} open, none of them new.`
    : unread === total
      ? `${countText(unread, 'open alert needs', 'open alerts need')} attention.`
      : `${plainStyle().integer(unread)} of ${countText(total, 'open alert', 'open alerts')} are new and need attention.`;
}
