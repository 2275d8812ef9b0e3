import type { Outputs } from '#shared/contract/contract.ts';
import { HeadroomError, notFound } from '#shared/contract/errors.ts';
import type { SharedCostRule } from '#shared/domain/budget.ts';
import { firstFree, slugOf } from '#shared/engine/budgets/budget-id.ts';
import { checkSharedCostRule, targetsOf } from '#shared/engine/budgets/shared-costs.ts';
import { putSharedCost, readSharedCost, readSharedCosts, removeSharedCost } from '../store/shared-costs.ts';
import type { Reader } from '../store/reader.ts';
import { refuseFields } from './broken-rules.ts';
import { requireBudget, rootOf } from './budget-tree.ts';
import { answerOf, pageOf, procedures, readerOf, writeFor } from './context.ts';

type RuleAnswer = Outputs['sharedCosts']['save']['data'];

function ruleAnswer(rule: SharedCostRule): RuleAnswer {
  return {
    ...rule,
    scope: rule.scope.map((condition) => ({ ...condition, values: [...condition.values] })),
    method: rule.method.kind === 'fixed' ? { kind: 'fixed', shares: [...rule.method.shares] } : rule.method,
    targets: [...rule.targets],
  };
}

/** Refuses a rule whose budgets are not of its root's tree, or of which one lies under another: it would bear twice. */
function checkTargets(reader: Reader, rule: SharedCostRule): void {
  const errors = checkSharedCostRule(rule);
  if (errors.length > 0) throw refuseFields(errors);
  const root = requireBudget(reader, rule.rootId);
  for (const id of targetsOf(rule)) {
    const budget = requireBudget(reader, id);
    if (rootOf(reader, budget).id === root.id) continue;
    throw new HeadroomError(
      'rule_broken',
      `"${budget.name}" does not lie under "${root.name}", so it cannot bear a cost of that tree.`,
      { rule: 'target', budgets: [budget.name, root.name], figure: id },
    );
  }
}

export const sharedCosts = {
  list: procedures.sharedCosts.list.handler(({ input, context }) =>
    pageOf(readSharedCosts(readerOf(context), input.rootId).map(ruleAnswer), input),
  ),

  save: procedures.sharedCosts.save.handler(({ input, context }) => {
    const { name, method, dryRun } = input;
    const reader = readerOf(context);
    const root = rootOf(reader, requireBudget(reader, input.rootId));
    const id =
      input.id ?? firstFree(`shared-${slugOf(name)}`, (text) => readSharedCost(reader, text) !== undefined);
    const rule: SharedCostRule = {
      id,
      name,
      rootId: root.id,
      scope: input.scope,
      method,
      targets:
        method.kind === 'fixed' ? method.shares.map(({ budgetId }) => budgetId) : (input.targets ?? []),
    };
    checkTargets(reader, rule);
    const others = readSharedCosts(reader, root.id);
    const place = others.findIndex((other) => other.id === id);
    const ordered = others.filter((other) => other.id !== id);
    ordered.splice(input.position ?? (place === -1 ? ordered.length : place), 0, rule);
    const request = { operation: 'sharedCosts.save', label: `Share the cost ${name}`, dryRun };
    const { changes } = writeFor(context, request, (writer) =>
      ordered.forEach((one, position) => putSharedCost(writer, one, position)),
    );
    return answerOf(ruleAnswer(rule), dryRun, changes);
  }),

  remove: procedures.sharedCosts.remove.handler(({ input, context }) => {
    const rule = readSharedCost(readerOf(context), input.id);
    if (rule === undefined) throw notFound('shared cost', input.id, '"shared-cost list"');
    const request = {
      operation: 'sharedCosts.remove',
      label: `Stop sharing the cost ${rule.name}`,
      dryRun: input.dryRun,
    };
    const { changes } = writeFor(context, request, (writer) => removeSharedCost(writer, rule.id));
    return answerOf({ id: rule.id }, input.dryRun, changes);
  }),
};
