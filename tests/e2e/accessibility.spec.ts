import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { createBudget, importFile, openPage, pinDay } from './steps.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'focus-sample.csv');
const PAGES = [
  'Overview',
  'Budgets',
  'Forecast',
  'What-if',
  'Variance',
  'Alerts',
  'Approvals',
  'Reports',
  'Imports',
  'History',
  'Settings',
];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds on the page as it stands, rule by rule with the places. */
async function violations(page: Page): Promise<string[]> {
  await expect(page.getByText(/^Reading /)).toHaveCount(0);
  const { violations: found } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

// Eleven pages and as many states are looked at in one test, on machines with two slow cores too.
test.slow();

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page of an empty workspace, ${scheme}`, async ({
    application: { page },
  }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const title of PAGES) {
      await openPage(page, title);
      found.push(...(await violations(page)).map((violation) => `${title}: ${violation}`));
    }
    expect(found).toEqual([]);
  });

  test(`axe finds nothing on any page and dialog with data, ${scheme}`, async ({ application: { page } }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await importFile(page, SAMPLE);
    await pinDay(page, '2024-09-30');
    await createBudget(page, { name: 'Organisation', amount: '15', startMonth: '2024-01', months: '12' });
    const found = (await violations(page)).map((violation) => `Budget panel: ${violation}`);
    for (const tab of ['Edit', 'Alerts', 'Revisions']) {
      await page.getByRole('tab', { name: tab }).click();
      found.push(...(await violations(page)).map((violation) => `${tab}: ${violation}`));
    }
    for (const title of PAGES) {
      await openPage(page, title);
      found.push(...(await violations(page)).map((violation) => `${title}: ${violation}`));
    }
    await page.keyboard.press('Control+K');
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await violations(page)).map((violation) => `Palette: ${violation}`));
    expect(found).toEqual([]);
  });
}
