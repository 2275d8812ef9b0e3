import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Budget } from '#shared/domain/budget.ts';

/** Refuses a change that stands on an older revision. Looked at inside the write, so that two clients cannot both pass. */
export function refuseLostUpdate(
  budget: Budget,
  expected: number | undefined,
  current: () => BudgetAnswer,
): void {
  if (expected === undefined || expected === budget.revision) return;
  throw new HeadroomError(
    'lost_update',
    `"${budget.name}" was changed by somebody else: it is at revision ${budget.revision}, your change is based on ${expected}.`,
    { expectedRevision: expected, currentRevision: budget.revision, current: current() },
  );
}
