import type { Outputs } from '#shared/contract/contract.ts';
import type { AlertThreshold } from '#shared/domain/alert.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, dayFromNumber, firstDayOf, monthOf, type Day } from '#shared/domain/calendar.ts';
import {
  budgetPeriods,
  monthlyPeriods,
  prepareRehearsal,
  rehearse,
} from '#shared/engine/alerts/rehearsal.ts';
import { readSpendByDay } from '../store/alerts.ts';
import type { Reader } from '../store/reader.ts';
import { visibleImports } from '../store/spend.ts';
import { readSubtree } from './budget-tree.ts';
import { thresholdAnswer } from './money.ts';

/** What rules would have raised over the months up to asOf, and whether it was right. */
export function rehearseBudget(
  reader: Reader,
  budget: Budget,
  thresholds: readonly AlertThreshold[],
  { months, monthly, asOf }: { months: number; monthly: boolean; asOf: Day },
): Outputs['alerts']['rehearse']['data'] {
  const to = monthOf(asOf);
  const from = addMonths(to, 1 - months);
  const periods = monthly ? monthlyPeriods(budget, from, to) : budgetPeriods(budget, from, to);
  const start = periods[0]?.start ?? from;
  const spend = readSpendByDay(
    reader,
    readSubtree(reader, budget.id),
    budget.costBasis,
    firstDayOf(start < from ? start : from),
    asOf,
    visibleImports(reader),
  ).map(({ day, amount }) => ({ day: dayFromNumber(day), amount }));
  const prepared = prepareRehearsal(spend, periods, firstDayOf(from), asOf);
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
