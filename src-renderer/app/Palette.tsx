import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useQueries } from '../client/backend.tsx';
import { useUndo } from '../session/actions.ts';
import { usePlace } from '../session/place.ts';
import { usePreferences } from '../session/preferences.tsx';
import { useWorkspace } from '../session/workspace.ts';
import { PAGE_ENTRIES } from './pages.tsx';

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
      limit={24}
      scrollable
      maxHeight={420}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': 'Results' } }}
      searchProps={{
        placeholder: 'Go to a page, a budget, or do something',
        'aria-label': 'Search and commands',
      }}
    />
  );
}

function usePages(): SpotlightActionGroupData[] {
  const { go } = usePlace();
  return [
    {
      group: 'Pages',
      actions: PAGE_ENTRIES.map(({ name, title }) => ({
        id: `page-${name}`,
        label: title,
        onClick: () => go(name),
      })),
    },
  ];
}

function useActions(): SpotlightActionGroupData[] {
  const { go } = usePlace();
  const { undo, redo } = useUndo();
  const { setColorScheme } = useMantineColorScheme();
  const { preferences, change } = usePreferences();
  const workspace = useWorkspace();
  const isCompact = preferences.density === 'compact';
  const actions: SpotlightActionData[] = [
    { id: 'import', label: 'Import an export', onClick: () => go('imports') },
    { id: 'new-budget', label: 'Create a budget', onClick: () => go('budgets', undefined, 'new') },
    { id: 'report', label: 'Make a report', onClick: () => go('reports') },
    { id: 'light', label: 'Appearance: light', onClick: () => setColorScheme('light') },
    { id: 'dark', label: 'Appearance: dark', onClick: () => setColorScheme('dark') },
    { id: 'system', label: 'Appearance: as the system', onClick: () => setColorScheme('auto') },
    {
      id: 'density',
      label: isCompact ? 'Rows: comfortable' : 'Rows: compact',
      onClick: () => change({ density: isCompact ? 'comfortable' : 'compact' }),
    },
  ];
  const undoLabel = workspace?.undo ?? null;
  const redoLabel = workspace?.redo ?? null;
  if (undoLabel !== null) actions.unshift({ id: 'undo', label: `Undo: ${undoLabel}`, onClick: undo });
  if (redoLabel !== null) actions.unshift({ id: 'redo', label: `Redo: ${redoLabel}`, onClick: redo });
  return [{ group: 'Actions', actions }];
}

function useBudgetActions(query: string): SpotlightActionGroupData[] {
  const { page, go } = usePlace();
  const [asked] = useDebouncedValue(query.trim(), 120);
  const found = useQuery({
    ...useQueries().budgets.list.queryOptions({ input: { q: asked, limit: FOUND_BUDGETS } }),
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
