/** What the command line says of one budget, on the page: its alerts and requests, its months with what is ahead, why a month is left out. */
import { join } from 'node:path';
import type { Outputs } from '#shared/contract/contract.ts';
import { writeFocusFile } from '../support/focus-file.ts';
import { expect, test, type Application } from './application.ts';
import { importFile, openPage, restOf, type Ask } from './steps.ts';

test.slow();

/** Half a year of cost and two roots that it passes, of one name that is longer than its field. */
async function plantTwoRoots(application: Application): Promise<Ask> {
  const { page, folder } = application;
  const ask = restOf(application);
  const file = writeFocusFile(join(folder, 'spend.csv'), '2026-01-01', '2026-06-30', () => [
    { service: 'Amazon EC2', region: 'eu-west-1', team: 'payments', amount: 140 },
  ]);
  await importFile(page, file);
  await ask('PUT', '/settings', { asOf: '2026-06-30' });
  for (const name of ['Acme of the Northern Regions', 'Zeta'])
    await ask('POST', '/budgets', {
      ...{ id: name.slice(0, 4).toLowerCase(), name, type: 'organization', amount: '20000' },
      ...{ startMonth: '2026-01', months: 12 },
    });
  await ask('POST', '/alerts/evaluate', {});
  await page.evaluate(() => window.location.assign('#/overview/acme'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Acme');
  return ask;
}

test('alerts and requests are narrowed to the budget in the bar, whichever it is @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = await plantTwoRoots(application);
  const request = { kind: 'raise', amount: '21000', reason: 'Growth', requestedBy: 'Ada' };
  for (const id of ['acme', 'zeta']) await ask('POST', `/budgets/${id}/approvals`, request);
  for (const [title, caption] of [
    ['Alerts', 'Alerts'],
    ['Approvals', 'Approval requests'],
  ] as const) {
    const table = page.getByRole('table', { name: caption });
    for (const [id, own, other] of [
      ['acme', 'Acme of the Northern Regions', 'Zeta'],
      ['zeta', 'Zeta', 'Acme of the Northern Regions'],
    ] as const) {
      await page.evaluate((address) => window.location.assign(address), `#/${title.toLowerCase()}/${id}`);
      await expect(table.getByText(other).first()).toBeVisible();
      await page.getByRole('combobox', { name: 'Budget' }).click();
      await page.getByRole('option', { name: own }).click();
      await expect(table.getByText(other)).toHaveCount(0);
      await expect(table.getByText(own).first()).toBeVisible();
    }
  }
});

test('a comparison adds what is forecast of its months, but not to an earlier period @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = await plantTwoRoots(application);
  await openPage(page, 'Variance');
  await page.getByRole('combobox', { name: 'Months', exact: true }).click();
  await page.getByRole('option', { name: 'Whole period' }).click();
  const rows = page.getByRole('treegrid', { name: 'Variance by row' });
  await expect(rows.getByRole('row', { name: /payments/ })).toBeVisible();
  await expect(rows.getByRole('row', { name: /forecast/ })).toHaveCount(0);
  const ahead = page.getByLabel('Add the forecast of what is left of the months');
  await ahead.check();
  const row = rows.getByRole('row', { name: /\(forecast\)/ });
  await expect(row).toBeVisible();
  await expect(rows.getByRole('columnheader', { name: 'AC + FC' })).toBeVisible();
  const query = 'from=2026-01&to=2026-12&by=team,service&withForecast=true';
  const told = (await ask(
    'GET',
    `/budgets/acme/variance?${query}`,
  )) as Outputs['variance']['analyze']['data'];
  const total = Number(told.total.actual.amount).toLocaleString('en-US', { minimumFractionDigits: 2 });
  await expect(rows.getByRole('row', { name: /^Total/ })).toContainText(total);
  // No cost row is behind what is ahead.
  await expect(row.getByRole('link')).toHaveCount(0);
  await expect(
    rows
      .getByRole('row', { name: /payments/ })
      .getByRole('link')
      .first(),
  ).toBeVisible();

  await page.getByRole('combobox', { name: 'Against' }).click();
  await page.getByRole('option', { name: 'same months last year' }).click();
  await expect(ahead).toBeDisabled();
  await expect(ahead).toHaveAccessibleDescription(/^Not against an earlier period/);
  await expect(row).toHaveCount(0);
});

test('a report that adds the forecast is compared with an earlier period without it @http', async ({
  application,
}) => {
  const { page } = application;
  await plantTwoRoots(application);
  await openPage(page, 'Reports');
  await page.getByLabel('Add the forecast of what is left of the months').check();
  await page.getByRole('combobox', { name: 'Against' }).click();
  await page.getByRole('option', { name: 'same months last year' }).click();
  await expect(page.getByText(/The file as it will be saved/)).toBeVisible();
  await expect(page.getByText('compared with what was spent; leave')).toHaveCount(0);
});

test('why a month is left out of what forecasts learn stays with the decision @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = await plantTwoRoots(application);
  await openPage(page, 'Forecast');
  await page.getByRole('combobox', { name: 'Exclude another month' }).click();
  await page.getByRole('option', { name: /^Mar 2026/ }).click();
  await page.getByRole('button', { name: 'Note on Mar 2026' }).click();
  await page.getByLabel('Why Mar 2026 is excluded').fill('The move between regions');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await expect(page.getByText('The move between regions')).toBeVisible();
  const noted = async (): Promise<unknown> => await ask('GET', '/budgets/acme/one-offs');
  const kept = { month: '2026-03', treatment: 'exclude', note: 'The move between regions' };
  expect(await noted()).toEqual([expect.objectContaining(kept)]);
  await page.getByRole('button', { name: 'Keep Mar 2026' }).click();
  await expect(page.getByText('Why', { exact: false })).toHaveCount(0);
  await expect.poll(noted).toEqual([expect.objectContaining({ ...kept, treatment: 'keep' })]);
});
