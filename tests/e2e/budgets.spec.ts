import type { Route } from '@playwright/test';
import { expect, test } from './application.ts';
import { createBudget, openPage, restOf } from './steps.ts';
import { openMonths, plant, TEAMS } from './tree-steps.ts';

const ROOT = { name: 'Organisation', amount: '120000', startMonth: '2026-01', months: '12' };

test('a new budget goes under the one that is named, however late that is read @http', async ({
  application,
}) => {
  const { page } = application;
  await plant(restOf(application), TEAMS);
  await openPage(page, 'Budgets');
  await page.getByRole('rowheader', { name: /Payments/ }).click();
  await expect(page).toHaveURL(/payments$/);
  const isClicked = Promise.withResolvers<undefined>();
  await page.route('**/rpc/budgets/get', async (route) => {
    await isClicked.promise;
    await route.continue();
  });
  await page.reload();
  await page.getByRole('button', { name: 'New budget' }).click();
  await expect(page).toHaveURL(/new$/);
  isClicked.resolve(undefined);
  const under = page.getByRole('dialog').getByRole('combobox', { name: 'Under' });
  await expect(under).toHaveValue('Organisation › Payments');
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

test('months, folding and the place in the tree stay while budgets are opened and closed @http', async ({
  application,
}) => {
  const page = await openMonths(application);
  const months = page.getByRole('radio', { name: 'Months' });
  const organisation = page.getByRole('row', { name: /Organisation/ });
  const child = page.getByRole('row', { name: /Payments/ });
  await expect(child).toBeVisible();
  await organisation.locator('[aria-colindex="1"]').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(child).toHaveCount(0);
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Organisation' });
  await expect(panel).toBeVisible();
  await expect(months).toBeChecked();
  await expect(organisation).toHaveAttribute('aria-expanded', 'false');
  await expect(organisation.locator('[aria-colindex="1"]')).toBeFocused();

  await page.keyboard.press('ArrowRight');
  await expect(child).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Payments' })).toBeVisible();
  await page.getByRole('link', { name: 'Close the side panel' }).click();
  await expect(page.getByRole('complementary')).toHaveCount(0);
  await expect(months).toBeChecked();
  await expect(page.getByRole('row', { name: /Search/ })).toBeVisible();
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
  await page.getByRole('button', { name: 'What would change: Go back to revision 1' }).press('Enter');
  const found = panel.getByRole('region', { name: 'What would change: Go back to revision 1' });
  await expect(found.getByText('Amount')).toBeVisible();
  await expect(found.getByText(/150,000\.00.*120,000\.00/)).toBeVisible();
  await expect(page.getByRole('row', { name: /Organisation.*150,000\.00/ })).toBeVisible();
  await page.getByRole('button', { name: 'Go back to revision 1', exact: true }).click();
  await expect(page.getByRole('row', { name: /Organisation.*120,000\.00/ })).toBeVisible();
});

test('what another door writes appears in the open page @http', async ({ application }) => {
  const { page } = application;
  const ask = restOf(application);
  await openPage(page, 'Budgets');
  await ask('POST', '/budgets', { name: 'From outside', type: 'organization', amount: '10' });
  await expect(page.getByRole('row', { name: /From outside/ })).toBeVisible();
});

test('what is written while the page does not listen yet appears in it, too @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await openPage(page, 'Budgets');
  const isWritten = Promise.withResolvers<undefined>();
  await page.route('**/rpc/workspace/changes', async (route) => {
    await isWritten.promise;
    await route.continue();
  });
  await page.reload();
  await expect(page.getByText('Start the tree')).toBeVisible();
  await ask('POST', '/budgets', { name: 'From outside', type: 'organization', amount: '10' });
  isWritten.resolve(undefined);
  await expect(page.getByRole('row', { name: /From outside/ })).toBeVisible();
});

test('what is written while the page is read for the first time appears in it, too @http', async ({
  application,
}) => {
  const { page } = application;
  await openPage(page, 'Budgets');
  const isRead = Promise.withResolvers<undefined>();
  const isHeard = Promise.withResolvers<undefined>();
  const answerLate = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    isRead.resolve(undefined);
    await isHeard.promise;
    await route.fulfill({ response });
  };
  await page.route('**/rpc/budgets/stats', answerLate, { times: 1 });
  await page.reload();
  await isRead.promise;
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
  await restOf(application)('POST', '/budgets', { name: 'From outside', type: 'organization', amount: '10' });
  await expect(page.getByRole('button', { name: /^Undo: Create budget/ })).toBeVisible();
  isHeard.resolve(undefined);
  await expect(page.getByRole('row', { name: /From outside/ })).toBeVisible();
});

test('a new budget is given its months and its alert rules at once @http', async ({ application }) => {
  const { page } = application;
  await openPage(page, 'Budgets');
  await page.getByRole('button', { name: 'New budget' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Launch');
  await dialog.getByRole('textbox', { name: 'First month' }).fill('2026-01');
  await dialog.getByRole('textbox', { name: 'Months' }).fill('3');
  await dialog.getByRole('combobox', { name: 'Phasing' }).click();
  await page.getByRole('option', { name: 'month by month' }).click();
  const months = dialog.getByRole('textbox', { name: 'Amount of each month, one a line' });
  await months.fill('100\n200');
  await expect(dialog.getByText('2 of 3 months have an amount')).toBeVisible();
  await months.fill('100\n200\n50.5');
  await dialog.getByText('Alert rules').press('Enter');
  await dialog.getByRole('checkbox', { name: 'As the workspace says' }).uncheck();
  for (let rule = 0; rule < 5; rule += 1)
    await dialog.getByRole('button', { name: 'Remove the threshold' }).first().click();
  await dialog.getByRole('textbox', { name: 'At' }).fill('60');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog).toBeHidden();
  const [made] = (await restOf(application)('GET', '/budgets')) as object[];
  const usd = (amount: string): object => ({ amount, currency: 'USD' });
  expect(made).toMatchObject({
    amount: usd('350.500000'),
    plan: [usd('100.000000'), usd('200.000000'), usd('50.500000')],
    thresholds: [{ percent: 60, basis: 'probability' }],
  });
});
