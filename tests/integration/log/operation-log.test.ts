import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOperationLog } from '#main/log/operation-log.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const entry = {
  at: '2026-06-30T12:00:00.000Z',
  operation: 'budgets.create',
  door: 'cli',
  ms: 3,
  result: 'ok',
  dryRun: false,
} as const;
const lines = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);

describe('the log', () => {
  it('keeps one line per operation', () => {
    const log = openOperationLog(temporaryFolder());
    log.write(entry);
    log.write({ ...entry, result: 'rule_broken' });
    expect(lines(log.file)).toEqual([entry, { ...entry, result: 'rule_broken' }]);
  });

  it('keeps where a failure happened and not what it said, which may quote a cell', () => {
    const log = openOperationLog(temporaryFolder());
    log.incident('1a2b', new Error('secret cell\nsecond line\n    at secret place'), entry.at);
    const text = readFileSync(log.file, 'utf8');
    expect(text).toContain('operation-log.test.ts');
    expect(text).not.toMatch(/secret|second/);
  });

  it('is put aside when it has grown large', () => {
    const folder = temporaryFolder();
    const log = openOperationLog(folder);
    writeFileSync(log.file, 'x'.repeat(5 * 1024 * 1024));
    log.write(entry);
    expect(lines(log.file)).toEqual([entry]);
    expect(readFileSync(join(folder, 'headroom.log.1'), 'utf8')).toHaveLength(5 * 1024 * 1024);
  });

  it('that cannot be written stops nobody', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openOperationLog(join(file, 'below')).write(entry)).not.toThrow();
  });
});
