import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { amountText } from '../../format/style.ts';
import type { SpanInput } from '../../forms/MonthSpan.tsx';
import { DataTable } from '../../ui/DataTable.tsx';

/** How a budget's spend is put together: its own, its part of shared costs, its children's; the parts add up. */
export function CostKinds({
  budget,
  months,
}: {
  readonly budget: BudgetAnswer;
  readonly months: SpanInput;
}): ReactNode {
  const answer = useQuery(
    useQueries().budgets.sources.queryOptions({ input: { budgetId: budget.id, ...months } }),
  ).data?.data;
  if (answer === undefined || answer.sources.length < 2) return null;
  return (
    <div className="framed">
      <DataTable
        caption={`How the spend of ${budget.name} is put together`}
        columns={[
          {
            key: 'label',
            head: 'Actual is made of',
            text: ({ label }) => label,
            cell: ({ label }) => <span className="ellipsis">{label}</span>,
            isFill: true,
          },
          {
            key: 'amount',
            head: answer.total.currency,
            text: ({ amount }) => amountText(amount),
            isNumber: true,
          },
        ]}
        rows={answer.sources}
        keyOf={({ kind, id }) => `${kind} ${id}`}
      />
    </div>
  );
}
