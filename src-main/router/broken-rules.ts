import { HeadroomError } from '#shared/contract/errors.ts';
import type { BrokenRule } from '#shared/engine/budgets/tree-rules.ts';
import type { FieldError } from '#shared/engine/budgets/resolve-budget.ts';

/** Refuses a write that breaks rules of the tree, with the two names and the figure of each. */
export function refuseBroken(broken: readonly BrokenRule[]): void {
  const [first] = broken;
  if (first === undefined) return;
  const { rule, budgets, ids, figure } = first;
  throw new HeadroomError('rule_broken', first.message, {
    rule,
    budgets: [...budgets],
    ids: [...ids],
    figure,
    broken: broken
      .slice(0, MOST_SHOWN)
      .map((one) => ({ ...one, budgets: [...one.budgets], ids: [...one.ids] })),
    count: broken.length,
  });
}

/** A tree may break a rule at every budget; a person needs the first few. */
const MOST_SHOWN = 20;

/** Refuses input whose fields do not fit together. */
export function refuseFields(errors: readonly FieldError[], where = ''): HeadroomError {
  const [first] = errors;
  const issues = errors.map(({ path, message }) => ({ path: `${where}${path}`, message }));
  return new HeadroomError(
    'invalid_input',
    `"${where}${first?.path ?? ''}": ${first?.message ?? 'not valid'}.`,
    {
      issues,
    },
  );
}
