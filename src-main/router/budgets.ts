import { HeadroomError } from '#shared/contract/errors.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { putBudget, readRevisions, removeBudget } from '../store/budgets.ts';
import { hasManyBudgets } from '../store/counts.ts';
import { madeAnswers, oneAnswer, statedAnswer } from './budget-answers.ts';
import { applyTrees } from './budget-apply.ts';
import { changeBudget, checkEdit, createBudget } from './budget-change.ts';
import { budgetList, listBudgets, looksAtAll } from './budget-list.ts';
import { budgetPlan } from './budget-plan.ts';
import { budgetSources } from './budget-sources.ts';
import { readStats } from './budget-stats.ts';
import { budgetStructure } from './budget-structure.ts';
import { budgetTables } from './budget-tables.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';
import { refuseLostUpdate } from './lost-update.ts';
import { answerOf, asOfOf, procedures, readerOf, writeFor } from './context.ts';
import { pastOne } from './budget-past.ts';
import { ask } from './reading-thread.ts';
import { untilStanding } from './write-aside.ts';

export const budgets = {
  list: procedures.budgets.list.handler(async ({ input, context }) => {
    await untilStanding(context.backend);
    const reader = readerOf(context);
    const listing = { query: input, asOf: asOfOf(context, input.asOf) };
    const { data, total, limit, offset } =
      hasManyBudgets(reader) && looksAtAll(reader, listing)
        ? await ask(context, budgetList, listing)
        : listBudgets(reader, listing);
    return { data, meta: { total, limit, offset } };
  }),

  create: procedures.budgets.create.handler(({ input, context }) => {
    const { dryRun, asOf: asked, ...stated } = input;
    const asOf = asOfOf(context, asked);
    const request = {
      operation: 'budgets.create',
      label: `Create budget ${input.name}`,
      dryRun,
      reason: input.reason,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => createBudget(writer, stated, asOf).id,
      (reader, id) => oneAnswer(reader, id, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),

  apply: procedures.budgets.apply.handler(({ input, context }) => {
    const { dryRun, createOnly } = input;
    const asOf = asOfOf(context, input.asOf);
    const trees = input.tree;
    const names = trees.map(({ name }) => name).join(', ');
    const reason = trees[0]?.reason;
    const request = { operation: 'budgets.apply', label: `Apply the budgets of ${names}`, dryRun, reason };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => applyTrees(writer, trees, asOf, createOnly),
      (reader, ids) => madeAnswers(reader, ids, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),

  stats: procedures.budgets.stats.handler(async ({ input, context }) => {
    await untilStanding(context.backend);
    return { data: readStats(readerOf(context), asOfOf(context, input.asOf)) };
  }),

  get: procedures.budgets.get.handler(({ input, context }) => {
    const reader = readerOf(context);
    const asOf = asOfOf(context, input.asOf);
    const { budgetId, knownAt } = input;
    return {
      data:
        knownAt === undefined ? oneAnswer(reader, budgetId, asOf) : pastOne(reader, budgetId, asOf, knownAt),
    };
  }),

  update: procedures.budgets.update.handler(({ input, context }) => {
    const { budgetId, expectedRevision, dryRun, asOf: asked, ...change } = input;
    const asOf = asOfOf(context, asked);
    const before = requireBudget(readerOf(context), budgetId);
    const label =
      change.parentId === undefined || change.parentId === before.parentId
        ? `Change budget ${before.name}`
        : `Move budget ${before.name}`;
    const request = { operation: 'budgets.update', label, dryRun, reason: change.reason };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => {
        const current = requireBudget(writer, budgetId);
        refuseLostUpdate(writer, current, expectedRevision, asOf, change);
        return changeBudget(writer, budgetId, change, asOf);
      },
      (reader) => oneAnswer(reader, budgetId, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),

  remove: procedures.budgets.remove.handler(({ input, context }) => {
    const { budgetId, withChildren, dryRun, expectedRevision } = input;
    const asOf = asOfOf(context, input.asOf);
    const budget = requireBudget(readerOf(context), budgetId);
    const request = { operation: 'budgets.remove', label: `Delete budget ${budget.name}`, dryRun };
    const { result, changes } = writeFor(context, request, (writer) => {
      const current = requireBudget(writer, budgetId);
      refuseLostUpdate(writer, current, expectedRevision, asOf);
      const below = readSubtree(writer, budgetId);
      if (below.length > 1 && withChildren !== true) throw hasChildren(budget, below.slice(1));
      for (const id of below.toReversed()) removeBudget(writer, id);
      return below;
    });
    return answerOf({ deleted: result }, dryRun, changes);
  }),

  revisions: procedures.budgets.revisions.handler(({ input, context }) => {
    const { limit = 100, offset = 0 } = input;
    const all = readRevisions(readerOf(context), input.budgetId);
    if (all.length === 0) requireBudget(readerOf(context), input.budgetId);
    return {
      data: all.slice(offset, offset + limit).map(({ before, after, ...revision }) => ({
        ...revision,
        before: before === null ? null : statedAnswer({ ...before, revision: revision.revision - 1 }),
        after: after === null ? null : statedAnswer({ ...after, revision: revision.revision }),
      })),
      meta: { total: all.length, limit, offset },
    };
  }),

  restore: procedures.budgets.restore.handler(({ input, context }) => {
    const { budgetId, n, dryRun } = input;
    const asOf = asOfOf(context, input.asOf);
    const revision = readRevisions(readerOf(context), budgetId).find((one) => one.revision === n);
    if (revision?.after == null) throw noRevision(budgetId, n);
    const { after } = revision;
    const label = `Restore revision ${n} of ${after.name}`;
    const reason = `Restore revision ${n}`;
    const { result, changes } = writeFor(
      context,
      { operation: 'budgets.restore', label, dryRun, reason },
      (writer) => {
        checkEdit(writer, after);
        putBudget(writer, after);
      },
      (reader) => oneAnswer(reader, budgetId, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),

  ...budgetPlan,
  ...budgetStructure,
  ...budgetSources,
  ...budgetTables,
};

function noRevision(budgetId: string, n: number): HeadroomError {
  return new HeadroomError('not_found', `Budget "${budgetId}" has no revision ${n} to restore.`, {
    id: budgetId,
    revision: n,
  });
}

function hasChildren(budget: Budget, below: readonly string[]): HeadroomError {
  const [count, them] = below.length === 1 ? ['a budget', 'it'] : [`${below.length} budgets`, 'them'];
  return new HeadroomError(
    'rule_broken',
    `"${budget.name}" has ${count} below it; move ${them} first, or delete ${them} with it.`,
    { rule: 'children', budgets: below, figure: String(below.length) },
  );
}
