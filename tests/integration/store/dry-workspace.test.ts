import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBackend } from '#main/cli/workspace-file.ts';
import { connect } from '#main/store/sqlite.ts';
import { temporaryFolder, testBackend } from '../../support/workspace.ts';

describe('a workspace that is a dry run as a whole', () => {
  it('says so in the answer of every write, with what changed in its copy, and leaves the file as it is', async () => {
    const file = join(temporaryFolder(), 'w.headroom');
    await testBackend({ file }).client('cli').people.add({ name: 'Ada', level: 'manager' });
    const before = readFileSync(file);
    const dry = openBackend(file, { access: 'write', onCopy: true });
    const client = dry.client('rest');
    expect(await client.people.add({ name: 'Bob', level: 'director' })).toMatchObject({
      data: { name: 'Bob' },
      meta: { dryRun: true, changes: [{ subject: 'person', id: 'Bob', before: null }] },
    });
    expect((await client.people.list({})).meta).not.toHaveProperty('dryRun');
    expect((await client.people.list({})).data.map(({ name }) => name)).toEqual(['Ada', 'Bob']);
    dry.close();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('deletes its copy, and those that killed processes left, but none of a running one', () => {
    const file = join(temporaryFolder(), 'w.headroom');
    testBackend({ file });
    const ended = spawnSync(process.execPath, ['--version']).pid;
    const left = mkdtempSync(join(tmpdir(), `headroom-dry-run-${ended}-`));
    writeFileSync(join(left, 'workspace.headroom'), 'costs');
    const other = openBackend(file, { access: 'read', onCopy: true });
    expect(existsSync(left)).toBe(false);
    const copies = (): string[] =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`headroom-dry-run-${process.pid}-`));
    const before = copies();
    expect(before.length).toBeGreaterThan(0);
    openBackend(file, { access: 'read', onCopy: true }).close();
    expect(copies()).toEqual(before);
    other.close();
    expect(copies()).toHaveLength(before.length - 1);
  });

  it('deletes the copy of a workspace that cannot be opened', () => {
    const file = join(temporaryFolder(), 'w.headroom');
    testBackend({ file }).close();
    const newer = connect(file);
    newer.exec('PRAGMA user_version = 9999');
    newer.close();
    expect(() => openBackend(file, { access: 'read', onCopy: true })).toThrow(/newer/);
    expect(
      readdirSync(tmpdir()).filter((name) => name.startsWith(`headroom-dry-run-${process.pid}-`)),
    ).toEqual([]);
  });
});
