import { expect, type Locator, type Page } from '@playwright/test';

/** More stops of the Tab key than any page has. */
const MOST_STOPS = 250;

/** The ways a person acts on a page, so that one story is told with the mouse and with the keyboard alone. */
export interface Hands {
  /** Presses a button, a link, a tab or an item of a menu. */
  press(target: Locator): Promise<void>;
  /** Replaces what stands in a field. */
  write(field: Locator, text: string): Promise<void>;
  /** Sets a field that holds a month, such as `2026-04`. */
  fillMonth(field: Locator, month: string): Promise<void>;
  /** Picks an option of a closed list. */
  pick(field: Locator, option: string): Promise<void>;
  /** Gives files to the dialog that the button opens. */
  give(button: Locator, files: readonly string[]): Promise<void>;
  /** Takes back the last change, by the bar's button or by its keys. */
  undo(): Promise<void>;
  redo(): Promise<void>;
}

export function byMouse(page: Page): Hands {
  const press = (target: Locator): Promise<void> => target.click();
  return {
    press,
    write: (field, text) => field.fill(text),
    fillMonth: (field, month) => field.fill(month),
    pick: async (field, option) => {
      await boxOf(field).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    },
    give: (button, files) => give(page, () => press(button), files),
    undo: () => page.getByRole('button', { name: /^Undo: / }).click(),
    redo: () => page.getByRole('button', { name: /^Redo: / }).click(),
  };
}

/** Nothing but keys: what Tab or the arrows do not reach fails the story. */
export function byKeyboard(page: Page): Hands {
  const { keyboard } = page;
  const press = async (target: Locator): Promise<void> => {
    await reach(page, target);
    await keyboard.press('Enter');
  };
  return {
    press,
    write: async (field, text) => {
      await reach(page, field);
      await keyboard.press('ControlOrMeta+A');
      await keyboard.type(text);
    },
    // Month first, then year, as the field shows them.
    fillMonth: async (field, month) => {
      await reach(page, field);
      await keyboard.type(`${month.slice(5)}${month.slice(0, 4)}`);
    },
    pick: async (field, option) => {
      await reach(page, field);
      await keyboard.press('ArrowDown');
      const wanted = page.getByRole('option', { name: option, exact: true });
      await expect(wanted).toBeVisible();
      const options = await page.getByRole('option').count();
      for (let step = 0; step < options && !(await isActive(field, wanted)); step += 1)
        await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
    },
    give: (button, files) => give(page, () => press(button), files),
    undo: () => keyboard.press('ControlOrMeta+Z'),
    redo: () => keyboard.press('ControlOrMeta+Shift+Z'),
  };
}

/** Both ways, each with its name for the test. */
export const HANDS = [
  ['mouse', byMouse],
  ['keyboard', byKeyboard],
] as const;

/** What one clicks to open a closed list: a list of several choices has its field somewhere inside. */
const boxOf = (field: Locator): Locator =>
  field.locator('xpath=ancestor-or-self::*[contains(@class, "mantine-Input-input")][1]');

async function give(page: Page, open: () => Promise<void>, files: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await open();
  await (await chooser).setFiles([...files]);
}

/** A dialog gives its first field the focus by timers, which would take it from a field that is reached before they have run. */
export async function whenFocused(dialog: Locator): Promise<void> {
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await dialog.evaluate(() =>
    scheduler.postTask(() => new Promise((resolve) => setTimeout(resolve)), { priority: 'background' }),
  );
}

/** Goes to an element by the keys that lead there: the arrows in a menu and in a list of tabs, Tab or Shift+Tab elsewhere. */
async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  // Keys pass by what is disabled for the moment.
  await expect(target).toBeEnabled();
  const dialog = target.locator('xpath=ancestor::*[@aria-modal="true"]');
  if ((await dialog.count()) > 0) await whenFocused(dialog);
  const role = await target.getAttribute('role');
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    const { isHere, isInside, isAbove } = await target.evaluate(placeOf);
    if (isHere) return;
    if (role === 'menuitem') await page.keyboard.press('ArrowDown');
    // A list of tabs is one stop, and the arrows go on inside.
    else if (role === 'tab' && isInside) await page.keyboard.press('ArrowRight');
    else await page.keyboard.press(isAbove ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`The keyboard does not reach ${String(target)}.`);
}

/** Where an element stands, seen from what has the focus: whether in one group with it, and whether before it. */
function placeOf(element: Element) {
  const focused = document.activeElement;
  const order = focused?.compareDocumentPosition(element) ?? 0;
  return {
    isHere: element === focused,
    isInside: element.parentElement?.contains(focused) === true,
    isAbove: (order & Node.DOCUMENT_POSITION_PRECEDING) !== 0,
  };
}

/** Whether the arrows of a closed list stand on an option. */
async function isActive(field: Locator, option: Locator): Promise<boolean> {
  const active = await field.getAttribute('aria-activedescendant');
  return active !== null && active !== '' && active === (await option.getAttribute('id'));
}
