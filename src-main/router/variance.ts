import type { Outputs } from '#shared/contract/contract.ts';
import { notFound } from '#shared/contract/errors.ts';
import { money, type Micros } from '#shared/domain/money.ts';
import type { VarianceEffects, VarianceRow } from '#shared/domain/variance.ts';
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
import { analyseBudget, variationSentences } from './variance-analysis.ts';
import { judgements } from './variance-judgements.ts';
import { checkRequest } from './variance-request.ts';

type Variance = Outputs['variance']['analyze']['data'];

function rowAnswer(row: VarianceRow, currency: string): Variance['total'] {
  const amount = (value: Micros) => money(value, currency);
  const { effects, effectsReason, actualsChange, attribution, commentary } = row;
  return {
    key: { ...row.key },
    plan: amount(row.plan),
    actual: amount(row.actual),
    variance: amount(row.variance),
    percent: row.percent,
    direction: row.direction,
    material: row.material,
    ...(effects && { effects: effectsAnswer(effects, currency) }),
    ...(actualsChange && {
      actualsChange: {
        before: amount(actualsChange.before),
        after: amount(actualsChange.after),
        effects: effectsAnswer(actualsChange.effects, currency),
      },
    }),
    ...(effectsReason !== undefined && { effectsReason }),
    ...(attribution && {
      attribution: {
        kind: attribution.kind,
        timing: amount(attribution.timing),
        permanent: amount(attribution.permanent),
        open: amount(attribution.open),
      },
    }),
    ...(commentary !== undefined && { commentary }),
  };
}

function effectsAnswer(
  effects: VarianceEffects,
  currency: string,
): NonNullable<Variance['total']['effects']> {
  const amount = (value: Micros) => money(value, currency);
  return {
    price: amount(effects.price),
    volume: amount(effects.volume),
    mix: amount(effects.mix),
    new: amount(effects.new),
    discontinued: amount(effects.discontinued),
    oneOff: amount(effects.oneOff),
  };
}

function commentAnswer({ kind, ...comment }: StoredComment): Outputs['variance']['comments']['data'][number] {
  return { ...comment, key: { ...comment.key }, kind };
}

export const variance = {
  ...judgements,
  analyze: procedures.variance.analyze.handler(({ input, context }) => {
    const reader = readerOf(context);
    const budget = requireBudget(reader, input.budgetId);
    const request = checkRequest(reader, budget, input, asOfOf(context, input.asOf));
    const found = analyseBudget(reader, budget, request, { withCauses: input.causes ?? true });
    const answer = (row: VarianceRow) => rowAnswer(row, budget.currency);
    const { analysis } = found;
    return {
      data: {
        against: found.againstName,
        from: request.from,
        to: request.to,
        asOf: request.asOf,
        by: [...request.by],
        total: answer(analysis.total),
        rows: analysis.rows.map(answer),
        groups: analysis.groups.map(answer),
        ...(analysis.actualsMonths && { actualsMonths: analysis.actualsMonths }),
        ...(analysis.actualsReason !== undefined && { actualsReason: analysis.actualsReason }),
        causes: found.causes.map(({ item, kind, day, amount }) => ({
          item,
          kind,
          day,
          amount: money(amount, budget.currency),
        })),
        sentences: variationSentences(found, budget.currency),
      },
    };
  }),
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
