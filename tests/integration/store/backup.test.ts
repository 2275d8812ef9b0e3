import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkBackup, backUp, putBackup } from '#main/store/backup.ts';
import { checkStore } from '#main/store/doctor.ts';
import { readPeople, putPerson } from '#main/store/people.ts';
import { openStore, type Store } from '#main/store/store.ts';
import { latestVersion } from '#main/store/migrations.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const AT = '2026-06-30T12:00:00.000Z';

function opened(file: string): Store {
  const store = openStore(file, { create: true });
  if (store === undefined) throw new Error('no store');
  return store;
}

function add(store: Store, name: string): void {
  store.write({ operation: 'people.add', label: name, actor: 'tester', door: 'cli', at: AT }, (writer) =>
    putPerson(writer, { name, level: 'manager' }),
  );
}

/** A workspace with one person in it, and a backup of it; afterwards the workspace has two. */
function workspaceAndBackup(): { workspace: string; backup: string } {
  const folder = temporaryFolder();
  const [workspace, backup] = [join(folder, 'w.headroom'), join(folder, 'b.headroom')];
  const store = opened(workspace);
  add(store, 'Ada');
  expect(backUp(store, backup)).toMatchObject({ ok: true, problems: [] });
  add(store, 'Bob');
  store.close();
  return { workspace, backup };
}

function namesIn(file: string): string[] {
  const store = opened(file);
  try {
    expect(checkStore(store.reader)).toMatchObject({ ok: true, problems: [] });
    return readPeople(store.reader).map(({ name }) => name);
  } finally {
    store.close();
  }
}

describe('a backup', () => {
  it('holds what was there when it was made, and leaves no part of itself beside it', () => {
    const { workspace, backup } = workspaceAndBackup();
    expect(namesIn(backup)).toEqual(['Ada']);
    expect(namesIn(workspace)).toEqual(['Ada', 'Bob']);
    expect(readdirSync(join(workspace, '..')).sort()).toEqual(['b.headroom', 'w.headroom']);
  });

  it('is checked without a byte of it being changed', () => {
    const { backup } = workspaceAndBackup();
    const before = readFileSync(backup);
    checkBackup(backup);
    expect(readFileSync(backup).equals(before)).toBe(true);
  });
});

describe('restoring', () => {
  it('brings back what was there, keeps what it replaced, and lets others read beside a writer again', () => {
    const { workspace, backup } = workspaceAndBackup();
    const kept = putBackup(backup, workspace, 'then');
    expect(namesIn(workspace)).toEqual(['Ada']);
    expect(namesIn(join(kept ?? '', 'w.headroom'))).toEqual(['Ada', 'Bob']);
    expect(new Database(workspace).pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('is refused while another program has the workspace open, and changes nothing', () => {
    const { workspace, backup } = workspaceAndBackup();
    const other = opened(workspace);
    add(other, 'Cy');
    expect(() => putBackup(backup, workspace, 'then')).toThrow(/is open in another Headroom/);
    add(other, 'Di');
    other.close();
    expect(namesIn(workspace)).toEqual(['Ada', 'Bob', 'Cy', 'Di']);
    expect(readdirSync(join(workspace, '..')).sort()).toEqual(['b.headroom', 'w.headroom']);
  });

  it('takes the files beside an unreadable workspace away with it, so that no old log meets the restored file', () => {
    const { workspace, backup } = workspaceAndBackup();
    writeFileSync(workspace, '');
    writeFileSync(`${workspace}-wal`, 'an old log');
    const kept = putBackup(backup, workspace, 'then');
    expect(namesIn(workspace)).toEqual(['Ada']);
    expect(readFileSync(join(kept ?? '', 'w.headroom-wal'), 'utf8')).toBe('an old log');
  });

  it('takes the log of a backup that is a workspace in use', () => {
    const { workspace, backup } = workspaceAndBackup();
    const inUse = opened(backup);
    add(inUse, 'Eve');
    expect(existsSync(`${backup}-wal`)).toBe(true);
    putBackup(backup, workspace, 'then');
    inUse.close();
    expect(namesIn(workspace)).toEqual(['Ada', 'Eve']);
  });

  const NOT_RESTORED: Readonly<Record<string, (backup: string) => void>> = {
    'a text': (backup) => writeFileSync(backup, 'hello'),
    'an empty file': (backup) => writeFileSync(backup, ''),
    'half a file': (backup) => writeFileSync(backup, readFileSync(backup).subarray(0, 30_000)),
    'a newer format': (backup) => {
      const raw = new Database(backup);
      raw.pragma(`user_version = ${latestVersion + 1}`);
      raw.close();
    },
    'a database of another program': (backup) => {
      const raw = new Database(backup);
      raw.pragma('application_id = 7');
      raw.close();
    },
  };
  it.each(Object.entries(NOT_RESTORED))('refuses %s and leaves the workspace as it is', (_what, spoil) => {
    const { workspace, backup } = workspaceAndBackup();
    spoil(backup);
    expect(() => putBackup(backup, workspace, 'then')).toThrow();
    expect(() => checkBackup(backup)).toThrow();
    expect(namesIn(workspace)).toEqual(['Ada', 'Bob']);
    expect(readdirSync(join(workspace, '..')).sort()).toEqual(['b.headroom', 'w.headroom']);
  });

  it('killed at any moment leaves the old or the restored workspace', async () => {
    const { workspace, backup } = workspaceAndBackup();
    const source = JSON.stringify(join(import.meta.dirname, '..', '..', '..', 'src-main/store/backup.ts'));
    const program = `import { putBackup } from ${source};
      for (let n = 0; ; n++) putBackup(${JSON.stringify(backup)}, ${JSON.stringify(workspace)}, 'n' + n);`;
    mkdirSync(join(workspace, '..'), { recursive: true });
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
        cwd: join(import.meta.dirname, '..', '..', '..'),
        stdio: 'ignore',
      });
      await new Promise((resolve) => setTimeout(resolve, 700 + round * 97));
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(['Ada', 'Ada,Bob']).toContain(namesIn(workspace).join());
    }
  }, 60_000);
});
