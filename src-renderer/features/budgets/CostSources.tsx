import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Select } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { amountText, sentenceCase } from '../../format/style.ts';
import { CostLink } from '../../ui/CostLink.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Answered } from '../../ui/States.tsx';

type Row = Outputs['variance']['analyze']['data']['rows'][number];
const BY = ['service', 'region', 'account', 'team', 'provider'];

/** Where a budget's cost comes from: its spend by a dimension, largest first. */
export function CostSources({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const [by, setBy] = useState('service');
  const spend = useQuery(useQueries().variance.analyze.queryOptions({ input: { budgetId: budget.id, by } }));
  const nameOf = (row: Row): string => (row.key[by] === '' ? `(no ${by})` : (row.key[by] ?? 'Total'));
  return (
    <div className="stack">
      <Select
        label="Where the cost comes from, by"
        data={BY}
        value={by}
        onChange={(value) => setBy(value ?? 'service')}
      />
      <Answered query={spend} what="the cost" height={120}>
        {({ data }) => (
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
        )}
      </Answered>
    </div>
  );
}
