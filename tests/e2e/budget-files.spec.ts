/** Budgets are read from files: a tree that was saved is brought back, a table is read as it is said to be. */
import { readFileSync } from 'node:fs';
import { expect, test } from './application.ts';
import { openPage, restOf } from './steps.ts';

test('a tree that was saved as JSON is brought back as it was, after it is shown @http', async ({
  application,
}, testInfo) => {
  const { page } = application;
  const ask = restOf(application);
  await ask('POST', '/budgets/apply', {
    tree: {
      ...{ id: 'org', name: 'Org', type: 'organization', amount: '500' },
      children: [{ id: 'org-a', name: 'Part', type: 'team', amount: '50' }],
    },
  });
  await openPage(page, 'Budgets');
  await page.getByRole('row', { name: /Org/ }).first().click();
  await page.getByRole('tab', { name: 'Tree' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'JSON, to read in again' }).click();
  const file = testInfo.outputPath('org.json');
  await (await download).saveAs(file);
  await ask('PUT', '/budgets/org', { amount: '900' });

  await page.getByRole('button', { name: 'From a file' }).click();
  const dialog = page.getByRole('dialog');
  const input = dialog.getByLabel('File of budgets');
  await input.setInputFiles({
    ...{ name: 'broken.json', mimeType: 'application/json' },
    buffer: Buffer.from(readFileSync(file, 'utf8').replace('"team"', '"guild"')),
  });
  await expect(dialog.getByRole('alert')).toContainText('children.0.type');
  await expect(dialog.getByRole('button', { name: 'Put these budgets' })).toBeDisabled();
  await input.setInputFiles(file);
  const changes = dialog.getByRole('region', { name: 'What it changes' });
  await expect(changes).toContainText('900.00 → 500.00');
  await expect(changes).toContainText('1 budget stays as it is');
  await dialog.getByLabel(/^Only make new ones/).check();
  await expect(dialog.getByRole('alert')).toContainText('There is a budget "org" already');
  await dialog.getByLabel(/^Only make new ones/).uncheck();
  await dialog.getByRole('button', { name: 'Put these budgets' }).click();
  await expect(dialog).toBeHidden();
  expect(await ask('GET', '/budgets/org')).toMatchObject({ amount: { amount: '500.000000' } });
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(page.getByText(/^Undone: /)).toBeVisible();
  expect(await ask('GET', '/budgets/org')).toMatchObject({ amount: { amount: '900.000000' } });
});

test('a table in thousands with a decimal comma is read as it is said to be @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await ask('POST', '/budgets', { id: 'other', name: 'Other', type: 'team', amount: '1' });
  await openPage(page, 'Budgets');
  await page.getByRole('button', { name: 'From a file' }).click();
  const dialog = page.getByRole('dialog');
  const table = (text: string) => ({
    ...{ name: 'plan.csv', mimeType: 'text/csv', buffer: Buffer.from(text) },
  });
  const input = dialog.getByLabel('File of budgets');
  await input.setInputFiles(table('department;2026;2027\nSales;1;2\nIT;tbd;4\nWeb;3;4\n'));
  const report = dialog.getByRole('region', { name: 'What the table holds' });
  await expect(report).toContainText('1 cell cannot be read: row 2, 2026: “tbd”');
  await input.setInputFiles(
    table('month;department;budget\n2026-01;Sales;1,500\n2026-02;Sales;2\n2026-01;IT;3\n'),
  );
  await expect(report).toContainText('3 budgets from 3 rows, 1,505.00');
  await dialog.getByLabel('Name of the root').fill('Next year');
  await dialog.getByLabel('Id of the root').fill('next');
  await dialog.getByLabel('Currency').fill('eur');
  await dialog.getByLabel('One unit of a cell is').fill('1000');
  await dialog.getByRole('combobox', { name: 'Decimal sign' }).click();
  await page.getByRole('option', { name: 'comma' }).click();
  await expect(report).toContainText('6,500.00');
  await dialog.getByRole('button', { name: 'Put these budgets' }).click();
  await expect(dialog).toBeHidden();
  expect(await ask('GET', '/budgets/next')).toMatchObject({
    ...{ name: 'Next year', currency: 'EUR', amount: { amount: '6500.000000' }, startMonth: '2026-01' },
  });
});

test('a new budget is given its id @http', async ({ application }) => {
  const { page } = application;
  const ask = restOf(application);
  await openPage(page, 'Budgets');
  await page.getByRole('button', { name: 'New budget' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Acme');
  await dialog.getByLabel('Id, which stays').fill('acme-2026');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/acme-2026$/);
  expect(await ask('GET', '/budgets')).toMatchObject([{ id: 'acme-2026', name: 'Acme' }]);
});
