import type { Approval } from '../../domain/approval.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Micros } from '../../domain/money.ts';
import { POLICY } from './workflow.ts';

/** The last day on which what was granted holds; null where it holds for good. */
export function lastDayOf(approval: Pick<Approval, 'until' | 'expiry'>): Day | null {
  const { until, expiry } = approval;
  if (until === null || expiry === null) return until ?? expiry;
  return until < expiry ? until : expiry;
}

/** Whether a granted allowance is past its last day and has not been taken back yet. */
export function isOver(approval: Approval, asOf: Day): boolean {
  const last = lastDayOf(approval);
  return (
    approval.status === 'approved' &&
    approval.grant !== null &&
    last !== null &&
    last < asOf &&
    !approval.history.some(({ kind }) => kind === 'allowanceEnded')
  );
}

/** All requests after allowances that are over have ended, and the amount the budget is to have; null: as it is. */
export interface EndedAllowances {
  readonly changed: readonly Approval[];
  readonly setAmount: Micros | null;
}

/**
 * Takes back the allowances of one budget that are over, each once. An allowance that stands upon an ended one keeps its
 * total and gives back to what was before both. Where a person has set the budget's amount since, that total stands.
 *
 * @example amount 100; A allows 120 until June, B allows 130 until August. In July nothing is taken (B holds 130, and now
 *   gives back to 100); in September the amount is 100 again
 */
export function endAllowances(
  approvals: readonly Approval[],
  budgeted: Micros,
  asOf: Day,
  now: string,
): EndedAllowances {
  let amount = budgeted;
  const state = new Map(approvals.map((approval) => [approval.id, approval]));
  const changed = new Set<string>();
  const over = approvals.filter((approval) => isOver(approval, asOf)).sort(byEnd);
  for (const { id } of over) {
    const ended = state.get(id);
    if (ended === undefined || ended.grant === null) continue;
    const { before, after } = ended.grant;
    const upon = [...state.values()].find((other) => standsUpon(other, ended));
    if (upon !== undefined && upon.grant !== null) {
      state.set(upon.id, { ...upon, grant: { before, after: upon.grant.after } });
      changed.add(upon.id);
    }
    const taken = upon === undefined && amount === after;
    if (taken) amount = before;
    state.set(id, {
      ...ended,
      history: [
        ...ended.history,
        { at: now, kind: 'allowanceEnded', by: POLICY, note: endNote(ended, upon, taken) },
      ],
    });
    changed.add(id);
  }
  const result = [...state.values()].filter(({ id }) => changed.has(id));
  return { changed: result, setAmount: amount === budgeted ? null : amount };
}

function standsUpon(other: Approval, ended: Approval): boolean {
  return (
    other.id !== ended.id &&
    other.status === 'approved' &&
    other.grant !== null &&
    ended.grant !== null &&
    other.grant.before === ended.grant.after &&
    !other.history.some(({ kind }) => kind === 'allowanceEnded')
  );
}

function endNote(ended: Approval, upon: Approval | undefined, taken: boolean): string {
  const last = lastDayOf(ended) ?? '';
  if (taken) return `The allowance ended on ${last}; the amount is as it was before.`;
  if (upon !== undefined) return `The allowance ended on ${last}; request ${upon.id} holds the amount.`;
  return `The allowance ended on ${last}; the amount was set anew since and stays.`;
}

function byEnd(a: Approval, b: Approval): number {
  const [first, second] = [lastDayOf(a) ?? '', lastDayOf(b) ?? ''];
  return first < second ? -1 : first > second ? 1 : a.id < b.id ? -1 : 1;
}
