import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ENTRY = join(import.meta.dirname, '..', '..', '..', 'src-main', 'entry', 'headroom.js');

async function help(output: 'closed' | number): Promise<{ status: unknown; said: string }> {
  const child = spawn(process.execPath, [ENTRY, '--help'], {
    stdio: ['ignore', output === 'closed' ? 'pipe' : output, 'pipe'],
  });
  if (output === 'closed') child.stdout?.destroy();
  let said = '';
  child.stderr?.on('data', (text) => (said += String(text)));
  const [status] = (await once(child, 'close')) as [unknown];
  return { status, said };
}

describe('an answer that cannot be written', () => {
  it('ends without a word where its reader has had enough', async () => {
    expect(await help('closed')).toEqual({ status: 0, said: '' });
  });

  it('is said in one sentence where the disk is full', async () => {
    const full = openSync('/dev/full', 'w');
    const { status, said } = await help(full);
    closeSync(full);
    expect({ status, said }).toEqual({
      status: 2,
      said: 'headroom: The answer could not be written: the disk is full.\n',
    });
  });
});
