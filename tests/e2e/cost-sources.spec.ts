/** Where the cost of a budget comes from, and what no budget counts, of the months and by what one asks. */
import { join } from 'node:path';
import { writeFocusFile } from '../support/focus-file.ts';
import { expect, test } from './application.ts';
import { importFile, openPage, pinDay, restOf } from './steps.ts';

test('the sources of a budget and the cost in no budget are asked of any months, by dimension or tag @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  const file = writeFocusFile(join(folder, 'spend.csv'), '2026-01-01', '2026-02-28', (day) => [
    { service: 'Amazon EC2', region: 'eu-west-1', team: 'web', amount: day < '2026-02' ? 10 : 20 },
    { service: 'Amazon S3', region: 'us-east-1', team: '', amount: 1 },
  ]);
  await importFile(page, file);
  await pinDay(page, '2026-02-28');
  const inEurope = [{ dimension: 'region', op: 'in', values: ['eu-west-1'] }];
  await ask('POST', '/budgets/apply', {
    tree: {
      ...{ id: 'acme', name: 'Acme', type: 'organization', amount: '2400' },
      ...{ startMonth: '2026-01', months: 12, scope: inEurope },
      children: [
        {
          ...{ id: 'web', name: 'Web', type: 'team', amount: '300' },
          scope: [{ dimension: 'team', op: 'in', values: ['web'] }],
        },
      ],
    },
  });

  await openPage(page, 'Budgets');
  await page.getByRole('rowheader', { name: /Acme/ }).click();
  const panel = page.getByRole('complementary', { name: 'Acme' });
  await expect(panel.getByRole('row', { name: 'Total 870.00' })).toBeVisible();
  const by = panel.getByRole('combobox', { name: 'Where the cost comes from, by' });
  await expect(panel.getByRole('row', { name: 'from child Web 870.00' })).toBeVisible();
  await panel.getByLabel('Cost from').fill('2026-02');
  await expect(panel.getByText('Feb 2026', { exact: true })).toBeVisible();
  await expect(panel.getByRole('row', { name: 'from child Web 560.00' })).toBeVisible();
  await panel.getByLabel('To', { exact: true }).fill('2026-01');
  await expect(panel.getByText('before the first')).toBeVisible();
  await panel.getByLabel('Cost from').fill('');
  await by.fill('tag:team');
  await by.press('Enter');
  await expect(panel.getByRole('row', { name: 'web 310.00', exact: true })).toBeVisible();

  await openPage(page, 'Overview');
  await page.getByRole('button', { name: 'show all' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cost in no budget of Acme' });
  await expect(dialog.getByRole('row', { name: /amazon s3 59\.00 USD/ })).toBeVisible();
  await dialog.getByLabel('From', { exact: true }).fill('2026-02');
  await dialog.getByRole('combobox', { name: 'By' }).fill('region');
  await dialog.getByRole('combobox', { name: 'By' }).press('Enter');
  await expect(dialog.getByRole('row', { name: /us-east-1.*28\.00/ })).toBeVisible();
  await dialog
    .getByRole('row', { name: /us-east-1/ })
    .getByRole('link')
    .click();
  await expect(page).toHaveURL(/from=2026-02&only=region%3Dus-east-1/);
});
