import { useState, type ReactNode } from 'react';
import { skipToken, useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { SEVERITIES } from '#shared/domain/alert.ts';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, dayText, probabilityText } from '../../format/style.ts';
import { AnySelect } from '../../forms/AnySelect.tsx';
import { OwnSelect } from '../../forms/OwnSelect.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePageQuery } from '../../session/page-query.ts';
import { usePlace } from '../../session/place.ts';
import { useNode, useWorkspace } from '../../session/workspace.ts';
import { amountColumn, budgetColumn } from '../../ui/columns.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
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
  const inbox = useAlerts(isOwn ? node?.id : undefined, {
    limit: 1000,
    ...(status === null ? {} : { status }),
    ...(severity === null ? {} : { severity }),
  });
  const alerts = inbox.data?.data ?? [];
  const open = alerts.find(({ id }) => id === openId);
  return (
    <div className={open === undefined ? 'with-panel' : 'with-panel open'}>
      <Page
        finding={findingOf(inbox.data?.data, status)}
        actions={
          <>
            <BulkAcknowledge alerts={alerts.filter((alert) => alert.status === 'open')} />
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
        >
          <Answered query={inbox} what="the alerts" height={160}>
            {({ data }) =>
              data.length === 0 ? (
                <NoAlert />
              ) : (
                <DataTable
                  caption="Alerts"
                  columns={columnsOf(data, status)}
                  rows={data}
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

/** The alerts of one budget, or of all of them where none is named. */
function useAlerts(
  budgetId: string | undefined,
  input: Inputs['alerts']['inbox'],
): UseQueryResult<Outputs['alerts']['inbox']> {
  const { inbox, list } = useQueries().alerts;
  const all = useQuery({ ...inbox.queryOptions({ input }), enabled: budgetId === undefined });
  const own = useQuery(
    list.queryOptions({ input: budgetId === undefined ? skipToken : { ...input, budgetId } }),
  );
  return budgetId === undefined ? all : own;
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

function findingOf(alerts: readonly AlertAnswer[] | undefined, status: string | null): string {
  if (alerts === undefined) return 'Alerts';
  const unread = alerts.filter((alert) => alert.unread).length;
  if (status !== 'open') return `${countText(alerts.length, 'alert', 'alerts')} of this kind.`;
  if (alerts.length === 0) return 'No alert is open.';
  return unread === 0
    ? `${countText(alerts.length, 'alert is', 'alerts are')} open, none of them new.`
    : unread === alerts.length
      ? `${countText(unread, 'open alert needs', 'open alerts need')} attention.`
      : `${unread} of ${countText(alerts.length, 'open alert', 'open alerts')} are new and need attention.`;
}
