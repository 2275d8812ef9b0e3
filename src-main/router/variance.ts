import type { Outputs } from '#shared/contract/contract.ts';
import { notFound } from '#shared/contract/errors.ts';
import {
  putComment,
  readComment,
  readComments,
  removeComment,
  type StoredComment,
} from '../store/commentary.ts';
import { putJudgement } from '../store/judgements.ts';
import { requireBudget } from './budget-tree.ts';
import { answerOf, asOfOf, procedures, readerOf, writeFor } from './context.ts';
import { ask } from './reading-thread.ts';
import { varianceAnswer } from './variance-answer.ts';
import { judgements } from './variance-judgements.ts';

function commentAnswer({ kind, ...comment }: StoredComment): Outputs['variance']['comments']['data'][number] {
  return { ...comment, key: { ...comment.key }, kind };
}

export const variance = {
  ...judgements,
  analyze: procedures.variance.analyze.handler(async ({ input, context }) => ({
    data: await ask(context, varianceAnswer, { ...input, asOf: asOfOf(context, input.asOf) }),
  })),
  comments: procedures.variance.comments.handler(({ input, context }) => {
    const reader = readerOf(context);
    const { id } = requireBudget(reader, input.budgetId);
    return { data: readComments(reader, id).map(commentAnswer) };
  }),
  comment: procedures.variance.comment.handler(({ input, context }) => {
    const { budgetId, dryRun, by, ...written } = input;
    const budget = requireBudget(readerOf(context), budgetId);
    const request = {
      operation: 'variance.comment',
      label: `Comment on a variance of ${budget.name}`,
      dryRun,
    };
    const { result, changes } = writeFor(context, request, (writer) => {
      const comment: StoredComment = {
        id: writer.nextId('comment'),
        budgetId,
        from: written.from,
        to: written.to,
        key: written.key ?? {},
        text: written.text,
        kind: written.kind ?? null,
        author: by ?? context.actor,
        at: context.backend.clock.now(),
      };
      putComment(writer, comment);
      const { kind, text: _text, id: _id, ...row } = comment;
      if (kind !== null) putJudgement(writer, { ...row, kind });
      return comment;
    });
    return answerOf(commentAnswer(result), dryRun, changes);
  }),
  removeComment: procedures.variance.removeComment.handler(({ input, context }) => {
    const { budgetId, commentId, dryRun } = input;
    const found = readComment(readerOf(context), commentId);
    if (found?.budgetId !== budgetId) throw notFound('comment', commentId, 'the list of comments');
    const request = { operation: 'variance.removeComment', label: 'Remove a comment on a variance', dryRun };
    const { changes } = writeFor(context, request, (writer) => removeComment(writer, commentId));
    return answerOf({ id: commentId }, dryRun, changes);
  }),
};
