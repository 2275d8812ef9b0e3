import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Select, TextInput } from '@mantine/core';
import { isMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { dayText, monthText } from '../../format/style.ts';
import { useWorkspace } from '../../session/workspace.ts';
import {
  DEFAULT_BY,
  lastCompleteMonth,
  monthsOf,
  periodOf,
  PERIODS,
  type Comparison,
  type PeriodName,
} from './comparison.ts';
import type { VarianceAnswer } from './VariancePage.tsx';

const DIMENSIONS = [
  'team',
  'service',
  'region',
  'account',
  'sku',
  'project',
  'environment',
  'costCenter',
  'provider',
  'chargeCategory',
  'month',
  'quarter',
];

/** Which months, against what, by what: all of it stands in the address. */
export function VarianceControls({
  node,
  comparison,
  data,
  onChange,
}: {
  readonly node: BudgetAnswer;
  readonly comparison: Comparison;
  readonly data: VarianceAnswer | undefined;
  readonly onChange: (part: Readonly<Record<string, string | null>>) => void;
}): ReactNode {
  const [first = 'team', second] = (comparison.by ?? DEFAULT_BY).split(',');
  const setBy = (names: readonly (string | null | undefined)[]): void => {
    const by = [...new Set(names.filter((name) => name !== null && name !== undefined && name !== ''))].join(
      ',',
    );
    onChange({ by: by === DEFAULT_BY ? null : by });
  };
  return (
    <div className="controls" role="group" aria-label="What is compared">
      <Months node={node} comparison={comparison} data={data} onChange={onChange} />
      <Against node={node} comparison={comparison} onChange={onChange} />
      <Select
        label="By"
        data={DIMENSIONS}
        value={first}
        allowDeselect={false}
        searchable
        onChange={(value) => setBy([value, second])}
        w={128}
      />
      <Select
        label="then"
        placeholder="nothing"
        data={DIMENSIONS.filter((name) => name !== first)}
        value={second ?? null}
        clearable
        searchable
        onChange={(value) => setBy([first, value])}
        w={128}
      />
      <Select
        label="Months by"
        data={[
          { value: 'chargeDay', label: 'day of charge' },
          { value: 'billingMonth', label: 'billing month' },
        ]}
        value={comparison.timeBasis ?? 'chargeDay'}
        allowDeselect={false}
        onChange={(value) => onChange({ basis: value === 'billingMonth' ? value : null })}
        w={128}
      />
    </div>
  );
}

function Months({
  node,
  comparison,
  data,
  onChange,
}: {
  readonly node: BudgetAnswer;
  readonly comparison: Comparison;
  readonly data: VarianceAnswer | undefined;
  readonly onChange: (part: Readonly<Record<string, string | null>>) => void;
}): ReactNode {
  const workspace = useWorkspace();
  const last = lastCompleteMonth(data?.asOf ?? workspace?.asOf ?? `${node.startMonth}-01`);
  const period = periodOf(comparison, node, last);
  const month = (key: 'from' | 'to', label: string): ReactNode => (
    <TextInput
      type="month"
      label={label}
      value={comparison[key] ?? ''}
      onChange={(event) => {
        const value = event.currentTarget.value;
        if (isMonth(value))
          onChange({ from: comparison.from ?? null, to: comparison.to ?? null, [key]: value });
      }}
      w={136}
    />
  );
  return (
    <>
      <Select
        label="Months"
        data={[...PERIODS]}
        value={period}
        allowDeselect={false}
        onChange={(value) => onChange(rangeOf(value as PeriodName, node, last, data))}
        w={164}
      />
      {period === 'range' ? (
        <>
          {month('from', 'From')}
          {month('to', 'To')}
        </>
      ) : (
        <p className="control-note">{data === undefined ? '' : spanText(data)}</p>
      )}
    </>
  );
}

function rangeOf(
  name: PeriodName,
  node: BudgetAnswer,
  last: Parameters<typeof monthsOf>[2],
  data: VarianceAnswer | undefined,
): Readonly<Record<string, string | null>> {
  const { from, to } = monthsOf(name, node, last);
  if (name !== 'range' || data === undefined || from === null || to === null) return { from, to };
  return { from: data.from, to: data.to };
}

function spanText({ from, to }: VarianceAnswer): string {
  return from === to ? monthText(from) : `${monthText(from)} – ${monthText(to)}`;
}

function Against({
  node,
  comparison,
  onChange,
}: {
  readonly node: BudgetAnswer;
  readonly comparison: Comparison;
  readonly onChange: (part: Readonly<Record<string, string | null>>) => void;
}): ReactNode {
  const queries = useQueries();
  const scenarios = useQuery(queries.scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  const stored =
    useQuery(queries.forecasts.list.queryOptions({ input: { budgetId: node.id, limit: 20 } })).data?.data ??
    [];
  return (
    <Select
      label="Against"
      data={[
        {
          group: 'Plan',
          items: [
            { value: 'budget', label: 'budget' },
            { value: 'forecast', label: 'forecast as stated then' },
          ],
        },
        {
          group: 'Earlier',
          items: [
            { value: 'previous', label: 'period before' },
            { value: 'lastYear', label: 'same months last year' },
          ],
        },
        {
          group: 'Scenario',
          items: scenarios.map(({ id, name }) => ({ value: `scenario:${id}`, label: `scenario ${name}` })),
        },
        {
          group: 'Stored forecast',
          items: stored.map(({ id, asOf, model }) => ({
            value: `forecast:${id}`,
            label: `forecast of ${dayText(asOf)}, ${model} (${id})`,
          })),
        },
      ].filter(({ items }) => items.length > 0)}
      value={comparison.against ?? 'budget'}
      allowDeselect={false}
      onChange={(value) => onChange({ against: value === 'budget' ? null : value })}
      w={200}
    />
  );
}
