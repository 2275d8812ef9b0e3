import { useState, type ReactNode } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { APPROVAL_STATUSES, type ApprovalStatus } from '#shared/domain/approval.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, dayText, plainStyle } from '../../format/style.ts';
import { AnySelect } from '../../forms/AnySelect.tsx';
import { OwnSelect } from '../../forms/OwnSelect.tsx';
import { PAGE_ROWS, PAGED, rowsOf } from '../../session/list-pages.ts';
import { usePendingApprovals, type PendingApprovals } from '../../session/pending-approvals.ts';
import { usePlace } from '../../session/place.ts';
import { useNode } from '../../session/workspace.ts';
import { amountColumn, budgetColumn } from '../../ui/columns.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { moreRows } from '../../ui/MoreRows.tsx';
import { Page, Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { ApprovalDetail } from './ApprovalDetail.tsx';
import { RequestDialog } from './RequestDialog.tsx';

export type ApprovalAnswer = Outputs['approvals']['inbox']['data'][number];

function columnsOf(requests: readonly ApprovalAnswer[]): readonly Column<ApprovalAnswer>[] {
  return [
    budgetColumn(),
    { key: 'kind', head: 'Asks to', text: ({ kind }) => kind },
    amountColumn('New total', requests),
    { key: 'risk', head: 'Risk', text: ({ risk }) => plainStyle().integer(risk.score), isNumber: true },
    { key: 'level', head: 'Level', text: ({ level }) => level },
    { key: 'by', head: 'Asked by', text: ({ requestedBy }) => requestedBy, from: 1000 },
    { key: 'at', head: 'On', text: ({ requestedAt }) => dayText(requestedAt), from: 1200 },
    {
      key: 'deadline',
      head: 'Due',
      text: ({ deadline }) => (deadline === null ? '–' : dayText(deadline)),
      from: 1000,
    },
    { key: 'status', head: 'State', text: ({ status }) => status },
  ];
}

/** Requests to raise or exceed a budget: those that wait, how risky they are, who may decide. */
export function ApprovalsPage(): ReactNode {
  const { view, budgetId, go } = usePlace();
  const { node } = useNode();
  const [status, setStatus] = useState<ApprovalStatus | null>(null);
  const [openId, setOpenId] = useState<string>();
  const [isOwn, setOwn] = useState(false);
  const ownId = isOwn ? node?.id : undefined;
  const inbox = useRequests(ownId, status);
  const pending = usePendingApprovals(ownId);
  const requests = inbox.data === undefined ? [] : rowsOf(inbox.data.pages, ({ id }) => id);
  const open = requests.find(({ id }) => id === openId);
  const hasNode = node !== null && node !== undefined;
  return (
    <div className={open === undefined ? 'with-panel' : 'with-panel open'}>
      <Page
        finding={findingOf(pending)}
        actions={
          hasNode ? (
            <Button title={node.name} onClick={() => go('approvals', node.id, 'new')}>
              Ask for {node.name}
            </Button>
          ) : undefined
        }
      >
        <Panel
          title="Requests"
          label="The requester cannot approve; the level follows the risk"
          className="flush"
          actions={
            <>
              <OwnSelect node={node} isOwn={isOwn} onChange={setOwn} />
              <AnySelect label="State" values={APPROVAL_STATUSES} value={status} onChange={setStatus} />
            </>
          }
          foot={moreRows(requests.length, inbox)}
        >
          <Answered query={inbox} what="the requests" height={160}>
            {() =>
              requests.length === 0 ? (
                <NoRequest status={status} />
              ) : (
                <DataTable
                  caption="Approval requests"
                  columns={columnsOf(requests)}
                  rows={requests}
                  keyOf={({ id }) => id}
                  onOpen={({ id }) => setOpenId(id)}
                  selectedKey={openId}
                />
              )
            }
          </Answered>
        </Panel>
      </Page>
      {open === undefined ? null : (
        <ApprovalDetail key={open.id} approval={open} onClose={() => setOpenId(undefined)} />
      )}
      {hasNode ? (
        <RequestDialog
          key={node.id}
          isOpen={view === 'new'}
          node={node}
          onClose={() => go('approvals', budgetId)}
        />
      ) : null}
    </div>
  );
}

/** The requests of one budget, or of all of them where none is named, page by page. */
function useRequests(budgetId: string | undefined, status: ApprovalStatus | null) {
  const { inbox, list } = useQueries().approvals;
  const pageAt = (offset: number) => ({ ...(status === null ? {} : { status }), limit: PAGE_ROWS, offset });
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

function NoRequest({ status }: { readonly status: ApprovalStatus | null }): ReactNode {
  const { go } = usePlace();
  const { node } = useNode();
  return (
    <EmptyState
      title={status === null ? 'No request yet' : `No request is ${status}`}
      actions={
        node === null || node === undefined ? (
          <Button onClick={() => go('budgets', undefined, 'new')}>Create a budget</Button>
        ) : undefined
      }
    >
      A budget that is likely to end over its amount can ask for more, or for leave to exceed it until a day.
    </EmptyState>
  );
}

function findingOf(pending: PendingApprovals | undefined): string {
  if (pending === undefined) return 'Approvals';
  const { count, next } = pending;
  if (count === 0) return 'No request waits for a decision.';
  const wait = countText(count, 'request waits', 'requests wait');
  return next === undefined
    ? `${wait} for a decision.`
    : `${wait} for a decision, the next due on ${dayText(next)}.`;
}
