import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Select } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { amountText, sentenceCase, spanText } from '../../format/style.ts';
import { dimensionGroups, DIMENSIONS, useTagDimensions } from '../../forms/dimensions.ts';
import { MonthSpanFields, OPEN_SPAN, spanInput, type SpanInput } from '../../forms/MonthSpan.tsx';
import { CostLink } from '../../ui/CostLink.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Answered } from '../../ui/States.tsx';
import { CostKinds } from './CostKinds.tsx';

type Row = Outputs['variance']['analyze']['data']['rows'][number];

/** Where a budget's cost comes from, in its own months or others: what it is made of, and its spend by a dimension or a tag. */
export function CostSources({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const [span, setSpan] = useState(OPEN_SPAN);
  const months = spanInput(span);
  return (
    <div className="stack">
      <div className="field-grid">
        <MonthSpanFields label="Cost from" span={span} onChange={setSpan} />
      </div>
      {months === undefined ? null : (
        <>
          <CostKinds budget={budget} months={months} />
          <CostBy budget={budget} months={months} />
        </>
      )}
    </div>
  );
}

/** The spend of some months by a dimension or a tag, largest first. */
function CostBy({
  budget,
  months,
}: {
  readonly budget: BudgetAnswer;
  readonly months: SpanInput;
}): ReactNode {
  const [by, setBy] = useState('service');
  const tags = useTagDimensions();
  const spend = useQuery(
    useQueries().variance.analyze.queryOptions({ input: { budgetId: budget.id, by, ...months } }),
  );
  const nameOf = (row: Row): string => (row.key[by] === '' ? `(no ${by})` : (row.key[by] ?? 'Total'));
  return (
    <>
      <Select
        label="Where the cost comes from, by"
        data={dimensionGroups(DIMENSIONS, tags, by)}
        value={by}
        searchable
        onChange={(value) => setBy(value ?? 'service')}
      />
      <Answered query={spend} what="the cost" height={120}>
        {({ data }) => (
          <>
            <p className="label">{spanText(data.from, data.to)}</p>
            <div className="framed">
              <DataTable
                caption={`Cost of ${budget.name} by ${by}`}
                columns={[
                  {
                    key: 'name',
                    head: sentenceCase(by),
                    text: nameOf,
                    cell: (row) => (
                      <span className="ellipsis" title={nameOf(row)}>
                        {nameOf(row)}
                      </span>
                    ),
                  },
                  {
                    key: 'actual',
                    head: `Actual, ${budget.currency}`,
                    text: ({ actual }) => amountText(actual),
                    cell: ({ key, actual }) => (
                      <CostLink budgetId={budget.id} ask={{ from: data.from, to: data.to, where: key }}>
                        {amountText(actual)}
                      </CostLink>
                    ),
                    isNumber: true,
                  },
                ]}
                rows={data.rows
                  .filter(({ actual }) => Number(actual.amount) !== 0)
                  .sort((a, b) => Number(b.actual.amount) - Number(a.actual.amount))}
                keyOf={(row) => row.key[by] ?? ''}
                total={data.total}
                height={260}
              />
            </div>
          </>
        )}
      </Answered>
    </>
  );
}
