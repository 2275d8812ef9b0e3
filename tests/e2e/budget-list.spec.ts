/** The budgets as a list: narrowed and ordered behind one button, kept in the address, seen and dropped at a touch. */
import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { byKeyboard } from './hands.ts';
import { openPage, restOf, type Ask } from './steps.ts';

async function plantTree(ask: Ask): Promise<void> {
  const child = (id: string, type: string, amount: string, owner: string) => ({
    ...{ id, name: id, type, amount, owner },
    scope: [{ dimension: 'team', op: 'in', values: [id] }],
  });
  await ask('POST', '/budgets/apply', {
    tree: {
      ...{ id: 'acme', name: 'acme', type: 'organization', amount: '1200' },
      ...{ startMonth: '2026-01', months: 12, scope: [] },
      children: [
        child('web', 'team', '300', 'Ann'),
        child('data', 'team', '100', 'Bob'),
        child('ops', 'team', '200', 'Ann'),
        child('shop', 'project', '400', 'Ann'),
      ],
    },
  });
}

const names = (page: Page) => page.getByRole('treegrid').getByRole('rowheader').locator('.tree-name');

test('budgets are listed by type, owner, status and order by keyboard, and the list stays while one opens @http', async ({
  application,
}) => {
  const { page } = application;
  await plantTree(restOf(application));
  await openPage(page, 'Budgets');
  await expect(names(page)).toHaveCount(5);

  await page.getByRole('button', { name: 'Filter', exact: true }).focus();
  await page.keyboard.press('Enter');
  const fields = page.getByRole('dialog');
  const type = fields.getByRole('combobox', { name: 'Type' });
  await expect(type).toBeFocused();
  await byKeyboard(page).pick(type, 'team');
  await expect(type).toHaveValue('team');
  await expect(names(page)).toHaveCount(3);
  await fields.getByRole('combobox', { name: 'Order' }).click();
  await page.getByRole('option', { name: 'budget, smallest first' }).click();
  await expect(names(page)).toHaveText([/^data/, /^ops/, /^web/]);
  await fields.getByRole('combobox', { name: 'Owner' }).fill('Ann');
  await expect(names(page)).toHaveText([/^ops/, /^web/]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(fields).toBeHidden();

  const set = page.getByRole('group', { name: 'What is listed' });
  await expect(set).toHaveText('Type: teamOwner: AnnOrder: budget, smallest first');
  await names(page).first().click();
  await expect(page.getByRole('complementary', { name: 'ops' })).toBeVisible();
  await expect(names(page)).toHaveText([/^ops/, /^web/]);
  await page.getByRole('button', { name: 'New budget' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.reload();
  await expect(names(page)).toHaveText([/^ops/, /^web/]);
  await page.getByRole('link', { name: 'Close the side panel' }).click();
  await expect(names(page)).toHaveText([/^ops/, /^web/]);

  await set.getByRole('button', { name: 'Any owner' }).click();
  await expect(names(page)).toHaveCount(3);
  await page.getByRole('textbox', { name: 'Filter budgets' }).fill('nobody');
  await page.getByRole('button', { name: 'Show all budgets' }).click();
  await expect(set).toBeHidden();
  await expect(names(page)).toHaveCount(5);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await fields.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'exceeded' }).click();
  await expect(page.getByText('No budget matches the filter')).toBeVisible();
});
