import type { ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { TwinPanel } from '../../charts/TwinPanel.tsx';
import { amountText, shortMonthText, styleOf, unitsOf } from '../../format/style.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';
import type { Comparison } from './comparison.ts';
import { valueText } from './key-text.ts';
import { tintOf } from './tint.ts';
import type { VarianceAnswer, VarianceRow } from './VariancePage.tsx';

const MOST_ROWS = 10;
const ROW_HEIGHT = 28;

/** Where and when it differs: the first dimension by month, the number always printed, the strength as a tint. */
export function VarianceHeat({
  node,
  comparison,
  data,
}: {
  readonly node: BudgetAnswer;
  readonly comparison: Comparison;
  readonly data: VarianceAnswer;
}): ReactNode {
  const dimension = data.by.find((name) => name !== 'month' && name !== 'quarter') ?? 'team';
  const byMonth = useQuery({
    ...useQueries().variance.analyze.queryOptions({
      input: { budgetId: node.id, ...comparison, by: `${dimension},month`, causes: false },
    }),
    placeholderData: keepPreviousData,
  });
  return byMonth.data === undefined ? (
    <Panel title={`By ${dimension} and month`} className="span-7">
      <Answered query={byMonth} what="the months" height={160}>
        {() => null}
      </Answered>
    </Panel>
  ) : (
    <Heat node={node} data={byMonth.data.data} dimension={dimension} />
  );
}

function Heat({
  node,
  data,
  dimension,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
  readonly dimension: string;
}): ReactNode {
  const items = [...data.groups]
    .sort((a, b) => Math.abs(unitsOf(b.variance)) - Math.abs(unitsOf(a.variance)))
    .slice(0, MOST_ROWS)
    .map(({ key }) => key[dimension]);
  return (
    <TwinPanel
      title={findingOf(data.rows, dimension, node.currency)}
      label={`Δ by ${dimension} and month, ${node.currency} · positive is over${data.groups.length > items.length ? ` · ${items.length} largest of ${data.groups.length}` : ''}`}
      className="span-7"
      height={Math.max(3, items.length) * ROW_HEIGHT + 24}
      table={{
        name: `${node.name} by ${dimension} and month`,
        columns: [
          { key: 'name', head: dimension, text: ({ key }) => valueText(key[dimension]) },
          { key: 'month', head: 'Month', text: ({ key }) => key['month'] ?? '' },
          { key: 'plan', head: data.against, text: ({ plan }) => amountText(plan), isNumber: true },
          { key: 'actual', head: 'AC', text: ({ actual }) => amountText(actual), isNumber: true },
          { key: 'delta', head: 'Δ', text: ({ variance }) => amountText(variance), isNumber: true },
        ],
        rows: data.rows,
        keyOf: ({ key }) => cellKey(key[dimension], key['month']),
      }}
    >
      <HeatTable rows={data.rows} items={items} dimension={dimension} currency={node.currency} />
    </TwinPanel>
  );
}

/** The items from the top down, the months from left to right. */
function HeatTable({
  rows,
  items,
  dimension,
  currency,
}: {
  readonly rows: readonly VarianceRow[];
  readonly items: readonly (string | undefined)[];
  readonly dimension: string;
  readonly currency: string;
}): ReactNode {
  const style = styleOf(currency);
  const months = [...new Set(rows.map(({ key }) => key['month'] ?? ''))].sort();
  const variances = new Map(
    rows.map(({ key, variance }) => [cellKey(key[dimension], key['month']), unitsOf(variance)]),
  );
  const at = (item: string | undefined, month: string): number => variances.get(cellKey(item, month)) ?? 0;
  const largest = Math.max(0, ...items.flatMap((item) => months.map((month) => Math.abs(at(item, month)))));
  return (
    <div
      className="table-scroll"
      tabIndex={0}
      role="region"
      aria-label={`Variance by ${dimension} and month`}
    >
      <table className="heat">
        <thead>
          <tr>
            <th scope="col" className="label" aria-label={dimension} />
            {months.map((month) => (
              <th key={month} scope="col" className="label">
                {shortMonthText(month)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={valueText(item)}>
              <th scope="row" className={item === '' ? 'label untagged' : 'label'}>
                {valueText(item)}
              </th>
              {months.map((month) => (
                <td key={month} className={tintOf(at(item, month), largest)}>
                  {at(item, month) === 0 ? '–' : style.signedCompact(at(item, month))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellKey(value: string | undefined, month: string | undefined): string {
  return `${value ?? ''}\n${month ?? ''}`;
}

function findingOf(rows: readonly VarianceRow[], dimension: string, currency: string): string {
  const [worst] = [...rows].sort((a, b) => unitsOf(b.variance) - unitsOf(a.variance));
  if (worst === undefined || unitsOf(worst.variance) <= 0) return `No ${dimension} is over in any month`;
  return `${valueText(worst.key[dimension])} in ${shortMonthText(worst.key['month'] ?? '')} is furthest over: ${styleOf(currency).signedCompact(unitsOf(worst.variance))}\u00a0${currency}`;
}
