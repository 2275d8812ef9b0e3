import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkStore } from '#main/store/doctor.ts';
import { countingPortions } from '#main/store/spend.ts';
import { openStore } from '#main/store/store.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const HEADROOM = join(import.meta.dirname, '../../../src-main/entry/headroom.js');
const CHARGES = 120;

/** Runs a command until it ends or for so long; answers how long it ran. */
function runUntil(workspace: string, words: readonly string[], milliseconds = 60_000): Promise<number> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [HEADROOM, ...words, '--workspace', workspace, '--quiet'], {
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(performance.now() - started);
    });
  });
}

function yearFile(path: string, amount: number): string {
  return writeFocusFile(path, '2025-01-01', '2025-12-31', () =>
    Array.from({ length: CHARGES }, (_, index) => ({
      ...{ service: `s${index}`, region: 'r', team: 't', amount },
    })),
  );
}

/** What is there on the next start, which must be sound: the imports with their states, and what counts. */
function stateOf(workspace: string): string {
  const store = openStore(workspace, { create: true });
  if (store === undefined) throw new Error('no store');
  try {
    expect(checkStore(store.reader).problems).toEqual([]);
    const imports = store.reader.all<{ number: bigint; state: string }>('SELECT number, state FROM import');
    const sums = store.reader.get<{ facts: bigint; billed: bigint | null }>(
      'SELECT count(*) AS facts, sum(billed) AS billed FROM fact WHERE portion IN (SELECT value FROM json_each(?))',
      countingPortions(store.reader),
    );
    const stored = store.reader.get<{ facts: bigint }>('SELECT count(*) AS facts FROM fact');
    const states = imports.map(({ number, state }) => `${number} ${state}`).join(', ');
    return `${states}: ${stored?.facts ?? 0n} facts, ${sums?.facts ?? 0n} count, ${sums?.billed ?? 0n} micros`;
  } finally {
    store.close();
  }
}

it('leaves all of it or nothing, wherever the process is killed', { timeout: 240_000 }, async () => {
  const folder = temporaryFolder();
  const first = yearFile(join(folder, 'first.csv'), 1);
  const second = yearFile(join(folder, 'second.csv'), 2);
  const steps: readonly {
    readonly what: string;
    readonly words: readonly string[];
    readonly kills: number;
  }[] = [
    { what: 'import', words: ['import', first], kills: 5 },
    { what: 'preview', words: ['import', second, '--dry-run'], kills: 1 },
    { what: 'replace', words: ['import', second], kills: 3 },
    { what: 'undo', words: ['imports', 'undo', 'imp-2'], kills: 2 },
    { what: 'restore', words: ['imports', 'restore', 'imp-2'], kills: 2 },
  ];
  let before = join(folder, 'start.headroom');
  openStore(before, { create: true })?.close();
  for (const [index, { what, words, kills }] of steps.entries()) {
    const after = join(folder, `after-${index}.headroom`);
    copyFileSync(before, after);
    const whole = await runUntil(after, words);
    const allowed = [stateOf(before), stateOf(after)];
    expect(new Set(allowed).size, what).toBe(what === 'preview' ? 1 : 2);
    for (let kill = 0; kill < kills; kill += 1) {
      const killed = join(folder, `killed-${index}-${kill}.headroom`);
      copyFileSync(before, killed);
      const at = whole * (0.3 + (0.75 * (kill + Math.random())) / kills);
      await runUntil(killed, words, at);
      expect(allowed, `${what}, killed after ${Math.round(at)} of ${Math.round(whole)} ms`).toContain(
        stateOf(killed),
      );
    }
    before = after;
  }
});
