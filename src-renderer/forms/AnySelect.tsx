import type { ReactNode } from 'react';
import { Select } from '@mantine/core';

/** Narrows a list to what has one of the values; null is any of them. */
export function AnySelect<Value extends string>({
  label,
  values,
  value,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
}): ReactNode {
  return (
    <Select
      aria-label={label}
      placeholder={`Any ${label.toLowerCase()}`}
      clearable
      data={[...values]}
      value={value}
      onChange={onChange}
      w={140}
    />
  );
}
