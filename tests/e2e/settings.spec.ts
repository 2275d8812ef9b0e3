/** Every setting that the other doors can change is changed on the page, and what a form does not touch stays. */
import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openBackend } from '#main/cli/workspace-file.ts';
import { expect, test } from './application.ts';
import { importFile, openPage, restOf } from './steps.ts';

const panel = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** Opens the settings and waits for all of them: what comes late moves the rest, and hides an open list that is moved out of sight. */
async function openSettings(page: Page): Promise<void> {
  await openPage(page, 'Settings');
  await expect(page.getByText(/^Reading /)).toHaveCount(0);
}

test('a destination is changed in its place, and its password stays unless another is typed @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  const hook = { kind: 'webhook', id: 'ops', url: 'http://127.0.0.1:9/hook', minimumSeverity: 'info' };
  const mail = {
    ...{ kind: 'email', id: 'finance', host: '127.0.0.1', port: 465, secure: false, user: 'kim' },
    ...{ from: 'headroom@acme.test', to: ['a@acme.test', 'b@acme.test'], minimumSeverity: 'critical' },
  };
  const password = '********';
  await ask('PUT', '/settings', {
    destinations: [
      { ...hook, enabled: false },
      { ...mail, password: 'secret' },
    ],
  });
  await openSettings(page);
  const destinations = panel(page, 'Destinations of alerts');

  await destinations.getByRole('button', { name: 'Edit ops' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Change the destination ops' });
  await dialog.getByLabel('Name').fill('finance');
  await dialog.getByRole('button', { name: 'Change' }).click();
  await expect(dialog.getByText('Another destination has this name.')).toBeVisible();
  await dialog.getByLabel('Name').fill('operations');
  await dialog.getByLabel('Address').fill('http://127.0.0.1:9/other');
  await dialog.getByRole('combobox', { name: 'From severity' }).click();
  await page.getByRole('option', { name: 'critical' }).click();
  await dialog.getByRole('button', { name: 'Change' }).click();
  await expect(dialog).toBeHidden();
  const changed = { ...hook, id: 'operations', url: 'http://127.0.0.1:9/other', minimumSeverity: 'critical' };
  // It stays switched off, and in its place.
  await expect(destinations.getByText(/^operations: webhook .*from critical, switched off/)).toBeVisible();
  expect(await ask('GET', '/settings')).toMatchObject({
    destinations: [
      { ...changed, enabled: false },
      { ...mail, password },
    ],
  });

  await destinations.getByRole('button', { name: 'Edit finance' }).click();
  const other = page.getByRole('dialog', { name: 'Change the destination finance' });
  await expect(other.getByLabel('Password')).toHaveValue('');
  const encrypted = other.getByRole('combobox', { name: 'Encrypted' });
  await expect(encrypted).toHaveValue('once it is offered');
  await encrypted.click();
  await page.getByRole('option', { name: 'from the start' }).click();
  await other.getByRole('textbox', { name: 'To', exact: true }).fill('a@acme.test; c');
  await other.getByLabel('User').fill('ada');
  await other.getByRole('button', { name: 'Change' }).click();
  await expect(other.getByText('“c” is no mail address.')).toBeVisible();
  await expect(other.getByText(/belongs to another server or user/)).toBeVisible();
  await other.getByRole('textbox', { name: 'To', exact: true }).fill('c@acme.test');
  await other.getByLabel('User').fill('kim');
  await other.getByRole('button', { name: 'Change' }).click();
  await expect(other).toBeHidden();
  expect(await ask('GET', '/settings')).toMatchObject({
    destinations: [{ id: 'operations' }, { ...mail, secure: true, to: ['c@acme.test'], password }],
  });
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(destinations.getByText(/a@acme\.test, b@acme\.test/)).toBeVisible();
});

test('a mail server that is added is told how to be spoken to @http', async ({ application }) => {
  const { page } = application;
  await openSettings(page);
  const destinations = panel(page, 'Destinations of alerts');
  await destinations.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'E-mail' }).click();
  await destinations.getByLabel('Mail server').fill('127.0.0.1');
  await destinations.getByLabel('Port').fill('465');
  const encrypted = destinations.getByRole('combobox', { name: 'Encrypted' });
  await expect(encrypted).toHaveValue('from the start');
  await encrypted.click();
  await page.getByRole('option', { name: 'once it is offered' }).click();
  await destinations.getByRole('textbox', { name: 'From', exact: true }).fill('headroom@acme.test');
  await destinations.getByRole('textbox', { name: 'To', exact: true }).fill('kim@acme.test');
  await destinations.getByRole('button', { name: 'Add' }).click();
  await expect(destinations.getByText(/^email-1: email to kim@acme\.test, from warning/)).toBeVisible();
  await expect(destinations.getByLabel('Address')).toHaveValue('');
  expect(await restOf(application)('GET', '/settings')).toMatchObject({
    destinations: [{ id: 'email-1', port: 465, secure: false, enabled: true }],
  });
});

test('where a part of the risk counts in full is seen and changed with the policy @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  const scalesOf = async (): Promise<unknown> =>
    ((await ask('GET', '/approvals/policy')) as { policy: { scales: unknown } }).policy.scales;
  const before = await scalesOf();
  await openSettings(page);
  const policy = panel(page, 'Approval policy');
  await expect(policy.getByLabel('Spread from % of the mean')).toHaveValue('50');
  await policy.getByLabel('Overrun from %').fill('40');
  await policy.getByLabel('Spread from % of the mean').fill('62.5');
  await policy.getByLabel('Past overruns from').fill('0');
  await expect(policy.getByText('A scale must be above 0.')).toBeVisible();
  await expect(policy.getByRole('button', { name: 'Save as version 2' })).toBeDisabled();
  await policy.getByLabel('Past overruns from').fill('4');
  await policy.getByLabel('Reserve of a root').fill('25');
  await policy.getByLabel('Levels that count').fill('5');
  await policy.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(policy.getByText('Not saved yet.')).toBeHidden();
  expect(await scalesOf()).toEqual({
    ...{ overrunPercent: 40, rootReservePercent: 25, forecastSpread: 0.625 },
    ...{ pastOverruns: 4, treeDepth: 5 },
  });
  await policy.getByRole('button', { name: 'Back to the default' }).click();
  await expect(policy.getByLabel('Overrun from %')).toHaveValue('50');
  expect(await scalesOf()).toEqual(before);
});

test('the level of somebody who decides is changed in the list @http', async ({ application }) => {
  const { page } = application;
  const ask = restOf(application);
  await ask('POST', '/people', { name: 'Kim', level: 'manager' });
  await openSettings(page);
  await page.getByRole('combobox', { name: 'Level of Kim' }).click();
  await page.getByRole('option', { name: 'director' }).click();
  await expect(page.getByRole('combobox', { name: 'Level of Kim' })).toHaveValue('director');
  await expect.poll(() => ask('GET', '/people')).toMatchObject([{ name: 'Kim', level: 'director' }]);
});

test('a rate is removed once it is said which budgets count by it, and undo brings it back @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  await ask('PUT', '/rates', { month: '2026-01', from: 'USD', to: 'EUR', rate: '0.9' });
  await ask('PUT', '/rates', { month: '2026-02', from: 'SEK', to: 'EUR', rate: '0.1' });
  await ask('POST', '/budgets', { name: 'Acme', type: 'organization', amount: '100', currency: 'EUR' });
  const costs = join(folder, 'costs.csv');
  writeFileSync(costs, 'Date,Cost,Currency\n2026-01-03,10,USD\n2026-01-04,12,USD\n');
  await importFile(page, costs);
  await openSettings(page);
  const rates = panel(page, 'Exchange rates');

  await rates.getByRole('button', { name: 'Remove the rate SEK to EUR of Feb 2026' }).click();
  const unused = page.getByRole('dialog', { name: 'Remove the rate SEK to EUR of Feb 2026' });
  await expect(unused.getByText('No costs are converted by it.')).toBeVisible();
  await unused.getByRole('button', { name: 'Cancel' }).click();
  await expect(unused).toBeHidden();

  await rates.getByRole('button', { name: 'Remove the rate USD to EUR of Jan 2026' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Remove the rate USD to EUR of Jan 2026' });
  await expect(dialog.getByText(/costs in USD do not count in "Acme"/)).toBeVisible();
  expect(await ask('GET', '/rates')).toHaveLength(2);
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog).toBeHidden();
  expect(await ask('GET', '/rates')).toMatchObject([{ from: 'SEK' }]);
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect.poll(() => ask('GET', '/rates')).toHaveLength(2);
});

test('a backup is saved where the user wants it @http', async ({ application }) => {
  const { page, folder } = application;
  await restOf(application)('POST', '/people', { name: 'Kim', level: 'manager' });
  await openSettings(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a backup as…' }).press('Enter');
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^workspace\.backup-.*\.headroom$/);
  const copy = join(folder, 'elsewhere.headroom');
  await download.saveAs(copy);
  await expect(page.getByText(/^Copied and checked: .* which the browser saves as workspace/)).toBeVisible();
  const backend = openBackend(copy, { access: 'read' });
  const client = backend.client('cli');
  expect((await client.workspace.check({})).data).toMatchObject({ ok: true });
  expect((await client.people.list({})).data).toMatchObject([{ name: 'Kim' }]);
  backend.close();
});

test('a backup is put back from wherever it lies, once an import that runs was stopped @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  const names = async (): Promise<readonly string[]> =>
    ((await ask('GET', '/people')) as readonly { readonly name: string }[]).map(({ name }) => name);
  await ask('POST', '/people', { name: 'Kim', level: 'manager' });
  const beside = (await ask('POST', '/workspace/backup', {})) as { readonly file: string };
  const backup = join(mkdtempSync(join(folder, 'elsewhere-')), 'kept.headroom');
  renameSync(beside.file, backup);
  await ask('POST', '/people', { name: 'Ada', level: 'manager' });
  await openSettings(page);
  const put = page.getByRole('button', { name: 'Put it there' });
  await expect(put).toBeDisabled();

  const torn = join(folder, 'torn.txt');
  writeFileSync(torn, 'no workspace');
  await page.getByLabel('Backup', { exact: true }).setInputFiles(torn);
  await put.click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'torn.txt is not a Headroom workspace' }),
  ).toBeVisible();
  expect(await names()).toEqual(['Ada', 'Kim']);

  await page.getByLabel('Backup', { exact: true }).setInputFiles(backup);
  // As the host answers while an import runs.
  const inUse = { defined: false, code: 'in_use', status: 409, message: 'An import is running.' };
  await page.route(
    '**/rpc/workspaces/restore',
    (route) => route.fulfill({ status: 409, json: { json: inUse } }),
    { times: 1 },
  );
  await put.click();
  await page.getByRole('dialog', { name: 'An import is running' }).getByText('Stop it and go').click();
  await expect.poll(names).toEqual(['Kim']);
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
});
