import { procedures } from './context.ts';
import { pending } from './pending.ts';

export const budgetStructure = {
  restoreTree: procedures.budgets.restoreTree.handler(pending),
  cascade: procedures.budgets.cascade.handler(pending),
  build: procedures.budgets.build.handler(pending),
  split: procedures.budgets.split.handler(pending),
  merge: procedures.budgets.merge.handler(pending),
  copy: procedures.budgets.copy.handler(pending),
};
