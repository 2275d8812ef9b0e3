import { useState, type ReactNode } from 'react';
import { NumberInput, type NumberInputProps } from '@mantine/core';

/**
 * A number to be typed. What is typed stands as it is as long as it means the number that is held, so that `0.7` and `-5` can be
 * typed: their first sign alone means nothing yet. Empty is nought.
 */
export function NumberField({
  value,
  onChange,
  ...field
}: Omit<NumberInputProps, 'value' | 'onChange'> & {
  readonly value: number;
  readonly onChange: (value: number) => void;
}): ReactNode {
  const [typed, setTyped] = useState<number | string>(value);
  return (
    <NumberInput
      {...field}
      value={numberOf(typed) === value ? typed : value}
      onChange={(next) => {
        setTyped(next);
        onChange(numberOf(next));
      }}
    />
  );
}

function numberOf(typed: number | string): number {
  return Number(typed) || 0;
}
