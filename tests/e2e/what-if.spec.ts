import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './application.ts';
import { createBelow, expectNoSidewaysScroll, plantPlanning } from './planning.ts';
import { openPage } from './steps.ts';

test.slow();

test('a planning session moves levers, seeks a goal, saves, compares, applies and takes it back', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'What-if');
  const finding = page.getByRole('heading', { level: 1 });
  await expect(finding).toContainText('As things stand');

  await page.getByLabel('Growth', { exact: true }).fill('30');
  await expect(finding).toContainText('At 30 % growth');
  await page.getByRole('slider', { name: 'Unit price, slider' }).press('ArrowLeft');
  await expect(page.getByLabel('Unit price', { exact: true })).toHaveValue('\u22120.5');
  await page.getByRole('button', { name: 'Reset Unit price' }).click();

  await page.getByRole('combobox', { name: 'Find the' }).click();
  await page.getByRole('option', { name: 'usage' }).click();
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(page.getByText(/At most usage .* inside\./)).toBeVisible();
  // It answers first, and moves the lever only where that is wanted.
  await expect(page.getByLabel('Usage', { exact: true })).toHaveValue('0');
  await page.getByRole('button', { name: 'Move the lever there' }).click();
  await expect(page.getByLabel('Usage', { exact: true })).not.toHaveValue('0');
  await page.getByRole('combobox', { name: 'Find the' }).click();
  await page.getByRole('option', { name: /^payments, / }).click();
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(page.getByText(/At most payments usage [^:]+: .* inside\./)).toBeVisible();

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Lean growth');
  await page.getByRole('button', { name: 'Save as new' }).click();
  await expect(page.getByRole('button', { name: 'Lean growth', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
  await expect(page.getByRole('columnheader', { name: 'Pessimistic' })).toBeVisible();

  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  const difference = page.getByRole('dialog').getByRole('table', { name: 'What would change' });
  await expect(difference.getByRole('row', { name: /^Budget 6,000.00/ })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(page.getByText(/Organisation is now/)).toBeVisible();
  await page.getByRole('button', { name: /^Undo: Apply scenario Lean growth/ }).click();
  await expect(page.getByText(/Undone: Apply scenario Lean growth/)).toBeVisible();

  await page.getByRole('button', { name: 'Lean growth', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Rename Lean growth…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Steady growth');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Steady growth', exact: true })).toBeVisible();
});

test('levers outlive a reload, and a scenario written to a file gives the same figures', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'What-if');
  await page.getByLabel('Usage', { exact: true }).fill('12');
  await page.getByRole('button', { name: 'Add a planned change' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('EU launch');
  await dialog.getByLabel('First month').fill('2026-09');
  await dialog.getByLabel(/^Amount/).fill('60');
  await dialog.getByLabel('Probability, %').fill('70');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('EU launch');
  const sentence = await page.getByRole('heading', { level: 1 }).innerText();

  await page.getByRole('button', { name: 'Scenarios' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as a file' }).click();
  const file = join(folder, 'scenario.json');
  await (await coming).saveAs(file);
  expect(readFileSync(file, 'utf8')).toContain('"headroom-scenario"');

  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(sentence);

  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('As things stand');
  await page.locator('input[type="file"][accept*="json"]').setInputFiles(file);
  await expect(page.getByText('it gives the same figures')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(sentence);
});

test('pictures whose values moved step by step are those that a new page draws', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await openPage(page, 'What-if');
  const canvases = page.locator('.workbench-right canvas');
  const usage = page.getByLabel('Usage', { exact: true });
  const heading = page.getByRole('heading', { level: 1 });
  // The fan and the bridge to the last dot, from below the budget to above it and back, with bars of both colours.
  for (const value of ['2', '3', '4', '30', '31', '-6', '-5']) {
    await usage.fill(value);
    await expect(heading).toContainText(`${value.replace('-', '\u2212')} % usage`);
  }
  const pictures = () =>
    canvases.evaluateAll((list) => list.slice(0, 2).map((one) => (one as HTMLCanvasElement).toDataURL()));
  const moved = await pictures();
  expect(moved.every((url) => url.length > 1000)).toBe(true);
  await page.reload();
  await expect(heading).toContainText('usage');
  await expect.poll(pictures).toEqual(moved);
});

test('the axis stands still while a slider is held, and a small window needs no scrolling sideways', async ({
  application: { page, folder },
}) => {
  await page.setViewportSize({ width: 900, height: 600 });
  await plantPlanning(page, folder);
  await openPage(page, 'What-if');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('As things stand');
  await expectNoSidewaysScroll(page);
  const slider = page.getByRole('slider', { name: 'Growth, slider' });
  const box = await slider.boundingBox();
  if (box === null) throw new Error('no slider');
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('growth');
  // A sentence of several lines covers nothing of the levers that stay below it.
  await page.locator('#content').evaluate((content) => content.scrollBy(0, 400));
  const gap = (): Promise<number> =>
    page.evaluate(() => {
      const edge = (part: string) => document.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
      return edge('.workbench-left').top - edge('.page-head').bottom;
    });
  await expect.poll(gap).toBe(12);
  await page.getByRole('button', { name: 'Present' }).click();
  await expect(page.getByRole('button', { name: 'End presentation' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Present', exact: true })).toBeVisible();
});

test('the budgets above and below follow a slider, and one of them is said to cross its amount', async ({
  application: { page, folder },
}) => {
  await plantPlanning(page, folder);
  await createBelow(page, { name: 'payments', type: 'team', under: 'Organisation', amount: '3900' });
  await openPage(page, 'What-if');
  const table = page.getByRole('table', { name: 'Affected budgets' });
  await page.getByLabel('Growth', { exact: true }).fill('40');
  const above = table.getByRole('row', { name: /Organisation/ });
  await expect(above).toContainText('+');
  await above.getByRole('link', { name: 'Organisation' }).click();
  const below = table.getByRole('row', { name: /payments/ });
  await expect(below).toContainText('fav');
  await page.getByLabel('Usage', { exact: true }).fill('90');
  await expect(below).toContainText('adv');
  await expect(below).toContainText('now over');
  await expect(page.getByRole('heading', { level: 2, name: /payments.* over budget/ })).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  await openPage(page, 'Overview');
  await expect(page.getByRole('columnheader', { name: 'Trend' })).toBeVisible();
});
