import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkBackup } from '#main/store/backup.ts';
import { openBeside } from '#main/store/store.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder, testBackend } from '../../support/workspace.ts';

/** The locks that processes hold on a file, as the kernel of Linux lists them; their numbers in the list change. */
function locksOn(file: string): string[] {
  const inode = `:${statSync(file).ino} `;
  const lines = readFileSync('/proc/locks', 'utf8').split('\n');
  return lines.filter((line) => line.includes(inode)).map((line) => line.replace(/^\d+: /, ''));
}

test.runIf(process.platform === 'linux')(
  'a workspace stays locked against whoever takes it for closed, whatever its host and the threads of that do with it',
  async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'w.headroom');
    const backend = testBackend({ file });
    const client = backend.client('cli');
    await client.settings.set({ currency: 'EUR' });
    const before = locksOn(file);
    expect(before.length).toBeGreaterThan(0);
    const path = writeFocusFile(join(folder, 'costs.csv'), '2026-06-01', '2026-06-30', () => [
      { service: 'EC2', region: 'eu', team: 'a', amount: 1 },
    ]);
    await client.imports.create({ files: [{ path }] });
    expect(locksOn(file)).toEqual(before);
    checkBackup(file);
    expect(locksOn(file)).toEqual(before);
  },
);

test('a workspace that was moved away is told as gone, and no empty one is made in its place', () => {
  const file = join(temporaryFolder(), 'w.headroom');
  testBackend({ file });
  renameSync(file, `${file}.moved`);
  expect(() => openBeside(file, { readOnly: true })).toThrow(/was moved or removed while it was open/);
  expect(existsSync(file)).toBe(false);
});
