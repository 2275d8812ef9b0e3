import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HEADROOM = join(import.meta.dirname, '../../../src-main/entry/headroom.js');

/** The browser host in a process of its own, as users start it. */
export interface Served {
  readonly page: string;
  /** Milliseconds from the start of the process to when it listened. */
  readonly listensAfter: number;
  /** Milliseconds of each operation so far, as the host's own log tells. */
  readonly operations: () => ReadonlyMap<string, readonly number[]>;
  readonly stop: () => Promise<void>;
}

export async function serve(workspace: string): Promise<Served> {
  const state = mkdtempSync(join(tmpdir(), 'headroom-ui-bench-log-'));
  const log = join(state, 'headroom', 'headroom.log');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [HEADROOM, 'serve', '--workspace', workspace], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XDG_STATE_HOME: state },
  });
  const { page } = JSON.parse(await firstLine(child)) as { readonly page: string };
  return {
    page,
    listensAfter: performance.now() - startedAt,
    operations: () => (existsSync(log) ? byOperation(readFileSync(log, 'utf8')) : new Map()),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(state, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The host has no output.');
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'));
  }
  throw new Error('The host ended before it listened.');
}

function byOperation(log: string): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const line of log.split('\n').filter((one) => one !== '')) {
    const { operation, ms } = JSON.parse(line) as { operation?: string; ms?: number };
    if (operation === undefined || ms === undefined) continue;
    found.set(operation, [...(found.get(operation) ?? []), ms]);
  }
  return found;
}
