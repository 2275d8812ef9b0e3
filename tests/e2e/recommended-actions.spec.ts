import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeFocusFile } from '../support/focus-file.ts';
import { expect, test } from './application.ts';
import { HANDS } from './hands.ts';
import { createBudget, importFile, openPage, pinDay, restOf, type Ask } from './steps.ts';

// The keyboard passes every field of the settings on its way.
test.slow();

const ACTION = 'Ask the owner of {value} for a plan by Friday.';
const BUILT_IN = 20;

interface Entry {
  readonly text: string;
}

const stored = async (ask: Ask): Promise<readonly Entry[] | null> =>
  ((await ask('GET', '/settings')) as { actionCatalogue: readonly Entry[] | null }).actionCatalogue;

const list = (page: Page) => page.getByRole('region', { name: 'Recommended actions' });
const rowOf = (page: Page, text: string | RegExp) => list(page).getByRole('row', { name: text });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** A budget that its EC2 has brought over its bounds. */
async function plant(page: Page, folder: string): Promise<void> {
  const file = writeFocusFile(join(folder, 'spend.csv'), '2026-01-01', '2026-06-30', () => [
    { service: 'Amazon EC2', region: 'eu-west-1', team: 'payments', amount: 140 },
    { service: 'Amazon S3', region: 'us-east-1', team: 'payments', amount: 50 },
  ]);
  await importFile(page, file);
  await pinDay(page, '2026-06-30');
}

test('an action of one’s own is recommended first, and one undo takes it back @http', async ({
  application,
}) => {
  const { page, folder } = application;
  const ask = restOf(application);
  await plant(page, folder);
  await openPage(page, 'Settings');

  await button(page, 'Add…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'What to do' }).fill(ACTION);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText(/\{value\} needs a driver/)).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Driver it needs' }).click();
  await page.getByRole('option', { name: 'service', exact: true }).click();
  await dialog.getByLabel('Words of which the service has one').fill('ec2');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(rowOf(page, /Ask the owner.*any.*service: ec2/)).toHaveAttribute('aria-selected', 'true');
  await expect(rowOf(page, /Ask the owner.*service: ec2/)).toBeInViewport();
  expect(await stored(ask)).toBeNull();

  for (let place = BUILT_IN + 1; place > 1; place -= 1) await button(page, 'Move up').click();
  await expect(page.getByText(`1 of ${BUILT_IN + 1}: ${ACTION}`)).toBeVisible();
  await button(page, 'Save the actions').click();
  await expect(page.getByText('The actions are saved.')).toBeVisible();
  const kept = await stored(ask);
  expect(kept).toHaveLength(BUILT_IN + 1);
  expect(kept?.[0]).toEqual({ text: ACTION, driver: { dimension: 'service', contains: ['ec2'] } });

  await createBudget(page, { name: 'Acme', amount: '40000', startMonth: '2026-01', months: '12' });
  await openPage(page, 'Alerts');
  await page.getByRole('row').filter({ hasText: 'Acme' }).first().click();
  await expect(page.getByText('Ask the owner of Amazon EC2 for a plan by Friday.')).toBeVisible();

  await page.getByRole('button', { name: /^Undo: / }).click();
  await page.getByRole('button', { name: /^Undo: Change settings: action catalogue/ }).click();
  await openPage(page, 'Settings');
  await expect(rowOf(page, /^1 Stop idle/)).toBeVisible();
  await expect(rowOf(page, /Ask the owner of \{value\} for/)).toHaveCount(0);
  expect(await stored(ask)).toBeNull();
});

for (const [way, handsOf] of HANDS)
  test(`actions are changed, moved, removed and brought back, by ${way} @http`, async ({ application }) => {
    const { page } = application;
    const ask = restOf(application);
    const hands = handsOf(page);
    await openPage(page, 'Settings');

    await hands.press(rowOf(page, /^1 Stop idle/));
    await hands.press(button(page, 'Move down'));
    await expect(page.getByText(/^2 of 20: Stop idle/)).toBeVisible();
    await hands.press(button(page, 'Change…'));
    const dialog = page.getByRole('dialog');
    const text = dialog.getByRole('textbox', { name: 'What to do' });
    await hands.write(text, 'Stop {thing}');
    await hands.press(dialog.getByRole('button', { name: 'Change', exact: true }));
    await expect(text).toHaveAccessibleDescription(/\{thing\} stands for nothing/);
    await hands.write(text, 'Stop what is idle.');
    await hands.press(dialog.getByRole('button', { name: 'Change', exact: true }));
    await expect(dialog).toBeHidden();
    await hands.press(rowOf(page, /^1 Check commitment/));
    await hands.press(button(page, 'Remove'));
    await expect(page.getByText('1 of 19: Stop what is idle.')).toBeVisible();
    await hands.press(button(page, 'Save the actions'));
    await expect(page.getByText('The actions are saved.')).toBeVisible();
    const [first, second] = (await stored(ask)) ?? [];
    expect(first?.text).toBe('Stop what is idle.');
    expect(second?.text).toMatch(/^Lower requests/);

    await hands.press(button(page, 'Back to the built-in ones'));
    await expect(rowOf(page, /^1 Stop idle/)).toBeVisible();
    expect(await stored(ask)).toBeNull();
    await hands.undo();
    await expect(rowOf(page, /^1 Stop what is idle/)).toBeVisible();
  });
