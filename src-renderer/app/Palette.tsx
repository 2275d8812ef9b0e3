import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useQueries } from '../client/backend.tsx';
import { usePlace } from '../session/place.ts';
import { useKnownAt } from '../session/workspace.ts';
import { PAGE_ENTRIES } from './pages.tsx';
import { useActions } from './palette-actions.ts';

const FOUND_BUDGETS = 12;

/** Every page, every action and every budget behind Ctrl or ⌘ K. */
export function Palette(): ReactNode {
  const [query, setQuery] = useState('');
  const groups = [...usePages(), ...useActions(), ...useBudgetActions(query)];
  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      nothingFound="Nothing of that name"
      limit={60}
      scrollable
      maxHeight={420}
      centered={false}
      yOffset={96}
      overlayProps={{ blur: 0, backgroundOpacity: 0.32 }}
      classNames={{ search: 'palette-search' }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': 'Results' } }}
      searchProps={{
        placeholder: 'Go to a page, a budget, or do something',
        'aria-label': 'Search and commands',
        leftSection: <Search size={16} aria-hidden="true" />,
      }}
    />
  );
}

function usePages(): SpotlightActionGroupData[] {
  const { go } = usePlace();
  return [
    {
      group: 'Pages',
      actions: PAGE_ENTRIES.map(({ name, title, icon: Icon }) => ({
        id: `page-${name}`,
        label: title,
        leftSection: <Icon size={16} strokeWidth={1.5} className="palette-sign" aria-hidden="true" />,
        onClick: () => go(name),
      })),
    },
  ];
}

function useBudgetActions(query: string): SpotlightActionGroupData[] {
  const { page, go } = usePlace();
  const [asked] = useDebouncedValue(query.trim(), 120);
  const known = useKnownAt();
  const found = useQuery({
    ...useQueries().budgets.list.queryOptions({ input: { q: asked, limit: FOUND_BUDGETS, ...known } }),
    enabled: asked !== '',
  }).data?.data;
  if (found === undefined || found.length === 0) return [];
  const target = page === 'imports' || page === 'settings' || page === 'history' ? 'overview' : page;
  return [
    {
      group: 'Budgets',
      actions: found.map(({ id, name, path }) => ({
        id: `budget-${id}`,
        label: name,
        description: path.join(' › '),
        keywords: [asked],
        onClick: () => go(target, id),
      })),
    },
  ];
}
