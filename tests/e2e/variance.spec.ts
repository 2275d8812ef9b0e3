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
  await page.getByRole('button', { name: 'Save the comment' }).click();
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
  // Other panels with a table come as they are read.
  const treemap = page.locator('section.panel').filter({ hasText: 'Size is AC' });
  await treemap.getByRole('button', { name: 'table' }).click();
  await expect(treemap.getByRole('cell', { name: 'payments' })).toBeVisible();
});

test('differences are judged as timing and permanent, summed, and trends stand side by side with a table', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'Variance');
  const tree = page.getByRole('treegrid', { name: 'Variance by row' });
  await tree.getByRole('row', { name: /payments/ }).click();
  await page.getByText('Timing', { exact: true }).click();
  await expect(page.getByText(/· timing [^0]\S*, permanent 0\.00, not judged/)).toBeVisible();
  await page.getByText('Partly', { exact: true }).click();
  await page.getByLabel('Of it timing, USD').fill('12.50');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByText(/· timing 12\.50, permanent/)).toBeVisible();
  await page.getByRole('button', { name: /^Undo: Judge/ }).click();
  await expect(page.getByText(/permanent 0\.00, not judged/)).toBeVisible();
  const trends = page.getByRole('list', { name: 'Spend a month by item' });
  await expect(trends.getByRole('listitem')).toHaveCount(2);
  const panel = page.locator('section').filter({ has: trends });
  await panel.getByRole('button', { name: 'table' }).click();
  await expect(page.getByRole('columnheader', { name: 'Jul 25' })).toBeVisible();
});
