/** What changes a tree of budgets beside its grid: shares that are stated, merged budgets, cost without a tag. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeFocusFile } from '../support/focus-file.ts';
import { expect, test } from './application.ts';
import { importFile, openPage, restOf, type Ask } from './steps.ts';

const scopeOf = (...values: string[]) => [{ dimension: 'team', op: 'in', values }];

async function plantTree(ask: Ask): Promise<void> {
  const child = (id: string, name: string, amount: string) => ({
    ...{ id, name, type: 'team', amount, scope: scopeOf(id) },
  });
  await ask('POST', '/budgets/apply', {
    tree: {
      ...{ id: 'acme', name: 'Acme', type: 'organization', amount: '1200' },
      ...{ startMonth: '2026-01', months: 12, scope: [] },
      children: [child('web', 'Web', '300'), child('data', 'Data', '100'), child('ops', 'Ops', '200')],
    },
  });
}

async function openTab(page: Page, budget: string, tab: string): Promise<void> {
  await openPage(page, 'Budgets');
  await page
    .getByRole('row', { name: new RegExp(budget) })
    .first()
    .click();
  await page.getByRole('tab', { name: tab }).click();
}

test('an amount is divided by shares that are stated, which must make a whole @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plantTree(ask);
  await openTab(page, 'Acme', 'Tree');
  await page.getByRole('combobox', { name: 'among them' }).click();
  await page.getByRole('option', { name: 'by shares to be stated' }).click();
  // It begins with what they have.
  await expect(page.getByLabel('Web, %')).toHaveValue('50');
  await expect(page.getByLabel('Data, %')).toHaveValue('16.67');
  await expect(page.getByText('Together 100 %')).toBeVisible();

  const divide = page.getByRole('button', { name: 'Divide', exact: true });
  await page.getByLabel('Web, %').fill('60.5');
  await expect(page.getByText('Together 110.5 %; the shares must make 100 %')).toBeVisible();
  await expect(divide).toBeDisabled();
  await page.getByLabel('Data, %').fill('20');
  await page.getByLabel('Ops, %').fill('19.5');
  await page.getByLabel('Divide this amount').fill('2,000');
  await page.getByLabel('Why, kept with the revision').first().fill('New year');
  await divide.click();
  await expect(page.getByText('Divided among 3 budgets.')).toBeVisible();
  const amounts = (await ask('GET', '/budgets?parentId=acme&sort=name')) as { amount: object }[];
  expect(amounts).toMatchObject(
    ['400.000000', '390.000000', '1210.000000'].map((amount) => ({ amount: { amount } })),
  );
  expect(await ask('GET', '/budgets/web/revisions')).toMatchObject([{ reason: 'New year' }, {}]);
});

test('siblings are merged under another name and with a scope of its own @http', async ({ application }) => {
  const { page } = application;
  const ask = restOf(application);
  await plantTree(ask);
  const inEurope = { dimension: 'region', op: 'in', values: ['eu'] };
  await ask('PUT', '/budgets/data', { scope: [...scopeOf('data'), inEurope] });
  await openTab(page, 'Web', 'Tree');
  await page.getByPlaceholder('siblings').click();
  await page.getByRole('option', { name: 'Data' }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('Name of the merged budget').fill('Product');
  const merge = page.getByRole('button', { name: 'Merge', exact: true });
  await merge.click();
  await expect(page.getByRole('alert')).toContainText('their scopes cannot be said as one');

  await page.getByLabel('What each of them has').uncheck();
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('combobox', { name: 'Dimension' }).click();
  await page.getByRole('option', { name: 'team', exact: true }).click();
  await page.getByRole('combobox', { name: 'Values', exact: true }).fill('web');
  await page.getByRole('combobox', { name: 'Values', exact: true }).press('Enter');
  await merge.click();
  await expect(page.getByText('Merged into Product.')).toBeVisible();
  expect(await ask('GET', '/budgets/web')).toMatchObject({
    ...{ name: 'Product', scope: scopeOf('web'), amount: { amount: '400.000000' } },
  });
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(page.getByText(/Undone: Merge Web, Data/)).toBeVisible();
  expect(await ask('GET', '/budgets/web')).toMatchObject({ name: 'Web', amount: { amount: '300.000000' } });
});

test('cost without a tag is a value of a scope, chosen or typed, and of the parts of a split @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  const file = writeFocusFile(join(folder, 'spend.csv'), '2026-01-01', '2026-01-31', () => [
    { service: 'Amazon EC2', region: 'eu-west-1', team: 'web', amount: 10 },
    { service: 'Amazon EC2', region: 'eu-west-1', team: '', amount: 4 },
  ]);
  await importFile(page, file);
  await plantTree(ask);
  await openTab(page, 'Ops', 'Edit');
  const values = page.getByRole('combobox', { name: 'Values', exact: true });
  await values.click();
  await page.getByRole('option', { name: '(untagged)' }).click();
  await expect(page.locator('.untagged', { hasText: '(untagged)' })).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Not saved yet.')).toBeHidden();
  expect(await ask('GET', '/budgets/ops')).toMatchObject({
    ...{ scope: scopeOf('ops', ''), spent: { amount: '124.000000' } },
  });
  await page.getByRole('tab', { name: 'Revisions' }).click();
  await expect(page.getByText('team is ops → team is ops, (untagged)')).toBeVisible();

  // It goes as the others do, and what is typed as this word means it.
  await page.getByRole('tab', { name: 'Edit' }).click();
  await values.press('Backspace');
  await values.press('Backspace');
  await values.fill('(untagged)');
  await values.press('Enter');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Not saved yet.')).toBeHidden();
  expect(await ask('GET', '/budgets/ops')).toMatchObject({ scope: scopeOf('') });

  // Every value starts with nothing.
  await page.getByRole('combobox', { name: 'Comparison' }).click();
  await page.getByRole('option', { name: 'starts with' }).click();
  await expect(page.locator('.untagged')).toHaveCount(0);
  await page.getByRole('button', { name: 'Discard the changes' }).click();

  await ask('PUT', '/budgets/ops', { scope: scopeOf('ops', '') });
  await page.getByRole('tab', { name: 'Tree' }).click();
  await page.getByRole('combobox', { name: 'By', exact: true }).click();
  await page.getByRole('option', { name: 'team', exact: true }).click();
  await page.getByLabel('Name of part 1').fill('Operations');
  await page.getByRole('combobox', { name: 'Values of part 1' }).fill('ops');
  await page.getByRole('combobox', { name: 'Values of part 1' }).press('Enter');
  await page.getByLabel('Name of part 2').fill('Nobody');
  await page.getByRole('combobox', { name: 'Values of part 2' }).click();
  await page.getByRole('option', { name: '(untagged)' }).click();
  await page.getByLabel('Share of part 2').fill('40');
  const split = page.getByRole('button', { name: 'Split', exact: true });
  await expect(split).toBeDisabled();
  await page.getByLabel('Share of part 1').fill('60');
  await split.click();
  await expect(page.getByText('Split into Operations, Nobody.')).toBeVisible();
  expect(await ask('GET', '/budgets?q=Nobody')).toMatchObject([
    { scope: scopeOf(''), amount: { amount: '80.000000' }, spent: { amount: '124.000000' } },
  ]);
});

test('what an act of the Tree tab would change is shown before it is done, and nothing is kept by asking @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plantTree(ask);
  await openTab(page, 'Acme', 'Tree');
  const panel = page.getByRole('complementary', { name: 'Acme' });
  const trialOf = (verb: string) => panel.getByRole('region', { name: `What would change: ${verb}` });
  const tryOut = (verb: string) => panel.getByRole('button', { name: `What would change: ${verb}` }).click();

  await panel.getByLabel('Divide this amount').fill('1,500');
  await tryOut('Divide');
  await expect(trialOf('Divide')).toContainText('1,200.00 → 1,500.00');
  await expect(trialOf('Divide')).toContainText('100.00 → 500.00');
  // It was of another amount.
  await panel.getByLabel('Divide this amount').fill('900');
  await expect(trialOf('Divide')).toBeHidden();
  await tryOut('Add up from them instead');
  const sum = trialOf('Add up from them instead');
  await expect(sum).toContainText(/AcmeAmount1,200\.00 → 600\.00/);
  await panel.getByLabel('Why, kept with the revision').first().fill('Sum of parts');
  await expect(sum).toBeVisible();

  await panel.getByLabel('With growth, %').fill('10');
  await tryOut('Copy');
  await expect(trialOf('Copy')).toContainText('Acme, a new budget of 1,320.00');
  await panel.getByLabel('With growth, %').fill('0');

  await panel.getByLabel('As it was on').fill('2020-01-01');
  await panel.getByLabel('At, or at its end').fill('12:30');
  await tryOut('Bring back');
  await expect(panel.getByRole('alert')).toContainText('2020-01-01T');
  await panel.getByLabel('As it was on').fill('2020-01-02');
  await expect(panel.getByRole('alert')).toBeHidden();

  await tryOut('Delete the budget');
  await expect(panel.getByRole('alert')).toContainText('has 3 budgets below it');
  await panel.getByLabel('With all 3 budgets under it').check();
  await tryOut('Delete the budget');
  await expect(trialOf('Delete the budget').getByText(/, deleted$/)).toHaveCount(4);
  expect(await ask('GET', '/budgets?sort=path')).toMatchObject(
    ['1200.000000', '100.000000', '200.000000', '300.000000'].map((amount) => ({
      ...{ revision: 1, amount: { amount } },
    })),
  );
  await panel.getByRole('button', { name: 'Delete the budget', exact: true }).click();
  await expect(page.getByText('Acme deleted; undo brings it back.')).toBeVisible();
  expect(await ask('GET', '/budgets')).toEqual([]);
});

test('a split and a merge say what they would change of the siblings @http', async ({ application }) => {
  const { page } = application;
  await plantTree(restOf(application));
  await openTab(page, 'Web', 'Tree');
  const panel = page.getByRole('complementary', { name: 'Web' });
  const trialOf = (verb: string) => panel.getByRole('region', { name: `What would change: ${verb}` });
  const split = panel.getByRole('button', { name: 'What would change: Split' });
  // The names that are missing are asked for first.
  await split.click();
  await expect(panel.getByLabel('Name of part 1')).toBeFocused();
  for (const [part, name] of ['Shop', 'Blog'].entries()) {
    await panel.getByLabel(`Name of part ${part + 1}`).fill(name);
    await panel.getByRole('combobox', { name: `Values of part ${part + 1}` }).fill(name.toLowerCase());
    await panel.getByRole('combobox', { name: `Values of part ${part + 1}` }).press('Enter');
  }
  await split.click();
  await expect(trialOf('Split').getByText('Web, deleted')).toBeVisible();
  await expect(trialOf('Split').getByText('Blog, a new budget of 150.00')).toBeVisible();

  await panel.getByPlaceholder('siblings').click();
  await page.getByRole('option', { name: 'Data' }).click();
  await page.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'What would change: Merge' }).click();
  await expect(trialOf('Merge')).toContainText('300.00 → 400.00');
  await expect(trialOf('Merge').getByText('Data, deleted')).toBeVisible();
});

test('what is filled in on the Tree tab stays while the budget is read again, and what was tried of it goes @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plantTree(ask);
  await openTab(page, 'Web', 'Tree');
  const panel = page.getByRole('complementary', { name: 'Web' });
  const trial = panel.getByRole('region', { name: 'What would change: Merge' });
  await panel.getByLabel('Name of part 1').fill('Shop');
  await panel.getByPlaceholder('siblings').click();
  await page.getByRole('option', { name: 'Data' }).click();
  await page.keyboard.press('Escape');
  await panel.getByLabel('Name of the merged budget').fill('Product');
  await panel.getByRole('button', { name: 'What would change: Merge' }).click();
  await expect(trial).toContainText('300.00 → 400.00');
  await panel.getByRole('combobox', { name: 'By', exact: true }).click();
  await ask('PUT', '/budgets/web', { amount: '310' });
  await expect(trial).toBeHidden();
  await page.getByRole('option', { name: 'team', exact: true }).click();
  await expect(panel.getByLabel('Name of part 1')).toHaveValue('Shop');
  await expect(panel.getByLabel('Name of the merged budget')).toHaveValue('Product');
  // The split was filled in further since; in the other forms nothing was.
  await expect(
    panel.getByText(/^The budget was changed since this was filled in: revision 1 is 2 now/),
  ).toHaveCount(1);
});

test('parts of a split and rules for shared cost are given ids, and parts several conditions @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plantTree(ask);
  await openTab(page, 'Web', 'Tree');
  const panel = page.getByRole('complementary', { name: 'Web' });
  for (const [index, name] of ['Shop', 'Blog'].entries()) {
    await panel.getByLabel(`Name of part ${index + 1}`).fill(name);
    await panel.getByRole('combobox', { name: `Values of part ${index + 1}` }).fill(name.toLowerCase());
    await panel.getByRole('combobox', { name: `Values of part ${index + 1}` }).press('Enter');
  }
  await panel.getByText('Id and further conditions of part 1').press('Enter');
  await panel.getByLabel('Id of part 1, which stays').fill('web-shop');
  await panel.getByRole('button', { name: 'Add a condition' }).first().click();
  await panel.getByRole('combobox', { name: 'Values', exact: true }).fill('eu');
  await panel.getByRole('combobox', { name: 'Values', exact: true }).press('Enter');
  await panel.getByRole('button', { name: 'Split', exact: true }).click();
  await expect(page.getByText('Split into Shop, Blog.')).toBeVisible();
  expect(await ask('GET', '/budgets/web-shop')).toMatchObject({
    scope: [
      { dimension: 'team', op: 'in', values: ['web'] },
      { dimension: 'service', op: 'in', values: ['shop'] },
      { dimension: 'service', op: 'in', values: ['eu'] },
    ],
  });

  await openTab(page, 'Acme', 'Tree');
  const root = page.getByRole('complementary', { name: 'Acme' });
  await root.getByRole('textbox', { name: 'Name', exact: true }).fill('Support');
  await root.getByLabel('Id, which stays').fill('support');
  await root.getByLabel('Among', { exact: true }).fill('Data');
  await page.getByRole('option', { name: 'Acme › Data' }).click();
  await page.keyboard.press('Escape');
  await root.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByText('Support is shared.')).toBeVisible();
  expect(await ask('GET', '/shared-costs')).toMatchObject([{ id: 'support', name: 'Support' }]);
  await root.getByRole('textbox', { name: 'Name', exact: true }).fill('Other');
  await root.getByLabel('Id, which stays').fill('support');
  await expect(root.getByText('A rule has this id.')).toBeVisible();
  await expect(root.getByRole('button', { name: 'Share', exact: true })).toBeDisabled();
});
