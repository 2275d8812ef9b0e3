/** All that the other doors say of an alert and of a request is said on the page. */
import { join } from 'node:path';
import { writeFocusFile } from '../support/focus-file.ts';
import { expect, test } from './application.ts';
import { importFile, openPage, restOf } from './steps.ts';

test('an alert is opened again with its reason, and leave to exceed needs no day @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  const file = writeFocusFile(join(folder, 'spend.csv'), '2026-01-01', '2026-06-30', () => [
    { service: 'Amazon EC2', region: 'eu-west-1', team: 'payments', amount: 140 },
  ]);
  await importFile(page, file);
  await ask('PUT', '/settings', { asOf: '2026-06-30' });
  await ask('POST', '/budgets', {
    ...{ id: 'acme', name: 'Acme', type: 'organization', amount: '20000' },
    ...{ startMonth: '2026-01', months: 12 },
  });
  await ask('POST', '/alerts/evaluate', {});

  await openPage(page, 'Alerts');
  const alerts = page.getByRole('table', { name: 'Alerts' });
  await alerts.getByText('Acme').first().click();
  const detail = page.getByRole('complementary', { name: 'Alert of Acme' });
  await detail.getByLabel('Your name').fill('Kim');
  await detail.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(page.getByText('Acknowledged.', { exact: true })).toBeVisible();
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'acknowledged' }).click();
  await alerts.getByText('Acme').first().click();
  await detail.getByLabel('Why it is to be open again').fill('It came back');
  await detail.getByRole('button', { name: 'Open again' }).click();
  await expect(page.getByText('Open again.', { exact: true })).toBeVisible();
  await expect
    .poll(async () => JSON.stringify(await ask('GET', '/budgets/acme/alerts?status=open')))
    .toContain('It came back');

  await openPage(page, 'Approvals');
  await page.getByRole('button', { name: 'Ask for Acme' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Exceed it for a while').click();
  await dialog.getByLabel(/^New total/).fill('30000');
  await dialog.getByLabel('Reason').fill('Launch');
  await dialog.getByRole('button', { name: 'Ask' }).click();
  await expect(dialog).toBeHidden();
  const requests = page.getByRole('table', { name: 'Approval requests' });
  // Without a day it is to the end of the period.
  const [request] = (await ask('GET', '/budgets/acme/approvals')) as { id: string; until: string }[];
  expect(request).toMatchObject({ kind: 'exceed', until: '2026-12-31' });
  await ask('PUT', `/budgets/acme/approvals/${request?.id}`, {
    ...{ decision: 'approve', by: 'Eve', expiry: '2026-10-31' },
  });
  await requests.getByText('Acme').click();
  const facts = page.getByRole('complementary', { name: 'Request of Acme' });
  await expect(facts.getByText('Approved until')).toBeVisible();
  await expect(facts.getByText('Oct 31, 2026').first()).toBeVisible();
});
