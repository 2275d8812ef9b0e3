import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of this process for files of a kind. Those of processes that were killed are removed on the way: nobody else would. */
export async function makeOwnFolder(kind: 'uploads' | 'downloads'): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const owner = new RegExp(`^headroom-${kind}-(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner)))
      await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
  return mkdtemp(join(tmpdir(), `headroom-${kind}-${process.pid}-`));
}

/** Signal 0 asks without a signal; a process of another user is alive too. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
