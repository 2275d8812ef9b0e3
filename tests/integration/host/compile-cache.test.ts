import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/workspace.ts';

const HEADROOM = join(import.meta.dirname, '../../../src-main/entry/headroom.js');

/** Runs `headroom --version` with a folder of its own for temporary files; answers what it left there of compiled code. */
function compiledBy(environment: Readonly<Record<string, string>>): { status: number | null; kept: boolean } {
  const folder = temporaryFolder();
  const { NODE_COMPILE_CACHE: _own, ...rest } = process.env;
  const { status } = spawnSync(process.execPath, [HEADROOM, '--version'], {
    env: { ...rest, TMPDIR: folder, TEMP: folder, TMP: folder, ...environment },
  });
  const kept = join(folder, 'node-compile-cache');
  return { status, kept: existsSync(kept) && readdirSync(kept).length > 0 };
}

describe('compiled code', () => {
  it('is kept for the next start, unless that is switched off', () => {
    expect(compiledBy({})).toEqual({ status: 0, kept: true });
    expect(compiledBy({ NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual({ status: 0, kept: false });
  });
});
