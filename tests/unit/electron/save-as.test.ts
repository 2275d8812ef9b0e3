import { expect, test, vi } from 'vitest';
import type { BrowserWindow } from 'electron';
import { saveAs } from '#main/electron/save-as.ts';
import * as electron from './electron-double.ts';

vi.mock('electron', () => import('./electron-double.ts'));

const window = new electron.BrowserWindow({}) as unknown as BrowserWindow;

test('a backup is made right where the user says, and nowhere where they choose nothing', async () => {
  electron.dialogs.save = '/home/ada/Acme copy.headroom';
  const made: string[] = [];
  const make = (file: string): number => made.push(file);
  expect(await saveAs(window)('acme.backup.headroom', make)).toEqual({ made: 1 });
  expect(made).toEqual(['/home/ada/Acme copy.headroom']);
  expect(electron.dialogs.asked).toEqual(['/nowhere/acme.backup.headroom']);
  electron.dialogs.save = '';
  expect(await saveAs(window)('acme.backup.headroom', make)).toBeNull();
  expect(made).toHaveLength(1);
});
