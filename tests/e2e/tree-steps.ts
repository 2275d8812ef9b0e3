import type { Locator, Page } from '@playwright/test';
import type { Application } from './application.ts';
import { openPage, restOf, type Ask } from './steps.ts';

/** A cell of the grid: the budget's row, and the column by its head. */
export function cell(page: Page, budget: string, head: string): Locator {
  const row = page.getByRole('row', { name: new RegExp(budget) });
  return row.locator(`[aria-colindex="${head}"]`);
}

/** The number of a column, as the grid tells it. */
export async function columnOf(page: Page, head: string): Promise<string> {
  const column = await page.getByRole('columnheader', { name: head }).getAttribute('aria-colindex');
  return column ?? '';
}

/** Makes budgets, one after another. */
export async function plant(ask: Ask, budgets: readonly object[]): Promise<void> {
  for (const budget of budgets) await ask('POST', '/budgets', budget);
}

/** An organisation with two teams. */
export const TEAMS = [
  {
    id: 'org',
    name: 'Organisation',
    type: 'organization',
    amount: '120000',
    startMonth: '2026-01',
    months: 12,
  },
  { id: 'payments', name: 'Payments', type: 'team', parentId: 'org', amount: '60000' },
  { id: 'search', name: 'Search', type: 'team', parentId: 'org', amount: '36000' },
];

/** Opens the tree of those budgets by month. */
export async function openMonths(application: Application): Promise<Page> {
  const { page } = application;
  await plant(restOf(application), TEAMS);
  await openPage(page, 'Budgets');
  await page.getByText('Months', { exact: true }).click();
  return page;
}
