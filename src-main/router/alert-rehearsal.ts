import type { Outputs } from '#shared/contract/contract.ts';
import type { AlertThreshold } from '#shared/domain/alert.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, dayFromNumber, firstDayOf, monthOf, type Day } from '#shared/domain/calendar.ts';
import { formatAmount, type Micros } from '#shared/domain/money.ts';
import {
  budgetPeriods,
  monthlyPeriods,
  prepareRehearsal,
  rehearse,
} from '#shared/engine/alerts/rehearsal.ts';
import { readSpendByDay } from '../store/alerts.ts';
import type { Reader } from '../store/reader.ts';
import { countingPortions } from '../store/spend.ts';
import { thresholdsOf } from './alert-evaluation.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';
import { thresholdAnswer } from './money.ts';
import type { Question } from './question.ts';

/** How many months a rehearsal looks back on where nothing else is asked for. */
export const REHEARSED_MONTHS = 12;

interface Asked {
  readonly months: number;
  readonly asOf: Day;
}

/** What rules would have raised over the months up to asOf, and whether it was right. */
export function rehearseBudget(
  reader: Reader,
  budget: Budget,
  thresholds: readonly AlertThreshold[],
  { months, monthly, asOf }: Asked & { readonly monthly: boolean },
): Outputs['alerts']['rehearse']['data'] {
  const to = monthOf(asOf);
  const from = addMonths(to, 1 - months);
  const periods = monthly ? monthlyPeriods(budget, from, to) : budgetPeriods(budget, from, to);
  const prepared = prepareRehearsal(
    readPastSpend(reader, budget, { months, asOf }),
    periods,
    firstDayOf(from),
    asOf,
  );
  const { firings, ...scores } = rehearse(prepared, thresholds);
  return {
    ...scores,
    months: prepared.months,
    firings: firings.map(({ threshold, ...firing }) => {
      const { severity: _severity, ...bound } = thresholdAnswer(threshold, budget.currency);
      return { ...firing, threshold: bound };
    }),
  };
}

/** What a rehearsal of months is made from, for whoever runs it elsewhere. */
export const rehearsal: Question<Asked & { readonly budgetId: string }, Source> = {
  name: 'rehearsal',
  answer: sourceOf,
};

type Source = Outputs['alerts']['rehearsal']['data'];

function sourceOf(reader: Reader, { budgetId, months, asOf }: Asked & { readonly budgetId: string }): Source {
  const budget = requireBudget(reader, budgetId);
  return {
    currency: budget.currency,
    asOf,
    from: firstDayOf(addMonths(monthOf(asOf), 1 - months)),
    startMonth: budget.startMonth,
    plan: budget.plan.map(formatAmount),
    spend: readPastSpend(reader, budget, { months, asOf }).map(({ day, amount }) => ({
      day,
      amount: formatAmount(amount),
    })),
    thresholds: thresholdsOf(reader, budget).map(({ percent, amount, basis, severity }) => ({
      basis,
      severity,
      ...(percent !== undefined && { percent }),
      ...(amount !== undefined && { amount: formatAmount(amount) }),
    })),
  };
}

/** Spend by day from the start of the first period that the months touch. */
function readPastSpend(
  reader: Reader,
  budget: Budget,
  { months, asOf }: Asked,
): { day: Day; amount: Micros }[] {
  const from = addMonths(monthOf(asOf), 1 - months);
  const start = budgetPeriods(budget, from, monthOf(asOf))[0]?.start ?? from;
  return readSpendByDay(
    reader,
    readSubtree(reader, budget.id),
    budget.costBasis,
    firstDayOf(start < from ? start : from),
    asOf,
    countingPortions(reader),
  ).map(({ day, amount }) => ({ day: dayFromNumber(day), amount }));
}
