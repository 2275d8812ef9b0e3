import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { expectNoSidewaysScroll, plantPlanning } from './planning.ts';
import { openPage } from './steps.ts';
import { readPdf } from '../unit/reports/read-pdf.ts';

test.slow();

const plain = (text: string): string => text.replace(/\s/gu, '');

/** Waits until the pages show what is chosen. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByText(/The file as it will be saved: \d+ pages/)).toBeVisible();
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function downloaded(page: Page, button: string, file: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  await (await coming).saveAs(file);
  return readFileSync(file);
}

test('the pages on the screen are those of the file that is saved, and the file is noted', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await openPage(page, 'Reports');
  await settled(page);
  await choose(page, 'Orientation', 'landscape');
  await choose(page, 'Paper', 'Letter');
  await expect(page.getByRole('listitem', { name: /^Page 1 of / })).toHaveCSS('aspect-ratio', '792 / 612');
  const first = page.getByRole('listitem', { name: /^Page 1 of / });
  await expect(first).toContainText('Organisation');
  await expect(first.locator('canvas')).not.toHaveAttribute('width', '0');

  const bytes = await downloaded(page, 'Download the PDF', join(folder, 'report.pdf'));
  const { pages, pieces } = readPdf(bytes);
  const sheets = page.getByRole('listitem', { name: new RegExp(`^Page \\d+ of ${pages}$`) });
  await expect(sheets).toHaveCount(pages);
  for (let number = 1; number <= pages; number += 1) {
    const cells = pieces.filter((piece) => piece.page === number && /^T[DH]$/u.test(piece.kind));
    // The words of a page come after its sheet.
    const missing = async (): Promise<string[]> => {
      const shown = plain((await sheets.nth(number - 1).textContent()) ?? '');
      return cells.map(({ text }) => plain(text)).filter((text) => !shown.includes(text));
    };
    await expect.poll(missing, `page ${number}`).toEqual([]);
  }
  const made = page.getByRole('table', { name: 'Reports that were handed on' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await expect(made.getByTitle(sha256)).toBeAttached();
  const sheet = await downloaded(page, 'Spreadsheet', join(folder, 'report.xlsx'));
  expect(sheet.subarray(0, 2).toString()).toBe('PK');
  await expect(made.getByRole('row')).toHaveCount(3);
  expect(problems).toEqual([]);
});

test('a report is saved, changed, run again for the next month and deleted', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'Reports');
  await choose(page, 'Months', 'Latest month');
  await choose(page, 'Against', 'same months last year');
  await choose(page, 'Numbers and dates as in', 'de-DE   1.234,56 · 30. Juni 2026');
  await page.getByRole('checkbox', { name: 'Lineage' }).uncheck();
  await page.getByRole('textbox', { name: 'Save these choices as' }).fill('Monthly');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const row = page.getByRole('table', { name: 'Saved reports' }).getByRole('row', { name: /Monthly/ });
  await expect(row).toContainText('Latest month');

  await page.reload();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Jun 2026');
  await expect(page.getByRole('listitem', { name: /^Page 1 of / })).toContainText('Juni 2026');
  await expect(page.getByRole('checkbox', { name: 'Lineage' })).not.toBeChecked();

  await choose(page, 'Months', 'Other months');
  await page.getByLabel('From', { exact: true }).fill('2026-03');
  await page.getByLabel('To', { exact: true }).fill('2026-04');
  await page.getByRole('textbox', { name: 'Name of Monthly' }).fill('Two months');
  await page.getByRole('button', { name: 'Save the changes' }).click();
  await page.getByRole('button', { name: 'Run for the next month: Two months' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Apr 2026 to May 2026');
  await page.getByRole('button', { name: 'Open: Two months' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Mar 2026 to Apr 2026');

  await page.getByRole('button', { name: 'Delete: Two months' }).click();
  await expect(page.getByRole('table', { name: 'Saved reports' })).toBeHidden();
  await page.getByRole('button', { name: /^Undo: Delete report/ }).click();
  await expect(page.getByRole('button', { name: 'Open: Two months' })).toBeVisible();
});

test('the choices and the pages stand in a small window without a sideways scroll', async ({
  application: { page, folder },
}) => {
  await page.setViewportSize({ width: 900, height: 600 });
  await plantPlanning(page, folder);
  await openPage(page, 'Reports');
  await settled(page);
  await expectNoSidewaysScroll(page);
});
