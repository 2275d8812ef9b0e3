/** All that the command line takes for an import is said on the page too. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { openPage, restOf } from './steps.ts';

async function choose(page: Page, files: string | string[]): Promise<void> {
  await openPage(page, 'Imports');
  await page.getByLabel('Export files').setInputFiles(files);
}

async function pick(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(option);
  await page.getByRole('option', { name: option }).click();
}

test('columns of any field, any encoding and any delimiter are said on the page @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const file = join(folder, 'расход.csv');
  // Windows-1251: а is 0xE0, so that nothing in the file says how it is written.
  const text = 'J~M~C~W~K\n2025~3~9~\u00f1\u00eb\u00f3\u00e6\u00e1\u00e0~4711\n';
  writeFileSync(file, Buffer.from(text, 'latin1'));
  await choose(page, file);
  const fill = (field: string, column: string): Promise<void> =>
    page.getByRole('combobox', { name: `${field} from column`, exact: true }).fill(column);
  await pick(page, 'Encoding', 'windows-1251, Cyrillic');
  const delimiter = page.getByRole('combobox', { name: 'Delimiter' });
  await delimiter.fill('::');
  await expect(page.getByText('One character, or one of the list.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Read again' })).toBeDisabled();
  await delimiter.fill('~');
  await fill('Amount', 'C');
  await fill('Service', 'W');
  await expect(page.getByRole('combobox', { name: 'Cost centre from column' })).toBeHidden();
  await page.getByText('Further columns').click();
  await fill('Cost centre', 'K');
  await fill('Year', 'J');
  await fill('Month', 'M');
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByRole('heading', { name: /9\.000000.* in 1 row/ })).toBeVisible();

  // What was said stands in the form, also where it is folded away at first.
  await page.getByRole('button', { name: 'Adjust' }).click();
  await expect(page.getByRole('combobox', { name: 'Cost centre from column' })).toHaveValue('K');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/imported from 1 row/)).toBeVisible();
  const { rows } = (await restOf(application)('GET', '/workspace/costs')) as { rows: unknown[] };
  expect(rows).toMatchObject([{ day: '2025-03-01', service: 'служба', tags: { costcenter: '4711' } }]);
});

test('a file with a bad row is left out whole where that is asked for, and brought in without it @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  const write = (name: string, cells: readonly string[], text = 'Service'): string => {
    const file = join(folder, name);
    const rows = cells.map((cell) => `2025-03-01,web,${cell},USD`);
    writeFileSync(file, [`Date,${text},Cost,Currency`, ...rows].join('\n'));
    return file;
  };
  const bad = write('bad.csv', ['5', 'seven', '1']);
  await choose(page, bad);
  await page.getByRole('button', { name: 'Adjust' }).click();
  const strict = page.getByLabel('Import nothing of a file with a row that cannot be read');
  await strict.check();
  await expect(page.getByText('Nothing is imported: 1 cannot be read.')).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Nothing is imported', { exact: true })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'Not imported: 1 row of it' })).toBeVisible();
  expect(await ask('GET', '/imports')).toMatchObject([{ state: 'undone', rejected: 1 }]);
  expect(await ask('GET', '/workspace/costs')).toMatchObject({ rows: [] });

  // It is asked anew of the next files, and holds for all of them.
  await page.getByRole('button', { name: 'Import more' }).click();
  await page
    .getByLabel('Export files')
    .setInputFiles([write('good.csv', ['2']), write('worse.csv', ['x', '4'], 'Meter')]);
  await expect(strict).not.toBeChecked();
  await strict.check();
  await page.getByRole('button', { name: 'Import 2 files' }).click();
  await expect(page.getByText('2.000000 USD imported from 1 row')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'Not imported: 1 row of it' })).toBeVisible();
});

test('a ledger takes the place of an earlier one of its months where somebody says so @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  const write = (name: string, cost: number): string => {
    const file = join(folder, name);
    writeFileSync(file, `Date,Service,Cost,Currency\n2025-03-01,web,${cost},USD\n`);
    return file;
  };
  await choose(page, write('march.csv', 5));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('5.000000 USD imported from 1 row')).toBeVisible();
  await page.getByRole('button', { name: 'Import more' }).click();
  await page.getByLabel('Export files').setInputFiles(write('march-again.csv', 7));
  await expect(page.getByText('1 is new.')).toBeVisible();
  await page.getByRole('button', { name: 'Adjust' }).click();
  await page.getByRole('combobox', { name: 'The same months of earlier files' }).click();
  await page.getByRole('option', { name: 'are replaced' }).click();
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByText(/takes the place of what was imported of 1 month/)).toBeVisible();
  // A last thought is still free.
  await page.getByText('Add to it').click();
  await expect(page.getByText('1 is new.')).toBeVisible();
  await page.getByText('Replace', { exact: true }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('7.000000 USD imported from 1 row')).toBeVisible();
  expect(await ask('GET', '/imports')).toMatchObject([{ state: 'published' }, { state: 'replaced' }]);
});
