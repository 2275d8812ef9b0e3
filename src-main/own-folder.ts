import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './running-process.ts';

/** What such folders hold: each can be a whole workspace or a whole export. */
type Kind = 'uploads' | 'downloads' | 'dry-run' | 'backup' | 'stdin';

/**
 * A folder of this process in the system's temporary one. It bears the id of the process, so that the next one can tell what
 * killed processes left there and delete it: nobody else would.
 */
export function makeOwnFolder(kind: Kind): string {
  removeLeftBehind(kind);
  return mkdtempSync(join(tmpdir(), `headroom-${kind}-${process.pid}-`));
}

function removeLeftBehind(kind: Kind): void {
  const folder = new RegExp(`^headroom-${kind}-(\\d+)-`);
  for (const name of readdirSync(tmpdir())) {
    const owner = folder.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Somebody else's: it is theirs to delete.
    }
  }
}
