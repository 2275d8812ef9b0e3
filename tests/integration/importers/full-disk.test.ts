import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkStore } from '#main/store/doctor.ts';
import { countingPortions } from '#main/store/spend.ts';
import { openStore } from '#main/store/store.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const HEADROOM = join(import.meta.dirname, '../../../src-main/entry/headroom.js');

/** Runs a command; with a limit no file can grow past that many KiB, which is what a full disk looks like to a writer. */
function run(workspace: string, words: readonly string[], limit?: number) {
  const command = [process.execPath, HEADROOM, ...words, '--workspace', workspace, '--json', '--quiet'];
  const limited = ['bash', '-c', `ulimit -f ${limit ?? 'unlimited'}; exec "$@"`, 'bash', ...command];
  const { status, stdout } = spawnSync(limited[0] ?? '', limited.slice(1), { encoding: 'utf8' });
  return { status, data: JSON.parse(stdout) as { error?: { code: string; message: string } } };
}

function yearFile(path: string, amount: number): string {
  return writeFocusFile(path, '2025-01-01', '2025-12-31', () =>
    Array.from({ length: 60 }, (_, index) => ({
      ...{ service: `s${index}`, region: 'r', team: 't', amount },
    })),
  );
}

function countedBy(workspace: string): { facts: bigint; billed: bigint } | undefined {
  const store = openStore(workspace, { create: false });
  try {
    expect(store && checkStore(store.reader).problems).toEqual([]);
    return store?.reader.get(
      'SELECT count(*) AS facts, sum(billed) AS billed FROM fact WHERE portion IN (SELECT value FROM json_each(?))',
      countingPortions(store.reader),
    );
  } finally {
    store?.close();
  }
}

it.runIf(process.platform !== 'win32')(
  'a full disk is told in one sentence, and the data are as before',
  { timeout: 120_000 },
  () => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'kept.headroom');
    expect(run(workspace, ['import', yearFile(join(folder, 'a.csv'), 1)]).status).toBe(0);
    const before = countedBy(workspace);
    const second = yearFile(join(folder, 'b.csv'), 2);
    for (const limit of [64, 512, 1024]) {
      const full = join(folder, `full-${limit}.headroom`);
      copyFileSync(workspace, full);
      const { status, data } = run(full, ['import', second], limit);
      expect({ limit, status, code: data.error?.code }).toEqual({ limit, status: 2, code: 'disk_full' });
      expect(data.error?.message).toMatch(/is full; nothing was changed\. Free some space and try again\.$/);
      expect(countedBy(full)).toEqual(before);
    }
    const fresh = join(folder, 'new.headroom');
    expect(run(fresh, ['import', second], 64).data.error?.code).toBe('disk_full');
    expect(existsSync(fresh)).toBe(false);
  },
);
