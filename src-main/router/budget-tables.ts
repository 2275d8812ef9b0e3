import { procedures } from './context.ts';
import { pending } from './pending.ts';

export const budgetTables = {
  importTable: procedures.budgets.importTable.handler(pending),
  export: procedures.budgets.export.handler(pending),
};
