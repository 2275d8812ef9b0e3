import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { writeFocusFile } from '../support/focus-file.ts';
import { expect, test } from './application.ts';
import { whenFocused } from './hands.ts';
import { createBudget, importFile, openPage, pinDay } from './steps.ts';

const EXPORT = [
  'BillingAccountId,ChargePeriodStart,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ProviderName,ServiceName,Tags',
  'acct,2026-04-01T00:00:00Z,1,1,USD,Usage,AWS,Amazon EC2,"{""squad"":""atlas"",""team"":""finance""}"',
];

/** A form with lists that look for what is typed: how to read a file. */
async function openForm(page: Page, folder: string): Promise<Locator> {
  const file = join(folder, 'costs.csv');
  writeFileSync(file, `${EXPORT.join('\n')}\n`);
  await openPage(page, 'Imports');
  await page.getByLabel('Export files').setInputFiles(file);
  await page.getByRole('button', { name: 'Adjust' }).click();
  return page.getByRole('combobox', { name: 'Team from tag' });
}

test('Enter takes what typed words leave of a list, and does not send the form', async ({
  application: { page, folder },
}) => {
  const team = await openForm(page, folder);
  await team.focus();
  await page.keyboard.type('squ');
  await expect(page.getByRole('option')).toHaveText(['squad']);
  await page.keyboard.press('Enter');
  await expect(team).toHaveValue('squad');
  await expect(page.getByRole('option')).toHaveCount(0);

  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByText(/team from the tag squad/)).toBeVisible();
});

test('words that fit nothing choose nothing and send nothing', async ({ application: { page, folder } }) => {
  const team = await openForm(page, folder);
  await team.focus();
  await page.keyboard.type('nobody');
  await expect(page.getByRole('option')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(team).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Read again' })).toBeVisible();
});

test('a marked option is taken also where the list’s own timer is late', async ({
  application: { page, folder },
}) => {
  const team = await openForm(page, folder);
  await page.evaluate(() => {
    const plain = window.setTimeout.bind(window);
    const held: (() => void)[] = [];
    window.setTimeout = ((run: () => void, delay = 0) =>
      delay > 0 ? plain(run, delay) : held.push(run)) as typeof window.setTimeout;
    window.addEventListener('late-timers', () => {
      for (const run of held.splice(0)) run();
    });
  });
  await team.focus();
  const squad = page.getByRole('option', { name: 'squad' });
  await expect(squad).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(team).toHaveAttribute('aria-activedescendant', (await squad.getAttribute('id')) ?? 'none');
  await page.evaluate(() => window.dispatchEvent(new Event('late-timers')));
  await page.keyboard.press('Enter');
  await expect(team).toHaveValue('squad');
  await expect(page.getByRole('button', { name: 'Read again' })).toBeVisible();
});

test('Enter in a list whose first part alone is shown leaves what was chosen beyond it', async ({
  application: { page, folder },
}) => {
  const file = writeFocusFile(join(folder, 'spend.csv'), '2026-04-01', '2026-06-30', () =>
    Array.from({ length: 70 }, (_, at) => ({
      service: `Service ${at + 1}`,
      region: 'eu-west-1',
      team: 'payments',
      amount: 100 - at,
    })),
  );
  await importFile(page, file);
  await pinDay(page, '2026-06-30');
  await createBudget(page, { name: 'Acme', amount: '40000', startMonth: '2026-01', months: '12' });
  await openPage(page, 'What-if');
  await page.getByRole('button', { name: 'Add a planned change' }).click();
  const dialog = page.getByRole('dialog');
  const part = dialog.getByRole('combobox', { name: 'Of' });
  await whenFocused(dialog);
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await part.focus();
  await page.keyboard.type('Service 70');
  await page.keyboard.press('Enter');
  await expect(part).toHaveValue(/^service Service 70, /);
  await page.keyboard.press('Shift+Tab');
  await expect(dialog.getByRole('textbox', { name: 'Probability, %' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(part).toBeFocused();
  await expect(page.getByRole('option').first()).toBeVisible();
  await expect(page.getByRole('option', { name: 'Service 70' })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(part).toHaveValue(/^service Service 70, /);
});
