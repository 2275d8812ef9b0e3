import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { expectNoSidewaysScroll, plantPlanning } from './planning.ts';
import { openPage, restOf } from './steps.ts';

test.slow();

interface Money {
  readonly amount: string;
}

interface Stored {
  readonly scenario: string | null;
  readonly atCompletion: Money;
  readonly breach: { readonly probability: number };
  readonly points: readonly {
    readonly mean: Money;
    readonly intervals: Readonly<Record<string, readonly Money[]>>;
  }[];
}

const FORECASTS = '/budgets/org-organisation/forecasts';

async function read(page: Page, from: string, scenario: string): Promise<void> {
  await page.getByRole('button', { name: `Scenario: ${from}` }).click();
  await page.getByRole('menuitem', { name: scenario, exact: true }).click();
}

const written = ({ amount }: Money): string =>
  Number(amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

test('a forecast is read, drawn and stored in the scenario of the bar, and the list says in which @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  await page.setViewportSize({ width: 900, height: 600 });
  await plantPlanning(page, folder);
  await openPage(page, 'Forecast');
  const finding = page.getByRole('heading', { level: 1 });
  await expect(finding).toContainText('Organisation is heading for');
  await page.getByRole('button', { name: 'Store this forecast' }).click();
  await expect(page.getByText(/Forecast of Jun 30, 2026 stored/)).toBeVisible();

  await read(page, 'Base', 'Pessimistic');
  await expect(finding).toContainText('by Dec 2026 in the scenario Pessimistic:');
  await expect(page.getByRole('heading', { name: /^Pessimistic: headroom/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Pessimistic: what is planned adds/ })).toBeVisible();
  await page.getByRole('button', { name: 'Store this forecast' }).click();
  await expect(page.getByText(/Forecast of Jun 30, 2026 in the scenario Pessimistic stored/)).toBeVisible();

  const [pessimistic, base] = (await ask('GET', FORECASTS)) as readonly Stored[];
  expect([pessimistic?.scenario, base?.scenario]).toEqual(['pessimistic', null]);
  expect(Number(pessimistic?.atCompletion.amount)).toBeGreaterThan(Number(base?.atCompletion.amount));
  const rows = page.getByRole('table', { name: 'Stored forecasts' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Pessimistic');
  await expect(rows.nth(1)).toContainText(written(pessimistic!.atCompletion));
  await expect(rows.nth(2)).toContainText('Base');
  await rows.nth(1).press('Enter');
  await expect(page.getByText(/^Spend by month, USD, .*, Pessimistic$/)).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('what the page shows of an own scenario is what is stored, to the cent, and its name outlives it as its id @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  await plantPlanning(page, folder);
  await ask('POST', '/scenarios', {
    id: 'lean',
    name: 'Lean year',
    levers: {
      growth: 0.1,
      overrides: { 'tag:team:search': -0.2 },
      changes: [
        {
          name: 'Move',
          start: '2026-09',
          kind: 'step',
          percent: -30,
          scope: [
            { dimension: 'service', op: 'startsWith', values: ['Amazon E'] },
            { dimension: 'team', op: 'in', values: ['payments'] },
          ],
        },
      ],
      budgetAmount: '5000',
    },
  });
  await openPage(page, 'Forecast');
  await read(page, 'Base', 'Lean year');
  await page.getByLabel('Growth a year, %').fill('40');
  await page.getByLabel('Growth a year, %').press('Enter');
  await page.getByRole('combobox', { name: 'How far ahead' }).click();
  await page.getByRole('option', { name: '6 months', exact: true }).click();
  const ahead = page.locator('section.panel').filter({ hasText: 'Lean year: 6 months ahead' });
  await ahead.getByRole('button', { name: 'table' }).click();
  await expect(page.getByText('budget 5,000.00 USD')).toBeVisible();
  await page.getByRole('button', { name: 'Store this forecast' }).click();
  await expect(page.getByText(/in the scenario Lean year stored/)).toBeVisible();

  const [stored] = (await ask('GET', FORECASTS)) as readonly Stored[];
  expect(stored?.scenario).toBe('lean');
  expect(stored?.points).toHaveLength(6);
  for (const [index, point] of stored!.points.entries()) {
    const row = ahead.getByRole('row').nth(index + 13);
    for (const money of [point.mean, ...Object.values(point.intervals).flat()])
      await expect(row).toContainText(written(money));
  }
  await ask('DELETE', '/scenarios/lean');
  await expect(page.getByRole('cell', { name: 'lean, deleted' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Headroom/ })).toBeVisible();
});
