import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { latestVersion } from '#main/store/migrations.ts';
import { openStore } from '#main/store/store.ts';
import { checkStore } from '#main/store/doctor.ts';
import { APPLICATION_ID, connect } from '#main/store/sqlite.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

function makeWorkspace(): string {
  const file = join(temporaryFolder(), 'made.headroom');
  openStore(file, { create: true })?.close();
  return file;
}

/** Opening must refuse with a sentence, and leave the file as it is. */
function refused(file: string): string {
  const before = existsSync(file) && readdirSync(join(file, '..')).length > 0 ? safeHash(file) : '';
  let message = '';
  try {
    openStore(file, { create: true })?.close();
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
  }
  expect(safeHash(file)).toBe(before);
  return message.replace(file, 'FILE');
}

function safeHash(file: string): string {
  try {
    return hash(file);
  } catch {
    return '';
  }
}

describe('opening a workspace', () => {
  it('makes a missing one for writing and none for reading', () => {
    const file = join(temporaryFolder(), 'new.headroom');
    expect(openStore(file, { create: false })).toBeUndefined();
    expect(existsSync(file)).toBe(false);
    openStore(file, { create: true })?.close();
    const raw = new Database(file, { readonly: true });
    expect(raw.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(raw.pragma('user_version', { simple: true })).toBe(latestVersion);
    raw.close();
  });

  it('keeps every open connection at synchronous FULL, also the second time', () => {
    const file = makeWorkspace();
    const connection = connect(file);
    expect(Number(connection.pragma('synchronous', { simple: true }))).toBe(2);
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal');
    connection.close();
  });

  it('refuses a newer format, names both, and changes nothing', () => {
    const file = makeWorkspace();
    const raw = new Database(file);
    raw.pragma('journal_mode = DELETE');
    raw.pragma(`user_version = ${latestVersion + 1}`);
    raw.close();
    expect(refused(file)).toBe(
      `The workspace FILE has format ${latestVersion + 1}, this Headroom reads up to ${latestVersion}; open it with a newer Headroom. Nothing was changed.`,
    );
  });

  it('refuses an empty file, so that the log beside it is not deleted', () => {
    const file = join(temporaryFolder(), 'empty.headroom');
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, 'precious');
    expect(refused(file)).toContain('is empty (0 bytes)');
    expect(readFileSync(`${file}-wal`, 'utf8')).toBe('precious');
  });

  it('refuses a missing file whose log is still there', () => {
    const file = join(temporaryFolder(), 'gone.headroom');
    writeFileSync(`${file}-wal`, 'precious');
    expect(() => openStore(file, { create: true })).toThrow('put both back from a backup');
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['text', Buffer.from('day,amount\n2026-01-01,5\n')],
    [
      'a PDF',
      Buffer.from(
        '%PDF-1.7 something that is longer than a header of a database file by far, so that size is no reason',
      ),
    ],
    ['zeros', Buffer.alloc(8192)],
  ])('refuses %s', (_what, bytes) => {
    const file = join(temporaryFolder(), 'other.headroom');
    writeFileSync(file, bytes);
    expect(refused(file)).toBe('The workspace FILE is not a Headroom workspace.');
  });

  it('refuses a folder', () => {
    const folder = join(temporaryFolder(), 'folder.headroom');
    mkdirSync(folder);
    expect(() => openStore(folder, { create: true })).toThrow('is a folder');
  });

  it('refuses another program’s database', () => {
    const file = join(temporaryFolder(), 'foreign.db');
    const raw = new Database(file);
    raw.exec('CREATE TABLE budget (id TEXT)');
    raw.close();
    expect(refused(file)).toBe('The workspace FILE is an SQLite file, but not a Headroom workspace.');
  });

  it('copies a workspace in use, and the copy is sound', () => {
    const file = makeWorkspace();
    const store = openStore(file, { create: false });
    const copy = `${file}.copy`;
    store?.copyTo(copy);
    const copied = openStore(copy, { create: false });
    expect(copied && checkStore(copied.reader)).toMatchObject({ ok: true, problems: [] });
    copied?.close();
    store?.close();
  });
});

describe('the schema', () => {
  it('is the one that is written down', async () => {
    const raw = new Database(makeWorkspace(), { readonly: true });
    const objects = raw
      .prepare(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name",
      )
      .pluck()
      .all();
    raw.close();
    await expect(`${objects.join(';\n')};\n`).toMatchFileSnapshot('./schema.sql');
  });
});
