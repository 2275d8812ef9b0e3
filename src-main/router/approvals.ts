import type { Approval } from '#shared/domain/approval.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { Reader } from '../store/reader.ts';
import { readApprovals, type ApprovalFilter } from '../store/approvals.ts';
import { readSettings } from '../store/settings.ts';
import { approvalAnswer } from './approval-answer.ts';
import { makeDecision, makeRequest, readPolicy, requireApproval, seenAt } from './approval-steps.ts';
import { requireBudget } from './budget-tree.ts';
import { answerOf, asOfOf, procedures, readerOf, writeFor, type RequestContext } from './context.ts';

const PAGE = 200;

interface ListInput extends ApprovalFilter {
  readonly asOf?: Day | undefined;
  readonly limit?: unknown;
  readonly offset?: unknown;
}

/** Requests as they stand on the day asked for: what is overdue by then is shown escalated or expired. */
function listApprovals(context: RequestContext, input: ListInput) {
  const reader = readerOf(context);
  const { clock } = context.backend;
  const [limit, offset] = [Number(input.limit ?? PAGE), Number(input.offset ?? 0)];
  const policy = readPolicy(reader);
  const asOf = standpoint(reader, input.asOf);
  const all = readApprovals(reader, { budgetId: input.budgetId })
    .map((approval) => seenAt(approval, policy, asOf, clock.today(), clock.now()))
    .filter(({ status }) => input.status === undefined || status === input.status);
  const data = all.slice(offset, offset + limit).map((approval) => approvalAnswer(reader, approval));
  return { data, meta: { total: all.length, limit, offset } };
}

/** The day that was asked for or is pinned; null where one stands on the machine's. */
function standpoint(reader: Reader, asked: Day | undefined): Day | null {
  return asked ?? readSettings(reader).asOf;
}

function labelOf(verb: string, name: string): string {
  return `${verb} the request for ${name}`;
}

const VERBS = { approve: 'Approve', reject: 'Reject', return: 'Return', withdraw: 'Withdraw' } as const;

export const approvals = {
  inbox: procedures.approvals.inbox.handler(({ input, context }) => listApprovals(context, input)),

  list: procedures.approvals.list.handler(({ input, context }) => {
    requireBudget(readerOf(context), input.budgetId);
    return listApprovals(context, input);
  }),

  policy: procedures.approvals.policy.handler(({ context }) => {
    const reader = readerOf(context);
    return { data: { policy: readPolicy(reader), isDefault: readSettings(reader).approvalPolicy === null } };
  }),

  request: procedures.approvals.request.handler(({ input, context }) => {
    const { dryRun, asOf: asked, until, ...stated } = input;
    const asOf = asOfOf(context, asked);
    const budget = requireBudget(readerOf(context), input.budgetId);
    const request = {
      operation: 'approvals.request',
      label: `Ask to ${input.kind} the budget of ${budget.name}`,
      dryRun,
      actor: input.requestedBy,
      reason: input.reason,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => makeRequest(writer, { ...stated, until: until ?? null }, asOf),
      approvalAnswer,
    );
    return answerOf(result, dryRun, changes);
  }),

  decide: procedures.approvals.decide.handler(({ input, context }) => {
    const { budgetId, workflowId, decision, by, note = '', ceiling = null, expiry = null, dryRun } = input;
    const reader = readerOf(context);
    const { name } = requireBudget(reader, budgetId);
    const approval: Approval = requireApproval(reader, budgetId, workflowId);
    const standing = standpoint(reader, input.asOf);
    const request = {
      operation: 'approvals.decide',
      label: labelOf(VERBS[decision], name),
      dryRun,
      actor: by,
      reason: note === '' ? `${VERBS[decision]} ${workflowId}: ${approval.reason}` : note,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) =>
        makeDecision(
          writer,
          requireApproval(writer, budgetId, workflowId),
          { decision, by, note, ceiling, expiry },
          standing,
          context.backend.clock.today(),
        ),
      approvalAnswer,
    );
    return answerOf(result, dryRun, changes);
  }),
};
