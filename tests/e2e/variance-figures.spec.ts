import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import Papa from 'papaparse';
import type { Outputs } from '#shared/contract/contract.ts';
import { numberStyle } from '#shared/charts/numbers.ts';
import { parseAmount, ZERO } from '#shared/domain/money.ts';
import { TWO_YEARS_BUDGETS, TWO_YEARS_END, TWO_YEARS_REPORT, writeTwoYears } from '../support/two-years.ts';
import { expect, test } from './application.ts';
import { importFile, openPage, pinDay, restOf, type Ask } from './steps.ts';

test.slow();

type Variance = Outputs['variance']['analyze']['data'];
type Row = Variance['total'];
type Effect = keyof NonNullable<Row['effects']>;

interface Report {
  readonly budgetId: string;
  readonly from: string;
  readonly to: string;
}

/** A line of a table: its name and its cells by the head of their column. */
interface Line {
  readonly name: string;
  readonly cells: Readonly<Record<string, string>>;
}

const style = numberStyle('en-US', 'USD');

/** The columns of differences that are told apart, where the page has them. */
const EFFECTS: Readonly<Record<string, Effect>> = {
  Price: 'price',
  Volume: 'volume',
  Mix: 'mix',
  New: 'new',
  Discontinued: 'discontinued',
  'One-off': 'oneOff',
};

/** What stands beside the figures and is none. */
const NO_FIGURES = ['Last 12 months', 'Comment'];

async function openDemo(page: Page): Promise<Report> {
  await page.getByRole('button', { name: 'Open the sample' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Acme', { timeout: 60_000 });
  return { budgetId: 'acme', from: '2026-01', to: '2026-06' };
}

async function openTwoYears(page: Page, folder: string, ask: Ask): Promise<Report> {
  await importFile(page, writeTwoYears(folder));
  await ask('POST', '/budgets/apply', TWO_YEARS_BUDGETS);
  await pinDay(page, TWO_YEARS_END);
  return TWO_YEARS_REPORT;
}

const amountOf = (money: Row['plan']): string => style.amount(parseAmount(money.amount) ?? ZERO);

function nameOf({ key }: Row): string {
  const values = Object.values(key).map((value) => (value === '' ? '(untagged)' : value));
  return values.length === 0 ? 'Total' : values.join(' › ');
}

/** What REST says of a row, as it is written under these heads; of the page with the words of a difference. */
function lineOf(row: Row, heads: readonly string[], where: 'page' | 'file'): Line {
  const difference = parseAmount(row.variance.amount) ?? ZERO;
  const word = difference > 0n ? 'adv.' : difference < 0n ? 'fav.' : '';
  const percent = row.percent === null ? undefined : style.signedPercent(row.percent);
  const [start = '', ...others] = heads;
  const cells: Record<string, string> = { [start]: amountOf(row.plan) };
  for (const head of others) {
    const effect = EFFECTS[head];
    if (head === 'AC') cells[head] = amountOf(row.actual);
    else if (head === 'Δ')
      cells[head] = where === 'file' ? amountOf(row.variance) : style.signedAmount(difference) + word;
    else if (head === 'Δ %') cells[head] = percent ?? (where === 'file' ? '' : 'new');
    else if (effect !== undefined)
      cells[head] = row.effects === undefined ? '' : amountOf(row.effects[effect]);
    else throw new Error(`nothing is known of the column ${head}`);
  }
  return { name: nameOf(row), cells };
}

const plain = (text: string): string => text.replace(/\s/gu, '');

/** Lines with their figures alone, without white space, in order of their names. */
function figuresOf(lines: readonly Line[]): Line[] {
  return lines
    .map(({ name, cells }) => ({
      name,
      cells: Object.fromEntries(Object.entries(cells).map(([head, text]) => [head, plain(text)])),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The lines of a table whose first column is the name. */
function linesOf(heads: readonly string[], rows: readonly (readonly string[])[]): Line[] {
  return rows.map(([name = '', ...texts]) => ({
    name,
    cells: Object.fromEntries(
      texts.flatMap((text, at) => {
        const head = heads[at + 1] ?? '';
        return NO_FIGURES.includes(head) ? [] : [[head, text]];
      }),
    ),
  }));
}

/** All lines of the tree, unfolded, each by its whole name. */
async function linesShown(tree: Locator): Promise<{ readonly heads: string[]; readonly lines: Line[] }> {
  const heads = (await tree.locator('thead th').allInnerTexts()).map((text) => text.trim());
  const rows = await tree
    .locator('tbody tr, tfoot tr')
    .evaluateAll((elements) =>
      elements.map((line) => [
        line.getAttribute('aria-level') ?? '',
        ...[...line.querySelectorAll('td')].map((cell) => cell.innerText.trim()),
      ]),
    );
  let group = '';
  const named = rows.map(([level = '', text = '', ...cells]) => {
    const own = text.replace(/\s*\(m\)$/u, '');
    if (level !== '2') group = own;
    return [level === '2' ? `${group} › ${own}` : own, ...cells];
  });
  return { heads, lines: linesOf(heads, named) };
}

async function unfold(tree: Locator): Promise<void> {
  const folded = tree.getByRole('button', { name: /^Unfold/ });
  while ((await folded.count()) > 0) await folded.first().click();
}

async function linesSaved(page: Page, tree: Locator, file: string): Promise<Line[]> {
  const coming = page.waitForEvent('download');
  await page.locator('section').filter({ has: tree }).getByRole('button', { name: 'CSV' }).click();
  await (await coming).saveAs(file);
  const text = readFileSync(file, 'utf8').replace('\ufeff', '').trim();
  const [heads = [], ...rows] = Papa.parse<string[]>(text, { delimiter: ',' }).data;
  return linesOf(
    heads,
    rows.map((cells) => cells.map(unguarded)),
  );
}

/** Without the apostrophe that keeps a spreadsheet from taking a text for a formula. */
function unguarded(text: string): string {
  return text.replace(/^'(?=[=+\-@\t\r])/u, '');
}

for (const workspace of ['the demonstration', 'a workspace of 24 months'] as const)
  test(
    `the figures of the page and of its CSV are those of the REST API in every cell, in ${workspace}`,
    { tag: '@http' },
    async ({ application }) => {
      const { page, folder } = application;
      const ask = restOf(application);
      const { budgetId, from, to } =
        workspace === 'the demonstration' ? await openDemo(page) : await openTwoYears(page, folder, ask);
      await openPage(page, 'Variance');
      const tree = page.getByRole('treegrid', { name: 'Variance by row' });
      for (const against of ['budget', 'lastYear']) {
        if (against === 'lastYear') {
          await page.getByRole('combobox', { name: 'Against' }).click();
          await page.getByRole('option', { name: 'same months last year' }).click();
          await expect(page.getByRole('heading', { level: 1 })).toContainText('last year');
        }
        const { total, groups, rows } = (await ask(
          'GET',
          `/budgets/${budgetId}/variance?by=team,service&from=${from}&to=${to}&against=${against}`,
        )) as Variance;
        await expect(tree.locator('tbody tr').first()).toBeVisible();
        await unfold(tree);
        await expect(tree.locator('tbody tr')).toHaveCount(groups.length + rows.length);

        const { heads, lines } = await linesShown(tree);
        const figures = heads.slice(1).filter((head) => !NO_FIGURES.includes(head));
        expect(figures.length, figures.join()).toBeGreaterThanOrEqual(4);
        const wanted = (where: 'page' | 'file', members: readonly Row[]): Line[] =>
          figuresOf(members.map((row) => lineOf(row, figures, where)));
        expect(figuresOf(lines)).toEqual(wanted('page', [total, ...groups, ...rows]));
        const saved = await linesSaved(page, tree, join(folder, `${against}.csv`));
        expect(figuresOf(saved)).toEqual(wanted('file', [...groups, ...rows]));
      }
    },
  );
