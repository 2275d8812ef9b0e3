import { lazy, useState, type ComponentType, type ReactNode } from 'react';
import {
  Bell,
  ChartLine,
  FileDown,
  FileInput,
  FolderTree,
  Gauge,
  GitCompareArrows,
  History,
  Rows3,
  Settings,
  SlidersHorizontal,
  Stamp,
  type LucideIcon,
} from 'lucide-react';
import type { PageName } from '../session/place.ts';

export interface PageEntry {
  readonly name: PageName;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Under which head of the rail; null where it is reached from figures and the palette alone. */
  readonly group: '' | 'Plan' | 'Control' | 'Data' | null;
  /** Of all budgets at once: the page stays as it is while one of them is opened; any other begins anew with each budget. */
  readonly isOfAll?: boolean;
  readonly view: ComponentType;
  /** Begins to load the page before it is opened. */
  readonly load: () => Promise<unknown>;
}

/** A page that was loaded before it is first drawn is drawn at once; any other is waited for. */
function page(load: () => Promise<ComponentType>): Pick<PageEntry, 'view' | 'load'> {
  let loaded: ComponentType | undefined;
  const Later = lazy(async () => ({ default: await load() }));
  function View(): ReactNode {
    // Chosen once: a page that changed its type would lose what it holds.
    const [Chosen] = useState(() => loaded ?? Later);
    return <Chosen />;
  }
  return { view: View, load: async () => (loaded = await load()) };
}

/** Every page once: the rail, the palette and the router are drawn from this list. Pages load when they are opened. */
export const PAGE_ENTRIES: readonly PageEntry[] = [
  {
    name: 'overview',
    title: 'Overview',
    icon: Gauge,
    group: '',
    ...page(async () => (await import('../features/overview/OverviewPage.tsx')).OverviewPage),
  },
  {
    name: 'budgets',
    title: 'Budgets',
    icon: FolderTree,
    group: 'Plan',
    isOfAll: true,
    ...page(async () => (await import('../features/budgets/BudgetsPage.tsx')).BudgetsPage),
  },
  {
    name: 'forecast',
    title: 'Forecast',
    icon: ChartLine,
    group: 'Plan',
    ...page(async () => (await import('../features/forecast/ForecastPage.tsx')).ForecastPage),
  },
  {
    name: 'what-if',
    title: 'What-if',
    icon: SlidersHorizontal,
    group: 'Plan',
    ...page(async () => (await import('../features/what-if/WhatIfPage.tsx')).WhatIfPage),
  },
  {
    name: 'variance',
    title: 'Variance',
    icon: GitCompareArrows,
    group: 'Control',
    ...page(async () => (await import('../features/variance/VariancePage.tsx')).VariancePage),
  },
  {
    name: 'alerts',
    title: 'Alerts',
    icon: Bell,
    group: 'Control',
    ...page(async () => (await import('../features/alerts/AlertsPage.tsx')).AlertsPage),
  },
  {
    name: 'approvals',
    title: 'Approvals',
    icon: Stamp,
    group: 'Control',
    ...page(async () => (await import('../features/approvals/ApprovalsPage.tsx')).ApprovalsPage),
  },
  {
    name: 'reports',
    title: 'Reports',
    icon: FileDown,
    group: 'Control',
    ...page(async () => (await import('../features/reports/ReportsPage.tsx')).ReportsPage),
  },
  {
    name: 'imports',
    title: 'Imports',
    icon: FileInput,
    group: 'Data',
    ...page(async () => (await import('../features/imports/ImportsPage.tsx')).ImportsPage),
  },
  {
    name: 'costs',
    title: 'Cost rows',
    icon: Rows3,
    group: null,
    ...page(async () => (await import('../features/costs/CostsPage.tsx')).CostsPage),
  },
  {
    name: 'history',
    title: 'History',
    icon: History,
    group: 'Data',
    ...page(async () => (await import('../features/history/HistoryPage.tsx')).HistoryPage),
  },
  {
    name: 'settings',
    title: 'Settings',
    icon: Settings,
    group: 'Data',
    ...page(async () => (await import('../features/settings/SettingsPage.tsx')).SettingsPage),
  },
];

export const PAGE_GROUPS = ['', 'Plan', 'Control', 'Data'] as const;
