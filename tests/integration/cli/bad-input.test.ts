import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headroom } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/workspace.ts';

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

  it('a command that there is not is named', async () => {
    const { status, data } = await headroom(join(temporaryFolder(), 'x.headroom'), 'frobnicate');
    expect({ status, data }).toMatchObject({ status: 2, data: { error: { code: 'invalid_input' } } });
  });
});
