import type { Micros } from './money.ts';
import type { Day } from './calendar.ts';

export const APPROVAL_LEVELS = ['automatic', 'manager', 'director', 'executive'] as const;
export type ApprovalLevel = (typeof APPROVAL_LEVELS)[number];
export const APPROVAL_STATUSES = [
  'pending',
  'approved',
  'rejected',
  'returned',
  'expired',
  'withdrawn',
] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];
export const APPROVAL_DECISIONS = ['approve', 'reject', 'return', 'withdraw'] as const;
export type ApprovalDecision = (typeof APPROVAL_DECISIONS)[number];

/** A part of the risk score: `value` 0–1, `weight` in points; the score is the sum of their products. */
export interface RiskPart {
  readonly name: string;
  readonly value: number;
  readonly weight: number;
}
export interface Risk {
  readonly score: number;
  readonly parts: readonly RiskPart[];
}

export interface ApprovalEvent {
  readonly at: string;
  readonly kind:
    | 'requested'
    | 'escalated'
    | 'approved'
    | 'rejected'
    | 'returned'
    | 'expired'
    | 'withdrawn'
    | 'allowanceEnded';
  readonly by: string;
  readonly note: string;
}

export interface Approval {
  readonly id: string;
  readonly budgetId: string;
  readonly kind: 'raise' | 'exceed';
  /** The new total of the period. */
  readonly amount: Micros;
  readonly currency: string;
  /** The last day of an allowance to exceed. */
  readonly until: Day | null;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Day;
  readonly status: ApprovalStatus;
  readonly level: ApprovalLevel;
  readonly risk: Risk;
  readonly policyVersion: number;
  readonly deadline: Day | null;
  /** Conditions of the decision. */
  readonly ceiling: Micros | null;
  readonly expiry: Day | null;
  /** What its approval did to the budget's amount; null until then. */
  readonly grant: { readonly before: Micros; readonly after: Micros } | null;
  readonly history: readonly ApprovalEvent[];
}

/** Someone who may decide: a local name with a level, no password. */
export interface Person {
  readonly name: string;
  readonly level: Exclude<ApprovalLevel, 'automatic'>;
}
