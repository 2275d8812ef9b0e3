import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './application.ts';
import { createBudget, importFile, openPage, PAGES } from './steps.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'focus-sample.csv');

test('the sample opens with one click, shows a whole story, and leaves with one click', async ({
  application: { page },
}) => {
  test.slow();
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  await page.getByRole('button', { name: 'Open the sample' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Acme', { timeout: 60_000 });
  await expect(page.getByText('Sample data:')).toBeVisible();
  await expect(page.getByRole('button', { name: /as of Jun 30, 2026/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Payments/ })).toBeVisible();

  await openPage(page, 'Imports');
  await expect(page.getByRole('row', { name: /focus-sample\.csv.*20\.520227 USD/ })).toBeVisible();

  await openPage(page, 'Budgets');
  await page.getByRole('row', { name: /Acme/ }).first().click();
  await expect(page).toHaveURL(/acme$/);
  await expect(page.getByText(/^Reading /)).toHaveCount(0);
  await page.getByRole('button', { name: 'Take it out' }).click();
  await expect(page.getByText('Sample data:')).toBeHidden({ timeout: 30_000 });
  await openPage(page, 'Budgets');
  await expect(page.getByText('No budgets yet.')).toBeVisible();
  // Nothing was asked of the budgets that are gone.
  expect(refused).toEqual([]);
});

test('a template makes a tree of budgets that one undo takes away', async ({ application: { page } }) => {
  await page.getByRole('button', { name: 'Start from a template' }).click();
  await page.getByRole('button', { name: 'Create the budgets' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('No budgets yet.')).toBeHidden();
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(page.getByText('No budgets yet.')).toBeVisible();
});

test('a template is saved as CSV, read again after it is shown, and a broken cell is named', async ({
  application: { page },
}, testInfo) => {
  await page.getByRole('button', { name: 'Start from a template' }).click();
  const dialog = page.getByRole('dialog');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as CSV' }).click();
  const file = testInfo.outputPath('mine.csv');
  await (await download).saveAs(file);
  const input = dialog.getByLabel('File of a template');
  const csv = readFileSync(file, 'utf8');
  const broken = Buffer.from(csv.replace('organization', 'holding'));
  await input.setInputFiles({ name: 'broken.csv', mimeType: 'text/csv', buffer: broken });
  await expect(dialog.getByRole('alert')).toContainText('Row 1, column "type"');
  await input.setInputFiles(file);
  await expect(dialog.getByRole('region', { name: 'What the file makes' })).toContainText('Development');
  await dialog.getByRole('button', { name: 'Save the template' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Template' })).toHaveValue('mine');
});

test('the palette opens by keyboard and goes to a page', async ({ application: { page } }) => {
  await page.keyboard.press('Control+K');
  await page.getByRole('textbox', { name: 'Search and commands' }).fill('settings');
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle('Settings – Headroom');
});

test('light and dark are chosen in the bar and kept over a reload', async ({ application: { page } }) => {
  await page.getByRole('button', { name: /^Appearance/ }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('no style or script breaks the content policy on any page, in a dialog or a drawer', async ({
  application: { page },
}) => {
  const broken: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) broken.push(message.text());
  });
  await page.reload();
  for (const title of PAGES) await openPage(page, title);
  await importFile(page, SAMPLE);
  await page.getByRole('row', { name: /focus-sample/ }).click();
  await expect(page.getByRole('dialog', { name: 'Import' })).toBeVisible();
  await page.keyboard.press('Escape');
  await createBudget(page, { name: 'Organisation', amount: '100', startMonth: '2024-01', months: '12' });
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(broken).toEqual([]);
});
