import type { Outputs } from '#shared/contract/contract.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import { money } from '#shared/domain/money.ts';
import { putJudgement, readJudgements, removeJudgement, type StoredJudgement } from '../store/judgements.ts';
import { requireBudget } from './budget-tree.ts';
import { answerOf, procedures, readerOf, writeFor } from './context.ts';

type Answer = Outputs['variance']['judge']['data'];

function judgementAnswer(
  { timing, ...judgement }: Omit<StoredJudgement, 'kind'> & Pick<Answer, 'kind'>,
  currency: string,
): Answer {
  return {
    ...judgement,
    key: { ...judgement.key },
    timing: timing === undefined ? null : money(timing, currency),
  };
}

/** What was judged of rows: whether their difference goes away by itself or stays. */
export const judgements = {
  judgements: procedures.variance.judgements.handler(({ input, context }) => {
    const reader = readerOf(context);
    const { id, currency } = requireBudget(reader, input.budgetId);
    return { data: readJudgements(reader, id).map((judgement) => judgementAnswer(judgement, currency)) };
  }),
  judge: procedures.variance.judge.handler(({ input, context }) => {
    const { budgetId, from, to, key = {}, kind, timing, by, dryRun } = input;
    const budget = requireBudget(readerOf(context), budgetId);
    if ((kind === 'split') !== (timing !== undefined))
      throw invalidTiming(
        kind === 'split' ? 'say how much of the difference is timing' : 'belongs to a split alone',
      );
    const judgement = {
      ...{ budgetId, from, to, key, author: by ?? context.actor, at: context.backend.clock.now() },
      ...(timing === undefined ? {} : { timing }),
    };
    const label = `Judge a variance of ${budget.name} as ${kind}`;
    const { changes } = writeFor(context, { operation: 'variance.judge', label, dryRun }, (writer) => {
      if (kind === 'none') removeJudgement(writer, judgement);
      else putJudgement(writer, { ...judgement, kind });
    });
    return answerOf(judgementAnswer({ ...judgement, kind }, budget.currency), dryRun, changes);
  }),
};

function invalidTiming(message: string): HeadroomError {
  return new HeadroomError('invalid_input', `"timing": ${message}.`, {
    issues: [{ path: 'timing', message }],
  });
}
