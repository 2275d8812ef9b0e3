import type { Approval, ApprovalDecision } from '#shared/domain/approval.ts';
import { toDay } from '#shared/domain/calendar.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { DEFAULT_POLICY } from '#shared/engine/approvals/policy.ts';
import {
  decideApproval,
  requestApproval,
  type ApprovalStep,
  type Decision,
} from '#shared/engine/approvals/workflow.ts';

export const units = (amount: number): Micros => toMicros(BigInt(Math.round(amount * 1e6)));
export const NOW = '2026-03-02T10:00:00.000Z';

interface Wish {
  amount?: number;
  kind?: 'raise' | 'exceed';
  until?: string | null;
  asOf?: string;
  id?: string;
  budgeted?: number;
}

/** Ada asks on Monday, 2026-03-02, for 1,200 where 1,000 are budgeted, unless told otherwise. */
export function ask({
  amount = 1200,
  kind = 'raise',
  until = null,
  asOf = '2026-03-02',
  id = 'ap-1',
  budgeted = 1000,
}: Wish = {}): ApprovalStep {
  return requestApproval({
    id,
    budgetId: 'pay',
    kind,
    amount: units(amount),
    currency: 'USD',
    until: until === null ? null : toDay(until),
    reason: 'Migration',
    requestedBy: 'Ada',
    asOf: toDay(asOf),
    now: NOW,
    policy: DEFAULT_POLICY,
    risk: {
      budgeted: units(budgeted),
      parentUnallocated: units(1000),
      breachProbability: 0.4,
      forecastSpread: 0.1,
      timeLeft: 0.5,
      pastOverruns: 0,
      depth: 2,
    },
  });
}

/** The request as an allowed step left it. */
export function made(step: ApprovalStep): Approval {
  if (!step.ok) throw new Error(step.broken.message);
  return step.approval;
}

/** Bo decides on the day after, unless told otherwise. */
export function decide(
  approval: Approval,
  change: Partial<Decision> & { decision: ApprovalDecision },
): ApprovalStep {
  return decideApproval(approval, {
    by: 'Bo',
    note: '',
    ceiling: null,
    expiry: null,
    people: [],
    budgeted: units(1000),
    asOf: toDay('2026-03-03'),
    now: NOW,
    policy: DEFAULT_POLICY,
    ...change,
  });
}
