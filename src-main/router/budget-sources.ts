import { addMonths, firstDayOf, lastDayOf, monthOf, type Day, type Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { money } from '#shared/domain/money.ts';
import { explainAmount } from '#shared/engine/budgets/shared-costs.ts';
import { readChildren } from '../store/budgets.ts';
import { readAmountParts } from '../store/amount-parts.ts';
import type { Reader } from '../store/reader.ts';
import { requireBudget, rootOf } from './budget-tree.ts';
import { asOfOf, procedures, readerOf } from './context.ts';
import { ask } from './reading-thread.ts';
import { unmatchedCosts } from './unmatched-costs.ts';

interface Span {
  readonly from: Month;
  readonly to: Month;
}

/** The budget's period up to asOf, where no other span is asked for. */
function spanOf(budget: Budget, asOf: Day, asked: Partial<Record<keyof Span, Month | undefined>>): Span {
  const end = addMonths(budget.startMonth, budget.months - 1);
  const current = monthOf(asOf);
  return { from: asked.from ?? budget.startMonth, to: asked.to ?? (current < end ? current : end) };
}

function sourcesOf(reader: Reader, budget: Budget, span: Span, asOf: Day) {
  const children = readChildren(reader, budget.id);
  const parts = readAmountParts(reader, rootOf(reader, budget), budget, children, span.from, span.to, asOf);
  const { total, sources } = explainAmount(parts);
  return {
    budgetId: budget.id,
    ...span,
    total: money(total, budget.currency),
    sources: sources.map((source) => ({ ...source, amount: money(source.amount, budget.currency) })),
  };
}

export const budgetSources = {
  sources: procedures.budgets.sources.handler(({ input, context }) => {
    const reader = readerOf(context);
    const budget = requireBudget(reader, input.budgetId);
    const asOf = asOfOf(context, input.asOf);
    return { data: sourcesOf(reader, budget, spanOf(budget, asOf, input), asOf) };
  }),

  unmatched: procedures.budgets.unmatched.handler(async ({ input, context }) => {
    const { rootId, by = 'service', from, to } = input;
    const asOf = asOfOf(context, input.asOf);
    const last = to === undefined || lastDayOf(to) > asOf ? asOf : lastDayOf(to);
    const span = { from: from === undefined ? FIRST_DAY : firstDayOf(from), to: last };
    return { data: await ask(context, unmatchedCosts, { rootId, by, ...span }) };
  }),
};

const FIRST_DAY = '1000-01-01' as Day;
