import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { writeFocusFile } from '../support/focus-file.ts';
import { expect, test } from './application.ts';
import { whenFocused } from './hands.ts';
import { createBudget, importFile, openPage, pinDay } from './steps.ts';

/** What a person presses in thirty seconds at four keys a second, beside the words that are typed. */
const MOST_KEYS = 120;

/** Presses Tab until the element has the focus, as someone without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  await expect(target).toBeEnabled();
  for (let step = 0; step < MOST_KEYS; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await pressKey(page, 'Tab');
  }
  throw new Error('the keyboard does not reach it');
}

let keys = 0;

async function pressKey(page: Page, key: string): Promise<void> {
  keys += 1;
  await page.keyboard.press(key);
}

async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await pressKey(page, 'ControlOrMeta+A');
  await page.keyboard.type(text);
}

async function press(page: Page, button: Locator): Promise<void> {
  await tabTo(page, button);
  await pressKey(page, 'Enter');
}

test('an unread alert becomes an approved request by keyboard alone, in the keys of half a minute', async ({
  application: { page, folder },
}) => {
  const file = writeFocusFile(join(folder, 'spend.csv'), '2026-01-01', '2026-06-30', () => [
    { service: 'Amazon EC2', region: 'eu-west-1', team: 'payments', amount: 140 },
    { service: 'Amazon S3', region: 'us-east-1', team: 'payments', amount: 50 },
  ]);
  await importFile(page, file);
  await pinDay(page, '2026-06-30');
  await createBudget(page, { name: 'Acme', amount: '40000', startMonth: '2026-01', months: '12' });
  await openPage(page, 'Overview');

  keys = 0;
  await pressKey(page, 'ControlOrMeta+K');
  await expect(page.getByRole('textbox', { name: 'Search and commands' })).toBeFocused();
  await page.keyboard.type('Alerts');
  await pressKey(page, 'Enter');
  const unread = page.getByRole('row').filter({ hasText: '· new' });
  await press(page, unread.first());
  const detail = page.getByRole('complementary', { name: 'Alert of Acme' });
  await expect(detail.getByRole('heading', { name: 'What can be done' })).toBeVisible();
  await press(page, detail.getByRole('button', { name: 'Ask for approval' }));

  const dialog = page.getByRole('dialog');
  await whenFocused(dialog);
  await typeInto(page, dialog.getByRole('textbox', { name: /New total/ }), '45000');
  await typeInto(page, dialog.getByRole('textbox', { name: 'Reason' }), 'The migration runs until autumn.');
  await typeInto(page, dialog.getByRole('textbox', { name: 'Asked by' }), 'Ada');
  await press(page, dialog.getByRole('button', { name: 'Ask', exact: true }));
  await expect(dialog).toBeHidden();

  await press(page, page.getByRole('row').filter({ hasText: 'pending' }).first());
  const request = page.getByRole('complementary', { name: 'Request of Acme' });
  await typeInto(page, request.getByRole('textbox', { name: 'Your name' }), 'Bo');
  await press(page, request.getByRole('button', { name: 'Approve' }));
  await expect(page.getByText('The request is approved.')).toBeVisible();
  expect(keys).toBeLessThan(MOST_KEYS);

  await expect(request.getByText(/approved by Bo/)).toBeVisible();
});
