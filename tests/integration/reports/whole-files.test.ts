import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../support/workspace.ts';

const NOBODY = 65_534;
const MEGABYTE = 1_000_000;

/** Runs a module's text in a process of its own and answers what it said; `killAfter` ends it without a chance to clean up. */
function runModule(
  script: string,
  { prefix = '', killAfter }: { readonly prefix?: string; readonly killAfter?: number } = {},
): Promise<string> {
  return new Promise((resolve) => {
    const command = `${prefix}exec "$0" --input-type=module -e "$1"`;
    const child = spawn('/bin/sh', ['-c', command, process.execPath, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (killAfter !== undefined && said.split('\n').length > killAfter) child.kill('SIGKILL');
    });
    child.on('close', () => resolve(said.trim()));
  });
}

const writing = (path: string, before = ''): string => `
  import { writeFileAtomically } from '#main/reports/atomic-file.ts';
  ${before}
  await writeFileAtomically(${JSON.stringify(path)}, Buffer.alloc(${4 * MEGABYTE}, 'x')).then(
    () => console.log('written'),
    (error) => console.log(error.code, error.message),
  );`;

// The limits and persons of other systems are told in other words.
describe.runIf(process.platform !== 'win32')('a file that cannot be written', () => {
  it('is refused in words where the folder is read-only, and leaves nothing', async () => {
    const folder = join(temporaryFolder(), 'closed');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const path = join(folder, 'report.pdf');
    // To the superuser no folder is read-only.
    const asNobody = process.getuid?.() === 0 ? `process.setgid(${NOBODY}); process.setuid(${NOBODY});` : '';
    expect(await runModule(writing(path, asNobody))).toBe(
      `unreadable ${path} cannot be written: the folder is read-only.`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused in words where there is no room, and leaves nothing', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'report.pdf');
    expect(await runModule(writing(path), { prefix: 'ulimit -f 1000; ' })).toBe(
      `disk_full The disk is full; ${path} was not written.`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe.runIf(process.platform !== 'win32')('a process that is killed while it writes', () => {
  it('leaves the file as it was or as it should be, never in between', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'report.pdf');
    const script = `
      import { writeFileAtomically } from '#main/reports/atomic-file.ts';
      for (let round = 0; ; round += 1) {
        console.log(round);
        const letter = String.fromCharCode(97 + (round % 26));
        await writeFileAtomically(${JSON.stringify(path)}, Buffer.alloc(${8 * MEGABYTE}, letter), { overwrite: true });
      }`;
    const seen = new Set<string>();
    for (let killAfter = 1; killAfter <= 6; killAfter += 1) {
      await runModule(script, { killAfter });
      if (!existsSync(path)) continue;
      expect(statSync(path).size).toBe(8 * MEGABYTE);
      const content = readFileSync(path);
      expect(content.every((byte) => byte === content[0])).toBe(true);
      seen.add(String.fromCharCode(content[0] ?? 0));
    }
    expect(seen.size).toBeGreaterThan(1);
  });
});
