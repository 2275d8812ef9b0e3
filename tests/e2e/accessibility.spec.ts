import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './application.ts';
import { createBudget, importFile, openPage, PAGES, pinDay } from './steps.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'focus-sample.csv');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The dark scheme changes colours and nothing else, so the rules about colours are asked again. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

type Opening = readonly [name: string, open: (page: Page) => Promise<void>];

const click = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click();

/** Everything that opens above a page, and the way to it. */
const DIALOGS: readonly Opening[] = [
  ['Palette', (page) => page.keyboard.press('Control+K')],
  ['Period', (page) => click(page, /^Period/)],
  ['Day', (page) => click(page, /as of/)],
  ['Scenario', (page) => click(page, /^Scenario/)],
  ['Appearance', (page) => click(page, /^Appearance/)],
  ['Workspaces', (page) => click(page, /^Workspace/)],
  [
    'New workspace',
    async (page) => {
      await click(page, /^Workspace/);
      await page.getByRole('menuitem', { name: 'New workspace…' }).click();
    },
  ],
  ['New budget', (page) => openOn(page, 'Budgets', 'New budget')],
  ['Template', (page) => openOn(page, 'Budgets', 'From a template')],
  ['Filter of budgets', (page) => openOn(page, 'Budgets', /^Filter$/)],
  ['Approval', (page) => openOn(page, 'Approvals', /^Ask for/)],
  ['Recommended action', (page) => openOn(page, 'Settings', 'Add…')],
  ['File of series', (page) => openOn(page, 'Forecast', 'Forecast a file of series…')],
  [
    'Forecast of a file of series',
    async (page) => {
      await openOn(page, 'Forecast', 'Forecast a file of series…');
      const rows = Array.from({ length: 24 }, (_, step) => `load,${step},${step % 12}`);
      const buffer = Buffer.from(['series_id,t,value', ...rows].join('\n'));
      await page
        .getByLabel('File of series', { exact: true })
        .setInputFiles({ name: 'load.csv', mimeType: 'text/csv', buffer });
      await click(page, /^Forecast$/);
      await page.getByRole('heading', { name: 'Forecast of load' }).waitFor();
    },
  ],
  [
    'Workflow',
    async (page) => {
      await openOn(page, 'Imports', 'Run a workflow…');
      const workflow = { imports: [{ file: 'costs.csv' }], alerts: true };
      await page.getByLabel('Workflow', { exact: true }).setInputFiles({
        ...{ name: 'flow.json', mimeType: 'application/json' },
        buffer: Buffer.from(JSON.stringify(workflow)),
      });
      await page.getByText('costs.csv: not chosen yet').waitFor();
    },
  ],
  [
    'Workflow that ran',
    async (page) => {
      await openOn(page, 'Imports', 'Run a workflow…');
      await page.getByLabel('Workflow', { exact: true }).setInputFiles({
        ...{ name: 'flow.json', mimeType: 'application/json' },
        buffer: Buffer.from('{"alerts": true}'),
      });
      await click(page, 'Run it');
      await page.getByText('flow.json: 1 step done.').waitFor();
    },
  ],
  ['Scenario to save', (page) => openOn(page, 'What-if', 'Save')],
  [
    'Template that is changed',
    async (page) => {
      await openOn(page, 'Budgets', 'From a template');
      await click(page, 'Copy to change it');
      await click(page, /^Scope of/);
    },
  ],
  [
    'Import',
    async (page) => {
      await openPage(page, 'Imports');
      await page.getByRole('row', { name: /focus-sample/ }).click();
    },
  ],
];

async function openOn(page: Page, title: string, button: string | RegExp): Promise<void> {
  await openPage(page, title);
  await expect(page.getByText(/^Reading /)).toHaveCount(0);
  await click(page, button);
}

/** A dialog or menu; the page behind it is looked at by itself. */
const OPENED = ':is([role=dialog], [role=menu])';

/** What axe finds on the page as it stands, or a part of it, in the light and in the dark, rule by rule with the places. */
async function violations(page: Page, part = 'html'): Promise<string[]> {
  await expect(page.getByText(/^Reading /)).toHaveCount(0);
  const light = await new AxeBuilder({ page }).include(part).withTags(TAGS).analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const dark = await new AxeBuilder({ page }).include(part).withRules(COLOUR_RULES).analyze();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  return [...light.violations, ...dark.violations].map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

// Eleven pages and as many states are looked at in one test, on machines with two slow cores too.
test.slow();

test('axe finds nothing on any page of an empty workspace, light or dark', async ({
  application: { page },
}) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const found: string[] = [];
  for (const title of PAGES) {
    await openPage(page, title);
    found.push(...(await violations(page)).map((violation) => `${title}: ${violation}`));
  }
  expect(found).toEqual([]);
});

async function plant(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await importFile(page, SAMPLE);
  await pinDay(page, '2024-09-30');
  await createBudget(page, { name: 'Organisation', amount: '15', startMonth: '2024-01', months: '12' });
}

test('axe finds nothing on any page with data, light or dark', async ({ application: { page } }) => {
  await plant(page);
  const found = (await violations(page)).map((violation) => `Budget panel: ${violation}`);
  for (const tab of ['Edit', 'Alerts', 'Revisions', 'Tree']) {
    await page.getByRole('tab', { name: tab }).click();
    found.push(...(await violations(page)).map((violation) => `${tab}: ${violation}`));
  }
  for (const title of PAGES) {
    await openPage(page, title);
    found.push(...(await violations(page)).map((violation) => `${title}: ${violation}`));
  }
  await openPage(page, 'Overview');
  await page
    .getByRole('link', { name: /20\.52/ })
    .first()
    .click();
  await expect(page.getByRole('row', { name: /focus-sample/ }).first()).toBeVisible();
  found.push(...(await violations(page)).map((violation) => `Cost rows: ${violation}`));
  expect(found).toEqual([]);
});

test('axe finds nothing in any dialog, menu or step of an import, light or dark', async ({
  application: { page },
}) => {
  await plant(page);
  const found: string[] = [];
  for (const [name, open] of DIALOGS) {
    await open(page);
    await expect(page.getByRole('dialog').or(page.getByRole('menu')).first()).toBeVisible();
    found.push(...(await violations(page, OPENED)).map((violation) => `${name}: ${violation}`));
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog').or(page.getByRole('menu'))).toHaveCount(0);
  }
  await openPage(page, 'Imports');
  await page.getByLabel('Export files').setInputFiles({
    name: 'ledger.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('date,service,cost\n03/04/2026,A,1.50\n05/06/2026,B,2.25\n'),
  });
  await expect(page.getByRole('button', { name: /^Day first/ })).toBeVisible();
  found.push(...(await violations(page)).map((violation) => `Question: ${violation}`));
  await page.getByRole('button', { name: /^Day first/ }).click();
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeVisible();
  found.push(...(await violations(page)).map((violation) => `Preview: ${violation}`));
  expect(found).toEqual([]);
});
