import { HeadroomError } from '#shared/contract/errors.ts';
import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import type { Budget, BudgetStatus } from '#shared/domain/budget.ts';
import { BUDGET_STATUSES, BUDGET_TYPES } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { money, sumMicros, toMicros, type Micros } from '#shared/domain/money.ts';
import { readAncestors, readBudgets, readRevisions, removeBudget, putBudget } from '../store/budgets.ts';
import { readLatestForecasts } from '../store/forecasts.ts';
import type { Reader } from '../store/reader.ts';
import { applyTree } from './budget-apply.ts';
import { budgetStructure } from './budget-structure.ts';
import { changeBudget, createBudget } from './budget-change.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';
import { answerOf, asOfOf, procedures, readerOf, writeFor } from './context.ts';
import { thresholdAnswer } from './money.ts';
import { countAlerts } from '../store/alert-counts.ts';

/** A budget as answers show it. */
function budgetAnswer(reader: Reader, budget: Budget, figures: BudgetFigures): BudgetAnswer {
  const amount = (value: Micros) => money(value, budget.currency);
  const { rollover, thresholds, phasing, plan, scope } = budget;
  const {
    spent,
    planToDate,
    remaining,
    allocated,
    unallocated,
    atCompletion,
    status,
    outlook,
    pace,
    utilization,
    breachProbability,
    childCount,
  } = figures;
  return {
    ...budget,
    amount: amount(budget.amount),
    plan: plan.map(amount),
    phasing: phasing.kind === 'custom' ? { kind: 'custom', amounts: phasing.amounts.map(amount) } : phasing,
    scope: scope.map((condition) => ({ ...condition, values: [...condition.values] })),
    rollover: rollover === null ? null : rollover.cap === undefined ? {} : { cap: amount(rollover.cap) },
    thresholds: thresholds?.map((threshold) => thresholdAnswer(threshold, budget.currency)) ?? null,
    tags: { ...budget.tags },
    status,
    outlook,
    pace,
    utilization,
    breachProbability,
    childCount,
    spent: amount(spent),
    planToDate: amount(planToDate),
    remaining: amount(remaining),
    allocated: amount(allocated),
    unallocated: amount(unallocated),
    forecast: amount(atCompletion),
    path: [
      ...readAncestors(reader, budget.id)
        .map(({ name }) => name)
        .reverse(),
      budget.name,
    ],
  };
}

/** Budgets with their figures at asOf, in the order given. */
export function budgetAnswers(reader: Reader, budgets: readonly Budget[], asOf: Day): BudgetAnswer[] {
  const figures = readFigures(reader, budgets, asOf);
  return budgets.flatMap((budget) => {
    const known = figures.get(budget.id);
    return known === undefined ? [] : [budgetAnswer(reader, budget, known)];
  });
}

function oneAnswer(reader: Reader, id: string, asOf: Day): BudgetAnswer {
  const [answer] = budgetAnswers(reader, [requireBudget(reader, id)], asOf);
  if (answer === undefined) throw new Error(`no figures for ${id}`);
  return answer;
}

const rank = (status: BudgetStatus): number => BUDGET_STATUSES.indexOf(status);

const ORDERS: Readonly<Record<string, (a: BudgetAnswer, b: BudgetAnswer) => number>> = {
  outlook: (a, b) => rank(b.outlook) - rank(a.outlook) || (b.pace ?? 0) - (a.pace ?? 0),
  name: (a, b) => a.name.localeCompare(b.name),
  amount: (a, b) => Number(a.amount.amount) - Number(b.amount.amount),
  spent: (a, b) => Number(a.spent.amount) - Number(b.spent.amount),
  utilization: (a, b) => (a.utilization ?? 0) - (b.utilization ?? 0),
  pace: (a, b) => (a.pace ?? 0) - (b.pace ?? 0),
  status: (a, b) => rank(a.status) - rank(b.status),
  path: (a, b) => a.path.join('\u0000').localeCompare(b.path.join('\u0000')),
};

function orderOf(sort: string | undefined): (a: BudgetAnswer, b: BudgetAnswer) => number {
  const name = sort?.replace(/^-/, '') ?? 'outlook';
  const order = ORDERS[name];
  if (order === undefined)
    throw new HeadroomError(
      'invalid_input',
      `"sort" takes ${Object.keys(ORDERS).join(', ')}, with - before it for descending.`,
      { issues: [{ path: 'sort' }] },
    );
  return sort?.startsWith('-') === true ? (a, b) => order(b, a) : order;
}

export const budgets = {
  list: procedures.budgets.list.handler(({ input, context }) => {
    const reader = readerOf(context);
    const { type, status, outlook, parentId, owner, q, limit = 200, offset = 0 } = input;
    const wanted = readBudgets(reader).filter(
      (budget) =>
        (type === undefined || budget.type === type) &&
        (parentId === undefined || (budget.parentId ?? 'null') === parentId) &&
        (owner === undefined || budget.owner === owner) &&
        (q === undefined || `${budget.name} ${budget.id}`.toLowerCase().includes(q.toLowerCase())),
    );
    const all = budgetAnswers(reader, wanted, asOfOf(context, input.asOf))
      .filter(
        (budget) =>
          (status === undefined || budget.status === status) &&
          (outlook === undefined || budget.outlook === outlook),
      )
      .sort(orderOf(input.sort));
    return { data: all.slice(offset, offset + limit), meta: { total: all.length, limit, offset } };
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
    const asOf = asOfOf(context, input.asOf);
    const request = {
      operation: 'budgets.apply',
      label: `Apply the budgets of ${input.tree.name}`,
      dryRun: input.dryRun,
      reason: input.tree.reason,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => applyTree(writer, input.tree, asOf, input.createOnly),
      (reader, ids) =>
        budgetAnswers(
          reader,
          ids.map((id) => requireBudget(reader, id)),
          asOf,
        ),
    );
    return answerOf(result, input.dryRun, changes);
  }),

  stats: procedures.budgets.stats.handler(({ input, context }) => {
    const reader = readerOf(context);
    const asOf = asOfOf(context, input.asOf);
    const all = readBudgets(reader);
    const figures = readFigures(reader, all, asOf);
    const count = <Key extends string>(keys: readonly Key[], keyOf: (budget: Budget) => Key | undefined) =>
      Object.fromEntries(
        keys.map((key) => [key, all.filter((budget) => keyOf(budget) === key).length]),
      ) as Record<Key, number>;
    const roots = Map.groupBy(
      all.filter(({ parentId }) => parentId === null),
      ({ currency }) => currency,
    );
    const totals = [...roots].map(([currency, group]) => {
      const sum = (valueOf: (budget: Budget) => Micros | undefined) =>
        sumMicros(group.map((budget) => valueOf(budget) ?? toMicros(0)));
      const budget = sum(({ amount }) => amount);
      const spent = sum(({ id }) => figures.get(id)?.spent);
      const forecast = sum(({ id }) => figures.get(id)?.atCompletion);
      return {
        currency,
        budget: money(budget, currency),
        spent: money(spent, currency),
        forecast: money(forecast, currency),
        utilization: budget === 0n ? null : Number(spent) / Number(budget),
      };
    });
    const forecasts = readLatestForecasts(
      reader,
      asOf,
      all.map(({ id }) => id),
    );
    const topRisks = all
      .flatMap(({ id, name, currency }) => {
        const breach = forecasts.get(id)?.breach;
        return breach == null || breach.probability < 0.05
          ? []
          : [
              {
                budgetId: id,
                name,
                probability: breach.probability,
                expectedOverrun: money(breach.expectedOverrun, currency),
              },
            ];
      })
      .sort(
        (a, b) =>
          b.probability - a.probability ||
          Number(b.expectedOverrun.amount) - Number(a.expectedOverrun.amount),
      )
      .slice(0, 5);
    return {
      data: {
        budgets: all.length,
        byStatus: count(BUDGET_STATUSES, ({ id }) => figures.get(id)?.status),
        byType: count(BUDGET_TYPES, ({ type }) => type),
        totals,
        ...countAlerts(reader),
        topRisks,
      },
    };
  }),

  get: procedures.budgets.get.handler(({ input, context }) => ({
    data: oneAnswer(readerOf(context), input.budgetId, asOfOf(context, input.asOf)),
  })),

  update: procedures.budgets.update.handler(({ input, context }) => {
    const { budgetId, expectedRevision, dryRun, asOf: asked, ...change } = input;
    const asOf = asOfOf(context, asked);
    const before = requireBudget(readerOf(context), budgetId);
    refuseLostUpdate(before, expectedRevision, () => oneAnswer(readerOf(context), budgetId, asOf));
    const request = {
      operation: 'budgets.update',
      label: `Change budget ${before.name}`,
      dryRun,
      reason: change.reason,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => changeBudget(writer, budgetId, change, asOf),
      (reader) => oneAnswer(reader, budgetId, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),

  remove: procedures.budgets.remove.handler(({ input, context }) => {
    const { budgetId, withChildren, dryRun } = input;
    const reader = readerOf(context);
    const budget = requireBudget(reader, budgetId);
    const below = readSubtree(reader, budgetId);
    if (below.length > 1 && withChildren !== true) {
      throw new HeadroomError(
        'rule_broken',
        `"${budget.name}" has ${below.length - 1} budgets below it; move them first, or delete them with it.`,
        { rule: 'children', budgets: below.slice(1) },
      );
    }
    const request = { operation: 'budgets.remove', label: `Delete budget ${budget.name}`, dryRun };
    const { changes } = writeFor(context, request, (writer) => {
      for (const id of below.toReversed()) removeBudget(writer, id);
    });
    return answerOf({ deleted: below }, dryRun, changes);
  }),

  revisions: procedures.budgets.revisions.handler(({ input, context }) => {
    const { limit = 100, offset = 0 } = input;
    const all = readRevisions(readerOf(context), input.budgetId);
    if (all.length === 0) requireBudget(readerOf(context), input.budgetId);
    return {
      data: all.slice(offset, offset + limit).map((revision) => ({ ...revision })),
      meta: { total: all.length, limit, offset },
    };
  }),

  restore: procedures.budgets.restore.handler(({ input, context }) => {
    const { budgetId, n, dryRun } = input;
    const asOf = asOfOf(context, input.asOf);
    const revision = readRevisions(readerOf(context), budgetId).find((one) => one.revision === n);
    if (revision?.after == null)
      throw new HeadroomError('not_found', `Budget "${budgetId}" has no revision ${n} to restore.`, {
        id: budgetId,
        revision: n,
      });
    const { after } = revision;
    const request = {
      operation: 'budgets.restore',
      label: `Restore revision ${n} of ${after.name}`,
      dryRun,
      reason: `Restore revision ${n}`,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => putBudget(writer, after),
      (reader) => oneAnswer(reader, budgetId, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),

  ...budgetStructure,
};

function refuseLostUpdate(budget: Budget, expected: number | undefined, current: () => BudgetAnswer): void {
  if (expected === undefined || expected === budget.revision) return;
  throw new HeadroomError(
    'lost_update',
    `"${budget.name}" was changed by somebody else: it is at revision ${budget.revision}, your change is based on ${expected}.`,
    {
      expectedRevision: expected,
      currentRevision: budget.revision,
      current: current(),
    },
  );
}
