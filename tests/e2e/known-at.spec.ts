import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, toDay, toMonth, type Day } from '#shared/domain/calendar.ts';
import { numberStyle } from '#shared/charts/numbers.ts';
import { parseAmount, ZERO } from '#shared/domain/money.ts';
import { createBackend } from '#main/backend.ts';
import { openStore } from '#main/store/store.ts';
import { expect, test, type Application } from './application.ts';
import { openPage, restOf } from './steps.ts';
import { expectNoSidewaysScroll } from './planning.ts';

test.slow();

const HEADER =
  'BillingAccountId,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ProviderName,ServiceName,RegionId,Tags';

/** One dollar a day. */
function costFile(file: string, from: string, to: string): string {
  const lines = [HEADER];
  for (let day: Day = toDay(from); day <= to; day = addDays(day, 1))
    lines.push(
      `acct,${day}T00:00:00Z,${addDays(day, 1)}T00:00:00Z,1,1,USD,Usage,AWS,Amazon EC2,eu-west-1,"{""team"":""payments""}"`,
    );
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/**
 * A workspace in which the first four months, 1,200 and two forecasts were known on 1 May, and a fifth month, 2,400, another forecast
 * and a comment on 15 June; the
 * application is led there.
 */
async function openChanged(application: Application): Promise<void> {
  const { page, folder } = application;
  const file = join(folder, 'changed.headroom');
  const store = openStore(file, { create: true });
  if (store === undefined) throw new Error('no store');
  let today = toDay('2026-05-01');
  const clock = {
    now: () => `${today}T12:00:00.000Z`,
    today: () => today,
    milliseconds: () => performance.now(),
  };
  const client = createBackend({ store, clock, version: 'test', actor: 'tester' }).client('cli');
  await client.imports.create({
    files: [{ path: costFile(join(folder, 'a.csv'), '2026-01-01', '2026-04-30') }],
  });
  const months = { startMonth: toMonth('2026-01'), months: 12 };
  await client.budgets.create({
    id: 'org',
    name: 'Organisation',
    type: 'organization',
    amount: '1200',
    ...months,
  });
  for (const day of ['2026-04-01', '2026-05-01'])
    await client.forecasts.create({ budgetId: 'org', asOf: toDay(day) });
  today = toDay('2026-06-15');
  await client.forecasts.create({ budgetId: 'org', asOf: toDay('2026-06-15') });
  await client.imports.create({
    files: [{ path: costFile(join(folder, 'b.csv'), '2026-05-01', '2026-05-31') }],
  });
  await client.budgets.update({ budgetId: 'org', amount: '2400' });
  const period = { from: toMonth('2026-01'), to: toMonth('2026-04') };
  await client.variance.comment({ budgetId: 'org', ...period, text: 'Written later' });
  await client.settings.set({ asOf: toDay('2026-06-15') });
  store.close();
  await restOf(application)('POST', '/workspaces/open', { file });
  await page.reload();
  await openPage(page, 'Overview');
}

async function lookBack({ page }: Application, day: string): Promise<void> {
  await page.getByRole('button', { name: /^(pinned )?as of/ }).click();
  await page.getByLabel('As they were known on').fill(day);
  await page.getByRole('button', { name: 'Show what was known' }).click();
}

test('figures are read as they were known on a day, on every page that can, and said so on every page @http', async ({
  application,
}) => {
  const { page } = application;
  await openChanged(application);
  const heading = page.getByRole('heading', { level: 1 });
  const banner = page.getByText(/As known on May 31, 2026: what was imported or changed later is left out/);
  await expect(page.getByRole('link', { name: /^151\b/ }).first()).toBeVisible();
  await lookBack(application, '2026-05-31');
  await expect(banner).toBeVisible();
  await expect(page.getByRole('link', { name: /^120\b/ }).first()).toBeVisible();
  await expect(page.getByText('Needs you')).toHaveCount(0);
  await expect(page.getByText('Spend against budget as known on May 31, 2026')).toBeVisible();

  await page.reload();
  await expect(banner).toBeVisible();
  await openPage(page, 'Budgets');
  await expect(heading).toHaveText('1 budget as known on May 31, 2026.');
  const row = page.getByRole('table', { name: 'Budgets as they were known' }).getByRole('row').nth(1);
  await expect(row).toContainText('1,200.00');
  await expect(row).toContainText('120.00');
  await expect(page.getByRole('button', { name: 'New budget' })).toHaveCount(0);
  await row.getByRole('link', { name: '120.00' }).click();
  await expect(heading).toContainText('Organisation: 120.00 USD billed');
  await expect(page.getByText(/The rows add up|is 120\.00/)).toBeVisible();

  await openPage(page, 'Variance');
  await expect(heading).toContainText('120.00 against 400.00');
  await page
    .getByRole('treegrid', { name: 'Variance by row' })
    .getByRole('row', { name: /^Total/ })
    .click();
  await expect(page.getByText('Written later')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Save the comment' })).toHaveCount(0);

  await openPage(page, 'What-if');
  await expect(
    page.getByText(/known on May 31, 2026, but this page shows what is known today/),
  ).toBeVisible();
  await openPage(page, 'Variance');
  await page.getByRole('button', { name: 'Back to what is known today' }).click();
  await expect(banner).toHaveCount(0);
  await expect(heading).toContainText('151.00 against 500.00');
});

test('a report of what was known says so on its pages, and is not noted as what readers know @http', async ({
  application,
}) => {
  const { page, folder } = application;
  await page.setViewportSize({ width: 900, height: 600 });
  await openChanged(application);
  await lookBack(application, '2026-05-31');
  await openPage(page, 'Reports');
  await expectNoSidewaysScroll(page);
  await expect(page.getByText(/As known on/).nth(1)).toBeAttached();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the PDF' }).click();
  await (await coming).saveAs(join(folder, 'then.pdf'));
  await expect(page.getByText(/pages, made in/)).toBeVisible();
  expect(await restOf(application)('GET', '/budgets/org/reports')).toEqual([]);
});

test('a budget can be made while one looks back, and days before there was anything say so @http', async ({
  application,
}) => {
  const { page } = application;
  await openChanged(application);
  await lookBack(application, '2026-01-15');
  await expect(page.getByText('No budget was recorded by Jan 15, 2026.')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('textbox', { name: 'Search and commands' }).fill('Create a budget');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeVisible();
  await expect(page.getByText(/but this page shows what is known today/)).toBeVisible();
});

test('nothing is changed while one looks back: what would is disabled and says why, by hand, by key and as a command @http', async ({
  application,
}) => {
  const { page } = application;
  const ask = restOf(application);
  await openChanged(application);
  const kept = await ask('POST', '/reports', { name: 'Monthly', options: { budgetId: 'org' } });
  const stepOf = async (): Promise<unknown> =>
    ((await ask('GET', '/workspace')) as { readonly undo: unknown }).undo;
  await lookBack(application, '2026-05-31');
  const why = 'Shown as known on May 31, 2026: go back to what is known today to change anything.';

  const undo = page.getByRole('button', { name: /^Undo: / });
  await expect(undo).toBeDisabled();
  // Budgets are found as they were known, too.
  await ask('POST', '/budgets', { id: 'later', name: 'Organised later', type: 'team', amount: '1' });
  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('textbox', { name: 'Search and commands' }).fill('Organis');
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Organisation/ })).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Organised later/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const step = await stepOf();
  await expect(undo).toHaveAccessibleDescription(why);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible();
  await page.getByRole('button', { name: 'Close the notice' }).click();
  await page.keyboard.press('ControlOrMeta+K');
  for (const name of [/^Undo: /, /^Evaluate all alerts now/, /^Back to today from/]) {
    const command = page.getByRole('dialog').getByRole('button', { name });
    await expect(command).toBeDisabled();
    await expect(command).toContainText(why);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^(pinned )?as of/ }).click();
  await expect(page.getByLabel('Show figures as of')).toHaveAccessibleDescription(why);
  await expect(page.getByRole('button', { name: 'Pin this day' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Show what was known' })).toBeEnabled();
  await page.keyboard.press('Escape');

  await openPage(page, 'Reports');
  await expect(page.getByLabel('Save these choices as')).toHaveAccessibleDescription(why);
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Delete: Monthly' })).toBeDisabled();
  await page.getByRole('button', { name: 'Open: Monthly' }).click();
  await expect(page.getByRole('button', { name: 'Save the changes' })).toBeDisabled();
  expect(await ask('GET', '/reports')).toEqual([kept]);
  expect(await stepOf()).toEqual(step);

  await page.getByRole('button', { name: 'Back to what is known today' }).first().click();
  await page.getByRole('button', { name: 'Delete: Monthly' }).click();
  await expect.poll(() => ask('GET', '/reports')).toEqual([]);
});

test('the form of a report of what was known has no sections of today, and keeps them for those of today @http', async ({
  application,
}) => {
  const { page } = application;
  await openChanged(application);
  await lookBack(application, '2026-05-31');
  await openPage(page, 'Reports');
  const sections = page.getByRole('group', { name: 'Sections' });
  await expect(sections).toHaveAccessibleDescription(
    /^Forecast, alerts and approvals are kept of today alone/,
  );
  for (const name of ['Forecast', 'Alerts', 'Approvals']) {
    await expect(sections.getByLabel(name)).toBeDisabled();
    await expect(sections.getByLabel(name)).not.toBeChecked();
  }
  await expect(page.getByLabel(/^Add the forecast/)).toHaveAccessibleDescription(/^Not with what was known/);
  await sections.getByLabel('Lineage').uncheck();
  await page.getByRole('button', { name: 'Back to what is known today' }).click();
  await expect(sections.getByLabel('Forecast')).toBeChecked();
  await expect(sections.getByLabel('Lineage')).not.toBeChecked();
});

test('forecasts, trends and outlook are shown as they were known on a day @http', async ({ application }) => {
  const { page } = application;
  const ask = restOf(application);
  await openChanged(application);
  await lookBack(application, '2026-05-31');
  const known = (await ask('GET', '/budgets/org?knownAt=2026-05-31')) as {
    readonly forecast: { readonly amount: string };
  };
  const landing = numberStyle('en-US', 'USD').spoken(parseAmount(known.forecast.amount) ?? ZERO);
  await expect(page.getByText("Forecast for the budget's period")).toBeVisible();
  await expect(page.getByText(landing).first()).toBeVisible();
  await expect(page.getByText(/as known on May 31, 2026, forecast of May 1, 2026/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What stands out' })).toBeVisible();

  await openPage(page, 'Budgets');
  const row = page.getByRole('table', { name: 'Budgets as they were known' }).getByRole('row').nth(1);
  await expect(row).toContainText(landing);

  await openPage(page, 'Forecast');
  await expect(page.getByText(/As known on May 31, 2026: what was imported/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('was expected to end at');
  const ledger = page.getByRole('table', { name: 'Stored forecasts' });
  await expect(ledger.getByRole('row')).toHaveCount(3);
  await expect(ledger).not.toContainText('Jun 15, 2026');
  await expect(page.getByText(/^Past forecasts missed by/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Store this forecast' })).toHaveCount(0);
  await ledger.getByText('Apr 1, 2026').first().click();
  await expect(page.getByText('As seen on Apr 1, 2026, and what happened')).toBeVisible();
  await page.getByRole('button', { name: 'Back to what is known today' }).click();
  await expect(ledger.getByRole('row')).toHaveCount(4);
});
