import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addDays, toDay, type Day } from '#shared/domain/calendar.ts';
import { expect, test } from './application.ts';
import { importFile, openPage, pinDay, restOf, type Ask } from './steps.ts';

test.slow();

const HEADER =
  'BillingAccountId,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ProviderName,ServiceName,RegionId,Tags';

/** Half a year of two tiers, gold of which costs three times as much as basic. */
function tierFile(folder: string): string {
  const lines = [HEADER];
  for (let day: Day = toDay('2026-01-01'); day <= '2026-06-30'; day = addDays(day, 1))
    for (const [tier, cost] of [
      ['gold', 3],
      ['basic', 1],
    ] as const)
      lines.push(
        `acct,${day}T00:00:00Z,${addDays(day, 1)}T00:00:00Z,${cost},${cost},USD,Usage,AWS,Amazon EC2,eu-west-1,"{""Tier"":""${tier}""}"`,
      );
  const file = join(folder, 'tiers.csv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

async function plantTiers(page: Page, folder: string, ask: Ask): Promise<void> {
  await importFile(page, tierFile(folder));
  await pinDay(page, '2026-06-30');
  const budget = { id: 'org', name: 'Organisation', type: 'organization', amount: '1500' };
  await ask('POST', '/budgets', { ...budget, startMonth: '2026-01', months: 12 });
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('rows of a variance are told apart by a tag that the charges carry @http', async ({ application }) => {
  const { page, folder } = application;
  const ask = restOf(application);
  await plantTiers(page, folder, ask);
  await openPage(page, 'Variance');
  await choose(page, 'By', 'tag:tier');
  await expect(page).toHaveURL(/by=tag%3Atier%2Cservice/);
  const tree = page.getByRole('treegrid', { name: 'Variance by row' });
  await expect(tree.getByRole('row', { name: /gold/ })).toContainText('543.00');
  await expect(tree.getByRole('row', { name: /basic/ })).toContainText('181.00');
  const { groups } = (await ask('GET', '/budgets/org/variance?by=tag:tier,service')) as {
    readonly groups: readonly { readonly key: Record<string, string>; readonly actual: { amount: string } }[];
  };
  expect(groups.map(({ key, actual }) => [key['tag:tier'], Number(actual.amount)])).toEqual(
    expect.arrayContaining([
      ['gold', 543],
      ['basic', 181],
    ]),
  );
});

test('the overview, cost rows and a saved report take the tags of the workspace @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  await plantTiers(page, folder, ask);
  await openPage(page, 'Overview');
  await choose(page, 'Break down by', 'tag:tier');
  const gold = page.getByRole('table', { name: /by tag:tier/ }).getByRole('row', { name: /gold/ });
  await expect(gold).toContainText('543.00');
  await gold.getByRole('link', { name: '543.00' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Organisation › gold: 543.00');

  await page.getByRole('button', { name: 'Any tag:tier' }).click();
  await choose(page, 'Only', 'tag:tier');
  await choose(page, 'That is', 'basic');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Organisation › basic: 181.00');

  await openPage(page, 'Reports');
  await choose(page, 'By', 'tag:tier');
  await page.getByLabel('Save these choices as').fill('By tier');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Open: By tier' })).toBeVisible();
  const [saved] = (await ask('GET', '/reports')) as readonly { readonly options: { readonly by: string } }[];
  expect(saved?.options.by).toBe('tag:tier,service');
});
