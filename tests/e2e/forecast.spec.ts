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

test('a month is excluded from what forecasts learn, marked, taken back by undo, and excluded again by keyboard', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'Forecast');
  const finding = page.getByRole('heading', { level: 1 });
  const before = await finding.innerText();
  await expect(page.getByRole('button', { name: 'Exclude Step from Mar 2026' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Exclude another month' }).click();
  await page.getByRole('option', { name: /^Jun 2026/ }).click();
  await expect(page.getByText('1 of 2 excluded from the forecast')).toBeVisible();
  await expect(page.getByText(/× excluded by \S+/)).toBeVisible();
  await expect(finding).not.toHaveText(before);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText('What stands out is kept')).toBeVisible();
  await expect(finding).toHaveText(before);

  const step = page.getByRole('button', { name: 'Exclude Step from Mar 2026' });
  await step.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep Step from Mar 2026' })).toBeFocused();
  await page.getByRole('button', { name: 'Leave Step from Mar 2026 to the engine' }).press('Enter');
  await expect(step).toBeVisible();

  await page.getByRole('combobox', { name: 'Exclude another month' }).click();
  await page.getByRole('option', { name: /^Apr 2024/ }).click();
  const history = page.locator('section.panel').filter({ hasText: 'Spend by month' });
  await history.getByRole('button', { name: 'table' }).click();
  await expect(history.getByRole('row', { name: /2024-04.*excluded/ })).toBeVisible();
});
