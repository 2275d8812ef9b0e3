import { useState, type ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from '@mantine/core';
import { money, toMicros, type Money } from '#shared/domain/money.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import {
  amountText,
  microsOf,
  plainStyle,
  probabilityText,
  sentenceCase,
  spanText,
  unitsOf,
} from '../../format/style.ts';
import { dimensionGroups, DIMENSIONS, useTagDimensions, WIDE_LIST } from '../../forms/dimensions.ts';
import { usePlace } from '../../session/place.ts';
import { usePeriod } from '../../session/use-period.ts';
import { useKnownAt } from '../../session/workspace.ts';
import { toDateColumns } from '../../ui/columns.tsx';
import { CostLink } from '../../ui/CostLink.tsx';
import { DataTable, tableText, type Column } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PlanSpark, StatusMark, Variance, VariancePercent } from '../../ui/Signs.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { TableTools } from '../../ui/TableTools.tsx';

type VarianceRow = Outputs['variance']['analyze']['data']['rows'][number];

const MOST_ROWS = 12;

/** Who spends: the budgets below, or the values of a dimension, worst first. */
export function Breakdown({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const [by, setBy] = useState(node.childCount > 0 ? 'budget' : 'service');
  // Every charge is looked at for its tags, which the first page that is seen does not wait beside.
  const [isListWanted, setListWanted] = useState(false);
  const dimensions = dimensionGroups(DIMENSIONS, useTagDimensions(isListWanted));
  const picker = (
    <Select
      aria-label="Break down by"
      data={node.childCount > 0 ? [{ group: 'Tree', items: ['budget'] }, ...dimensions] : dimensions}
      comboboxProps={WIDE_LIST}
      value={by}
      searchable
      onChange={(value) => setBy(value ?? 'service')}
      onDropdownOpen={() => setListWanted(true)}
      w={120}
    />
  );
  return by === 'budget' ? (
    <ByBudget node={node} picker={picker} />
  ) : (
    <ByDimension node={node} by={by} picker={picker} />
  );
}

function ByBudget({ node, picker }: { readonly node: BudgetAnswer; readonly picker: ReactNode }): ReactNode {
  const { go } = usePlace();
  const known = useKnownAt();
  const children = useQuery({
    ...useQueries().budgets.list.queryOptions({
      input: { parentId: node.id, limit: 200, ...known },
    }),
    placeholderData: keepPreviousData,
  });
  const columns = budgetColumns(node.currency);
  const rows = children.data?.data ?? [];
  return (
    <Panel
      title="By budget, worst outlook first"
      label={`To date and to the period's end, ${node.currency}; a row opens the budget, a figure its cost rows`}
      actions={picker}
      className="flush"
      foot={<TableTools name={`${node.name} by budget`} rows={() => tableText(columns, rows)} />}
    >
      <Answered query={children} what="the budgets" height={160}>
        {() => (
          <DataTable
            caption={`Budgets under ${node.name}`}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            onOpen={({ id }) => go('overview', id)}
            total={node}
          />
        )}
      </Answered>
    </Panel>
  );
}

function budgetColumns(currency: string): readonly Column<BudgetAnswer>[] {
  const delta = (budget: BudgetAnswer): Money =>
    money(toMicros(microsOf(budget.spent) - microsOf(budget.planToDate)), budget.currency);
  const percent = (budget: BudgetAnswer): number | null =>
    budget.pace === null ? null : (budget.pace - 1) * 100;
  return [
    {
      key: 'name',
      head: 'Budget',
      text: ({ name }) => name,
      cell: ({ name }) => (
        <span className="ellipsis" title={name}>
          {name}
        </span>
      ),
    },
    ...toDateColumns(`AC, ${currency}`),
    {
      key: 'delta',
      head: 'Δ',
      text: (budget) => amountText(delta(budget)),
      cell: (budget) => <Variance value={delta(budget)} isDense />,
      isNumber: true,
    },
    {
      key: 'percent',
      head: 'Δ %',
      text: (budget) => percentText(percent(budget)),
      cell: (budget) => <VariancePercent percent={percent(budget)} />,
      isNumber: true,
      from: 1200,
    },
    { key: 'forecast', head: 'FC', text: ({ forecast }) => amountText(forecast), isNumber: true },
    { key: 'amount', head: 'BU', text: ({ amount }) => amountText(amount), isNumber: true },
    {
      key: 'over',
      head: 'P(over)',
      text: ({ breachProbability }) => probabilityText(breachProbability),
      isNumber: true,
    },
    {
      key: 'spark',
      head: 'Trend',
      text: ({ spentByMonth }) => spentByMonth.map((month) => amountText(month)).join(' '),
      cell: ({ plan, spentByMonth }) => (
        <PlanSpark plan={plan.map(unitsOf)} actual={spentByMonth.map(unitsOf)} />
      ),
      from: 1280,
    },
    {
      key: 'outlook',
      head: 'Outlook',
      text: ({ outlook }) => outlook,
      cell: ({ outlook }) => <StatusMark status={outlook} />,
    },
  ];
}

function percentText(percent: number | null): string {
  return percent === null ? '' : plainStyle().signedPercent(percent);
}

function ByDimension({
  node,
  by,
  picker,
}: {
  readonly node: BudgetAnswer;
  readonly by: string;
  readonly picker: ReactNode;
}): ReactNode {
  const { go } = usePlace();
  const { months } = usePeriod();
  const spend = useQuery({
    ...useQueries().variance.analyze.queryOptions({
      input: { budgetId: node.id, by, causes: false, ...months, ...useKnownAt() },
    }),
    placeholderData: keepPreviousData,
  });
  const { from, to } = spend.data?.data ?? {};
  const columns = dimensionColumns(by, node.currency, ({ key, actual }) => (
    <CostLink budgetId={node.id} ask={{ from, to, where: key }}>
      {amountText(actual)}
    </CostLink>
  ));
  const rows = [...(spend.data?.data.rows ?? [])].sort(
    (a, b) => Number(b.actual.amount) - Number(a.actual.amount),
  );
  return (
    <Panel
      title={`By ${by}, largest first`}
      label={`${from === undefined || to === undefined ? 'To date' : spanText(from, to)} against plan, ${node.currency}; a row opens the variance, a figure its cost rows`}
      actions={picker}
      className="flush"
      foot={<TableTools name={`${node.name} by ${by}`} rows={() => tableText(columns, rows)} />}
    >
      <Answered query={spend} what="the cost" height={160}>
        {({ data }) =>
          rows.length === 0 ? (
            <EmptyState title="No cost in this budget yet">
              Its scope matches no cost up to the day the figures stand on.
            </EmptyState>
          ) : (
            <DataTable
              caption={`Cost of ${node.name} by ${by}`}
              columns={columns}
              rows={rows.slice(0, MOST_ROWS)}
              keyOf={({ key }) => JSON.stringify(key)}
              onOpen={() => go('variance', node.id)}
              total={data.total}
            />
          )
        }
      </Answered>
    </Panel>
  );
}

function dimensionColumns(
  by: string,
  currency: string,
  actualCell: (row: VarianceRow) => ReactNode,
): readonly Column<VarianceRow>[] {
  const name = ({ key }: VarianceRow): string => {
    const value = key[by];
    return value === undefined ? 'Total' : value === '' ? '(untagged)' : value;
  };
  return [
    {
      key: 'name',
      head: sentenceCase(by),
      text: name,
      cell: (row) => (
        <span className={row.key[by] === '' ? 'ellipsis untagged' : 'ellipsis'} title={name(row)}>
          {name(row)}
        </span>
      ),
    },
    {
      key: 'actual',
      head: `AC, ${currency}`,
      text: ({ actual }) => amountText(actual),
      cell: (row) => actualCell(row),
      isNumber: true,
    },
    { key: 'plan', head: 'BU', text: ({ plan }) => amountText(plan), isNumber: true },
    {
      key: 'delta',
      head: 'Δ',
      text: ({ variance }) => amountText(variance),
      cell: ({ variance }) => <Variance value={variance} isDense />,
      isNumber: true,
    },
    {
      key: 'percent',
      head: 'Δ %',
      text: ({ percent }) => percentText(percent),
      cell: ({ percent }) => <VariancePercent percent={percent} />,
      isNumber: true,
    },
  ];
}
