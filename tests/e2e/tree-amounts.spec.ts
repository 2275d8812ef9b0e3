import { expect, test } from './application.ts';
import { openPage, restOf } from './steps.ts';
import { cell, columnOf, openMonths, plant, TEAMS } from './tree-steps.ts';

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
  await expect(cell(page, 'Payments', '1')).toBeVisible();
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

test('a reason that is given with amounts stands in their revisions, and only as long as it stands there @http', async ({
  application,
}) => {
  const page = await openMonths(application);
  const ask = restOf(application);
  const march = await columnOf(page, 'Mar 26');
  const why = page.getByLabel('Why amounts are changed, kept with the revisions');
  const put = async (amount: string): Promise<void> => {
    await cell(page, 'Search', march).click();
    await page.keyboard.type(amount);
    const answer = page.waitForResponse('**/rpc/budgets/plan');
    await page.keyboard.press('Enter');
    await answer;
  };
  await why.fill('Agreed with Ada');
  await put('1000');
  await why.fill('');
  await put('2000');
  expect(await ask('GET', '/budgets/search/revisions')).toMatchObject([
    { reason: 'Plan by month' },
    { reason: 'Agreed with Ada' },
    {},
  ]);
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
