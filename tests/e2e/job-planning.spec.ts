import { expect, test } from './application.ts';
import { HANDS } from './hands.ts';
import { plantPlanning } from './planning.ts';
import { openPage } from './steps.ts';

test.slow();

for (const [way, handsOf] of HANDS)
  test(`a session builds scenarios, compares them and applies one, by ${way}`, async ({
    application: { page, folder },
  }) => {
    const hands = handsOf(page);
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
    const dialog = page.getByRole('dialog');
    const finding = page.getByRole('heading', { level: 1 });
    const save = async (name: string): Promise<void> => {
      await hands.press(button('Save'));
      await hands.write(dialog.getByRole('textbox', { name: 'Name' }), name);
      await hands.press(dialog.getByRole('button', { name: 'Save as new' }));
      await expect(dialog).toBeHidden();
      await expect(button(name)).toBeVisible();
    };
    await plantPlanning(page, folder);
    await openPage(page, 'What-if');
    await expect(finding).toContainText('As things stand');

    await hands.write(page.getByLabel('Growth', { exact: true }), '30');
    await expect(finding).toContainText('At 30 % growth');
    await save('Boom');
    await hands.undo();
    await expect(button('Boom')).toHaveCount(0);
    await hands.redo();
    await expect(button('Boom')).toBeVisible();

    await hands.press(button('Reset'));
    await expect(finding).toContainText('As things stand');
    await hands.write(page.getByLabel('Usage', { exact: true }), '-10');
    await expect(finding).toContainText('usage');
    await save('Frugal');
    const compared = page.getByRole('combobox', { name: 'Scenarios to compare' });
    await hands.pick(compared, 'Optimistic');
    await hands.pick(compared, 'Boom');
    for (const name of ['Realistic', 'Pessimistic', 'Boom'])
      await expect(page.getByRole('columnheader', { name })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: 'Optimistic' })).toHaveCount(0);

    const sentence = await finding.innerText();
    await page.reload();
    await expect(finding).toHaveText(sentence);
    await hands.press(button('Apply'));
    await hands.press(dialog.getByRole('button', { name: 'Apply', exact: true }));
    await expect(page.getByText(/Organisation is now/)).toBeVisible();
    await hands.undo();
    await expect(page.getByText(/Undone: Apply scenario Frugal/)).toBeVisible();
  });
