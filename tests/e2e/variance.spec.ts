import { expect, test } from './application.ts';
import { expectNoSidewaysScroll, plantPlanning } from './planning.ts';
import { openPage } from './steps.ts';

test.slow();

test('a variance is read by team and service, against last year, with a comment beside the row', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'Variance');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('budget');
  await expect(page.getByRole('row', { name: /payments/ }).first()).toBeVisible();

  await page.getByRole('combobox', { name: 'Against' }).click();
  await page.getByRole('option', { name: 'same months last year' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('last year');
  expect(page.url()).toContain('against=lastYear');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('last year');

  const row = page.getByRole('treegrid', { name: 'Variance by row' }).getByRole('row', { name: /payments/ });
  await row.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('row', { name: /Amazon EC2/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByLabel('Comment, printed in the report').fill('The launch in March');
  await page.getByText('Permanent', { exact: true }).click();
  await page.getByRole('button', { name: 'Keep the comment' }).click();
  await expect(page.getByText(/permanent/).first()).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'The launch in March' })).toBeVisible();
});

test('the heat map and the treemap have a table with the same numbers, and nothing is wider than a small window', async ({
  application: { page, folder },
}) => {
  await page.setViewportSize({ width: 900, height: 600 });
  await plantPlanning(page, folder);
  await openPage(page, 'Variance');
  await expect(page.getByRole('region', { name: 'Variance by team and month' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Spend by item' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole('combobox', { name: 'Months', exact: true }).click();
  await page.getByRole('option', { name: 'Latest month' }).click();
  await expect(page).toHaveURL(/from=2026-06/);
  await expect(page.getByRole('columnheader', { name: 'Jun 26' })).toBeVisible();
  await page.getByRole('button', { name: 'table' }).last().click();
  await expect(page.getByRole('cell', { name: 'payments' }).last()).toBeVisible();
});
