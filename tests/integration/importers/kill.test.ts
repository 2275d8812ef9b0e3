import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { checkStore } from '#main/store/doctor.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const HEADROOM = join(import.meta.dirname, '../../../src-main/cli/headroom.ts');
const DAYS = 365;
const CHARGES = 120;

function importUntil(file: string, workspace: string, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [HEADROOM, 'import', file, '--workspace', workspace, '--quiet'], {
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

it(
  'leaves the whole import or nothing of it, wherever the process is killed',
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    const file = writeFocusFile(join(folder, 'a.csv'), '2025-01-01', '2025-12-31', () =>
      Array.from({ length: CHARGES }, (_, index) => ({
        service: `s${index}`,
        region: 'r',
        team: 't',
        amount: 1,
      })),
    );
    for (const milliseconds of [350, 600, 850, 1100, 1400, 1900]) {
      const workspace = join(folder, `killed-${milliseconds}.headroom`);
      await importUntil(file, workspace, milliseconds);
      const store = openStore(workspace, { create: true })!;
      try {
        const facts = Number(store.reader.get<{ n: bigint }>('SELECT count(*) AS n FROM fact')?.n);
        const imports = store.reader
          .all<{ state: string }>('SELECT state FROM import')
          .map(({ state }) => state);
        expect([
          [[], 0],
          [['published'], DAYS * CHARGES],
        ]).toContainEqual([imports, facts]);
        expect(checkStore(store.reader).problems).toEqual([]);
      } finally {
        store.close();
      }
    }
  },
);
