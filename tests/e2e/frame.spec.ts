import { join } from 'node:path';
import { expect, test } from './application.ts';
import { createBudget, importFile, openPage, pinDay } from './steps.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'focus-sample.csv');

test('a figure of the overview leads to its rows, their file and line, and to the import', async ({
  application: { page },
}) => {
  await importFile(page, SAMPLE);
  await pinDay(page, '2024-09-30');
  await createBudget(page, { name: 'Organisation', amount: '100', startMonth: '2024-01', months: '12' });
  await openPage(page, 'Overview');
  await page
    .getByRole('link', { name: /20\.52/ })
    .first()
    .click();
  await expect(page).toHaveTitle('Cost rows – Headroom');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Organisation: 20.52');
  await expect(page.getByText('The rows add up to the billed figure of Organisation: 20.52')).toBeVisible();
  const row = page.getByRole('row', { name: /focus-sample\.csv/ }).first();
  await expect(row).toBeVisible();
  await page.getByRole('button', { name: /Show the next/ }).click();
  await row.getByRole('link', { name: 'focus-sample.csv' }).click();
  await expect(page.getByRole('dialog', { name: 'Import' })).toContainText('1,000 rows');
});

test('months chosen in the bar hold on every page and over a reload', async ({ application: { page } }) => {
  await importFile(page, SAMPLE);
  await pinDay(page, '2024-09-30');
  await createBudget(page, { name: 'Organisation', amount: '100', startMonth: '2024-01', months: '12' });
  await openPage(page, 'Overview');
  await page.getByRole('button', { name: /^Period/ }).click();
  await page.getByRole('radio', { name: 'This month' }).click();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('Actual, Sep 2024')).toBeVisible();
  await openPage(page, 'Variance');
  await expect(page.getByText('Sep 2024').first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Period: Sep 2024' })).toBeVisible();
});

// The window opens another workspace by starting anew, so this is for the browser.
test(
  'another workspace is made, left and opened again from the bar',
  { tag: '@http' },
  async ({ application: { page } }) => {
    await createBudget(page, { name: 'Kept', amount: '5', startMonth: '2026-01', months: '12' });
    await page.getByRole('button', { name: 'Workspace: workspace' }).click();
    await page.getByRole('menuitem', { name: 'New workspace…' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Try outs');
    await page.getByRole('button', { name: 'Make and open it' }).click();
    await expect(page.getByRole('button', { name: 'Workspace: Try outs' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('how much room is left');
    await page.getByRole('button', { name: 'Workspace: Try outs' }).click();
    await page.getByRole('menuitem', { name: /^workspace/ }).click();
    await expect(page.getByRole('button', { name: 'Workspace: workspace' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Kept');
  },
);

test('an entry of the audit log shows beside its row what changed', async ({ application: { page } }) => {
  await createBudget(page, { name: 'Kept', amount: '5', startMonth: '2026-01', months: '12' });
  await openPage(page, 'History');
  await page.getByText('Audit log', { exact: true }).click();
  const entry = page.getByRole('row', { name: /Create budget Kept/ });
  await entry.click();
  const panel = page.getByRole('complementary', { name: /^Entry / });
  await expect(panel.getByRole('heading', { name: 'budget org-kept, added' })).toBeVisible();
  await expect(panel.getByText('5.000000')).toBeVisible();
  await panel.getByRole('button', { name: 'Close the side panel' }).click();
  await expect(panel).toBeHidden();
});

test('what only a person knows of a file is a question with buttons', async ({ application: { page } }) => {
  await openPage(page, 'Imports');
  await page.getByLabel('Export files').setInputFiles({
    name: 'ledger.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('date,service,cost\n03/04/2026,A,1.50\n05/06/2026,B,2.25\n'),
  });
  await page.getByRole('button', { name: /^Day first/ }).click();
  await page.getByRole('button', { name: 'The amounts are in USD' }).click();
  await expect(page.getByRole('heading', { name: /3\.750000 USD in 2 rows/ })).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/imported from 2 rows/)).toBeVisible();
});

test('files of different exports are looked at one by one and imported with one click', async ({
  application: { page },
}) => {
  const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await openPage(page, 'Imports');
  await page
    .getByLabel('Export files')
    .setInputFiles([
      csv('a.csv', 'date,service,cost\n2026-05-31,A,1.50\n'),
      csv('b.csv', 'Day;Team;Amount;Currency\n2026-05-30;core;7,25;EUR\n2026-05-29;core;2,75;EUR\n'),
      csv('notes.csv', '%PDF-1.7 no table\n'),
    ]);
  await expect(page.getByRole('heading', { name: '3 files, each an export of its own' })).toBeVisible();
  await expect(page.getByText('1 file stays behind')).toBeVisible();
  await page.getByRole('row', { name: /b\.csv/ }).click();
  await expect(page.getByRole('heading', { name: /^b\.csv: 10\.000000 EUR in 2 rows/ })).toBeVisible();
  await page.getByRole('button', { name: 'Import 2 files' }).click();
  await expect(page.getByText(/imported from 3 rows/)).toBeVisible();
});

test('a table of budgets that is dropped as an export becomes budgets', async ({ application: { page } }) => {
  await openPage(page, 'Imports');
  await page.getByLabel('Export files').setInputFiles({
    name: 'budget-2026.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'Department,Jan 2026,Feb 2026,Mar 2026\nSales,100,100,120\nResearch,300,310,330\nTotal,400,410,450\n',
    ),
  });
  await page.getByRole('button', { name: 'Make budgets from it' }).click();
  await expect(page).toHaveTitle('Budgets – Headroom');
  await expect(page.getByRole('row', { name: /Research/ })).toBeVisible();
});

test('a browser without the key is told where it is', { tag: '@http' }, async ({ application, browser }) => {
  const { url, token } = application.api ?? { url: '', token: '' };
  const stranger = await browser.newPage();
  await stranger.goto(url);
  await expect(stranger.getByRole('alert')).toHaveText(/^Open the address that Headroom printed/);
  await stranger.goto(`${url}/#token=${'0'.repeat(64)}`);
  await expect(stranger.getByRole('alert')).toHaveText(/^This address is of an earlier start/);
  await expect(stranger).toHaveURL(`${url}/`);
  await stranger.goto(`${url}/#token=${token}`);
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText('how much room is left');
  await stranger.close();
});
