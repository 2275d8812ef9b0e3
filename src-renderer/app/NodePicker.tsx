import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Combobox, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ChevronDown } from 'lucide-react';
import { useQueries } from '../client/backend.tsx';
import { usePlace } from '../session/place.ts';
import { useKnownAt, useNode } from '../session/workspace.ts';
import { StatusMark } from '../ui/Signs.tsx';

const SHOWN = 40;

/** Chooses the budget that the pages speak of, by searching the whole tree. */
export function NodePicker(): ReactNode {
  const { node } = useNode();
  const { page, go } = usePlace();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, 120);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const known = useKnownAt();
  const found = useQuery({
    ...useQueries().budgets.list.queryOptions({
      input: { sort: 'path', limit: SHOWN, ...known, ...(asked === '' ? {} : { q: asked }) },
    }),
    enabled: combobox.dropdownOpened,
  });
  if (node === null || node === undefined) return <span className="quiet">no budget yet</span>;
  return (
    <Combobox
      store={combobox}
      width={340}
      position="bottom-start"
      onOptionSubmit={(id) => {
        combobox.closeDropdown();
        go(page, id);
      }}
    >
      <Combobox.Target targetType="button">
        <button
          type="button"
          className="bar-button"
          onClick={() => combobox.toggleDropdown()}
          aria-label={`Budget: ${node.name}`}
          title={node.path.join(' › ')}
        >
          <span>{node.name}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder="Find a budget"
          aria-label="Find a budget"
        />
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label="Budgets">
          {found.data?.data.map((budget) => (
            <Combobox.Option key={budget.id} value={budget.id} active={budget.id === node.id}>
              <span className="row spread">
                <span style={{ paddingLeft: (budget.path.length - 1) * 12 }}>{budget.name}</span>
                <StatusMark status={budget.outlook} />
              </span>
            </Combobox.Option>
          ))}
          {found.data?.data.length === 0 ? <Combobox.Empty>No budget of that name</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
