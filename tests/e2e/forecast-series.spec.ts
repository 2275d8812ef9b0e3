import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { byKeyboard, byMouse } from './hands.ts';
import { expectNoSidewaysScroll } from './planning.ts';
import { openPage, restOf } from './steps.ts';

test.slow();

const ROOT = join(import.meta.dirname, '..', '..');

/** Months of a few series that rise and swing; one has a gap, one no value at all. */
function seriesFile(folder: string, series = 3, months = 36): string {
  const lines = ['series_id,t,value,note'];
  for (let step = 0; step < months; step += 1) {
    for (let one = 0; one < series; one += 1) {
      const value = 1000 * (one + 1) + step * 7.25 + 90 * Math.sin((step * Math.PI) / 6);
      lines.push(`"load, ${one + 1}",${step + 1},${one === 1 && step === 4 ? '' : value.toFixed(3)},x`);
    }
    lines.push(`silent,${step + 1},,x`);
  }
  const file = join(folder, 'load.csv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** The file that the command line writes of the same. */
async function commandFile(folder: string, input: string, options: readonly string[]): Promise<string> {
  const output = join(folder, 'by-command.csv');
  const entry = join(ROOT, 'src-main', 'entry', 'headroom.js');
  await promisify(execFile)(process.execPath, [entry, 'forecast-series', input, ...options, '--out', output]);
  return readFileSync(output, 'utf8');
}

async function savedFile(page: Page, dialog: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('a file of series is forecast on the page and saved as the very file of the command line', async ({
  application: { page, folder },
}) => {
  const input = seriesFile(folder);
  await openPage(page, 'Forecast');
  await page.getByRole('button', { name: 'Forecast a file of series…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forecast a file of series' });
  await expect(dialog.getByRole('button', { name: 'Forecast', exact: true })).toBeDisabled();
  await byMouse(page).give(dialog.getByRole('button', { name: 'Choose a file…' }), [input]);
  await expect(dialog.getByText(/^load\.csv, .*kB$/)).toBeVisible();
  await dialog.getByLabel('Steps ahead').fill('6');
  const levels = dialog.getByRole('combobox', { name: 'Intervals, % of outcomes' });
  await levels.fill('97.5');
  await levels.press('Enter');
  await levels.press('Escape');
  await dialog.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name: 'ensemble', exact: true }).click();
  await dialog.getByRole('button', { name: 'Forecast', exact: true }).click();

  await expect(dialog.getByText('load.csv: 3 of 4 series forecast, 6 steps ahead.')).toBeVisible();
  await expect(
    dialog.getByText('The series "silent" has no observations and gets no forecast.'),
  ).toBeVisible();
  const { name, text } = await savedFile(page, dialog);
  expect(name).toBe('load-forecast.csv');
  const options = ['--horizon', '6', '--season', '12', '--level', '95,97.5', '--model', 'ensemble'];
  expect(text).toBe(await commandFile(folder, input, options));

  // The table has the numbers of the file, and a row draws its series.
  const cells = text.split('\n')[14]!.replace('"load, 3"', '').split(',').slice(2);
  const table = dialog.getByRole('table', { name: 'Forecasts of all series' });
  const row = table.getByRole('row', { name: /^load, 3 \+2 / });
  for (const cell of cells) {
    const written = Number(cell).toLocaleString('en-US', {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    });
    await expect(row).toContainText(written);
  }
  await row.press('Enter');
  await expect(dialog.getByRole('heading', { name: 'Forecast of load, 3' })).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Series' }).click();
  await page.getByRole('option', { name: 'load, 2' }).click();
  const chart = dialog.locator('section.panel');
  await chart.getByRole('button', { name: 'table' }).click();
  await expect(chart.getByRole('row')).toHaveCount(18 + 6 + 1);

  // Asked otherwise, of the same file.
  await dialog.getByRole('button', { name: 'Change the choices' }).click();
  await expect(dialog.getByLabel('Steps ahead')).toHaveValue('6');
  await dialog.getByLabel('Steps ahead').fill('1');
  await dialog.getByRole('button', { name: 'Forecast', exact: true }).click();
  await expect(dialog.getByText('load.csv: 3 of 4 series forecast, 1 step ahead.')).toBeVisible();
});

test('it is asked for from the palette by keyboard, and what cannot be read or sent is said in its place', async ({
  application: { page, folder },
}) => {
  await page.setViewportSize({ width: 900, height: 600 });
  const keys = byKeyboard(page);
  const askByPalette = async (): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.type('file of series');
    await page.keyboard.press('Enter');
  };
  await openPage(page, 'Budgets');
  await askByPalette();
  const dialog = page.getByRole('dialog', { name: 'Forecast a file of series' });
  const bad = join(folder, 'bad.csv');
  writeFileSync(bad, 'series_id,t,value\na,1,5\na,2,five\n');
  await keys.give(dialog.getByRole('button', { name: 'Choose a file…' }), [bad]);
  await keys.write(dialog.getByLabel('Steps ahead'), '0');
  await expect(dialog.getByText('A whole number from 1 to 10000')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Forecast', exact: true })).toBeDisabled();
  await keys.write(dialog.getByLabel('Steps ahead'), '3');
  await keys.press(dialog.getByRole('button', { name: 'Forecast', exact: true }));
  await expect(dialog.getByRole('alert')).toHaveText(
    'bad.csv, row 2: "five" in the column value is not a number; correct or empty it.',
  );
  const empty = join(folder, 'empty.csv');
  writeFileSync(empty, 'series_id,t,value\n');
  await keys.give(dialog.getByRole('button', { name: 'Choose another file…' }), [empty]);
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await keys.press(dialog.getByRole('button', { name: 'Forecast', exact: true }));
  await expect(dialog.getByText('empty.csv: nothing is forecast.')).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/#\/forecast$/);

  // What the page was asked for stands in its address again.
  await page.evaluate(() => (window.location.hash = '#/forecast//months=18'));
  await askByPalette();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/forecast\/\/months=18$/);
});

test('a run tells how far it is, and is stopped by its button and by leaving the dialog @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  const input = seriesFile(folder, 600, 150);
  await openPage(page, 'Forecast');
  const open = page.getByRole('button', { name: 'Forecast a file of series…' });
  const dialog = page.getByRole('dialog', { name: 'Forecast a file of series' });
  const begin = async (): Promise<string> => {
    const asked = page.waitForRequest(/forecastSeries\/create/);
    await dialog.getByRole('button', { name: 'Forecast', exact: true }).click();
    const body = (await asked).postDataJSON() as { json: { progressId: string } };
    await expect(dialog.getByText(/^\d+ of 600 series forecast$/)).toBeVisible();
    return `/forecast-series/progress/${body.json.progressId}`;
  };
  await open.click();
  await dialog.getByLabel('File of series').setInputFiles(input);
  const first = await begin();
  expect(await ask('GET', first)).toMatchObject({ phase: 'forecasting', total: 600 });
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog.getByText(/^load\.csv, /)).toBeVisible();
  await expect.poll(() => ask('GET', first)).toBeNull();
  const second = await begin();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
  await expect.poll(() => ask('GET', second)).toBeNull();
});
