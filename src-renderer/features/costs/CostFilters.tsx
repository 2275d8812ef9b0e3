import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useLocation } from 'wouter';
import { useQueries } from '../../client/backend.tsx';
import { dimensionGroups, DIMENSIONS, useTagDimensions, WIDE_LIST } from '../../forms/dimensions.ts';
import { costRowsAddress, type CostAsk } from '../../session/cost-rows.ts';
import { useKnownAt } from '../../session/workspace.ts';

/** Months and conditions; all of it stands in the address, so that a link shows the same rows. */
export function CostFilters({
  budgetId,
  ask,
}: {
  readonly budgetId: string | undefined;
  readonly ask: CostAsk;
}): ReactNode {
  const [, navigate] = useLocation();
  const change = (next: CostAsk): void => navigate(costRowsAddress(budgetId, next), { replace: true });
  const where = ask.where ?? {};
  const month = (key: 'from' | 'to', label: string): ReactNode => (
    <TextInput
      type="month"
      label={label}
      value={ask[key] ?? ''}
      onChange={(event) => change({ ...ask, [key]: event.currentTarget.value || undefined })}
      w={148}
    />
  );
  return (
    <div className="controls" role="group" aria-label="Which rows">
      {month('from', 'From')}
      {month('to', 'To')}
      <Adder
        budgetId={budgetId}
        onAdd={(dimension, value) => change({ ...ask, where: { ...where, [dimension]: value } })}
      />
      {Object.entries(where).map(([dimension, value]) => (
        <span key={dimension} className="chip">
          {dimension}: {value === '' ? '(untagged)' : value}
          <ActionIcon
            size={24}
            aria-label={`Any ${dimension}`}
            onClick={() => {
              const { [dimension]: _gone, ...rest } = where;
              change({ ...ask, where: rest });
            }}
          >
            <X size={14} />
          </ActionIcon>
        </span>
      ))}
      {budgetId === undefined ? null : (
        <Button variant="default" onClick={() => navigate(costRowsAddress(undefined, ask))}>
          In the whole workspace
        </Button>
      )}
    </div>
  );
}

/** One more condition: a dimension and one of its values. */
function Adder({
  budgetId,
  onAdd,
}: {
  readonly budgetId: string | undefined;
  readonly onAdd: (dimension: string, value: string) => void;
}): ReactNode {
  const [dimension, setDimension] = useState('service');
  const known = useKnownAt();
  const values = useQuery(
    useQueries().workspace.dimension.queryOptions({
      input: { dimension, ...known, ...(budgetId === undefined ? {} : { budgetId }) },
    }),
  ).data?.data;
  const tags = useTagDimensions();
  const names = [...new Set(values?.map(({ value }) => value) ?? [])];
  return (
    <>
      <Select
        label="Only"
        data={dimensionGroups(DIMENSIONS, tags)}
        comboboxProps={WIDE_LIST}
        value={dimension}
        searchable
        onChange={(value) => setDimension(value ?? 'service')}
        w={132}
      />
      <Select
        key={dimension}
        label="That is"
        placeholder="anything"
        searchable
        limit={100}
        data={names.map((name) => ({ value: `=${name}`, label: name === '' ? '(untagged)' : name }))}
        value={null}
        onChange={(value) => {
          if (value !== null) onAdd(dimension, value.slice(1));
        }}
        w={200}
      />
    </>
  );
}
