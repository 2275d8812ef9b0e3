import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { Link } from 'wouter';
import { Check, ChevronDown, ChevronRight, Monitor, Moon, Redo2, Search, Sun, Undo2 } from 'lucide-react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../client/backend.tsx';
import { dayText } from '../format/style.ts';
import { useUndo } from '../session/actions.ts';
import { usePreferences } from '../session/preferences.tsx';
import { useNode, usePastReason, useWorkspace } from '../session/workspace.ts';
import { addressOf, usePlace } from '../session/place.ts';
import { AsOf } from './AsOf.tsx';
import { NodePicker } from './NodePicker.tsx';
import { PeriodPicker } from './PeriodPicker.tsx';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';

/** Workspace · node · period · as of, data to, basis, currency · scenario · search: the same on every page. */
export function TopBar(): ReactNode {
  const workspace = useWorkspace();
  const { node } = useNode();
  return (
    <header className="topbar">
      <div className="crumbs">
        <WorkspaceMenu />
        <ChevronRight size={14} className="crumb-sign from-1000" aria-hidden="true" />
        <ParentCrumb node={node} />
        <NodePicker />
      </div>
      <PeriodPicker node={node} />
      <div className="standing">
        <AsOf />
        {workspace?.dataTo === null || workspace === undefined ? null : (
          // Data up to the day itself is what one expects, so it gives way first.
          <span className={workspace.dataTo === workspace.asOf ? 'from-1400' : 'from-1000'}>
            · data to {dayText(workspace.dataTo)}
          </span>
        )}
        {node === null || node === undefined ? null : (
          <span className="from-1200">
            · {node.costBasis} · {node.currency}
          </span>
        )}
      </div>
      <div className="bar-tools">
        <ScenarioMenu />
        <UndoButtons />
        <Appearance />
        <Tooltip label="Search and commands">
          <button
            type="button"
            className="bar-button quiet"
            onClick={() => spotlight.open()}
            aria-label="Search and commands"
          >
            <Search size={16} aria-hidden="true" />
            <kbd className="from-1000">{isApple() ? '⌘K' : 'Ctrl K'}</kbd>
          </button>
        </Tooltip>
      </div>
    </header>
  );
}

/** The way up from a budget to the one above it. */
function ParentCrumb({ node }: { readonly node: BudgetAnswer | null | undefined }): ReactNode {
  const { page } = usePlace();
  const parentId = node?.parentId ?? null;
  const name = node?.path.at(-2);
  if (parentId === null || name === undefined) return null;
  return (
    <>
      <Link href={addressOf(page, parentId)} className="bar-button quiet from-1400">
        <span>{name}</span>
      </Link>
      <ChevronRight size={14} className="crumb-sign from-1400" aria-hidden="true" />
    </>
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

function ScenarioMenu(): ReactNode {
  const { preferences, change } = usePreferences();
  const scenarios = useQuery(useQueries().scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  const chosen = scenarios.find(({ id }) => id === preferences.scenario);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="bar-button quiet" aria-label={`Scenario: ${chosen?.name ?? 'Base'}`}>
          <span>{chosen?.name ?? 'Base'}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Read forecasts in scenario</Menu.Label>
        <Menu.Item leftSection={markOf(chosen === undefined)} onClick={() => change({ scenario: null })}>
          Base
        </Menu.Item>
        {scenarios.map((scenario) => (
          <Menu.Item
            key={scenario.id}
            leftSection={markOf(scenario === chosen)}
            onClick={() => change({ scenario: scenario.id })}
          >
            {scenario.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The tick of what is chosen, or its place. */
function markOf(isChosen: boolean): ReactNode {
  return isChosen ? <Check size={14} aria-label="chosen" /> : <span className="menu-gap" />;
}

function UndoButtons(): ReactNode {
  const workspace = useWorkspace();
  const { undo, redo, isBusy } = useUndo();
  const undoLabel = workspace?.undo ?? null;
  const redoLabel = workspace?.redo ?? null;
  const pastReason = usePastReason();
  const undoText = undoLabel === null ? 'Nothing to undo' : `Undo: ${undoLabel}`;
  const redoText = redoLabel === null ? 'Nothing to redo' : `Redo: ${redoLabel}`;
  return (
    <>
      <Tooltip label={pastReason ?? undoText}>
        <ActionIcon
          aria-label={undoText}
          aria-description={pastReason ?? undefined}
          disabled={undoLabel === null || isBusy || pastReason !== null}
          onClick={undo}
        >
          <Undo2 size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={pastReason ?? redoText}>
        <ActionIcon
          aria-label={redoText}
          aria-description={pastReason ?? undefined}
          disabled={redoLabel === null || isBusy || pastReason !== null}
          onClick={redo}
        >
          <Redo2 size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

const SCHEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'As the system', icon: Monitor },
] as const;

function Appearance(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const current = SCHEMES.find(({ value }) => value === colorScheme) ?? SCHEMES[2];
  const Icon = current.icon;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Appearance: ${current.label}`}>
          <Icon size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ value, label, icon: ItemIcon }) => (
          <Menu.Item key={value} leftSection={<ItemIcon size={14} />} onClick={() => setColorScheme(value)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
