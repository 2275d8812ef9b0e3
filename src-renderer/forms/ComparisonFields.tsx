import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Select } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../client/backend.tsx';
import { dayText } from '../format/style.ts';
import { useKnownAt } from '../session/workspace.ts';
import {
  dimensionGroups,
  DIMENSIONS,
  useTagDimensions,
  WIDE_LIST,
  type DimensionGroup,
} from './dimensions.ts';

const ROW_DIMENSIONS = [...DIMENSIONS, 'month', 'quarter'];
const STORED_FORECASTS = 20;

/** What the spend of a budget is compared with: its plan, an earlier period, a scenario, a forecast that was stored. */
export function AgainstSelect({
  node,
  value,
  onChange,
  w,
}: {
  readonly node: BudgetAnswer;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly w?: number;
}): ReactNode {
  const queries = useQueries();
  const scenarios = useQuery(queries.scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  const known = useKnownAt();
  const stored =
    useQuery(
      queries.forecasts.list.queryOptions({
        input: { budgetId: node.id, limit: STORED_FORECASTS, ...known },
      }),
    ).data?.data ?? [];
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
          // A scenario stands on what is known today.
          items: (known.knownAt === undefined ? scenarios : []).map(({ id, name }) => ({
            value: `scenario:${id}`,
            label: `scenario ${name}`,
          })),
        },
        {
          group: 'Stored forecast',
          items: stored.map(({ id, asOf, model }) => ({
            value: `forecast:${id}`,
            label: `forecast of ${dayText(asOf)}, ${model} (${id})`,
          })),
        },
      ].filter(({ items }) => items.length > 0)}
      value={value}
      onChange={(chosen) => onChange(chosen ?? 'budget')}
      {...(w === undefined ? {} : { w })}
    />
  );
}

/** By what the rows of a comparison are told apart: one dimension, or further ones inside of it. `value` is `team,service`; empty, what the budgets below are of. */
export function DimensionSelects({
  value,
  onChange,
  w,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly w?: number;
}): ReactNode {
  const [first, second, ...others] = value.split(',').filter((name) => name !== '');
  const width = w === undefined ? {} : { w };
  const tags = useTagDimensions();
  const offered = (name: string | undefined, taken: readonly (string | undefined)[]): DimensionGroup[] => {
    const isFree = (one: string): boolean => one === name || !taken.includes(one);
    return dimensionGroups(ROW_DIMENSIONS.filter(isFree), tags.filter(isFree), name);
  };
  const choose = (names: readonly (string | null | undefined)[]): void =>
    onChange([...new Set(names.filter((name) => typeof name === 'string' && name !== ''))].join(','));
  return (
    <>
      <Select
        label="By"
        data={offered(first, [])}
        comboboxProps={WIDE_LIST}
        value={first ?? null}
        placeholder="as budgeted"
        searchable
        onChange={(name) => choose([name, second, ...others])}
        {...width}
      />
      <Select
        label="Then by"
        placeholder="nothing"
        data={offered(second, [first])}
        comboboxProps={WIDE_LIST}
        value={second ?? null}
        clearable
        searchable
        onChange={(name) => choose([first, name, ...others])}
        {...width}
      />
      {others.map((other, index) => (
        <Select
          key={index}
          label="Then by"
          data={offered(other, [first, second])}
          comboboxProps={WIDE_LIST}
          value={other}
          clearable
          searchable
          onChange={(name) => choose([first, second, ...others.with(index, name ?? '')])}
          {...width}
        />
      ))}
    </>
  );
}
