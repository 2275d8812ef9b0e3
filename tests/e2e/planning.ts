import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { addDays, toDay, type Day } from '#shared/domain/calendar.ts';
import { createBudget, importFile, openPage, pinDay } from './steps.ts';

const HEADER =
  'BillingAccountId,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ProviderName,ServiceName,RegionId,Tags';

/** Two and a half years of two teams on two services, rising; a step in March 2026. */
function costFile(folder: string): string {
  const lines = [HEADER];
  for (let day: Day = toDay('2024-01-01'); day <= '2026-06-30'; day = addDays(day, 1)) {
    const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
    const level = 1 + ((year - 2024) * 12 + month) / 60 + (day >= '2026-03-14' ? 0.2 : 0);
    for (const [team, share] of [
      ['payments', 6],
      ['search', 4],
    ] as const)
      for (const [service, part] of [
        ['Amazon EC2', 0.7],
        ['Amazon S3', 0.3],
      ] as const) {
        const cost = (share * part * level).toFixed(2);
        lines.push(
          `acct,${day}T00:00:00Z,${addDays(day, 1)}T00:00:00Z,${cost},${cost},USD,Usage,AWS,${service},eu-west-1,"{""team"":""${team}""}"`,
        );
      }
  }
  const file = join(folder, 'costs.csv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** A workspace with cost, a day, and one budget of which half a year is left. */
export async function plantPlanning(page: Page, folder: string): Promise<void> {
  await importFile(page, costFile(folder));
  await pinDay(page, '2026-06-30');
  await createBudget(page, { name: 'Organisation', amount: '6000', startMonth: '2026-01', months: '12' });
}

/** Creates a budget under the chosen one; its period is that of its parent. */
export async function createBelow(
  page: Page,
  budget: { readonly name: string; readonly type: string; readonly under: string; readonly amount: string },
): Promise<void> {
  await openPage(page, 'Budgets');
  await page.getByRole('button', { name: 'New budget' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(budget.name);
  await dialog.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: budget.type }).click();
  await expect(dialog.getByRole('combobox', { name: 'Under' })).toHaveValue(budget.under);
  await dialog.getByRole('textbox', { name: 'Amount' }).fill(budget.amount);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Nothing on the page is wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = (): Promise<number> =>
    page.evaluate(() => {
      const content = document.querySelector('#content');
      return content === null ? 0 : content.scrollWidth - content.clientWidth;
    });
  await expect.poll(excess).toBe(0);
}
