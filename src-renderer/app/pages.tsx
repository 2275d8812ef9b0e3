import { lazy, type ComponentType } from 'react';
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
  readonly view: ComponentType;
}

/** Every page once: the rail, the palette and the router are drawn from this list. Pages load when they are opened. */
export const PAGE_ENTRIES: readonly PageEntry[] = [
  {
    name: 'overview',
    title: 'Overview',
    icon: Gauge,
    group: '',
    view: lazy(async () => ({
      default: (await import('../features/overview/OverviewPage.tsx')).OverviewPage,
    })),
  },
  {
    name: 'budgets',
    title: 'Budgets',
    icon: FolderTree,
    group: 'Plan',
    view: lazy(async () => ({ default: (await import('../features/budgets/BudgetsPage.tsx')).BudgetsPage })),
  },
  {
    name: 'forecast',
    title: 'Forecast',
    icon: ChartLine,
    group: 'Plan',
    view: lazy(async () => ({
      default: (await import('../features/forecast/ForecastPage.tsx')).ForecastPage,
    })),
  },
  {
    name: 'what-if',
    title: 'What-if',
    icon: SlidersHorizontal,
    group: 'Plan',
    view: lazy(async () => ({ default: (await import('../features/what-if/WhatIfPage.tsx')).WhatIfPage })),
  },
  {
    name: 'variance',
    title: 'Variance',
    icon: GitCompareArrows,
    group: 'Control',
    view: lazy(async () => ({
      default: (await import('../features/variance/VariancePage.tsx')).VariancePage,
    })),
  },
  {
    name: 'alerts',
    title: 'Alerts',
    icon: Bell,
    group: 'Control',
    view: lazy(async () => ({ default: (await import('../features/alerts/AlertsPage.tsx')).AlertsPage })),
  },
  {
    name: 'approvals',
    title: 'Approvals',
    icon: Stamp,
    group: 'Control',
    view: lazy(async () => ({
      default: (await import('../features/approvals/ApprovalsPage.tsx')).ApprovalsPage,
    })),
  },
  {
    name: 'reports',
    title: 'Reports',
    icon: FileDown,
    group: 'Control',
    view: lazy(async () => ({ default: (await import('../features/reports/ReportsPage.tsx')).ReportsPage })),
  },
  {
    name: 'imports',
    title: 'Imports',
    icon: FileInput,
    group: 'Data',
    view: lazy(async () => ({ default: (await import('../features/imports/ImportsPage.tsx')).ImportsPage })),
  },
  {
    name: 'costs',
    title: 'Cost rows',
    icon: Rows3,
    group: null,
    view: lazy(async () => ({ default: (await import('../features/costs/CostsPage.tsx')).CostsPage })),
  },
  {
    name: 'history',
    title: 'History',
    icon: History,
    group: 'Data',
    view: lazy(async () => ({ default: (await import('../features/history/HistoryPage.tsx')).HistoryPage })),
  },
  {
    name: 'settings',
    title: 'Settings',
    icon: Settings,
    group: 'Data',
    view: lazy(async () => ({
      default: (await import('../features/settings/SettingsPage.tsx')).SettingsPage,
    })),
  },
];

export const PAGE_GROUPS = ['', 'Plan', 'Control', 'Data'] as const;
