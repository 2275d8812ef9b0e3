import type { Locator, Page } from '@playwright/test';
import { expect, test, type Application } from './application.ts';
import { createBudget, openPage, restOf, type Ask } from './steps.ts';

const ROOT = { name: 'Organisation', amount: '120000', startMonth: '2026-01', months: '12' };

/** A cell of the grid: the budget's row, and the column by its head. */
function cell(page: Page, budget: string, head: string): Locator {
  const row = page.getByRole('row', { name: new RegExp(budget) });
  return row.locator(`[aria-colindex="${head}"]`);
}

/** The number of a column, as the grid tells it. */
async function columnOf(page: Page, head: string): Promise<string> {
  const column = await page.getByRole('columnheader', { name: head }).getAttribute('aria-colindex');
  return column ?? '';
}

async function plant(ask: Ask, budgets: readonly object[]): Promise<void> {
  for (const budget of budgets) await ask('POST', '/budgets', budget);
}

const TEAMS = [
  {
    id: 'org',
    name: 'Organisation',
    type: 'organization',
    amount: '120000',
    startMonth: '2026-01',
    months: 12,
  },
  { id: 'payments', name: 'Payments', type: 'team', parentId: 'org', amount: '60000' },
  { id: 'search', name: 'Search', type: 'team', parentId: 'org', amount: '36000' },
];

/** The budgets of three teams by month. */
async function openMonths(application: Application): Promise<Page> {
  const { page } = application;
  await plant(restOf(application), TEAMS);
  await openPage(page, 'Budgets');
  await page.getByText('Months', { exact: true }).click();
  return page;
}

test('a year is planned by keyboard alone: typed, kept, left, filled, copied, pasted and undone @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plant(ask, TEAMS);
  await openPage(page, 'Budgets');
  await page.getByRole('radio', { name: 'Figures' }).focus();
  await page.keyboard.press('ArrowRight');
  const march = await columnOf(page, 'Mar 26');
  // Tab leads into the grid, to its first cell; arrows walk to Payments and to March.
  await page.keyboard.press('Tab');
  await expect(cell(page, 'Organisation', '1')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  for (let step = 1; step < Number(march); step += 1) await page.keyboard.press('ArrowRight');
  await expect(cell(page, 'Payments', march)).toBeFocused();
  await page.keyboard.type('6,500');
  await page.keyboard.press('Enter');
  await expect(cell(page, 'Payments', march)).toHaveText('6,500.00');
  await expect(cell(page, 'Payments', '2')).toHaveText('61,500.00');
  await expect(cell(page, 'Search', march)).toBeFocused();
  // Escape leaves an amount as it was.
  await page.keyboard.type('9');
  await page.keyboard.press('Escape');
  await expect(cell(page, 'Search', march)).toHaveText('3,000.00');
  await expect(cell(page, 'Search', march)).toBeFocused();
  // Tab keeps and goes on to the right, where two cells are filled from the one before.
  await page.keyboard.type('1000');
  await page.keyboard.press('Tab');
  await expect(cell(page, 'Search', march)).toHaveText('1,000.00');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+r');
  await expect(cell(page, 'Search', String(Number(march) + 2))).toHaveText('1,000.00');
  await expect(cell(page, 'Search', '2')).toHaveText('30,000.00');
  await page.keyboard.press('Control+z');
  await expect(cell(page, 'Search', String(Number(march) + 2))).toHaveText('3,000.00');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(cell(page, 'Payments', march)).toHaveText('5,000.00');
});

test('amounts typed faster than they are kept are all kept, filled as they stand and undone in order @http', async ({
  application,
}) => {
  const page = await openMonths(application);
  const march = Number(await columnOf(page, 'Mar 26'));
  await cell(page, 'Search', String(march)).click();
  // No amount leaves the page before all is typed, filled and undone.
  const typed = Promise.withResolvers<undefined>();
  await page.route('**/rpc/budgets/plan', async (route) => {
    await typed.promise;
    await route.continue();
  });
  for (const amount of ['1000', '2000']) {
    await page.keyboard.type(amount);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+r');
  await expect(cell(page, 'Search', String(march + 2))).toHaveText('2,000.00');
  await page.keyboard.press('Control+z');
  typed.resolve(undefined);
  // 36,000 less what was typed in March and April; the fill is undone, and nothing before it.
  await expect(page.getByText(/^Undone: /)).toBeVisible();
  await expect(cell(page, 'Search', '2')).toHaveText('33,000.00');
  await expect(cell(page, 'Search', String(march))).toHaveText('1,000.00');
  await expect(cell(page, 'Search', String(march + 1))).toHaveText('2,000.00');
  await expect(cell(page, 'Search', String(march + 2))).toHaveText('3,000.00');
});

test('a block of a spreadsheet is pasted over months and budgets in one step that one undo takes back @http', async ({
  application,
}) => {
  const page = await openMonths(application);
  const november = await columnOf(page, 'Nov 26');
  const december = String(Number(november) + 1);
  const start = cell(page, 'Payments', november);
  await start.click();
  await start.evaluate((element) => {
    const data = new DataTransfer();
    data.setData('text/plain', '1,000\t2,000\n300\t400\n');
    const paste = { clipboardData: data, bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent('paste', paste));
  });
  await expect(cell(page, 'Payments', december)).toHaveText('2,000.00');
  await expect(cell(page, 'Search', november)).toHaveText('300.00');
  await expect(cell(page, 'Search', december)).toHaveText('400.00');
  await page.getByRole('button', { name: /^Undo: Change the plan of 2 budgets/ }).click();
  await expect(cell(page, 'Payments', december)).toHaveText('5,000.00');
  await expect(cell(page, 'Search', november)).toHaveText('3,000.00');
});

test('an amount stays as it was kept where a reading from before it comes late, and is filled from there @http', async ({
  application,
}) => {
  // Without word of changes the page asks again every two seconds; the next reading is made before the amount, and answered after it.
  await application.page.route('**/rpc/workspace/changes', (route) => route.abort());
  await application.page.reload();
  const page = await openMonths(application);
  const march = Number(await columnOf(page, 'Mar 26'));
  await expect(cell(page, 'Search', String(march))).toHaveText('3,000.00');
  const kept = Promise.withResolvers<undefined>();
  const read = Promise.withResolvers<undefined>();
  await page.route('**/rpc/budgets/list', async (route) => {
    const response = await route.fetch();
    read.resolve(undefined);
    await kept.promise;
    await route.fulfill({ response });
  });
  await read.promise;
  await cell(page, 'Search', String(march)).click();
  await page.keyboard.type('1000');
  const answer = page.waitForResponse('**/rpc/budgets/plan');
  await page.keyboard.press('Tab');
  await (await answer).finished();
  const late = page.waitForResponse('**/rpc/budgets/list');
  kept.resolve(undefined);
  await (await late).finished();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+r');
  await expect(cell(page, 'Search', String(march + 1))).toHaveText('1,000.00');
  await expect(cell(page, 'Search', String(march))).toHaveText('1,000.00');
});

test('an amount that breaks a rule is refused with both names and leaves the cell as it was @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plant(ask, TEAMS);
  await openPage(page, 'Budgets');
  await cell(page, 'Payments', '2').dblclick();
  await page.getByRole('textbox', { name: 'Payments, Budget, USD' }).fill('100000');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Payments.*Organisation|Organisation.*Payments/).last()).toBeVisible();
  await expect(cell(page, 'Payments', '2')).toHaveText('60,000.00');
});

test('what somebody else changed meanwhile is told with both amounts @http', async ({ application }) => {
  const { page } = application;
  const ask = restOf(application);
  await plant(ask, TEAMS);
  await openPage(page, 'Budgets');
  const amount = cell(page, 'Payments', '2');
  await expect(amount).toHaveText('60,000.00');
  // The page no longer hears of changes, as when they cross on their way.
  await page.route('**/rpc/budgets/list', (route) => route.abort());
  await ask('PUT', '/budgets/payments', { amount: '50000' });
  await amount.click();
  await page.keyboard.type('55000');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/You typed 55,000\.00; there stands 50,000\.00 now/)).toBeVisible();
});

test('what is typed into a budget stays while somebody else changes it, and only what was typed is put @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plant(ask, TEAMS);
  await openPage(page, 'Budgets');
  await page.getByRole('rowheader', { name: /Payments/ }).click();
  await page.getByRole('tab', { name: 'Edit' }).click();
  const panel = page.getByRole('complementary', { name: 'Payments' });
  await panel.getByRole('textbox', { name: 'Notes' }).fill('mine');
  await ask('PUT', '/budgets/payments', { amount: '50000' });
  await expect(panel.getByText(/changed elsewhere meanwhile: revision 1 is 2 now/)).toBeVisible();
  await expect(panel.getByText('60,000.00 → 50,000.00')).toBeVisible();
  await expect(panel.getByRole('textbox', { name: 'Notes' })).toHaveValue('mine');
  await panel.getByRole('button', { name: 'Go on with mine' }).click();
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Payments changed.')).toBeVisible();
  await page.getByRole('tab', { name: 'Revisions' }).click();
  await expect(panel.getByText('none → mine')).toBeVisible();
  await page.getByRole('tab', { name: 'Figures' }).click();
  await expect(panel.getByText('50,000 USD').first()).toBeVisible();
});

test('a budget is moved by keyboard, by cutting its name and pasting it on another @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plant(ask, [...TEAMS, { id: 'cards', name: 'Cards', type: 'team', parentId: 'org', amount: '1200' }]);
  await openPage(page, 'Budgets');
  const row = page.getByRole('row', { name: /Cards/ });
  await expect(row).toHaveAttribute('aria-level', '2');
  await row.locator('[aria-colindex="1"]').focus();
  await page.keyboard.press('Control+x');
  await expect(page.getByText(/Cards waits to be moved/)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+v');
  await expect(row).toHaveAttribute('aria-level', '3');
  await page.keyboard.press('Control+z');
  await expect(row).toHaveAttribute('aria-level', '2');
});

test('a child that asks for more than its parent has is refused with both names', async ({
  application: { page },
}) => {
  await createBudget(page, ROOT);
  await page.getByRole('button', { name: 'New budget' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Payments');
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('130000');
  // Choosing the parent that is chosen keeps it.
  await dialog.getByRole('combobox', { name: 'Under' }).click();
  await page.getByRole('option', { name: 'Organisation' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Under' })).toHaveValue('Organisation');
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
  await page
    .getByRole('row', { name: /Organisation/ })
    .getByRole('rowheader')
    .focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+Home');
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
  await page.getByRole('rowheader', { name: /Organisation/ }).click();
  await page.getByRole('tab', { name: 'Edit' }).click();
  const panel = page.getByRole('complementary', { name: 'Organisation' });
  await panel.getByRole('textbox', { name: 'Amount' }).fill('150000');
  await panel.getByRole('button', { name: 'Try it first' }).click();
  const tried = panel.getByText(/^With this the budget would hold/);
  await expect(tried).toBeVisible();
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Organisation.*150,000\.00/ })).toBeVisible();
  await expect(tried).toBeHidden();
  await page.getByRole('tab', { name: 'Revisions' }).click();
  await page.getByRole('button', { name: 'Go back to revision 1' }).click();
  await expect(page.getByRole('row', { name: /Organisation.*120,000\.00/ })).toBeVisible();
});

test('what another door writes appears in the open page @http', async ({ application }) => {
  const { page } = application;
  const ask = restOf(application);
  await openPage(page, 'Budgets');
  await ask('POST', '/budgets', { name: 'From outside', type: 'organization', amount: '10' });
  await expect(page.getByRole('row', { name: /From outside/ })).toBeVisible();
});
