import type { ReactNode } from 'react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { isMonth } from '#shared/domain/calendar.ts';
import { money, toMicros } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { microsOf, moneyText } from '../../format/style.ts';
import type { CostAsk } from '../../session/cost-rows.ts';
import { useKnownAt } from '../../session/workspace.ts';
import type { CostTotals } from './columns.tsx';

/** Whether the rows add up to the figure that the other pages show, and if not, what makes the difference. */
export function CostCheck({
  node,
  ask,
  totals,
}: {
  readonly node: BudgetAnswer;
  readonly ask: CostAsk;
  readonly totals: CostTotals;
}): ReactNode {
  const figure = useFigure(node, ask);
  const { costBasis, currency } = node;
  const values = Object.values(ask.where ?? {}).map((value) => (value === '' ? '(untagged)' : value));
  const name = [node.name, ...values].join(' › ');
  const own = totals.find(({ billed }) => billed.currency === currency);
  const sum = own === undefined ? 0n : microsOf(own[costBasis]);
  if (figure === undefined) return null;
  const rest = toMicros(microsOf(figure) - sum);
  return (
    <p role="status" className="prose">
      {rest === 0n
        ? `The rows add up to the ${costBasis} figure of ${name}: ${moneyText(figure)}.`
        : `The ${costBasis} figure of ${name} is ${moneyText(figure)}; ${moneyText(money(rest, currency))} of it are not in these rows: shared costs, or amounts in another currency by their month's rate.`}
    </p>
  );
}

/** The actual of the same budget, months and conditions, as the variance works it out. */
function useFigure(
  node: BudgetAnswer,
  { from, to, where = {}, timeBasis }: CostAsk,
): BudgetAnswer['spent'] | undefined {
  const dimensions = Object.keys(where);
  const isAsked = from !== undefined && to !== undefined && isMonth(from) && isMonth(to);
  const known = useKnownAt();
  const answer = useQuery(
    useQueries().variance.analyze.queryOptions({
      input: isAsked
        ? {
            budgetId: node.id,
            by: dimensions.length === 0 ? 'service' : dimensions.join(','),
            ...{ from, to },
            ...known,
            ...(timeBasis === undefined ? {} : { timeBasis }),
          }
        : skipToken,
    }),
  ).data?.data;
  if (answer === undefined) return undefined;
  if (dimensions.length === 0) return answer.total.actual;
  return answer.rows.find(({ key }) => dimensions.every((name) => key[name] === where[name]))?.actual;
}
