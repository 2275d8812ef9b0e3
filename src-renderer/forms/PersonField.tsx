import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';
import { usePreferences } from '../session/preferences.tsx';

/** Under whose name something is done; remembered for all that asks for it. */
export function PersonField({ label = 'Your name' }: { readonly label?: string }): ReactNode {
  const { preferences, change } = usePreferences();
  return (
    <TextInput
      label={label}
      required
      value={preferences.person}
      onChange={(event) => change({ person: event.currentTarget.value })}
    />
  );
}
