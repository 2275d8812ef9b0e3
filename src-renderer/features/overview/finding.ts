import { addMonths, toMonth } from '#shared/domain/calendar.ts';
import { toMicros } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { microsOf, monthText, moneyText, probabilityText, shareText, styleOf } from '../../format/style.ts';

/** The sentence that opens the overview: how likely the period ends over its amount, or how it stands without a forecast. */
export function findingOf(node: BudgetAnswer): string {
  const end = monthText(addMonths(toMonth(node.startMonth), node.months - 1));
  const { breachProbability } = node;
  if (microsOf(node.amount) === 0n)
    return `${node.name} has spent ${moneyText(node.spent)} and has no amount yet.`;
  if (node.status === 'exceeded') {
    const over = toMicros(microsOf(node.spent) - microsOf(node.amount));
    return `${node.name} has spent its budget: ${styleOf(node.currency).spoken(over)}\u00a0${node.currency} over, with the period open until ${end}.`;
  }
  if (breachProbability === null)
    return `${node.name} has used ${shareText(node.utilization)} of its budget up to ${end}.`;
  const likely = probabilityText(breachProbability);
  return breachProbability >= 0.5
    ? `${node.name} is ${likely} likely to end ${end} over budget.`
    : `${node.name} is on course: ${likely} likely to end ${end} over budget.`;
}
