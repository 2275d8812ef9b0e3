import type { Budget } from '#shared/domain/budget.ts';
import type { AllocationNode } from '#shared/engine/budgets/allocate.ts';
import { compileRates } from '#shared/engine/budgets/rates.ts';
import type { BudgetTree } from '#shared/engine/budgets/roll-up.ts';
import { readRates } from './rates.ts';
import type { Reader } from './reader.ts';
import { readSettings } from './settings.ts';
import { readSharedCosts } from './shared-costs.ts';

/** A tree with the rules, the rates and the tag mapping that its spend follows from. */
export function readBudgetTree(reader: Reader, root: Budget, budgets: readonly AllocationNode[]): BudgetTree {
  return {
    root,
    budgets,
    rules: readSharedCosts(reader, root.id),
    mapping: readSettings(reader).tagMapping,
    convert: compileRates(readRates(reader), root.currency),
  };
}
