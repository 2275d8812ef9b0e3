import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { createBudget, openPage, restOf } from './steps.ts';

const panel = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) });

test('settings that are filled in stay until they are saved or discarded, and follow what is saved elsewhere @http', async ({
  application,
}) => {
  const { page } = application;
  await openPage(page, 'Settings');
  const money = panel(page, 'Money and time');
  const material = money.getByRole('textbox', { name: /^Material over/ });
  const before = await material.inputValue();
  await expect(money.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await material.fill('2500');
  await expect(money.getByText('Not saved yet.')).toBeVisible();

  // Another panel is saved, another page is looked at, and the page is loaded anew.
  const tags = panel(page, 'Tag keys');
  await tags.getByLabel('Team is read from').fill('crew');
  await tags.getByLabel('Team is read from').press('Enter');
  await tags.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(tags.getByText('Not saved yet.')).toBeHidden();
  await openPage(page, 'Budgets');
  await openPage(page, 'Settings');
  await expect(material).toHaveValue('2500');
  await page.reload();
  await expect(material).toHaveValue('2500');

  await money.getByRole('button', { name: 'Discard the changes' }).click();
  await expect(material).toHaveValue(before);
  await material.fill('3000');
  await money.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(money.getByText('Not saved yet.')).toBeHidden();
  await expect(material).toHaveValue('3000');
  await page.getByRole('button', { name: /^Undo: Change settings/ }).click();
  await expect(material).toHaveValue(before);
  await expect(money.getByText('Not saved yet.')).toBeHidden();
});

test('a budget that is being edited stays so on other tabs and pages, until it is saved or discarded @http', async ({
  application,
}) => {
  const { page } = application;
  await createBudget(page, { name: 'Acme', amount: '1200', startMonth: '2026-01', months: '12' });
  const name = page.getByRole('textbox', { name: 'Name' });
  const edit = page.getByRole('tab', { name: 'Edit' });
  await edit.click();
  await name.fill('Acme Europe');
  await page.getByRole('tab', { name: 'Figures' }).click();
  await edit.click();
  await expect(name).toHaveValue('Acme Europe');
  await openPage(page, 'Alerts');
  await openPage(page, 'Budgets');
  await page.getByRole('row', { name: /Acme/ }).first().click();
  await edit.click();
  await expect(name).toHaveValue('Acme Europe');
  await page.getByRole('button', { name: 'Discard the changes' }).click();
  await expect(name).toHaveValue('Acme');

  await name.fill('Acme World');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Not saved yet.')).toBeHidden();
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(name).toHaveValue('Acme');
  await expect(page.getByText(/was changed elsewhere/)).toBeHidden();
});

test('a rule on money is edited as one, and stays what it is beside others @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await createBudget(page, { name: 'Acme', amount: '1200', startMonth: '2026-01', months: '12' });
  const money = { amount: '900.5', basis: 'actual', severity: 'critical' };
  const [acme] = (await ask('GET', '/budgets')) as { id: string }[];
  await ask('PUT', `/budgets/${acme?.id}`, { thresholds: [money] });
  const stored = async () =>
    ((await ask('GET', `/budgets/${acme?.id}`)) as { thresholds: unknown }).thresholds;
  await page.getByRole('tab', { name: 'Alerts' }).click();
  await expect(page.getByRole('textbox', { name: 'At' })).toHaveValue('900.5');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Thresholds saved.')).toBeVisible();
  await expect(page.getByText('Not saved yet.')).toBeHidden();
  const percent = { percent: 100, basis: 'actual', severity: 'warning' };
  expect(await stored()).toEqual([{ ...money, amount: { amount: '900.500000', currency: 'USD' } }, percent]);

  // What is changed elsewhere meanwhile closes no list.
  await page.getByRole('combobox', { name: 'Of' }).nth(1).click();
  await ask('PUT', `/budgets/${acme?.id}`, { name: 'Acme Europe' });
  await expect(page.getByRole('heading', { name: 'Acme Europe' })).toBeVisible();
  await page.getByRole('option', { name: 'forecast, USD' }).click();
  await page.getByRole('textbox', { name: 'At' }).nth(1).fill('1500');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Not saved yet.')).toBeHidden();
  expect(await stored()).toMatchObject([
    { basis: 'actual', amount: { amount: '900.500000' } },
    { basis: 'forecast', amount: { amount: '1500.000000' } },
  ]);
});
