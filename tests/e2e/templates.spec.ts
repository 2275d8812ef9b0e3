/** Own templates are changed by hand, from a file and from a tree, and applied again to what they made. */
import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { openPage, restOf, type Ask } from './steps.ts';

const MONTHS = ['100', '200', '300'];

async function plantTemplate(ask: Ask): Promise<void> {
  await ask('POST', '/templates', {
    ...{ name: 'plan', title: 'Plan', description: 'As agreed' },
    tree: {
      ...{ name: 'Acme', type: 'organization', amount: '1200', startMonth: '2026-01', months: 3 },
      ...{ notes: 'kept', tags: { stage: 'live' } },
      children: [
        {
          ...{ name: 'Web', type: 'team', amount: '600' },
          phasing: { kind: 'custom', amounts: MONTHS },
          children: [{ name: 'Shop', type: 'project', amount: '100' }],
        },
        {
          name: 'Data',
          type: 'team',
          amount: '300',
          scope: [{ dimension: 'team', op: 'in', values: ['d'] }],
        },
      ],
    },
  });
}

async function openTemplate(page: Page, title: string) {
  await openPage(page, 'Budgets');
  await page.getByRole('button', { name: 'From a template' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Template' }).click();
  await page.getByRole('option', { name: title }).click();
  return dialog;
}

test('a template is changed line by line, keeps what it does not show, and undo puts it back @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await ask('POST', '/budgets', { id: 'other', name: 'Other', type: 'team', amount: '1' });
  await plantTemplate(ask);
  const dialog = await openTemplate(page, 'Plan');
  await dialog.getByRole('button', { name: 'Change this template' }).click();
  await dialog.getByLabel('Title').fill('Plan of the year');
  await dialog.getByLabel('Amount of Web').fill('1,5,0');
  await dialog.getByRole('button', { name: 'Save the template' }).click();
  await expect(dialog.getByText(/Not an amount/)).toBeVisible();
  await dialog.getByLabel('Amount of Web').fill('900');
  await dialog.getByLabel('Name of line 4').fill('Warehouse');
  await dialog.getByRole('button', { name: /^Scope of Warehouse: team is d/ }).click();
  await dialog.getByRole('combobox', { name: 'Values' }).fill('warehouse');
  await dialog.getByRole('combobox', { name: 'Values' }).press('Enter');
  await dialog.getByRole('button', { name: 'Add a budget under Web' }).click();
  await dialog.getByLabel('Name of line 4').fill('Blog');
  await dialog.getByRole('combobox', { name: 'Type of Blog' }).click();
  await page.getByRole('option', { name: 'service' }).click();
  await dialog.getByRole('button', { name: 'Remove Shop and all under it' }).click();
  await dialog.getByRole('button', { name: 'Save the template' }).click();
  await expect(page.getByText(/“Plan of the year” is changed/)).toBeVisible();
  expect(await ask('GET', '/templates/plan')).toMatchObject({
    ...{ title: 'Plan of the year', description: 'As agreed' },
    tree: {
      ...{ name: 'Acme', amount: '1200.000000', months: 3, notes: 'kept', tags: { stage: 'live' } },
      children: [
        {
          ...{ name: 'Web', type: 'team', amount: '900.000000' },
          phasing: { kind: 'custom', amounts: ['150.000000', '300.000000', '450.000000'] },
          children: [{ name: 'Blog', type: 'service' }],
        },
        {
          ...{ name: 'Warehouse', amount: '300.000000' },
          scope: [{ dimension: 'team', op: 'in', values: ['d', 'warehouse'] }],
        },
      ],
    },
  });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(page.getByText(/Undone: Change template plan/)).toBeVisible();
  expect(await ask('GET', '/templates/plan')).toMatchObject({
    title: 'Plan',
    tree: { children: [{ children: [{ name: 'Shop' }] }, { name: 'Data' }] },
  });
});

test('the budgets of a template are taken from a file, and from a tree that stands @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plantTemplate(ask);
  await ask('POST', '/budgets/apply', {
    tree: {
      ...{ id: 'org', name: 'Org', type: 'organization', amount: '500' },
      children: [{ id: 'org-a', name: 'Part', type: 'team', amount: '50' }],
    },
  });
  const dialog = await openTemplate(page, 'Plan');
  await dialog.getByRole('button', { name: 'Change this template' }).click();
  const file = (text: string) => ({
    ...{ name: 'next.json', mimeType: 'application/json' },
    buffer: Buffer.from(text),
  });
  const input = dialog.getByLabel('File of a template');
  await input.setInputFiles(file('{ "name": "Next", "type": "holding" }'));
  await expect(dialog.getByRole('alert')).toContainText('tree.type');
  await input.setInputFiles(file('{ "name": "Next", "type": "organization", "amount": "70" }'));
  await expect(dialog.getByLabel('Name of line 1')).toHaveValue('Next');
  await expect(dialog.getByLabel('Name of line 2')).toHaveCount(0);
  // It is read, not kept yet.
  expect(await ask('GET', '/templates/plan')).toMatchObject({ tree: { name: 'Acme' } });
  await dialog.getByRole('button', { name: 'Save the template' }).click();
  await expect(page.getByText(/“Plan” is changed/)).toBeVisible();
  expect(await ask('GET', '/templates/plan')).toMatchObject({ tree: { name: 'Next', amount: '70.000000' } });
  await page.keyboard.press('Escape');

  await page.getByRole('row', { name: /Org/ }).first().click();
  await page.getByRole('tab', { name: 'Tree' }).click();
  await page.getByRole('combobox', { name: 'Template' }).click();
  await page.getByRole('option', { name: 'in place of “Plan”' }).click();
  await page.getByRole('button', { name: 'As a template' }).click();
  await expect(page.getByText('“Plan” makes these budgets now.')).toBeVisible();
  expect(await ask('GET', '/templates/plan')).toMatchObject({
    ...{ title: 'Plan', description: 'As agreed' },
    tree: { name: 'Org', children: [{ name: 'Part' }] },
  });
});

test('a built-in template says that it cannot be changed, and its copy can @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await ask('POST', '/budgets', { id: 'other', name: 'Other', type: 'team', amount: '1' });
  const dialog = await openTemplate(page, 'Start-up');
  await expect(dialog.getByText(/is built in and cannot be changed/)).toBeVisible();
  await dialog.getByLabel('Name of the organization').fill('Acme');
  await dialog.getByRole('button', { name: 'Copy to change it' }).click();
  await dialog.getByLabel('Title').fill('Ours');
  await dialog.getByLabel('Amount of Acme').fill('500000');
  await dialog.getByRole('button', { name: 'Save the template' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Template' })).toHaveValue('Ours');
  await expect(dialog.getByRole('region', { name: 'What it makes' })).toContainText('500,000.00');
  expect(await ask('GET', '/templates/start-up-copy')).toMatchObject({
    ...{ title: 'Ours', tree: { name: 'Acme', amount: '500000.000000' } },
  });
});

test('a template is applied again to what it made: what that changes is shown before @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await plantTemplate(ask);
  const [made] = (await ask('POST', '/templates/plan/apply', {})) as { id: string }[];
  await ask('PUT', `/budgets/${made?.id}`, { notes: 'ours', owner: 'Kim' });
  const { tree } = (await ask('GET', '/templates/plan')) as { tree: { children: object[] } };
  await ask('PUT', '/templates/plan', {
    tree: {
      ...tree,
      amount: '1500',
      children: [...tree.children, { name: 'Ops', type: 'team', amount: '90' }],
    },
  });

  const dialog = await openTemplate(page, 'Plan');
  await expect(dialog.getByRole('region', { name: 'What it makes' })).toBeVisible();
  await dialog.getByLabel('Change the budgets it made before').check();
  const changes = dialog.getByRole('region', { name: 'What it changes' });
  await expect(changes).toContainText('1,200.00 → 1,500.00');
  await expect(changes).toContainText('ours → kept');
  await expect(changes).toContainText('Ops, a new budget');
  await expect(changes).toContainText('3 budgets stay as they are');
  const before = (await ask('GET', '/budgets')) as unknown[];
  expect(before).toHaveLength(4);
  await dialog.getByRole('button', { name: 'Change the budgets' }).click();
  await expect(dialog).toBeHidden();
  expect(await ask('GET', '/budgets?sort=path')).toHaveLength(5);
  expect(await ask('GET', `/budgets/${made?.id}`)).toMatchObject({
    ...{ amount: { amount: '1500.000000' }, owner: 'Kim', notes: 'kept' },
  });
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(page.getByText(/Undone: Apply template plan/)).toBeVisible();
  expect(await ask('GET', '/budgets')).toHaveLength(4);
});

test('a table that does not tell its decimal sign is read again by the one that is chosen @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await openPage(page, 'Budgets');
  await page.getByRole('button', { name: 'From a template' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('File of a template').setInputFiles({
    name: 'plan.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('id,name,type,amount,start\nacme,Acme,organization,"12.345",2026-01\n'),
  });
  const read = dialog.getByRole('region', { name: 'Read a template from a file' });
  await expect(read.getByText('12.35')).toBeVisible();
  await read.getByRole('combobox', { name: 'Decimal sign' }).click();
  await page.getByRole('option', { name: 'comma' }).click();
  await expect(read.getByText('12,345')).toBeVisible();
  await read.getByRole('button', { name: 'Save the template' }).click();
  await expect(page.getByText('“Plan” is among the templates.')).toBeVisible();
  const templates = (await ask('GET', '/templates')) as readonly { readonly name: string; tree: unknown }[];
  expect(templates.find(({ name }) => name === 'plan')).toMatchObject({ tree: { amount: '12345.000000' } });
});
