import type { ReactNode } from 'react';
import { Textarea, TextInput } from '@mantine/core';

/** Name and notes of a scenario, in the dialogs that keep one. */
export function ScenarioFields({
  name,
  notes,
  placeholder,
  onName,
  onNotes,
}: {
  readonly name: string;
  readonly notes: string;
  readonly placeholder: string;
  readonly onName: (name: string) => void;
  readonly onNotes: (notes: string) => void;
}): ReactNode {
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        value={name}
        placeholder={placeholder}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      <Textarea
        label="Notes, printed in the report"
        autosize
        minRows={2}
        value={notes}
        onChange={(event) => onNotes(event.currentTarget.value)}
      />
    </>
  );
}
