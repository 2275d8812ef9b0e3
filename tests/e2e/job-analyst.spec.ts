import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { HANDS, type Hands } from './hands.ts';

/** A month of two squads; the tag `team` names who pays, which is not who the budgets are for. */
function writeMonth(folder: string, month: string, perDay: number): string {
  const lines = [
    'BillingAccountId,ChargePeriodStart,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ProviderName,ServiceName,Tags',
  ];
  for (let day = 1; day <= 28; day += 1)
    for (const [squad, share] of [
      ['atlas', 3],
      ['borealis', 1],
    ] as const) {
      const cost = (perDay * share).toFixed(2);
      const date = `${month}-${String(day).padStart(2, '0')}T00:00:00Z`;
      lines.push(
        `acct,${date},${cost},${cost},USD,Usage,AWS,Amazon EC2,"{""team"":""finance"",""squad"":""${squad}""}"`,
      );
    }
  const file = join(folder, `costs-${month}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Teams come from the tag the company means, which is said once. */
async function importWithItsOwnTag(page: Page, hands: Hands, file: string): Promise<void> {
  await hands.press(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Imports' }));
  await hands.give(button(page, 'Choose files'), [file]);
  await expect(page.getByRole('heading', { name: /112\.000000 USD in 56 rows/ })).toBeVisible();
  await hands.press(button(page, 'Adjust'));
  await hands.pick(page.getByRole('combobox', { name: 'Team from tag' }), 'squad');
  await hands.press(button(page, 'Read again'));
  await hands.press(button(page, 'Import'));
  await expect(page.getByText('112.000000 USD imported from 56 rows')).toBeVisible();
}

for (const [way, handsOf] of HANDS)
  test(`an analyst imports two months and mends a wrong mapping, by ${way}`, async ({
    application: { page, folder },
  }) => {
    const hands = handsOf(page);
    await importWithItsOwnTag(page, hands, writeMonth(folder, '2026-04', 1));

    await hands.press(button(page, 'Import more'));
    await hands.give(button(page, 'Choose files'), [writeMonth(folder, '2026-05', 2)]);
    await expect(page.getByText('as remembered for this header')).toBeVisible();
    await hands.press(button(page, 'Import'));
    await expect(page.getByText('224.000000 USD imported from 56 rows')).toBeVisible();

    const may = page.getByRole('row', { name: /costs-2026-05/ });
    await hands.undo();
    await expect(may).toContainText('undone');
    await hands.redo();
    await expect(may).toContainText('in use');

    await hands.press(button(page, 'Propose budgets from this data'));
    await hands.pick(page.getByRole('combobox', { name: 'One budget a' }), 'Team');
    await hands.press(button(page, 'Create 3 budgets'));
    // The proposal has the same rows; what is reloaded is the page of the budgets.
    await expect(page).toHaveTitle(/^Budgets/);
    // Three quarters and a quarter of 336 over two months, for twelve, and ten per cent more.
    await expect(page.getByRole('row', { name: /atlas.*1,663\.20/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /borealis.*554\.40/ })).toBeVisible();

    await page.reload();
    await expect(page.getByRole('row', { name: /atlas.*1,663/ })).toBeVisible();
    const second = await page.context().newPage();
    await second.goto(page.url());
    await expect(second.getByRole('row', { name: /atlas.*1,663/ })).toBeVisible();
    await page.bringToFront();
    await hands.undo();
    await expect(page.getByText('No budgets yet.')).toBeVisible();
    await expect(second.getByText('No budgets yet.')).toBeVisible();
  });
