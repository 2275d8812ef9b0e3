import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';

/** Why a budget is changed, as its revision says it. */
export function ReasonField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}): ReactNode {
  return (
    <TextInput
      label="Why, kept with the revision"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
