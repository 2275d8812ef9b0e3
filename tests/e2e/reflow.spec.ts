import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { createBudget, importFile, openPage, PAGES, pinDay } from './steps.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'focus-sample.csv');
/** The smallest window, and 1280 × 800 at 200 % zoom, which is as many CSS pixels as half of it. */
const SIZES = [
  { width: 900, height: 600 },
  { width: 640, height: 400 },
] as const;

/** By how many pixels the page, its bar and its content are wider than what shows them. */
function overflow(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.topbar, .content')].map(
      ({ scrollWidth, clientWidth }) => Math.max(0, scrollWidth - clientWidth),
    ),
  );
}

for (const size of SIZES) {
  test(`no page scrolls sideways at ${size.width} × ${size.height}`, async ({ application: { page } }) => {
    test.slow();
    await importFile(page, SAMPLE);
    await pinDay(page, '2024-09-30');
    await createBudget(page, { name: 'Organisation', amount: '100', startMonth: '2024-01', months: '12' });
    await page.setViewportSize(size);
    for (const title of PAGES) {
      await openPage(page, title);
      await expect(page.getByText(/^Reading /)).toHaveCount(0);
      await expect.poll(() => overflow(page), title).toEqual([0, 0, 0]);
    }
    await openPage(page, 'Overview');
    await page
      .getByRole('link', { name: /20\.52/ })
      .first()
      .click();
    await expect(page.getByRole('row', { name: /focus-sample/ }).first()).toBeVisible();
    await expect.poll(() => overflow(page), 'Cost rows').toEqual([0, 0, 0]);
  });
}
