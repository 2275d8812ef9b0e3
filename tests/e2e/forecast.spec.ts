import { expect, test } from './application.ts';
import { expectNoSidewaysScroll, plantPlanning } from './planning.ts';
import { openPage } from './steps.ts';

test.slow();

test('a forecast says where it ends, why, and follows what is planned; it is stored and kept in the ledger', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'Forecast');
  const finding = page.getByRole('heading', { level: 1 });
  await expect(finding).toContainText('Organisation is heading for');
  const before = await finding.innerText();

  await expect(page.getByRole('table', { name: 'Models with their back-test scores' })).toBeVisible();
  await expect(page.getByText(/from Mar 2026|on Mar/).first()).toBeVisible();

  await page.getByLabel('Growth a year, %').fill('40');
  await page.getByLabel('Growth a year, %').press('Enter');
  await expect(finding).not.toHaveText(before);
  await expect(page.getByText(/What is planned adds/)).toBeVisible();

  await page.getByRole('button', { name: 'Store this forecast' }).click();
  await expect(page.getByText(/Forecast of .* stored/)).toBeVisible();
  const row = page.getByRole('table', { name: 'Stored forecasts' }).getByRole('row').nth(1);
  await expect(row).toContainText('Jun 30, 2026');
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('As seen on Jun 30, 2026, and what happened')).toBeVisible();
});

test('another model is chosen by its row, stands in the address, and opens again from there', async ({
  application: { page, folder },
}) => {
  await page.setViewportSize({ width: 900, height: 600 });
  await plantPlanning(page, folder);
  await openPage(page, 'Forecast');
  await page.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name: 'drift', exact: true }).click();
  await expect(page.getByText('drift, as you chose')).toBeVisible();
  expect(page.url()).toContain('model=drift');
  await page.reload();
  await expect(page.getByText('drift, as you chose')).toBeVisible();
  await page.getByText('Monthly', { exact: true }).click();
  await page.getByRole('button', { name: 'table' }).first().click();
  await expect(page.getByRole('cell', { name: 'Dec 26' })).toBeVisible();
  await expectNoSidewaysScroll(page);
});
