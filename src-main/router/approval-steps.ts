import { HeadroomError, notFound } from '#shared/contract/errors.ts';
import type { Approval } from '#shared/domain/approval.ts';
import type { Budget } from '#shared/domain/budget.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  firstDayOf,
  isDay,
  lastDayOf,
  type Day,
} from '#shared/domain/calendar.ts';
import { sumMicros, toMicros, type Micros } from '#shared/domain/money.ts';
import { endAllowances } from '#shared/engine/approvals/allowance.ts';
import { DEFAULT_POLICY, type ApprovalPolicy } from '#shared/engine/approvals/policy.ts';
import type { RiskInput } from '#shared/engine/approvals/risk.ts';
import {
  advance,
  advanceByDays,
  decideApproval,
  POLICY,
  referToManager,
  requestApproval,
  withdrawByProgram,
  type ApprovalStep,
  type Decision,
} from '#shared/engine/approvals/workflow.ts';
import { putApproval, readApproval, readApprovals } from '../store/approvals.ts';
import { readAncestors, readBudget, readChildren } from '../store/budgets.ts';
import { readPeople } from '../store/people.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import type { Writer } from '../store/writer.ts';
import { countOverruns, readOutlook } from './alert-outlook.ts';
import { changeBudget } from './budget-change.ts';
import { readHistory } from './budget-history.ts';
import { requireBudget } from './budget-tree.ts';
import { spentOfPeriod } from './forecast-run.ts';

/** The policy in force: the workspace's own, else the default. */
export function readPolicy(reader: Reader): ApprovalPolicy {
  return (readSettings(reader).approvalPolicy as ApprovalPolicy | null) ?? DEFAULT_POLICY;
}

/** An edited policy with the version it gets; null: the default again, which is a version of its own. */
export function nextPolicy(reader: Reader, edited: Omit<ApprovalPolicy, 'version'> | null): ApprovalPolicy {
  return { ...(edited ?? DEFAULT_POLICY), version: readPolicy(reader).version + 1 };
}

export function requireApproval(reader: Reader, budgetId: string, id: string): Approval {
  const approval = readApproval(reader, id);
  if (approval === undefined || approval.budgetId !== budgetId)
    throw notFound('approval request', id, '"approvals list"');
  return approval;
}

export type Asked = Pick<Approval, 'budgetId' | 'kind' | 'amount' | 'until' | 'reason' | 'requestedBy'>;

/** Makes a request; an automatic one raises the budget at once, in the same write. */
export function makeRequest(writer: Writer, asked: Asked, asOf: Day): Approval {
  const budget = requireBudget(writer, asked.budgetId);
  const policy = readPolicy(writer);
  const step = requestApproval({
    ...asked,
    id: writer.nextId('approval'),
    until: asked.until ?? (asked.kind === 'exceed' ? periodEnd(budget) : null),
    currency: budget.currency,
    asOf,
    now: writer.by.at,
    risk: readRisk(writer, budget, asOf),
    policy,
  });
  const { approval, setAmount } = accepted(step);
  putApproval(writer, approval);
  if (setAmount === null) return approval;
  try {
    setBudgetAmount(writer, approval, setAmount, asOf);
    return approval;
  } catch (error) {
    if (!(error instanceof HeadroomError)) throw error;
    const referred = referToManager(approval, error.message, policy, writer.by.at);
    putApproval(writer, referred);
    return referred;
  }
}

export type DecisionInput = Pick<Decision, 'decision' | 'by' | 'note' | 'ceiling' | 'expiry'>;

/** Decides a request; approval raises the budget in the same write, or nothing at all happens. */
export function makeDecision(
  writer: Writer,
  approval: Approval,
  input: DecisionInput,
  standpoint: Day | null,
  today: Day,
): Approval {
  const budget = requireBudget(writer, approval.budgetId);
  const policy = readPolicy(writer);
  const asOf = dayFor(approval, standpoint, today);
  const step = decideApproval(ageTo(approval, policy, standpoint, today, writer.by.at), {
    ...input,
    people: readPeople(writer),
    budgeted: budget.amount,
    asOf,
    now: writer.by.at,
    policy,
  });
  const { approval: decided, setAmount } = accepted(step);
  putApproval(writer, decided);
  if (setAmount !== null) setBudgetAmount(writer, decided, setAmount, asOf);
  return decided;
}

/** What the passing of time does to requests: escalation, expiry, allowances that end. `asOf` null: the machine's day. */
export function passTime(
  writer: Writer,
  budgets: ReadonlySet<string> | null,
  asOf: Day | null,
  today: Day,
): Approval[] {
  const policy = readPolicy(writer);
  const stored = readApprovals(writer).filter(({ budgetId }) => budgets === null || budgets.has(budgetId));
  const changed: Approval[] = [];
  for (const [budgetId, approvals] of Map.groupBy(stored, (approval) => approval.budgetId)) {
    const budget = readBudget(writer, budgetId);
    const aged = approvals.map((approval) =>
      budget === undefined
        ? withdrawByProgram(approval, 'The budget was deleted.', writer.by.at)
        : ageTo(approval, policy, asOf, today, writer.by.at),
    );
    for (const [index, approval] of aged.entries()) if (approval !== approvals[index]) changed.push(approval);
    if (budget !== undefined) changed.push(...endGranted(writer, budget, aged, asOf, today));
  }
  for (const approval of changed) putApproval(writer, approval);
  return changed;
}

/** A request as it is at a day, without a write: for lists that are read on the day after its deadline. */
export function seenAt(
  approval: Approval,
  policy: ApprovalPolicy,
  asOf: Day | null,
  today: Day,
  now: string,
): Approval {
  return ageTo(approval, policy, asOf, today, now);
}

/**
 * From a day that was asked for, time has passed day by day; by the machine's clock, which may jump over weeks in which nobody
 * opened the workspace, a request goes up one level and whoever is asked then has the whole time.
 */
function ageTo(
  approval: Approval,
  policy: ApprovalPolicy,
  asOf: Day | null,
  today: Day,
  now: string,
): Approval {
  return asOf === null
    ? advance(approval, dayFor(approval, null, today), policy, now)
    : advanceByDays(approval, asOf, policy, now);
}

/**
 * The day on which a request is looked at. One that was made standing on another day than the machine's ages from there:
 * by the machine's clock it is as old as the time since it was written, not overdue from the start.
 */
export function dayFor(approval: Approval, asOf: Day | null, today: Day): Day {
  if (asOf !== null) return asOf;
  const written = approval.history[0]?.at.slice(0, 10) ?? '';
  const offset = isDay(written) ? daysBetween(approval.requestedAt, written) : 0;
  // A day more or less is the time zone, not another standpoint.
  return Math.abs(offset) <= 1 ? today : addDays(today, -offset);
}

/** Asks for what the forecast overruns, as a policy can say, once a budget and period. */
export function requestOverrun(writer: Writer, budget: Budget, asOf: Day): Approval | null {
  const outlook = readOutlook(writer, budget, asOf);
  if (outlook === null || outlook.breach.probability < 0.5 || outlook.atCompletion <= budget.amount)
    return null;
  const already = readApprovals(writer, { budgetId: budget.id }).some(
    ({ status, requestedBy, requestedAt }) =>
      status === 'pending' || (requestedBy === POLICY && requestedAt >= firstDayOf(budget.startMonth)),
  );
  if (already) return null;
  const reason = `The forecast passes the budget with a probability of ${Math.round(outlook.breach.probability * 100)} %.`;
  const asked = {
    budgetId: budget.id,
    kind: 'raise' as const,
    amount: outlook.atCompletion,
    until: null,
    reason,
    requestedBy: POLICY,
  };
  return makeRequest(writer, asked, asOf);
}

function accepted(step: ApprovalStep): Extract<ApprovalStep, { ok: true }> {
  if (step.ok) return step;
  throw new HeadroomError('rule_broken', step.broken.message, { rule: step.broken.code });
}

function setBudgetAmount(writer: Writer, approval: Approval, amount: Micros, asOf: Day): void {
  changeBudget(writer, approval.budgetId, { amount }, asOf);
}

function endGranted(
  writer: Writer,
  budget: Budget,
  approvals: readonly Approval[],
  asOf: Day | null,
  today: Day,
): readonly Approval[] {
  const [first] = approvals.filter(({ grant }) => grant !== null);
  if (first === undefined) return [];
  const day = dayFor(first, asOf, today);
  const ended = endAllowances(approvals, budget.amount, day, writer.by.at);
  if (ended.setAmount === null) return ended.changed;
  try {
    changeBudget(writer, budget.id, { amount: ended.setAmount }, day);
    return ended.changed;
  } catch (error) {
    if (!(error instanceof HeadroomError)) throw error;
    const why = error.message;
    return ended.changed.map((approval) => ({
      ...approval,
      history: approval.history.map((event) =>
        event.kind === 'allowanceEnded' && event.at === writer.by.at
          ? { ...event, note: `The allowance ended, but its money could not be taken back: ${why}` }
          : event,
      ),
    }));
  }
}

function readRisk(reader: Reader, budget: Budget, asOf: Day): Omit<RiskInput, 'requested'> {
  const parent = budget.parentId === null ? undefined : readBudget(reader, budget.parentId);
  const outlook = readOutlook(reader, budget, asOf);
  const history = readHistory(reader, budget, asOf);
  const end = periodEnd(budget);
  const total = daysBetween(firstDayOf(budget.startMonth), end) + 1;
  return {
    budgeted: budget.amount,
    parentUnallocated: parent === undefined ? null : unallocatedOf(reader, parent),
    breachProbability: outlook?.breach.probability ?? null,
    forecastSpread: outlook?.spread ?? null,
    timeLeft: Math.min(1, Math.max(0, daysBetween(asOf, end) / total)),
    pastOverruns: countOverruns(budget, spentOfPeriod(budget, history)),
    depth: readAncestors(reader, budget.id).length,
  };
}

function unallocatedOf(reader: Reader, parent: Budget): Micros {
  return toMicros(parent.amount - sumMicros(readChildren(reader, parent.id).map(({ amount }) => amount)));
}

function periodEnd(budget: Budget): Day {
  return lastDayOf(addMonths(budget.startMonth, budget.months - 1));
}
