/** What another door stored comes back from the page's forms as it was, whatever else is changed beside it. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeFocusFile } from '../support/focus-file.ts';
import { expect, test } from './application.ts';
import { createBudget, importFile, openPage, pinDay, restOf } from './steps.ts';

const panel = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) });

test('settings of another door stay as fine as they are, and small numbers can be typed @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  const statusBounds = { warning: 0.005, critical: 0.87555, exceeded: 1 };
  const small = { percent: 0.5, basis: 'probability', severity: 'warning' };
  await ask('PUT', '/settings', { statusBounds, thresholds: [small] });
  await openPage(page, 'Settings');
  const money = panel(page, 'Money and time');
  await expect(money.getByLabel('Critical from')).toHaveValue('87.555 %');
  // To pass a field changes nothing.
  await money.getByLabel('Warning from').focus();
  await page.keyboard.press('Tab');
  await expect(money.getByLabel('Warning from')).toHaveValue('0.5 %');
  await money.getByRole('textbox', { name: /^Material over/ }).fill('2500');
  await money.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(money.getByText('Not saved yet.')).toBeHidden();

  const rules = panel(page, 'Alert rules');
  const size = rules.getByLabel('Size of rule 1');
  await size.focus();
  await page.keyboard.press('Tab');
  await expect(size).toHaveValue('0.5 %');
  await rules.getByRole('button', { name: 'Add' }).click();
  await rules.getByLabel('Size of rule 2').fill('');
  await rules.getByLabel('Size of rule 2').pressSequentially('0.75');
  await rules.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(rules.getByText('Not saved yet.')).toBeHidden();
  expect(await ask('GET', '/settings')).toMatchObject({
    statusBounds,
    thresholds: [small, { percent: 0.75 }],
  });
});

test('a destination that is switched off is said to be, and is switched on by a press @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  const webhook = { kind: 'webhook', id: 'ops', url: 'http://127.0.0.1:9/hook', minimumSeverity: 'info' };
  await ask('PUT', '/settings', { destinations: [{ ...webhook, enabled: false }] });
  await openPage(page, 'Settings');
  const destinations = panel(page, 'Destinations of alerts');
  await expect(destinations.getByText(/from info, switched off/)).toBeVisible();
  await destinations.getByRole('button', { name: 'Switch on' }).click();
  await expect(destinations.getByRole('button', { name: 'Switch off' })).toBeVisible();
  expect(await ask('GET', '/settings')).toMatchObject({ destinations: [{ ...webhook, enabled: true }] });
});

test('a saved report keeps what it leaves open and all it is told apart by @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await createBudget(page, { name: 'Acme', amount: '1200', startMonth: '2026-01', months: '12' });
  const [budget] = (await ask('GET', '/budgets')) as { id: string }[];
  const saved = async (name: string, options: object) =>
    (await ask('POST', '/reports', { name, options: { budgetId: budget?.id, ...options } })) as {
      id: string;
    };
  const open = await saved('Open', { paper: 'Letter' });
  const deep = await saved('Deep', { by: 'team,service,region' });
  await openPage(page, 'Reports');
  for (const name of ['Open', 'Deep']) {
    await page.getByRole('button', { name: `Open: ${name}`, exact: true }).click();
    await expect(page.getByLabel(`Name of ${name}`)).toBeVisible();
    await page.getByLabel('Prepared by').fill('Kim');
    if (name === 'Deep') {
      await page.getByRole('combobox', { name: 'By', exact: true }).click();
      await page.getByRole('option', { name: 'account' }).click();
    }
    await page.getByRole('button', { name: 'Save the changes' }).click();
    await expect(page.getByText(`${name} is changed.`)).toBeVisible();
  }
  const { options } = (await ask('GET', `/reports/${open.id}`)) as { options: object };
  expect(options).toMatchObject({ paper: 'Letter', preparedBy: 'Kim' });
  expect(options).not.toHaveProperty('by');
  expect(options).not.toHaveProperty('locale');
  expect(await ask('GET', `/reports/${deep.id}`)).toMatchObject({
    options: { by: 'account,service,region', preparedBy: 'Kim' },
  });
});

test('notes, quiet days and comments are of what they were stored for, and a ceiling is never dropped @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  const file = writeFocusFile(join(folder, 'spend.csv'), '2026-01-01', '2026-06-30', () => [
    { service: 'Amazon EC2', region: 'eu-west-1', team: 'payments', amount: 140 },
  ]);
  await importFile(page, file);
  await pinDay(page, '2026-06-30');
  await createBudget(page, { name: 'Acme', amount: '26000', startMonth: '2026-01', months: '12' });

  const [alert] = (await ask('GET', '/alerts')) as { id: string; budgetId: string }[];
  const acme = `/budgets/${alert?.budgetId}`;
  const acknowledge = `${acme}/alerts/${alert?.id}/acknowledge`;
  await ask('PUT', acknowledge, { by: 'Kim', snoozeUntil: '2026-07-31' });
  await openPage(page, 'Alerts');
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'acknowledged' }).click();
  await page.getByRole('row', { name: /Acme/ }).first().click();
  const detail = page.getByRole('complementary', { name: 'Alert of Acme' });
  await detail.getByLabel('Your name').fill('Kim');
  await detail.getByRole('textbox', { name: 'Note' }).fill('Known');
  await detail.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(detail.getByText(/: Known/)).toBeVisible();
  expect(await ask('GET', '/alerts?status=acknowledged')).toMatchObject([{ snoozedUntil: '2026-07-31' }]);

  await ask('POST', `${acme}/approvals`, {
    ...{ kind: 'raise', amount: '60000', reason: 'Launch', requestedBy: 'Ada' },
  });
  await openPage(page, 'Approvals');
  await page.getByRole('row', { name: /Acme/ }).first().click();
  const request = page.getByRole('complementary', { name: 'Request of Acme' });
  const approve = request.getByRole('button', { name: 'Approve' });
  await expect(approve).toBeEnabled();
  await request.getByLabel('Ceiling').fill('55,00');
  await expect(request.getByText(/Not an amount/)).toBeVisible();
  await expect(approve).toBeDisabled();

  await ask('POST', `${acme}/variance/comments`, {
    ...{ from: '2026-01', to: '2026-01', text: 'Late invoice', key: { team: 'payments' } },
  });
  await openPage(page, 'Variance');
  await page
    .getByRole('row', { name: /payments/ })
    .first()
    .click();
  await expect(page.getByText('Late invoice')).toBeVisible();
  await expect(page.getByText(/, of Jan 2026/)).toBeVisible();
});

test('a rule of shared cost is changed in its place and applied earlier, and keeps its percentages @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  const child = (id: string) => ({ id, name: id, type: 'team', amount: '100', scope: scopeOf(id) });
  const scopeOf = (value: string) => [{ dimension: 'team', op: 'in', values: [value] }];
  await ask('POST', '/budgets/apply', {
    tree: {
      ...{
        id: 'acme',
        name: 'Acme',
        type: 'organization',
        amount: '1200',
        startMonth: '2026-01',
        months: 12,
      },
      children: [child('web'), child('data')],
    },
  });
  const shares = [
    { budgetId: 'data', percent: 33.3333 },
    { budgetId: 'web', percent: 66.6667 },
  ];
  const support = {
    id: 'support',
    rootId: 'acme',
    scope: scopeOf('support'),
    method: { kind: 'fixed', shares },
  };
  await ask('POST', '/shared-costs', { ...support, name: 'Support' });
  await ask('POST', '/shared-costs', {
    ...{ id: 'tax', name: 'Tax', rootId: 'acme', scope: scopeOf('tax'), method: { kind: 'even' } },
    targets: ['web', 'data'],
  });
  await openPage(page, 'Budgets');
  await page.getByRole('row', { name: /Acme/ }).first().click();
  await page.getByRole('tab', { name: 'Tree' }).click();
  await expect(
    page.getByText('Support, by fixed percentages: team is support; among data, web'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Edit Support' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Help desk');
  await page.getByRole('button', { name: 'Change the rule' }).click();
  await expect(page.getByText(/^Help desk, by fixed/)).toBeVisible();
  expect(await ask('GET', '/shared-costs')).toMatchObject([{ ...support, name: 'Help desk' }, { id: 'tax' }]);
  await page.getByRole('button', { name: 'Apply Tax earlier' }).click();
  await expect(page.getByRole('button', { name: 'Apply Help desk earlier' })).toBeVisible();
  expect(await ask('GET', '/shared-costs')).toMatchObject([{ id: 'tax' }, { ...support, name: 'Help desk' }]);
});

test('the longest name leaves every button in reach, and a tag of any key is a scope @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  const name = `Acme ${'n'.repeat(195)}`;
  await ask('POST', '/budgets', {
    ...{ id: 'acme', name, type: 'organization', amount: '1200', startMonth: '2026-01', months: 12 },
    tags: { 'cost=centre': '4711' },
  });
  await openPage(page, 'Approvals');
  await expect(page.getByRole('button', { name: /^Ask for/ })).toBeInViewport({ ratio: 1 });
  await openPage(page, 'Budgets');
  await page.getByRole('row', { name: /Acme/ }).first().click();
  await expect(page.getByRole('link', { name: 'Close the side panel' })).toBeInViewport({ ratio: 1 });

  // What is wrong with it is said as long as it is so, not only when it is made.
  await ask('PUT', '/budgets/acme', { currency: 'EUR' });
  await expect(page.getByRole('note')).toHaveText(/no rate between USD and EUR/);

  await page.getByRole('tab', { name: 'Edit' }).click();
  await page.getByLabel('By its type and name').uncheck();
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('combobox', { name: 'Dimension' }).first().click();
  await page.getByRole('option', { name: 'another tag…' }).click();
  // A condition that is dropped half typed leaves nothing of it to the next one.
  await page.getByRole('button', { name: 'Remove the condition' }).first().click();
  await expect(page.getByRole('combobox', { name: 'Dimension' })).toHaveValue('service');
  await page.getByRole('combobox', { name: 'Dimension' }).click();
  await page.getByRole('option', { name: 'another tag…' }).click();
  await page.getByLabel('Key of the tag').fill('tier');
  await page.getByRole('combobox', { name: 'Values' }).fill('gold');
  await page.getByRole('combobox', { name: 'Values' }).press('Enter');
  await page.getByRole('combobox', { name: 'Tags' }).fill('stage=live');
  await page.getByRole('combobox', { name: 'Tags' }).press('Enter');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Not saved yet.')).toBeHidden();
  expect(await ask('GET', '/budgets/acme')).toMatchObject({
    scope: [{ dimension: 'tag:tier', op: 'in', values: ['gold'] }],
    tags: { 'cost=centre': '4711', stage: 'live' },
  });
});

test('a file is read as what a person says it is, where it was taken for something else @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const file = writeFocusFile(join(folder, 'spend.csv'), '2026-01-01', '2026-01-31', () => [
    { service: 'Amazon EC2', region: 'eu-west-1', team: 'payments', amount: 140 },
  ]);
  await openPage(page, 'Imports');
  await page.getByLabel('Export files').setInputFiles(file);
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Adjust' }).click();
  await page.getByRole('combobox', { name: 'Read as' }).click();
  await page.getByRole('option', { name: 'Table with a date and an amount' }).click();
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByText(/^Table with a date and an amount ·/)).toBeVisible();
});
