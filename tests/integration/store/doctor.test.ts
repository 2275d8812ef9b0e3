import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HeadroomError } from '#shared/contract/errors.ts';
import { createBackend } from '#main/backend.ts';
import { checkStore } from '#main/store/doctor.ts';
import { openStore } from '#main/store/store.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder, testClock } from '../../support/workspace.ts';

let sound: Buffer;
const folder = mkdtempSync(join(tmpdir(), 'headroom-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A workspace with imports, one of them undone, budgets and steps back and forth. */
beforeAll(async () => {
  const file = join(folder, 'sound.headroom');
  const store = openStore(file, { create: true });
  if (store === undefined) throw new Error('no store');
  const backend = createBackend({ store, clock: testClock(), version: 'test', actor: 'tester' });
  const client = backend.client('cli');
  for (const [name, from, to] of [
    ['one.csv', '2026-01-01', '2026-03-31'],
    ['two.csv', '2026-04-01', '2026-05-31'],
  ] as const) {
    const rows = (): { service: string; region: string; team: string; amount: number }[] => [
      { service: 'S', region: 'eu', team: 'core', amount: 7 },
      { service: 'T', region: 'us', team: '', amount: 3 },
    ];
    await client.imports.create({ files: [{ path: writeFocusFile(join(folder, name), from, to, rows) }] });
  }
  await client.budgets.create({ id: 'org', name: 'Org', type: 'organization', amount: 9000, scope: [] });
  await client.budgets.update({ budgetId: 'org', notes: 'changed' });
  await client.history.undo({});
  await client.history.redo({});
  await client.people.add({ name: 'Ada', level: 'manager' });
  await client.imports.undo({ importId: 'imp-2' });
  store.close();
  // No page is left free, where damage would be none.
  const raw = new Database(file);
  raw.exec('VACUUM');
  raw.close();
  sound = readFileSync(file);
});

function checked(file: string) {
  const store = openStore(file, { create: false });
  if (store === undefined) throw new Error('no store');
  try {
    return checkStore(store.reader);
  } finally {
    store.close();
  }
}

/** What the check says after a change that went around the application. */
function problemsAfter(sql: string): readonly string[] {
  const file = join(temporaryFolder(), 'w.headroom');
  writeFileSync(file, sound);
  const raw = new Database(file);
  raw.exec(sql);
  raw.close();
  return checked(file).problems;
}

describe('the check of a workspace', () => {
  it('finds nothing in one that only the application wrote', () => {
    const file = join(temporaryFolder(), 'w.headroom');
    writeFileSync(file, sound);
    expect(checked(file)).toMatchObject({ ok: true, problems: [], imports: 2 });
  });

  it.each([
    ['UPDATE fact SET billed = billed + 1 WHERE day = (SELECT min(day) FROM fact)', /control total/],
    ['UPDATE fact SET effective = effective + 1 WHERE day = (SELECT min(day) FROM fact)', /effective total/],
    ['DELETE FROM fact WHERE billed = 0 OR day = (SELECT max(day) FROM fact)', /facts, not its/],
    [
      'UPDATE series_month SET billed = billed - 1 WHERE month = (SELECT min(month) FROM series_month)',
      /their months no longer agree/,
    ],
    [
      'UPDATE series_month SET quantity = quantity + 1 WHERE month = (SELECT max(month) FROM series_month)',
      /their months no longer agree/,
    ],
    // The last byte of the last total.
    [
      `UPDATE budget_spend SET months = unhex(substr(hex(months), 1, 2 * length(months) - 2) || '01')`,
      /the months of budget org no longer add up/,
    ],
    ['UPDATE budget_spend SET months = substr(months, 2)', /the months of a budget are cut off/],
    [`UPDATE budget SET body = replace(body, '9000000000', '9000000001')`, /^budget org is not what/],
    [`UPDATE person SET level = 'executive'`, /^person Ada is not what/],
    [`DELETE FROM person`, /^person Ada is not what/],
    [`INSERT INTO person (name, level) VALUES ('Eve', 'executive')`, /^person Eve is not what/],
    [`UPDATE import SET body = replace(body, '"rejected":0', '"rejected":1')`, /^import 1 is not what/],
    [
      `DELETE FROM setting; INSERT INTO setting VALUES ('currency', '"EUR"')`,
      /^setting currency is not what/,
    ],
  ])('tells of %s', (sql, problem) => {
    expect(problemsAfter(sql)).toEqual(expect.arrayContaining([expect.stringMatching(problem) as string]));
  });

  it('tells of a budget that is no JSON any more, although an index reads it', () => {
    const file = join(temporaryFolder(), 'w.headroom');
    const damaged = Buffer.from(sound);
    for (let at = damaged.indexOf('{"amount"'); at >= 0; at = damaged.indexOf('{"amount"', at + 1))
      damaged.write('[', at);
    writeFileSync(file, damaged);
    expect(checked(file).problems).toContain('the file is damaged: malformed JSON');
  });

  it('answers of every damaged page, and refuses what cannot be opened without changing it', () => {
    const folder = temporaryFolder();
    const original = join(folder, 'sound.headroom');
    writeFileSync(original, sound);
    const outcomes = new Set<string>();
    for (let page = 0; page * 4096 < sound.length; page++) {
      const file = join(folder, `page-${page}.headroom`);
      copyFileSync(original, file);
      const damaged = Buffer.from(sound);
      damaged.fill(0x5a, page * 4096 + (page === 0 ? 100 : 0), (page + 1) * 4096);
      writeFileSync(file, damaged);
      try {
        outcomes.add(checked(file).ok ? 'sound' : 'told');
      } catch (error) {
        if (!(error instanceof HeadroomError)) throw error;
        outcomes.add(error.code);
        expect(readFileSync(file).equals(damaged)).toBe(true);
      }
    }
    expect([...outcomes].sort()).toEqual(['told', 'workspace_unreadable']);
  });
});
