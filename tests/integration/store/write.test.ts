import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { listAudit, verifyAudit } from '#main/store/audit.ts';
import { readPeople, putPerson, removePerson } from '#main/store/people.ts';
import { openStore, type Store, type WriteOptions } from '#main/store/store.ts';
import { listSteps, nextStep, stepBack } from '#main/store/undo.ts';
import { openTestStore, temporaryFolder } from '../../support/workspace.ts';

const by: WriteOptions = {
  operation: 'people.add',
  label: 'Add somebody',
  actor: 'tester',
  door: 'cli',
  at: '2026-06-30T12:00:00.000Z',
};
const add = (store: Store, name: string, options: Partial<WriteOptions> = {}) =>
  store.write({ ...by, label: `Add ${name}`, ...options }, (writer) =>
    putPerson(writer, { name, level: 'manager' }),
  );
const names = (store: Store) => readPeople(store.reader).map(({ name }) => name);
const back = (store: Store, direction: 'undo' | 'redo') =>
  store.write({ ...by, operation: `history.${direction}`, label: direction, undoable: false }, (writer) =>
    stepBack(writer, direction),
  );

it('says of damage that is met while reading what a user can do', () => {
  const store = openTestStore();
  expect(() => store.atOnce((reader) => reader.get("SELECT json('{')"))).toThrow(/is damaged .* restore it/);
});

describe('a write', () => {
  it('leaves the change, one undo step and one audit entry', () => {
    const store = openTestStore();
    const { changes } = add(store, 'Ada');
    expect(changes).toEqual([
      { subject: 'person', id: 'Ada', before: null, after: { name: 'Ada', level: 'manager' } },
    ]);
    expect(names(store)).toEqual(['Ada']);
    expect(listSteps(store.reader, 10, 0).steps.map(({ label, state }) => ({ label, state }))).toEqual([
      { label: 'Add Ada', state: 'done' },
    ]);
    expect(
      listAudit(store.reader, { limit: 10, offset: 0 }).entries.map(({ operation, actor }) => ({
        operation,
        actor,
      })),
    ).toEqual([{ operation: 'people.add', actor: 'tester' }]);
  });

  it('that fails halfway leaves nothing', () => {
    const store = openTestStore();
    const fail = () =>
      store.write(by, (writer) => {
        putPerson(writer, { name: 'Ada', level: 'manager' });
        throw new Error('halfway');
      });
    expect(fail).toThrow('halfway');
    expect(names(store)).toEqual([]);
    expect(listAudit(store.reader, { limit: 10, offset: 0 }).total).toBe(0);
  });

  it('that changes nothing leaves no step and no entry', () => {
    const store = openTestStore();
    add(store, 'Ada');
    expect(add(store, 'Ada').changes).toEqual([]);
    expect(listSteps(store.reader, 10, 0)).toMatchObject({ steps: [{}], total: 1 });
  });

  it('tells its listeners once it is committed, and not when it is dry', () => {
    const store = openTestStore();
    const heard: string[] = [];
    store.onCommit(({ operation }) => heard.push(operation));
    add(store, 'Ada', { dryRun: true });
    add(store, 'Ada');
    expect(heard).toEqual(['people.add']);
  });
});

describe('a dry run', () => {
  it('answers what would change and leaves every byte of the file as it was', () => {
    const file = join(temporaryFolder(), 'dry.headroom');
    const first = openStore(file, { create: true });
    first?.close();
    const before = createHash('sha256').update(readFileSync(file)).digest('hex');
    const store = openStore(file, { create: false });
    expect(
      store?.write({ ...by, dryRun: true }, (writer) => putPerson(writer, { name: 'Ada', level: 'director' }))
        .changes,
    ).toEqual([{ subject: 'person', id: 'Ada', before: null, after: { name: 'Ada', level: 'director' } }]);
    store?.close();
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(before);
  });
});

describe('undo and redo', () => {
  it('take steps back in order and bring them again, and a new action drops what was undone', () => {
    const store = openTestStore();
    add(store, 'Ada');
    add(store, 'Bob');
    store.write({ ...by, operation: 'people.remove', label: 'Remove Ada' }, (writer) =>
      removePerson(writer, 'Ada'),
    );
    expect(names(store)).toEqual(['Bob']);
    back(store, 'undo');
    expect(names(store)).toEqual(['Ada', 'Bob']);
    back(store, 'undo');
    expect(names(store)).toEqual(['Ada']);
    expect(nextStep(store.reader, 'redo')?.label).toBe('Add Bob');
    back(store, 'redo');
    expect(names(store)).toEqual(['Ada', 'Bob']);
    back(store, 'undo');
    add(store, 'Cid');
    expect(() => back(store, 'redo')).toThrow('There is nothing to redo.');
  });

  it('write new audit entries and never rewrite old ones', () => {
    const store = openTestStore();
    add(store, 'Ada');
    back(store, 'undo');
    const { entries } = listAudit(store.reader, { limit: 10, offset: 0 });
    expect(entries.map(({ operation }) => operation)).toEqual(['history.undo', 'people.add']);
    expect(verifyAudit(store.reader).ok).toBe(true);
  });

  it('refuse when there is nothing left', () => {
    expect(() => back(openTestStore(), 'undo')).toThrow('There is nothing to undo.');
  });
});

describe('the audit chain', () => {
  /** What somebody with a plain database tool would do: the triggers are dropped first. */
  function tamper(sql: string): { ok: boolean; firstBroken: number | null } {
    const file = join(temporaryFolder(), 'audit.headroom');
    const store = openStore(file, { create: true });
    for (const name of ['Ada', 'Bob', 'Cid', 'Dee']) if (store !== undefined) add(store, name);
    store?.close();
    const raw = new Database(file);
    raw.exec(`DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; ${sql}`);
    raw.close();
    const again = openTestStore(file);
    const { ok, firstBroken } = verifyAudit(again.reader);
    return { ok, firstBroken };
  }

  it('is whole when nobody touched it', () => {
    expect(tamper('')).toEqual({ ok: true, firstBroken: null });
  });

  it.each([
    ['an altered entry', "UPDATE audit SET actor = 'mallory' WHERE seq = 2", 2],
    ['a removed entry', 'DELETE FROM audit WHERE seq = 2', 2],
    ['a removed last entry', 'DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)', 4],
    [
      'two swapped entries',
      'UPDATE audit SET seq = 99 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 99',
      2,
    ],
    [
      'an inserted entry',
      'INSERT INTO audit SELECT 5, at, actor, door, operation, label, reason, changes, previous, hash FROM audit WHERE seq = 1',
      5,
    ],
  ])('names %s', (_what, sql, firstBroken) => {
    expect(tamper(sql)).toEqual({ ok: false, firstBroken });
  });

  it('cannot be changed through the application’s own connection', () => {
    const store = openTestStore();
    add(store, 'Ada');
    expect(() => store.write(by, (writer) => writer.run("UPDATE audit SET actor = 'x'"))).toThrow(
      'append-only',
    );
    expect(() => store.write(by, (writer) => writer.run('DELETE FROM audit'))).toThrow('append-only');
  });
});
