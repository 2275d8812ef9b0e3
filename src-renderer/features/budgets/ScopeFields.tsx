import { useState, type ReactNode } from 'react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Pill, Select, TagsInput, TextInput } from '@mantine/core';
import {
  COLUMN_DIMENSIONS,
  MAPPED_TAG_DIMENSIONS,
  isDimension,
  type Dimension,
} from '#shared/domain/cost.ts';
import { useQueries } from '../../client/backend.tsx';
import { useTagDimensions } from '../../forms/dimensions.ts';
import { valueText } from '../../format/scope.ts';

const DIMENSIONS = [...MAPPED_TAG_DIMENSIONS, ...COLUMN_DIMENSIONS];

/** Stands for any tag, whose key is asked for then. */
const ANY_TAG = { value: 'tag:', label: 'another tag…' };

/** By what costs are told apart: a column, or a tag of any key. */
export function DimensionField({
  label,
  isLabelShown = false,
  dimension,
  onChange,
}: {
  readonly label: string;
  /** Whether its label stands over it, and is not only read out. */
  readonly isLabelShown?: boolean;
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
        {...(isLabelShown ? { label } : { 'aria-label': label })}
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

/** Values of a dimension: those in the data to choose from, and any other as it is typed. */
export function ValuesField({
  label,
  dimension,
  values,
  hasUntagged = true,
  onChange,
}: {
  /** What it is called, which shows no label. */
  readonly label: string;
  readonly dimension: Dimension;
  readonly values: readonly string[];
  /** Whether cost without a value can be one of them. */
  readonly hasUntagged?: boolean;
  readonly onChange: (values: string[]) => void;
}): ReactNode {
  const inData = useQuery(
    useQueries().workspace.dimension.queryOptions({
      input: isDimension(dimension) ? { dimension } : skipToken,
    }),
  ).data?.data;
  const named = (inData ?? []).map(({ value }) => value).filter((value) => value !== '');
  const untagged = valueText('');
  // Who types the word for no value means that, and not a value of this name.
  const meant = (next: readonly string[]): string[] =>
    hasUntagged
      ? next.map((value) => (value === untagged && !values.includes(value) ? '' : value))
      : [...next];
  return (
    <TagsInput
      aria-label={label}
      placeholder={values.length === 0 ? 'values' : ''}
      data={[...(hasUntagged ? [''] : []), ...new Set(named)].map((value) => ({
        value,
        label: valueText(value),
      }))}
      renderPill={({ value, onRemove }) => (
        <Pill
          withRemoveButton
          className={value === '' ? 'untagged' : ''}
          {...(onRemove === undefined ? {} : { onRemove })}
        >
          {valueText(value ?? '')}
        </Pill>
      )}
      maxDropdownHeight={200}
      value={[...values]}
      onChange={(next) => onChange([...new Set(meant(next))])}
    />
  );
}
