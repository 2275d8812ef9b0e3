import { HeadroomError } from '#shared/contract/errors.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { readRevisions } from '../store/budgets.ts';
import { withTexts } from '../store/change.ts';
import type { Reader } from '../store/reader.ts';
import { oneAnswer, statedAnswer } from './budget-answers.ts';

/**
 * Refuses a change that stands on an older revision, with the version it was based on, the present one and the change itself,
 * so that nothing is lost. Looked at inside the write, so that two clients cannot both pass.
 */
export function refuseLostUpdate(
  reader: Reader,
  budget: Budget,
  expected: number | undefined,
  asOf: Day,
  yours: object = {},
): void {
  if (expected === undefined || expected === budget.revision) return;
  const base = readRevisions(reader, budget.id).find(({ revision }) => revision === expected)?.after;
  throw new HeadroomError(
    'lost_update',
    `"${budget.name}" was changed by somebody else: it is at revision ${budget.revision}, your change is based on ${expected}.`,
    {
      expectedRevision: expected,
      currentRevision: budget.revision,
      base: base == null ? null : statedAnswer({ ...base, revision: expected }),
      current: oneAnswer(reader, budget.id, asOf),
      yours: withTexts(yours),
    },
  );
}
