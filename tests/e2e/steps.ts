import { expect, type Page } from '@playwright/test';
import type { Application } from './application.ts';

/** Every page of the rail. */
export const PAGES = [
  'Overview',
  'Budgets',
  'Forecast',
  'What-if',
  'Variance',
  'Alerts',
  'Approvals',
  'Reports',
  'Imports',
  'History',
  'Settings',
] as const;

/** Opens a page by its link in the rail. */
export async function openPage(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: title }).click();
  await expect(page).toHaveTitle(`${title} – Headroom`);
}

/** Chooses a file, waits for what it holds, and imports it. */
export async function importFile(page: Page, path: string): Promise<void> {
  await openPage(page, 'Imports');
  await page.getByLabel('Export files').setInputFiles(path);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/imported from/)).toBeVisible();
}

/** Pins the day the figures stand on. */
export async function pinDay(page: Page, day: string): Promise<void> {
  await page.getByRole('button', { name: /as of/ }).click();
  await page.getByLabel('Show figures as of').fill(day);
  await page.getByRole('button', { name: 'Pin this day' }).click();
  await expect(page.getByRole('img', { name: 'pinned' }).or(page.getByLabel('pinned'))).toBeVisible();
  // The sign comes with the change, the answer that closes the form by its own way.
  await expect(page.getByLabel('Show figures as of')).toBeHidden();
}

export interface BudgetFields {
  readonly name: string;
  readonly amount: string;
  readonly startMonth: string;
  readonly months: string;
}

/** Creates a root budget through the form. */
export async function createBudget(page: Page, fields: BudgetFields): Promise<void> {
  await openPage(page, 'Budgets');
  await page.getByRole('button', { name: 'New budget' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(fields.name);
  await dialog.getByRole('textbox', { name: 'Amount' }).fill(fields.amount);
  await dialog.getByRole('textbox', { name: 'First month' }).fill(fields.startMonth);
  await dialog.getByRole('textbox', { name: 'Months' }).fill(fields.months);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog).toBeHidden();
}

export type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** How to ask the REST API of the application beside its page; answers the data. It fails where the API refuses. */
export function restOf({ api }: Application): Ask {
  if (api === undefined) throw new Error('this test needs the loopback server');
  return async (method, path, body) => {
    const response = await fetch(`${api.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path}`).toBe(true);
    return ((await response.json()) as { data: unknown }).data;
  };
}
