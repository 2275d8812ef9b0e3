import type { ReactNode } from 'react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { amountText, countText, dayText, probabilityText, shareText } from '../../format/style.ts';
import { useAllBudgets } from '../../session/all-budgets.ts';
import { usePlace } from '../../session/place.ts';
import { toDateColumns } from '../../ui/columns.tsx';
import { DataTable, tableText, type Column } from '../../ui/DataTable.tsx';
import { Page, Panel } from '../../ui/Panel.tsx';
import { StatusMark } from '../../ui/Signs.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { TableTools } from '../../ui/TableTools.tsx';

const HEIGHT = 560;

/** All budgets as they were known on an earlier day: to be read, because what is saved is saved today. */
export function PastBudgets({ day }: { readonly day: string }): ReactNode {
  const { go } = usePlace();
  const all = useAllBudgets();
  const count = all.data === undefined ? 'Budgets' : countText(all.data.length, 'budget', 'budgets');
  return (
    <Page finding={`${count} as known on ${dayText(day)}.`}>
      <Panel
        title="Budgets as they were known"
        label="Amounts and periods by the revisions of then, cost by the imports and outlook by the forecasts of then; a row opens its overview, a figure its cost rows"
        className="flush"
        foot={
          <TableTools name={`budgets as known on ${day}`} rows={() => tableText(COLUMNS, all.data ?? [])} />
        }
      >
        <Answered query={all} what="the budgets" height={240}>
          {(budgets) =>
            budgets.length === 0 ? (
              <EmptyState title="No budget was recorded by that day" />
            ) : (
              <DataTable
                caption="Budgets as they were known"
                columns={COLUMNS}
                rows={budgets}
                keyOf={({ id }) => id}
                onOpen={({ id }) => go('overview', id)}
                height={HEIGHT}
              />
            )
          }
        </Answered>
      </Panel>
    </Page>
  );
}

const COLUMNS: readonly Column<BudgetAnswer>[] = [
  {
    key: 'name',
    head: 'Budget',
    text: ({ path }) => path.join(' › '),
    cell: ({ name, path }) => (
      <span className="ellipsis" title={path.join(' › ')} style={{ paddingLeft: (path.length - 1) * 16 }}>
        {name}
      </span>
    ),
    isFill: true,
  },
  { key: 'currency', head: 'Currency', text: ({ currency }) => currency, from: 1000 },
  { key: 'amount', head: 'BU', text: ({ amount }) => amountText(amount), isNumber: true },
  ...toDateColumns('AC'),
  { key: 'left', head: 'Left', text: ({ remaining }) => amountText(remaining), isNumber: true },
  {
    key: 'used',
    head: 'Used',
    text: ({ utilization }) => shareText(utilization),
    isNumber: true,
    from: 1200,
  },
  {
    key: 'forecast',
    head: 'FC',
    text: ({ forecast }) => amountText(forecast),
    isNumber: true,
    from: 1200,
  },
  {
    key: 'over',
    head: 'P(over)',
    text: ({ breachProbability }) => probabilityText(breachProbability),
    isNumber: true,
    from: 1280,
  },
  {
    key: 'status',
    head: 'Status',
    text: ({ status }) => status,
    cell: ({ status }) => <StatusMark status={status} />,
    from: 1200,
  },
  {
    key: 'outlook',
    head: 'Outlook',
    text: ({ outlook }) => outlook,
    cell: ({ outlook }) => <StatusMark status={outlook} />,
  },
];
