import type {
  Approval,
  ApprovalDecision,
  ApprovalEvent,
  ApprovalStatus,
  Person,
} from '../../domain/approval.ts';
import { addBusinessDays, addDays, type Day } from '../../domain/calendar.ts';
import type { Micros } from '../../domain/money.ts';
import { levelAbove, levelFor, reaches, type ApprovalPolicy, type DecidingLevel } from './policy.ts';
import { assessRisk, overrunPercent, type RiskInput } from './risk.ts';

/** A rule that a step would break; nothing was changed. */
export interface BrokenApprovalRule {
  readonly code:
    | 'not_more'
    | 'not_pending'
    | 'own_request'
    | 'not_requester'
    | 'not_listed'
    | 'level'
    | 'ceiling'
    | 'expiry'
    | 'until';
  readonly message: string;
}

/** What a step made of a request. `setAmount`: the budget's amount has to become this in the same transaction. */
export type ApprovalStep =
  | { readonly ok: true; readonly approval: Approval; readonly setAmount: Micros | null }
  | { readonly ok: false; readonly broken: BrokenApprovalRule };

/** Who decides what the policy decides by itself. */
export const POLICY = 'policy';

export interface ApprovalRequest {
  readonly id: string;
  readonly budgetId: string;
  readonly kind: Approval['kind'];
  /** The new total of the period. */
  readonly amount: Micros;
  readonly currency: string;
  readonly until: Day | null;
  readonly reason: string;
  readonly requestedBy: string;
  readonly asOf: Day;
  readonly now: string;
  readonly risk: Omit<RiskInput, 'requested'>;
  readonly policy: ApprovalPolicy;
}

/**
 * Makes a request with its risk, level and deadline. One of the automatic level is approved at once and recorded like the
 * others. A total that is not above the budget's, or an allowance that ends before it begins, is no request.
 */
export function requestApproval(request: ApprovalRequest): ApprovalStep {
  const { policy, risk: known, asOf } = request;
  if (request.amount <= known.budgeted)
    return broken(
      'not_more',
      'The amount asked for is the new total of the period and must be above the present one.',
    );
  if (request.until !== null && request.until < asOf)
    return broken('until', `An allowance must not end before ${asOf}; ${request.until} does.`);
  const risk = assessRisk({ ...known, requested: request.amount }, policy);
  const level = levelFor(risk.score, overrunPercent(known.budgeted, request.amount), policy);
  const { id, budgetId, kind, amount, currency, until, reason, requestedBy } = request;
  const approval: Approval = {
    ...{ id, budgetId, kind, amount, currency, until, reason, requestedBy },
    requestedAt: asOf,
    status: 'pending',
    level,
    risk,
    policyVersion: policy.version,
    deadline: level === 'automatic' ? null : deadlineOf(level, asOf, policy),
    ceiling: null,
    expiry: null,
    grant: null,
    history: [event(request.now, 'requested', requestedBy, reason)],
  };
  if (level !== 'automatic') return { ok: true, approval, setAmount: null };
  return approve(approval, known.budgeted, {
    by: POLICY,
    note: `Decided at once: risk ${risk.score}, policy ${policy.version}.`,
    now: request.now,
    ceiling: null,
    expiry: null,
  });
}

/** Gives an automatic request that a rule of the tree forbids to a manager instead, and says why. */
export function referToManager(
  approval: Approval,
  why: string,
  policy: ApprovalPolicy,
  now: string,
): Approval {
  return {
    ...approval,
    status: 'pending',
    level: 'manager',
    grant: null,
    deadline: deadlineOf('manager', approval.requestedAt, policy),
    history: [
      ...approval.history.filter(({ kind }) => kind === 'requested'),
      event(now, 'escalated', POLICY, `to manager: ${why}`),
    ],
  };
}

export interface Decision {
  readonly decision: ApprovalDecision;
  readonly by: string;
  readonly note: string;
  /** Conditions of an approval: at most this total; only until the end of this day. */
  readonly ceiling: Micros | null;
  readonly expiry: Day | null;
  /** Who may decide; nobody listed: anyone but the requester. */
  readonly people: readonly Person[];
  /** The budget's amount as it is. */
  readonly budgeted: Micros;
  readonly asOf: Day;
  readonly now: string;
  readonly policy: ApprovalPolicy;
}

/**
 * Decides a pending request, once. An overdue request is first escalated or expired, as if the clock had been looked at
 * before. Approval answers the amount to set; the other decisions change nothing of the budget.
 */
export function decideApproval(stored: Approval, decision: Decision): ApprovalStep {
  const approval = advance(stored, decision.asOf, decision.policy, decision.now);
  const problem = mayDecide(approval, decision);
  if (problem !== null) return { ok: false, broken: problem };
  if (decision.decision === 'approve') return approve(approval, decision.budgeted, decision);
  const status = OUTCOMES[decision.decision];
  return {
    ok: true,
    approval: close(approval, status, event(decision.now, status, decision.by, decision.note)),
    setAmount: null,
  };
}

/**
 * What the passing of time does to a request by a day: after its deadline it goes up one level, with a new deadline from
 * that day on, so that whoever is asked has the whole time even when nobody opened the workspace for weeks; after the
 * executive's deadline it expires. The deadline's own day still counts. Asked again on the same day it changes nothing.
 */
export function advance(approval: Approval, asOf: Day, policy: ApprovalPolicy, now: string): Approval {
  const { deadline } = approval;
  if (approval.status !== 'pending' || deadline === null || asOf <= deadline) return approval;
  const next = levelAbove(approval.level);
  if (next === null)
    return close(approval, 'expired', event(now, 'expired', POLICY, `Nobody decided by ${deadline}.`));
  const until = deadlineOf(next, asOf, policy);
  const note = `from ${approval.level} to ${next}: nobody decided by ${deadline}; due ${until}`;
  return {
    ...approval,
    level: next,
    deadline: until,
    history: [...approval.history, event(now, 'escalated', POLICY, note)],
  };
}

/**
 * What a request is seen from a day that somebody chose to stand on: time has passed day by day until then, so each level had
 * its time and let it pass. Walking from deadline to deadline gives the same as one jump.
 *
 * @example asked on Friday 2 January of a manager (due on the 6th), seen on the 7th it is with a director until the 12th, on
 * the 13th with an executive until the 20th, and from the 21st on expired
 */
export function advanceByDays(approval: Approval, asOf: Day, policy: ApprovalPolicy, now: string): Approval {
  let seen = approval;
  while (seen.status === 'pending' && seen.deadline !== null && seen.deadline < asOf)
    seen = advance(seen, addDays(seen.deadline, 1), policy, now);
  return seen;
}

/** Withdraws a pending request whose subject is gone; one that is decided stays as it is. */
export function withdrawByProgram(approval: Approval, why: string, now: string): Approval {
  if (approval.status !== 'pending') return approval;
  return close(approval, 'withdrawn', event(now, 'withdrawn', POLICY, why));
}

const OUTCOMES = { reject: 'rejected', return: 'returned', withdraw: 'withdrawn' } as const;

function mayDecide(approval: Approval, decision: Decision): BrokenApprovalRule | null {
  if (approval.status !== 'pending')
    return {
      code: 'not_pending',
      message: `The request is ${approval.status} already; a request is decided once.`,
    };
  const own = sameName(decision.by, approval.requestedBy);
  if (decision.decision === 'withdraw')
    return own
      ? null
      : {
          code: 'not_requester',
          message: `Only ${approval.requestedBy}, who made the request, can withdraw it.`,
        };
  if (own)
    return { code: 'own_request', message: 'Whoever made the request cannot decide it; ask someone else.' };
  return (
    mayPersonDecide(approval, decision) ??
    (decision.decision === 'approve' ? conditionProblem(decision) : null)
  );
}

function mayPersonDecide({ level }: Approval, { people, by }: Decision): BrokenApprovalRule | null {
  if (people.length === 0) return null;
  const person = people.find(({ name }) => sameName(name, by));
  if (person === undefined)
    return {
      code: 'not_listed',
      message: `${by} is not among the people who may decide; this request needs a ${level}.`,
    };
  if (!reaches(person.level, level))
    return { code: 'level', message: `This request needs a ${level}; ${person.name} is a ${person.level}.` };
  return null;
}

function conditionProblem({ ceiling, expiry, budgeted, asOf }: Decision): BrokenApprovalRule | null {
  if (ceiling !== null && ceiling <= budgeted)
    return {
      code: 'ceiling',
      message: 'The ceiling must be above the present amount of the budget; reject the request instead.',
    };
  if (expiry !== null && expiry < asOf)
    return { code: 'expiry', message: `The expiry must not lie before ${asOf}; ${expiry} does.` };
  return null;
}

function approve(
  approval: Approval,
  budgeted: Micros,
  decision: Pick<Decision, 'by' | 'note' | 'now' | 'ceiling' | 'expiry'>,
): ApprovalStep {
  const { ceiling, expiry } = decision;
  const granted = ceiling !== null && ceiling < approval.amount ? ceiling : approval.amount;
  if (granted <= budgeted)
    return broken(
      'not_more',
      'The budget has been raised to this amount or above it since; there is nothing left to approve.',
    );
  const closed = close(approval, 'approved', event(decision.now, 'approved', decision.by, decision.note));
  return {
    ok: true,
    approval: { ...closed, ceiling, expiry, grant: { before: budgeted, after: granted } },
    setAmount: granted,
  };
}

function close(approval: Approval, status: ApprovalStatus, entry: ApprovalEvent): Approval {
  return { ...approval, status, deadline: null, history: [...approval.history, entry] };
}

function deadlineOf(level: DecidingLevel, from: Day, policy: ApprovalPolicy): Day {
  return addBusinessDays(from, policy.deadlines[level]);
}

/** Names are local and typed by hand: case and spaces at the ends do not make another person. */
function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function event(at: string, kind: ApprovalEvent['kind'], by: string, note: string): ApprovalEvent {
  return { at, kind, by, note };
}

function broken(code: BrokenApprovalRule['code'], message: string): ApprovalStep {
  return { ok: false, broken: { code, message } };
}
