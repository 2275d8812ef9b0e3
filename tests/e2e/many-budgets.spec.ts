import { expect, test } from './application.ts';
import { openPage, restOf } from './steps.ts';

/** 1 + 10 + 490 + 4,900 budgets over four levels: a little over 5,000. */
const FAN_OUT = [10, 49, 10] as const;
const DIMENSIONS = ['provider', 'team', 'service'] as const;

function treeOf(id: string, level: number, amount: number): object {
  const fan = FAN_OUT[level] ?? 0;
  const value = id.split('.').at(-1) ?? '';
  const dimension = DIMENSIONS[level - 1];
  return {
    ...{ id, name: level === 0 ? 'Everything' : `Budget ${id.slice(4)}`, amount },
    type: level === 0 ? 'organization' : 'project',
    ...(level === 0 && { startMonth: '2026-01', months: 12 }),
    scope: dimension === undefined ? [] : [{ dimension, op: 'in', values: [value] }],
    children: Array.from({ length: fan }, (_, index) =>
      treeOf(`${id}.${index + 1}`, level + 1, Math.floor(amount / fan)),
    ),
  };
}

test('five thousand budgets are walked, unfolded, edited and put back by keyboard alone @http', async ({
  application,
}) => {
  const { page } = application;
  await restOf(application)('POST', '/budgets/apply', { tree: [treeOf('all', 0, 4_900_000)] });
  await openPage(page, 'Budgets');
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^(Unfold |Fold )?${name} `) });
  const { keyboard } = page;
  // Before the rows are there the tree has no cell that the tabulator could reach.
  await expect(row('Budget 1')).toBeVisible();
  await page.getByRole('radio', { name: 'Figures' }).focus();
  await keyboard.press('Tab');
  // Down to the first budget; the right arrow unfolds it, then the first below it.
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await expect(row('Budget 1\\.1')).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await expect(row('Budget 1\\.1\\.1')).toBeVisible();
  // Only rows in sight are drawn, however many there are.
  expect(await page.getByRole('row').count()).toBeLessThan(120);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await keyboard.type('900');
  await keyboard.press('Enter');
  await expect(row('Budget 1\\.1\\.1')).toContainText('900.00');
  await keyboard.press('Control+z');
  await expect(row('Budget 1\\.1\\.1')).toContainText('1,000.00');
  await keyboard.press('Control+End');
  await expect(row('Budget 9')).toBeVisible();
  await keyboard.press('Control+Home');
  await expect(row('Everything')).toBeVisible();
});
