/** A workflow file is run from the page as `headroom run` runs it, with the files that it names chosen beside it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Download, Page } from '@playwright/test';
import { openBackend } from '#main/cli/workspace-file.ts';
import { localFiles } from '#main/workflow/local-files.ts';
import type { Workflow } from '#shared/contract/workflow.ts';
import { runWorkflow, type WorkflowResult } from '#shared/workflow/run-workflow.ts';
import { expect, test } from './application.ts';
import { openPage, restOf } from './steps.ts';

const WORKFLOW = {
  ...{ asOf: '2026-02-28', pinAsOf: true, currency: 'USD' },
  imports: [{ files: ['data/costs.csv'] }],
  budgets: { file: 'tree.json' },
  ...{ trends: true, alerts: true },
  variance: { from: '2026-01', to: '2026-02' },
  reports: [{ from: '2026-01', to: '2026-02', file: 'report.csv' }],
};
const TREE = {
  ...{ id: 'acme', name: 'Acme', type: 'organization', amount: '1000', startMonth: '2026-01', months: 2 },
  children: [{ id: 'web', name: 'Web', type: 'team', amount: '600' }],
};

/** Writes a workflow with its files into a folder; answers their paths. */
function plant(folder: string, workflow: object): { readonly flow: string; readonly named: string[] } {
  mkdirSync(join(folder, 'data'), { recursive: true });
  const [flow, costs, tree] = ['flow.json', 'data/costs.csv', 'tree.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(flow, JSON.stringify(workflow));
  writeFileSync(costs, 'Date,Cost,Currency,team\n2026-01-05,700,USD,Web\n2026-02-05,500.5,USD,Web\n');
  writeFileSync(tree, JSON.stringify(TREE));
  return { flow, named: [costs, tree] };
}

async function saved(page: Page, button: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const download: Download = await coming;
  return readFileSync(await download.path());
}

/** The lines of a report without moments, and but for the one with the seal of the workspace that it was made from. */
const linesOf = (csv: Buffer): readonly string[] =>
  csv
    .toString()
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'then')
    .split('\r\n')
    .filter((line) => !/[0-9a-f]{64}/.test(line));

/** What a run found, without what differs from one to the next. */
const found = ({ sections }: WorkflowResult): unknown =>
  JSON.parse(
    JSON.stringify(sections, (key, value: unknown) =>
      ['seconds', 'rowsPerSecond', 'at', 'createdAt', 'updatedAt', 'openedAt', 'file'].includes(key)
        ? undefined
        : value,
    ),
  );

test('a workflow gives on the page what it gives on the command line @http', async ({ application }) => {
  const { page, folder } = application;
  const { flow, named } = plant(folder, WORKFLOW);
  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('textbox', { name: 'Search and commands' }).fill('Run a workflow');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Run a workflow' });
  await dialog.getByLabel('Workflow', { exact: true }).setInputFiles(flow);
  const runs = dialog.getByRole('button', { name: 'Run it' });
  await expect(dialog.getByText('data/costs.csv: not chosen yet')).toBeVisible();
  await expect(runs).toBeDisabled();
  await dialog.getByLabel('Files of the workflow').setInputFiles(named);
  await expect(dialog.getByText('data/costs.csv: chosen')).toBeVisible();
  await runs.click();
  await expect(dialog.getByText('flow.json: all 6 steps done.')).toBeVisible();

  const summary = JSON.parse((await saved(page, 'Save the summary')).toString()) as WorkflowResult;
  const other = openBackend(join(folder, 'data', 'workspace.headroom'), { access: 'write' });
  const files = localFiles(folder, folder);
  const client = other.client('cli');
  const expected = await runWorkflow(WORKFLOW as Workflow, { client, files, seconds: () => 0 });
  other.close();
  expect(expected.ok).toBe(true);
  expect(found(summary)).toEqual(found(expected));
  const report = linesOf(await saved(page, 'Save report.csv'));
  expect(report).toEqual(linesOf(readFileSync(join(folder, 'report.csv'))));
  expect(report.length).toBeGreaterThan(10);

  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await restOf(application)('GET', '/budgets/web')).toMatchObject({
    spent: { amount: '1200.500000' },
  });
});

test('a workflow that cannot be run says why, and a step that fails stops what needs it @http', async ({
  application,
}) => {
  const { page, folder } = application;
  await openPage(page, 'Imports');
  await page.getByRole('button', { name: 'Run a workflow…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run a workflow' });
  const choose = async (workflow: object): Promise<readonly string[]> => {
    const { flow, named } = plant(folder, workflow);
    await dialog.getByLabel('Workflow', { exact: true }).setInputFiles(flow);
    return named;
  };
  await choose({ trends: 'yes' });
  await expect(dialog.getByRole('alert')).toContainText('flow.json: "trends"');
  await choose({ ...WORKFLOW, dryRun: true });
  await expect(dialog.getByText(/^It is a dry run/)).toBeVisible();
  await choose({});
  await expect(dialog.getByText(/^It names no step/)).toBeVisible();

  const budgets = { ...TREE, amount: '10' };
  const named = await choose({ imports: [{ file: 'data/costs.csv' }], budgets, alerts: true });
  await dialog.getByLabel('Files of the workflow').setInputFiles([...named]);
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(dialog.getByText('flow.json: 1 of 3 steps done.')).toBeVisible();
  await expect(dialog.getByRole('row', { name: /^Making budgets Step "budgets": .*Web/ })).toBeVisible();
  await expect(dialog.getByRole('row', { name: /^Evaluating alerts Not run: it needs/ })).toBeVisible();
});
