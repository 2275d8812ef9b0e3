import { expect, test } from './application.ts';
import { byMouse } from './hands.ts';
import { expectNoSidewaysScroll, plantPlanning } from './planning.ts';
import { openPage, restOf } from './steps.ts';

test.slow();

test('a forecast says where it ends, why, and follows what is planned; it is stored and kept in the ledger', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'Forecast');
  const finding = page.getByRole('heading', { level: 1 });
  await expect(finding).toContainText('Organisation is heading for');
  const before = await finding.innerText();

  await expect(page.getByRole('table', { name: 'Models with their back-test scores' })).toBeVisible();
  await expect(page.getByText(/from Mar 2026|on Mar/).first()).toBeVisible();

  await page.getByLabel('Growth a year, %').fill('40');
  await page.getByLabel('Growth a year, %').press('Enter');
  await expect(finding).not.toHaveText(before);
  await expect(page.getByText(/What is planned adds/)).toBeVisible();

  await page.getByRole('button', { name: 'Store this forecast' }).click();
  await expect(page.getByText(/Forecast of .* stored/)).toBeVisible();
  const row = page.getByRole('table', { name: 'Stored forecasts' }).getByRole('row').nth(1);
  await expect(row).toContainText('Jun 30, 2026');
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('As seen on Jun 30, 2026, and what happened')).toBeVisible();
});

test('another model is chosen by its row, stands in the address, and opens again from there', async ({
  application: { page, folder },
}) => {
  await page.setViewportSize({ width: 900, height: 600 });
  await plantPlanning(page, folder);
  await openPage(page, 'Forecast');
  await page.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name: 'drift', exact: true }).click();
  await expect(page.getByText('drift, as you chose')).toBeVisible();
  expect(page.url()).toContain('model=drift');
  await page.reload();
  await expect(page.getByText('drift, as you chose')).toBeVisible();
  await page.getByText('Monthly', { exact: true }).click();
  await page.getByRole('button', { name: 'table' }).first().click();
  await expect(page.getByRole('cell', { name: 'Dec 26' })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('a month is excluded from what forecasts learn, marked, taken back by undo, and excluded again by keyboard', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'Forecast');
  const finding = page.getByRole('heading', { level: 1 });
  const before = await finding.innerText();
  await expect(page.getByRole('button', { name: 'Exclude Step from Mar 2026' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Exclude another month' }).click();
  await page.getByRole('option', { name: /^Jun 2026/ }).click();
  await expect(page.getByText('1 of 2 excluded from the forecast')).toBeVisible();
  await expect(page.getByText(/× excluded by \S+/)).toBeVisible();
  await expect(finding).not.toHaveText(before);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText('What stands out is kept')).toBeVisible();
  await expect(finding).toHaveText(before);

  const step = page.getByRole('button', { name: 'Exclude Step from Mar 2026' });
  await step.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep Step from Mar 2026' })).toBeFocused();
  await page.getByRole('button', { name: 'Leave Step from Mar 2026 to the engine' }).press('Enter');
  await expect(step).toBeVisible();

  await page.getByRole('combobox', { name: 'Exclude another month' }).click();
  await page.getByRole('option', { name: /^Apr 2024/ }).click();
  const history = page.locator('section.panel').filter({ hasText: 'Spend by month' });
  await history.getByRole('button', { name: 'table' }).click();
  await expect(history.getByRole('row', { name: /2024-04.*excluded/ })).toBeVisible();
});

interface Stored {
  readonly points: readonly {
    readonly mean: { readonly amount: string };
    readonly intervals: Readonly<Record<string, readonly { readonly amount: string }[]>>;
  }[];
}

test('how far ahead and which intervals are chosen, drawn, listed, kept in the address, and stored @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  await plantPlanning(page, folder);
  await openPage(page, 'Forecast');
  await expect(page.getByText(/50, 80 and 95 % of outcomes/)).toBeVisible();
  await page.getByRole('combobox', { name: 'How far ahead' }).click();
  await page.getByRole('option', { name: '18 months', exact: true }).click();
  await expect(page.getByRole('heading', { name: '18 months ahead, to Dec 2027' })).toBeVisible();
  const intervals = page.getByRole('combobox', { name: 'Intervals, % of outcomes' });
  for (const level of ['50', '95', '90']) {
    await byMouse(page).pick(intervals, level);
    await page.keyboard.press('Escape');
  }
  await expect(page).toHaveURL(/months=18&levels=80%2C90/);
  await page.reload();

  const fan = page.locator('section.panel').filter({ hasText: 'Spend against budget' });
  await expect(fan).toContainText('80 and 90 % of outcomes lie in the bands');
  await fan.getByRole('button', { name: 'table' }).click();
  await expect(fan.getByRole('columnheader', { name: '90 % from' })).toBeVisible();
  await expect(fan.getByRole('columnheader', { name: '95 % from' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Store this forecast' }).click();
  await expect(page.getByText(/Forecast of .* stored/)).toBeVisible();
  const [stored] = (await ask('GET', '/budgets/org-organisation/forecasts')) as readonly Stored[];
  expect(stored?.points).toHaveLength(18);
  const last = stored?.points.at(-1);
  expect(Object.keys(last?.intervals ?? {})).toEqual(['80', '90']);
  const ahead = page.locator('section.panel').filter({ hasText: '18 months ahead' });
  await ahead.getByRole('button', { name: 'table' }).click();
  const row = ahead.getByRole('row', { name: /^Dec 27/ });
  const written = (amount: string | undefined): string =>
    Number(amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  for (const { amount } of [...(last === undefined ? [] : [last.mean]), ...(last?.intervals['90'] ?? [])])
    await expect(row).toContainText(written(amount));
});

test('how stored forecasts turned out stands by model and months ahead, as the answer of REST has it @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  await plantPlanning(page, folder);
  await openPage(page, 'Forecast');
  await expect(page.getByText('History of forecasts')).toBeVisible();
  await expect(page.getByText(/Error of stored forecasts/)).toHaveCount(0);
  for (const [model, asOf] of [
    ['naive', '2026-03-31'],
    ['drift', '2026-04-30'],
  ])
    await ask('POST', '/budgets/org-organisation/forecasts', { model, asOf, months: 6 });
  const panel = page.locator('section.panel').filter({ hasText: 'Error of stored forecasts' });
  await expect(
    panel.getByRole('heading', { name: /Past forecasts missed by .* 3 months ahead/ }),
  ).toBeVisible();
  await expect(page.getByText('2 stored forecasts have met months since')).toBeVisible();
  await panel.getByRole('button', { name: 'table' }).click();
  const judged = (await ask('GET', '/budgets/org-organisation/forecasts/accuracy')) as readonly {
    readonly model: string;
    readonly horizon: number;
  }[];
  expect(judged.map(({ model, horizon }) => `${model} ${horizon}`)).toEqual([
    'drift 1',
    'drift 2',
    'naive 1',
    'naive 2',
    'naive 3',
  ]);
  await expect(panel.getByRole('row')).toHaveCount(judged.length + 1);
  await expect(panel.getByRole('row', { name: /^Naive.* 3 months/ })).toContainText('%');
});
