import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '#main/cli/commands.ts';
import { version } from '#main/version.ts';
import { headroom } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'fixtures', 'exports', 'focus-1.1-4rows.csv');

async function workspace(): Promise<string> {
  const file = join(temporaryFolder(), 'w.headroom');
  expect((await headroom(file, 'import', SAMPLE)).status).toBe(0);
  return file;
}

const message = (data: unknown): string => (data as { error: { message: string } }).error.message;

describe('the words of a command', () => {
  it('may not be more than it takes, which is said with its usage in one line', async () => {
    const file = await workspace();
    for (const words of [
      ['stats', 'extra'],
      ['budget', 'list', 'extra'],
      ['imports', 'show', 'imp-1', 'extra'],
      ['rates', 'set', '2026-01', 'EUR', 'USD', '1.1', 'extra'],
    ]) {
      const { status, data } = await headroom(file, ...words);
      expect(status).toBe(2);
      expect(message(data)).toMatch(/^"extra" is one word too many\. Usage: headroom .+$/);
    }
  });

  it('stand after its name in every usage, from which their number is read', () => {
    for (const { name, usage } of commands) expect(usage.startsWith(name.join(' '))).toBe(true);
  });
});

describe('the flags of a command', () => {
  it.each(commands.map((command) => [command.usage, Object.keys(command.options ?? {})]))(
    'all stand in its usage: %s',
    (usage, names) => {
      expect(names.filter((name) => !usage.includes(`--${name}`))).toEqual([]);
    },
  );

  it('ask what was known earlier wherever that is told', async () => {
    const file = await workspace();
    const tree = join(temporaryFolder(), 'org.json');
    writeFileSync(tree, JSON.stringify({ id: 'org', name: 'Acme', type: 'organization', amount: '100' }));
    expect((await headroom(file, 'budget', 'create', tree)).status).toBe(0);
    for (const words of [['track'], ['trends'], ['forecast', 'accuracy']]) {
      expect((await headroom(file, ...words, 'org')).status).toBe(0);
      const { data } = await headroom(file, ...words, 'org', '--known-at', '2000-01-01');
      expect(message(data)).toMatch(/^There is no budget "org"; "budget list --known-at 2000-01-01T/);
    }
    const report = [
      'report',
      'org',
      '--known-at',
      '2099-12-31',
      '--out',
      join(temporaryFolder(), 'then.csv'),
    ];
    expect((await headroom(file, ...report)).status).toBe(0);
    expect((await headroom(file, 'report', 'made', 'org')).data).toEqual([]);
    const { data } = await headroom(file, 'costs', '--known-at', '2000-01-01');
    expect(data).toMatchObject({ rows: [] });
    expect((await headroom(file, 'costs')).data).not.toMatchObject({ rows: [] });
  });
});

describe('a line without a command', () => {
  it('says which version this is, and opens no workspace for it', async () => {
    const file = join(temporaryFolder(), 'w.headroom');
    expect(await headroom(file, '--version')).toMatchObject({ status: 0, data: { version } });
    expect(existsSync(file)).toBe(false);
  });
});

describe('help', () => {
  it.each([[[]], [['--help']], [['budget', 'list', '--help']]])(
    'of %s is one JSON document too',
    async (words) => {
      const { status, data } = await headroom(join(temporaryFolder(), 'w.headroom'), ...words);
      expect({ status, data }).toMatchObject({
        status: 0,
        data: { help: expect.stringMatching(/^Headroom, /) as unknown },
      });
    },
  );
});

describe('the value of a flag', () => {
  it('may begin with a dash', async () => {
    const file = await workspace();
    expect((await headroom(file, 'budget', 'list', '--sort', '-amount')).status).toBe(0);
    expect((await headroom(file, 'budget', 'list', '--limit', '-h')).status).toBe(2);
  });

  it('that is missing, and a flag that there is not, are said in one line', async () => {
    const file = await workspace();
    for (const words of [['--sort'], ['--nope'], ['--sort', '--q', 'x']]) {
      const { status, data } = await headroom(file, 'budget', 'list', ...words);
      expect(status).toBe(2);
      expect(message(data)).toMatch(/^.+\. Usage: headroom budget list .+$/);
    }
  });
});

describe('a command that only reads', () => {
  it('never makes a workspace', async () => {
    for (const { name, access } of commands) {
      if (access !== 'read') continue;
      const folder = temporaryFolder();
      const { status } = await headroom(join(folder, 'none.headroom'), ...name);
      expect({ name, status, left: readdirSync(folder) }).toEqual({ name, status: 2, left: [] });
    }
  });
});

describe('a dry run', () => {
  it('of what writes a file writes none', async () => {
    const file = await workspace();
    const folder = temporaryFolder();
    const before = readFileSync(file);
    for (const words of [
      ['backup', join(folder, 'b.headroom')],
      ['imports', 'rejected', 'imp-1', '--out', join(folder, 'r.csv')],
    ]) {
      const { status } = await headroom(file, ...words, '--dry-run');
      expect({ words, status }).toEqual({ words, status: 0 });
    }
    expect(readdirSync(folder)).toEqual([]);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});

describe('settings and rates', () => {
  it('that there are not, or that cannot be meant, are refused', async () => {
    const file = await workspace();
    for (const words of [
      ['settings', 'set', 'nope=1'],
      ['settings', 'set', 'statusBounds={"warning":75,"critical":90,"exceeded":100}'],
      ['rates', 'set', '2026-01', 'EUR', 'EUR', '1'],
    ])
      expect({ words, status: (await headroom(file, ...words)).status }).toEqual({ words, status: 2 });
  });
});
