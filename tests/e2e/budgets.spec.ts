import { expect, test } from './application.ts';
import { createBudget, openPage } from './steps.ts';

const ROOT = { name: 'Organisation', amount: '120000', startMonth: '2026-01', months: '12' };

test('a month is edited in place, the total follows, and undo brings it back', async ({
  application: { page },
}) => {
  await createBudget(page, ROOT);
  await page.getByText('Months', { exact: true }).click();
  const march = page.getByRole('textbox', { name: 'Organisation, Mar 26' });
  await expect(march).toHaveValue('10,000.00');
  await march.fill('12,500');
  await march.press('Enter');
  await expect(page.getByRole('gridcell', { name: '122,500.00' })).toBeVisible();
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(page.getByRole('gridcell', { name: '120,000.00' })).toBeVisible();
});

test('a row of a spreadsheet is pasted from a month on', async ({ application: { page } }) => {
  await createBudget(page, ROOT);
  await page.getByText('Months', { exact: true }).click();
  const november = page.getByRole('textbox', { name: 'Organisation, Nov 26' });
  await november.focus();
  await november.evaluate((cell) => {
    const data = new DataTransfer();
    data.setData('text/plain', '1,000\t2,000');
    cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('gridcell', { name: '103,000.00' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Organisation, Dec 26' })).toHaveValue('2,000.00');
});

test('a child that asks for more than its parent has is refused with both names', async ({
  application: { page },
}) => {
  await createBudget(page, ROOT);
  await page.getByRole('button', { name: 'New budget' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Payments');
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('130000');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Payments');
  await expect(dialog.getByRole('alert')).toContainText('Organisation');
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('60000');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: /Payments.*60,000\.00/ })).toBeVisible();
});

test('the tree is walked, folded and opened by keyboard alone', async ({ application: { page } }) => {
  await createBudget(page, ROOT);
  await page.getByRole('button', { name: 'New budget' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Payments');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Amount' }).fill('60000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  const child = page.getByRole('row', { name: /Payments/ });
  await expect(child).toBeVisible();
  await page.getByRole('row', { name: /Organisation/ }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(child).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await expect(child).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Payments' })).toBeVisible();
});

test('an edit makes a revision, and going back to the first makes another', async ({
  application: { page },
}) => {
  await createBudget(page, ROOT);
  await page.getByRole('row', { name: /Organisation/ }).click();
  await page.getByRole('tab', { name: 'Edit' }).click();
  const panel = page.getByRole('complementary', { name: 'Organisation' });
  await panel.getByRole('textbox', { name: 'Amount' }).fill('150000');
  await panel.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByRole('row', { name: /Organisation.*150,000\.00/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Revisions' }).click();
  await page.getByRole('button', { name: 'Go back to revision 1' }).click();
  await expect(page.getByRole('row', { name: /Organisation.*120,000\.00/ })).toBeVisible();
});

test('what another door writes appears in the open page', async ({ application: { page, api } }) => {
  await openPage(page, 'Budgets');
  const url = api === undefined ? undefined : `${api.url}/api/budgets`;
  if (url === undefined) return;
  await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${api?.token ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'From outside', type: 'organization', amount: '10' }),
  });
  await expect(page.getByRole('row', { name: /From outside/ })).toBeVisible();
});
