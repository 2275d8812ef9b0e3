import type { ReactNode } from 'react';
import { Button, Checkbox, Popover } from '@mantine/core';
import { usePreferences } from '../../session/preferences.tsx';
import { CHOOSABLE, type ColumnSet } from './grid/columns.tsx';

/** Chooses the columns of figures of a view; they are kept for this machine. */
export function ColumnChoice({ view }: { readonly view: ColumnSet }): ReactNode {
  const { preferences, change } = usePreferences();
  const preset = CHOOSABLE.filter(({ sets }) => (sets as readonly ColumnSet[]).includes(view)).map(
    ({ key }) => key,
  );
  const chosen = preferences.budgetColumns?.[view] ?? preset;
  const put = (keys: readonly string[]): void =>
    change({ budgetColumns: { ...preferences.budgetColumns, [view]: keys } });
  return (
    <Popover position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="subtle">Columns</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="stack tight">
          <Checkbox.Group label="Columns beside the name" value={[...chosen]} onChange={put}>
            <div className="stack choices">
              {CHOOSABLE.map(({ key, label }) => (
                <Checkbox key={key} value={key} label={label} />
              ))}
            </div>
          </Checkbox.Group>
          <Button variant="subtle" onClick={() => put(preset)}>
            Reset
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
