import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkspaces } from '#main/host/open-workspaces.ts';
import { readRecent } from '#main/host/recent-workspaces.ts';
import { startHttpServer } from '#main/transport/http/server.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const BUDGET = { name: 'Org', type: 'organization', amount: '10', currency: 'USD' } as const;

function opened(folder = temporaryFolder()) {
  const list = join(folder, 'state', 'recent.json');
  const backend = openWorkspaces(join(folder, 'first.headroom'), list);
  onTestFinished(() => backend.close());
  return { folder, list, backend };
}

describe('going from one workspace to another', () => {
  test('swaps what every door serves, and comes back to what was there', async () => {
    const { folder, list, backend } = opened();
    const server = await startHttpServer({ backend, port: 0, page: new Map() });
    onTestFinished(() => server.close());
    const call = async (method: string, path: string, body?: object): Promise<unknown> => {
      const answer = await fetch(`${server.url}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return ((await answer.json()) as { data: unknown }).data;
    };
    await call('POST', '/budgets', BUDGET);
    expect(await call('GET', '/workspace')).toMatchObject({ name: 'first', budgets: 1 });

    expect(await call('POST', '/workspaces', { name: 'Second one' })).toMatchObject({
      name: 'Second one',
      isOpen: true,
    });
    expect(await call('GET', '/workspace')).toMatchObject({ name: 'Second one', budgets: 0 });
    expect(await call('GET', '/workspaces')).toMatchObject([
      { name: 'Second one', isOpen: true },
      { name: 'first', isOpen: false },
    ]);

    await call('POST', '/workspaces/open', { file: join(folder, 'first.headroom') });
    expect(await call('GET', '/workspace')).toMatchObject({ name: 'first', budgets: 1 });
    expect(readRecent(list).map(({ file }) => file)).toEqual(
      ['first', 'Second one'].map((name) => join(folder, `${name}.headroom`)),
    );
  });

  test('goes nowhere and makes nothing in a dry run', async () => {
    const { folder, backend } = opened();
    const client = backend.client('browser');
    const { data: backup } = await client.workspace.backup({});
    const before = readdirSync(folder).sort();
    const made = await client.workspaces.create({ name: 'next', dryRun: true });
    expect(made).toMatchObject({ data: { name: 'next', isOpen: true }, meta: { dryRun: true } });
    await client.workspaces.open({ file: backup.file, dryRun: true });
    await client.workspaces.restore({ file: backup.file, dryRun: true });
    expect((await client.workspace.info({})).data.name).toBe('first');
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  test('opens for a web page only what was opened before or lies beside, and only workspaces', async () => {
    const { folder, backend } = opened();
    const client = backend.client('browser');
    const elsewhere = join(temporaryFolder(), 'other.headroom');
    const refused = (file: string, code: string): Promise<void> =>
      expect(client.workspaces.open({ file })).rejects.toMatchObject({ code });
    await refused(elsewhere, 'forbidden');
    await refused('/etc/passwd', 'invalid_input');
    writeFileSync(join(folder, 'torn.headroom'), 'no database at all, though it is named like one');
    await refused(join(folder, 'torn.headroom'), 'workspace_unreadable');
    await expect(client.workspaces.create({ name: '../out' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(client.workspaces.create({ name: 'first' })).rejects.toMatchObject({
      code: 'already_exists',
    });
    expect((await client.workspace.info({})).data.name).toBe('first');
    expect(existsSync(elsewhere)).toBe(false);
  });

  test('holds while an import runs, and stops it only by the word of the user', async () => {
    const { folder, backend } = opened();
    const client = backend.client('window');
    const path = writeFocusFile(join(folder, 'many.csv'), '2020-01-01', '2025-12-31', () =>
      Array.from({ length: 40 }, (_, index) => ({
        ...{ service: `S${index}`, region: 'eu', team: 'core', amount: index },
      })),
    );
    const importing = client.imports.create({ files: [{ path }], progressId: 'one' });
    const outcome = importing.then(
      () => 'done',
      (error: unknown) => (error as { code: string }).code,
    );
    await expect(client.workspaces.create({ name: 'next' })).rejects.toMatchObject({ code: 'in_use' });
    await client.workspaces.create({ name: 'next', stopImports: true });
    expect(await outcome).toBe('cancelled');
    await backend.client('window').workspaces.open({ file: join(folder, 'first.headroom') });
    expect((await backend.client('window').workspace.info({})).data).toMatchObject({
      name: 'first',
      facts: 0,
    });
  });

  test('a backup lies beside, and put back it brings the earlier state and keeps the later one', async () => {
    const { backend } = opened();
    const client = backend.client('browser');
    await client.budgets.create(BUDGET);
    const { data: backup } = await client.workspace.backup({});
    expect(backup).toMatchObject({ ok: true, problems: [] });
    await client.budgets.create({ ...BUDGET, name: 'Later' });
    const { data } = await client.workspaces.restore({ file: backup.file });
    expect(existsSync(join(data.replaced ?? '', 'first.headroom'))).toBe(true);
    const names = (await backend.client('browser').budgets.list({})).data.map(({ name }) => name);
    expect(names).toEqual(['Org']);
    await expect(client.workspace.backup({ file: '/tmp/anywhere.headroom' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
