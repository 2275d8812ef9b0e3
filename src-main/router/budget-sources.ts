import { procedures } from './context.ts';
import { pending } from './pending.ts';

export const budgetSources = {
  sources: procedures.budgets.sources.handler(pending),
  unmatched: procedures.budgets.unmatched.handler(pending),
};
