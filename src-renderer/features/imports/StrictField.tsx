import type { ReactNode } from 'react';
import { Checkbox } from '@mantine/core';
import type { ImportRunControl } from './use-import-run.ts';

/** Whether rows that cannot be read are kept aside, or keep their whole file out. */
export function StrictField({
  control: { isStrict, setStrict },
}: {
  readonly control: Pick<ImportRunControl, 'isStrict' | 'setStrict'>;
}): ReactNode {
  return (
    <Checkbox
      label="Import nothing of a file with a row that cannot be read"
      checked={isStrict}
      onChange={(event) => setStrict(event.currentTarget.checked)}
    />
  );
}
