import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './application.ts';
import { HANDS } from './hands.ts';
import { plantPlanning } from './planning.ts';
import { openPage } from './steps.ts';
import { readPdf } from '../unit/reports/read-pdf.ts';

test.slow();

for (const [way, handsOf] of HANDS)
  test(`a report is made, looked at, written and made again for the next month, by ${way}`, async ({
    application: { page, folder },
  }) => {
    const hands = handsOf(page);
    const finding = page.getByRole('heading', { level: 1 });
    const firstSheet = page.getByRole('listitem', { name: /^Page 1 of / });
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
    await plantPlanning(page, folder);
    await openPage(page, 'Reports');
    await expect(firstSheet).toContainText('Organisation');

    await hands.pick(page.getByRole('combobox', { name: 'Months', exact: true }), 'Other months');
    await hands.fillMonth(page.getByLabel('From', { exact: true }), '2026-04');
    await hands.fillMonth(page.getByLabel('To', { exact: true }), '2026-05');
    await expect(finding).toContainText('Apr 2026 to May 2026');
    await hands.write(page.getByRole('textbox', { name: 'Save these choices as' }), 'For the board');
    await hands.press(button('Save'));
    const saved = button('Open: For the board');
    await expect(saved).toBeVisible();
    await hands.undo();
    await expect(saved).toHaveCount(0);
    await hands.redo();
    await expect(saved).toBeVisible();

    await page.reload();
    await expect(finding).toContainText('Apr 2026 to May 2026');
    await hands.press(button('Run for the next month: For the board'));
    await expect(finding).toContainText('May 2026 to Jun 2026');
    await expect(firstSheet).toContainText('2026');
    const coming = page.waitForEvent('download');
    await hands.press(button('Download the PDF'));
    const file = join(folder, 'report.pdf');
    await (await coming).saveAs(file);
    const words = readPdf(readFileSync(file)).pieces.map(({ text }) => text);
    expect(words.join(' ')).toContain('May 2026');
    await expect(page.getByRole('table', { name: 'Reports that were handed on' })).toBeVisible();
  });
