import type { Approval, ApprovalStatus } from '#shared/domain/approval.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export interface ApprovalFilter {
  readonly budgetId?: string | undefined;
  readonly status?: ApprovalStatus | undefined;
}

/** Requests, the latest first. */
export function readApprovals(reader: Reader, filter: ApprovalFilter = {}): Approval[] {
  const { budgetId, status } = filter;
  // Only what is asked for stands in the condition, so that the index finds it.
  const conditions = [
    'true',
    ...(budgetId === undefined ? [] : ['budget_id = :budgetId']),
    ...(status === undefined ? [] : ['status = :status']),
  ];
  return reader
    .allNamed<{ body: string }>(
      `SELECT body FROM approval WHERE ${conditions.join(' AND ')}
       ORDER BY body ->> '$.history[0].at' DESC, length(id) DESC, id DESC`,
      { ...(budgetId !== undefined && { budgetId }), ...(status !== undefined && { status }) },
    )
    .map(({ body }) => readBody<Approval>(body));
}

export function readApproval(reader: Reader, id: string): Approval | undefined {
  const row = reader.get<{ body: string }>('SELECT body FROM approval WHERE id = ?', id);
  return row === undefined ? undefined : readBody<Approval>(row.body);
}

export function putApproval(writer: Writer, approval: Approval): void {
  writer.put('approval', {
    id: approval.id,
    budget_id: approval.budgetId,
    status: approval.status,
    body: writeBody(approval),
  });
}
