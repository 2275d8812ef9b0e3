import type { Outputs } from '#shared/contract/contract.ts';
import type { Approval } from '#shared/domain/approval.ts';
import { money, type Micros } from '#shared/domain/money.ts';
import { readBudget } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';

export type ApprovalAnswer = Outputs['approvals']['request']['data'];

/** A request as answers show it. */
export function approvalAnswer(reader: Reader, approval: Approval): ApprovalAnswer {
  const amount = (value: Micros) => money(value, approval.currency);
  const { currency: _currency, grant, ceiling, risk, history, ...rest } = approval;
  return {
    ...rest,
    budgetName: readBudget(reader, approval.budgetId)?.name ?? approval.budgetId,
    amount: amount(approval.amount),
    risk: { score: risk.score, parts: risk.parts.map((part) => ({ ...part })) },
    ceiling: ceiling === null ? null : amount(ceiling),
    grant: grant === null ? null : { before: amount(grant.before), after: amount(grant.after) },
    history: history.map((event) => ({ ...event })),
  };
}
