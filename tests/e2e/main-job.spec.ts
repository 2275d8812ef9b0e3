import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './application.ts';
import { createBudget, importFile, openPage, pinDay } from './steps.ts';
import { readPdf } from '../unit/reports/read-pdf.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'focus-sample.csv');

test('an empty workspace takes the official sample to an exact total, a budget, a forecast and a PDF', async ({
  application: { page, folder },
}) => {
  await expect(page.getByRole('heading', { level: 1 })).toContainText('how much room is left');

  await importFile(page, SAMPLE);
  await expect(page.getByText('20.520227 USD imported from 1,000 rows')).toBeVisible();
  await expect(page.getByRole('row', { name: /focus-sample\.csv.*20\.520227 USD.*in use/ })).toBeVisible();

  await pinDay(page, '2024-09-30');
  await createBudget(page, { name: 'Organisation', amount: '100', startMonth: '2024-01', months: '12' });
  await expect(page.getByRole('row', { name: /Organisation.*100\.00.*20\.52/ })).toBeVisible();

  await openPage(page, 'Overview');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Organisation');
  await expect(page.getByRole('img', { name: /Headroom/ })).toBeVisible();
  await page.getByRole('button', { name: 'table' }).first().click();
  await expect(page.getByRole('cell', { name: 'Dec 24' })).toBeVisible();

  await openPage(page, 'Reports');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the PDF' }).click();
  const file = join(folder, 'report.pdf');
  await (await coming).saveAs(file);
  const text = readPdf(readFileSync(file))
    .pieces.map((piece) => piece.text)
    .join('\n');
  expect(text).toContain('Organisation');
  expect(text).toContain('20.52');
  expect(text).toContain('focus-sample.csv');
});

test('an import is undone and brought back, and every step has a name', async ({ application: { page } }) => {
  await importFile(page, SAMPLE);
  await expect(page.getByText('20.520227 USD imported')).toBeVisible();
  await page.getByRole('button', { name: 'Undo: Import focus-sample.csv' }).click();
  await expect(page.getByRole('row', { name: /focus-sample\.csv.*undone/ })).toBeVisible();
  await page.getByRole('button', { name: 'Redo: Import focus-sample.csv' }).click();
  await expect(page.getByRole('row', { name: /focus-sample\.csv.*in use/ })).toBeVisible();
});

test('budgets are proposed from the data and undone in one step', async ({ application: { page } }) => {
  await importFile(page, SAMPLE);
  await page.getByRole('button', { name: 'Propose budgets from this data' }).click();
  await page.getByRole('button', { name: /Create \d+ budgets/ }).click();
  await expect(page.getByRole('row', { name: /Organisation/ }).first()).toBeVisible();
  await expect(page.getByRole('row', { name: /Amazon Elastic Compute Cloud/ })).toBeVisible();
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(page.getByText('No budgets yet.')).toBeVisible();
});

test('a file that is no export is refused in one sentence and nothing is stored', async ({
  application: { page },
}) => {
  await openPage(page, 'Imports');
  await page.getByLabel('Export files').setInputFiles({
    name: 'notes.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('%PDF-1.7 not a table at all\n'),
  });
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await expect(page.getByText('Nothing yet')).toBeVisible();
});

test('a file on its way to the application can be left, and another one be chosen @http', async ({
  application: { page },
}) => {
  await openPage(page, 'Imports');
  // It never arrives.
  await page.route('**/upload?*', () => undefined);
  await page.getByLabel('Export files').setInputFiles(SAMPLE);
  await expect(page.getByRole('heading', { name: 'Looking into focus-sample.csv' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.unrouteAll();
  await importFile(page, SAMPLE);
  await expect(page.getByText('20.520227 USD imported')).toBeVisible();
});
