import { useState, type ReactNode } from 'react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { ActionIcon, Button, Checkbox, Select, TagsInput, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import {
  COLUMN_DIMENSIONS,
  MAPPED_TAG_DIMENSIONS,
  isDimension,
  type Dimension,
} from '#shared/domain/cost.ts';
import { SCOPE_OPERATORS, type Scope, type ScopeCondition } from '#shared/domain/budget.ts';
import { useQueries } from '../../client/backend.tsx';
import { useTagDimensions } from '../../forms/dimensions.ts';

const DIMENSIONS = [...MAPPED_TAG_DIMENSIONS, ...COLUMN_DIMENSIONS];
const OPERATOR_WORDS = { in: 'is one of', notIn: 'is none of', startsWith: 'starts with' } as const;

/** Which cost belongs to a budget: conditions that must all hold. Null: by type and name. */
export function ScopeBuilder({
  scope,
  onChange,
  isAlwaysExplicit = false,
}: {
  readonly scope: Scope | null;
  readonly onChange: (scope: Scope | null) => void;
  /** Leaves out the choice of a scope by type and name. */
  readonly isAlwaysExplicit?: boolean;
}): ReactNode {
  const put = (index: number, condition: ScopeCondition): void =>
    onChange((scope ?? []).map((one, at) => (at === index ? condition : one)));
  return (
    <fieldset className="plain-fieldset stack">
      <legend className="title">Scope</legend>
      {isAlwaysExplicit ? null : (
        <Checkbox
          label="By its type and name"
          checked={scope === null}
          onChange={(event) => onChange(event.currentTarget.checked ? null : [])}
        />
      )}
      {scope === null ? null : (
        <>
          {scope.length === 0 ? (
            <p className="quiet">No condition: all cost of the budget above it.</p>
          ) : null}
          {scope.map((condition, index) => (
            <Condition
              key={index}
              condition={condition}
              onChange={(next) => put(index, next)}
              onRemove={() => onChange(scope.filter((_, at) => at !== index))}
            />
          ))}
          <div>
            <Button
              variant="default"
              leftSection={<Plus size={14} />}
              onClick={() => onChange([...scope, { dimension: 'service', op: 'in', values: [] }])}
            >
              Add a condition
            </Button>
          </div>
        </>
      )}
    </fieldset>
  );
}

function Condition({
  condition,
  onChange,
  onRemove,
}: {
  readonly condition: ScopeCondition;
  readonly onChange: (condition: ScopeCondition) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { dimension } = condition;
  const values = useQuery(
    useQueries().workspace.dimension.queryOptions({
      input: isDimension(dimension) ? { dimension } : skipToken,
    }),
  ).data?.data;
  const known = [...new Set((values ?? []).map(({ value }) => value).filter((value) => value !== ''))];
  return (
    <div className="condition">
      <DimensionField
        dimension={dimension}
        onChange={(next) => onChange({ ...condition, dimension: next, values: [] })}
      />
      <Select
        aria-label="Comparison"
        data={SCOPE_OPERATORS.map((value) => ({ value, label: OPERATOR_WORDS[value] }))}
        value={condition.op}
        onChange={(op) => onChange({ ...condition, op: op ?? 'in' })}
      />
      <TagsInput
        aria-label="Values"
        placeholder={condition.values.length === 0 ? 'values' : ''}
        data={known}
        maxDropdownHeight={200}
        value={[...condition.values]}
        onChange={(next) => onChange({ ...condition, values: next })}
      />
      <ActionIcon aria-label="Remove the condition" onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
    </div>
  );
}

/** Stands for any tag, whose key is asked for then. */
const ANY_TAG = { value: 'tag:', label: 'another tag…' };

function DimensionField({
  dimension,
  onChange,
}: {
  readonly dimension: Dimension;
  readonly onChange: (dimension: Dimension) => void;
}): ReactNode {
  const [isTag, setIsTag] = useState(false);
  const [key, setKey] = useState('');
  const tags = useTagDimensions();
  const choose = (next: string | null): void => {
    setIsTag(next === ANY_TAG.value);
    if (next !== null && isDimension(next)) onChange(next);
  };
  return (
    <div className="stack tight">
      <Select
        aria-label="Dimension"
        searchable
        data={[...new Set([...DIMENSIONS, ...tags, dimension]), ANY_TAG]}
        value={isTag ? ANY_TAG.value : dimension}
        onChange={choose}
      />
      {isTag ? (
        <TextInput
          aria-label="Key of the tag"
          placeholder="key"
          required
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          onBlur={() => choose(`${ANY_TAG.value}${key.trim()}`)}
        />
      ) : null}
    </div>
  );
}
