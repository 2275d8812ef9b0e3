import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headroom } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const ENTRY = join(import.meta.dirname, '..', '..', '..', 'src-main', 'entry', 'headroom.js');
const SAMPLE = join(import.meta.dirname, '..', '..', 'fixtures', 'exports', 'focus-1.1-4rows.csv');

/** Puts what is tried into a folder of its own. */
const INPUTS: Readonly<Record<string, (path: string) => void>> = {
  'a missing file': () => undefined,
  'a folder': (path) => mkdirSync(path),
  'an empty file': (path) => writeFileSync(path, ''),
  'a PDF named .csv': (path) =>
    writeFileSync(path, '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n'),
  'a FOCUS file without BilledCost': (path) =>
    writeFileSync(path, readFileSync(SAMPLE, 'utf8').replace('BilledCost', 'SomethingElse')),
};

describe('input that is no export', () => {
  it.each(Object.entries(INPUTS))(
    '%s is refused in one sentence with exit 2, and no workspace is left',
    async (_what, make) => {
      const folder = temporaryFolder();
      const input = join(folder, 'input.csv');
      make(input);
      const before = readdirSync(folder);
      const { status, data } = await headroom(join(folder, 'new.headroom'), 'import', input);
      expect(status).toBe(2);
      expect((data as { error: { message: string } }).error.message).toMatch(/^input\.csv .*\.$/);
      expect(readdirSync(folder)).toEqual(before);
    },
  );

  it('leaves imports and audit log of a workspace that was there before as they are', async () => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'kept.headroom');
    await headroom(workspace, 'import', SAMPLE);
    const look = async () => [
      await headroom(workspace, 'imports', 'list'),
      await headroom(workspace, 'audit', 'list'),
    ];
    const before = await look();
    expect((await headroom(workspace, 'import', join(folder, 'missing.csv'))).status).toBe(2);
    expect(await look()).toEqual(before);
  });

  it('refuses the same file again and leaves every byte of the workspace as it was', async () => {
    const workspace = join(temporaryFolder(), 'kept.headroom');
    await headroom(workspace, 'import', SAMPLE);
    const before = readFileSync(workspace);
    const { status, data } = await headroom(workspace, 'import', SAMPLE);
    expect({ status, data }).toMatchObject({ status: 3, data: { error: { code: 'already_imported' } } });
    expect(readFileSync(workspace).equals(before)).toBe(true);
  });

  it.each([
    ['undo'],
    ['redo'],
    ['imports', 'undo', 'imp-1'],
    ['imports', 'restore', 'imp-1'],
    ['budget', 'delete', 'org'],
    ['alerts', 'ack', 'al-1', '--by', 'Ada'],
  ])('%s needs a workspace, and makes none', async (...words) => {
    const folder = temporaryFolder();
    const { status, data } = await headroom(join(folder, 'missing.headroom'), ...words);
    expect({ status, data }).toMatchObject({ status: 2, data: { error: { code: 'not_found' } } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a workspace that is none is refused with exit 2 and stays as it is', async () => {
    const workspace = join(temporaryFolder(), 'text.headroom');
    writeFileSync(workspace, 'not a database');
    const { status, data } = await headroom(workspace, 'import', SAMPLE);
    expect({ status, data }).toMatchObject({ status: 2, data: { error: { code: 'workspace_unreadable' } } });
    expect(readFileSync(workspace, 'utf8')).toBe('not a database');
  });

  it.each([
    ['budget', 'create', 'null'],
    ['budget', 'create', '[null]'],
    ['budget', 'create', '{"name":"x","type":"team","months":0}'],
    ['budget', 'create', '{"name":"x","type":"team","children":[{"type":"zz"}]}'],
    ['budget', 'update', '[]'],
    ['budget', 'update', '{"months":0}'],
    ['scenario', 'save', '5'],
    ['scenario', 'save', '{"levers":{}}'],
  ])('%s %s names the file that holds %s', async (subject, verb, text) => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'own.headroom');
    const org = join(folder, 'org.json');
    writeFileSync(org, '{"id":"org","name":"Org","type":"organization"}');
    await headroom(workspace, 'budget', 'create', org);
    const file = join(folder, 'input.json');
    writeFileSync(file, text);
    const words = verb === 'update' ? ['org', file] : [file];
    const { status, data } = await headroom(workspace, subject, verb, ...words);
    expect(status).toBe(2);
    const { message } = (data as { error: { message: string } }).error;
    expect(message.startsWith(`${file}`), message).toBe(true);
  });

  it('what only a person can decide is said with the option that decides it', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'days.csv');
    writeFileSync(file, 'date,service,cost\n01/02/2026,A,1.50\n03/02/2026,A,2.50\n');
    const words = ['import', file, '--workspace', join(folder, 'own.headroom')];
    const { status, stderr } = spawnSync(process.execPath, [ENTRY, ...words], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'headroom: The days of days.csv can be day/month or month/day; give --date-order dmy|mdy.\n',
    });
  });

  it('an audit log is not listed since what is no time', async () => {
    const workspace = join(temporaryFolder(), 'own.headroom');
    await headroom(workspace, 'import', SAMPLE);
    const since = async (time: string) => await headroom(workspace, 'audit', 'list', '--since', time);
    expect(await since('soon')).toMatchObject({ status: 2, data: { error: { code: 'invalid_input' } } });
    expect((await since('1999-01-01')).data).toHaveLength(1);
    expect((await since('2098-01-01')).data).toEqual([]);
  });

  it('a command that there is not is named', async () => {
    const { status, data } = await headroom(join(temporaryFolder(), 'x.headroom'), 'frobnicate');
    expect({ status, data }).toMatchObject({ status: 2, data: { error: { code: 'invalid_input' } } });
  });
});
