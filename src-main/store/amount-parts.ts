import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, lastDayOf, monthNumber, monthOf, type Day, type Month } from '#shared/domain/calendar.ts';
import { toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import type { AmountParts } from '#shared/engine/budgets/shared-costs.ts';
import { readSumsToDay } from './month-to-day.ts';
import { readMonthSums, type MonthSum } from './month-sums.ts';
import type { Reader } from './reader.ts';
import { readSharedCosts } from './shared-costs.ts';

/** What a budget's spend from month to month, at most to asOf, is made of: its own, shared costs, and its children's. */
export function readAmountParts(
  reader: Reader,
  root: Budget,
  budget: Budget,
  children: readonly Budget[],
  from: Month,
  to: Month,
  asOf: Day,
): AmountParts {
  const current = monthOf(asOf);
  const isOpen = from <= current && current <= to && asOf < lastDayOf(current);
  const last = isOpen || to > current ? addMonths(current, asOf < lastDayOf(current) ? -1 : 0) : to;
  const span = [monthNumber(from), monthNumber(last)] as const;
  const open = isOpen ? readSumsToDay(reader, root, current, asOf) : undefined;
  const kept = readMonthSums(reader, [budget.id, ...children.map(({ id }) => id)]);
  const sumOf = (id: string, kind: keyof MonthSum): bigint => {
    let sum = 0n;
    for (const [month, sums] of kept.get(id) ?? [])
      if (span[0] <= month && month <= span[1]) sum += sums[kind];
    return sum;
  };
  const openMonth = (id: string) => open?.months.find(({ budgetId }) => budgetId === id);
  return {
    direct: toMicros(sumOf(budget.id, 'direct') + (openMonth(budget.id)?.direct ?? 0n)),
    shared: readSharedCosts(reader, root.id).map((rule) => ({
      rule,
      amount: sharedOf(reader, budget.id, rule.id, span, open?.shared ?? []),
    })),
    children: children.map(({ id, name }) => ({
      id,
      name,
      amount: toMicros(sumOf(id, 'total') + (openMonth(id)?.total ?? 0n)),
    })),
  };
}

function sharedOf(
  reader: Reader,
  budgetId: string,
  ruleId: string,
  span: readonly [number, number],
  open: readonly { readonly budgetId: string; readonly ruleId: string; readonly amount: Micros }[],
): Micros {
  const row = reader.get<{ sum: bigint }>(
    'SELECT coalesce(sum(amount), 0) AS sum FROM shared_month WHERE budget_id = ? AND rule_id = ? AND month BETWEEN ? AND ?',
    budgetId,
    ruleId,
    ...span,
  );
  const today = open.find((part) => part.budgetId === budgetId && part.ruleId === ruleId)?.amount ?? ZERO;
  return toMicros((row?.sum ?? 0n) + today);
}
