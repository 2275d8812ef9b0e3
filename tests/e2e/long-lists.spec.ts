/** Lists that are longer than what is read at once: all of them is reached, and what is counted is all of it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './application.ts';
import { importFile, openPage, pinDay, restOf } from './steps.ts';

const MANY = 520;

test('alerts beyond the first page are counted, reached and acknowledged @http', async ({ application }) => {
  const { page, folder } = application;
  const ask = restOf(application);
  const costs = join(folder, 'costs.csv');
  writeFileSync(costs, 'Date,Cost,Currency\n2026-01-03,600,USD\n2026-01-04,700,USD\n');
  await importFile(page, costs);
  await pinDay(page, '2026-01-31');
  const thresholds = Array.from({ length: MANY }, (_, index) => ({
    ...{ percent: index / 10 + 1, basis: 'actual', severity: 'warning' },
  }));
  const budget = { id: 'acme', name: 'Acme', type: 'organization', amount: '2400' };
  await ask('POST', '/budgets', { ...budget, startMonth: '2026-01', months: 2, thresholds });
  await ask('POST', '/budgets/acme/alerts', {});
  await openPage(page, 'Alerts');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/520 .*open/);
  await expect(page.getByText('500 rows of 520 shown')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Acknowledge those shown' })).toBeVisible();
  const table = page.getByRole('table', { name: 'Alerts' });
  await expect(table).toHaveAttribute('aria-rowcount', '501');
  await page.getByRole('button', { name: 'Show the next 20' }).press('Enter');
  await expect(table).toHaveAttribute('aria-rowcount', '521');
  await expect(page.getByText(/of 520 shown/)).toBeHidden();
  await page.getByRole('button', { name: 'Acknowledge all' }).click();
  const dialog = page.getByRole('dialog', { name: 'Acknowledge 520 alerts' });
  await dialog.getByLabel('Your name').fill('Kim');
  await dialog.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No alert is open.');

  // An address leads to an alert that was not read.
  const alerts = (await ask('GET', '/alerts?status=acknowledged&limit=1&offset=519')) as { id: string }[];
  await page.goto(`${application.api?.url ?? ''}/#/alerts/acme/alert=${alerts[0]?.id ?? ''}`);
  await expect(page.getByRole('complementary')).toBeVisible();
});

test('the audit log goes on to its first entry @http', async ({ application }) => {
  const { page } = application;
  const ask = restOf(application);
  for (let round = 0; round < MANY; round += 1)
    await ask('PUT', '/rates', { month: '2026-01', from: 'EUR', to: 'USD', rate: String(round + 1) });
  await openPage(page, 'History');
  await page.getByText('Audit log', { exact: true }).click();
  const table = page.getByRole('table', { name: 'Audit log' });
  await expect(table).toHaveAttribute('aria-rowcount', '501');
  const more = page.getByRole('button', { name: /^Show the next / });
  await page.route('**/rpc/audit/list', (route) => route.abort());
  await more.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 20_000 });
  await expect(more).toBeFocused();
  await page.unroute('**/rpc/audit/list');
  await more.press('Enter');
  await expect(page.getByText(/rows of .* shown/)).toBeHidden();
  const { length } = (await ask('GET', '/audit?limit=1000')) as readonly unknown[];
  expect(length).toBe(MANY);
  await expect(table).toHaveAttribute('aria-rowcount', String(length + 1));
});
