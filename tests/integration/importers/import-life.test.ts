import { describe, expect, it } from 'vitest';
import { toDay } from '#shared/domain/calendar.ts';
import { untilImportsEnded } from '#main/jobs/import/run-import.ts';
import { localFiles } from '#main/workflow/local-files.ts';
import { runWorkflow } from '#shared/workflow/run-workflow.ts';
import { temporaryFolder, testBackend } from '../../support/workspace.ts';
import { fileOf, importOne, row, spendOf } from './charges.ts';

describe('the life of an import', () => {
  it('refuses the same bytes again and changes nothing', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    const file = fileOf('a.csv', row(7, '10'));
    await importOne(client, file);
    await expect(importOne(client, file)).rejects.toMatchObject({ code: 'already_imported' });
    expect(spendOf(backend)).toEqual({ 7: 10 });
    expect((await client.imports.list({})).data).toHaveLength(1);
  });

  it('refuses a file that is named twice in one request', async () => {
    const backend = testBackend();
    const file = fileOf('a.csv', row(7, '10'));
    const importing = backend.client('cli').imports.create({ files: [file, file] });
    await expect(importing).rejects.toMatchObject({ code: 'unreadable' });
    await expect(importing).rejects.toThrow('a.csv and a.csv hold the same records');
    expect(spendOf(backend)).toEqual({});
  });

  it('counts a file once that two windows import at the same time', async () => {
    const backend = testBackend();
    const file = fileOf('a.csv', row(7, '10'));
    const outcomes = await Promise.allSettled(
      ['one', 'other'].map(() => importOne(backend.client('cli'), file, { mode: 'append' })),
    );
    await untilImportsEnded();
    const importIds = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.importId] : []));
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(importIds).toHaveLength(1);
    expect(refusals).toMatchObject([{ code: 'already_imported', data: { importId: importIds[0] } }]);
    expect(spendOf(backend)).toEqual({ 7: 10 });
  });

  it('does not restore beside the same file that was imported again', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    const file = fileOf('a.csv', row(7, '10'));
    await importOne(client, file, { mode: 'append' });
    await client.imports.undo({ importId: 'imp-1' });
    const { importId } = await importOne(client, file, { mode: 'append' });
    const restoring = client.imports.restore({ importId: 'imp-1' });
    await expect(restoring).rejects.toMatchObject({ code: 'rule_broken' });
    await expect(restoring).rejects.toThrow(`${importId} holds the same files as imp-1`);
    expect(spendOf(backend)).toEqual({ 7: 10 });
    await client.imports.undo({ importId });
    await client.imports.restore({ importId: 'imp-1' });
    expect(spendOf(backend)).toEqual({ 7: 10 });
  });

  it('imports what is new of several exports, and says which were there already', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    const known = fileOf('may.csv', row(5, '1'));
    await importOne(client, known);
    const files = [known, fileOf('june.csv', row(6, '2'))];
    const tried = client.imports.create({ files, dryRun: true });
    await expect(tried).rejects.toThrow(/^may\.csv has already been imported as imp-1\.$/);
    await expect(client.imports.create({ files })).rejects.toMatchObject({
      code: 'already_imported',
      message: 'may.csv has already been imported as imp-1. Imported all the same: imp-2 (june.csv).',
      data: { importId: 'imp-1', imported: ['imp-2'] },
    });
    expect(spendOf(backend)).toEqual({ 5: 1, 6: 2 });
  });

  it('is run again by a workflow with a file more, which alone is imported', async () => {
    const backend = testBackend();
    const folder = temporaryFolder();
    const options = {
      ...{ client: backend.client('cli'), files: localFiles(folder, null) },
      ...{ asOf: toDay('2026-06-30'), seconds: () => 0 },
    };
    const [may, june] = [fileOf('may.csv', row(5, '1')).path, fileOf('june.csv', row(6, '2')).path];
    const run = (...files: string[]) => runWorkflow({ imports: [{ files }] }, options);
    expect(await run(may)).toMatchObject({ ok: true });
    expect(await run(may, june)).toMatchObject({
      ok: true,
      sections: { imports: { result: [{ importId: 'imp-2', rows: 1 }, { alreadyImported: true }] } },
    });
    expect(spendOf(backend)).toEqual({ 5: 1, 6: 2 });
  });

  it('lets a newer file replace its month, keeps the others, and says what changed', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    await importOne(client, fileOf('both.csv', row(7, '10'), row(8, '20'), row(8, '1', 'S3')));
    const newer = await importOne(client, fileOf('august.csv', row(8, '15'), row(8, '1', 'S3')));
    expect(newer.replaced).toEqual(['imp-1']);
    expect(spendOf(backend)).toEqual({ 7: 10, 8: 16 });
    const { rows } = (await client.workspace.costs({ asOf: toDay('2026-08-31') })).data;
    expect(rows.map(({ file, row: place }) => `${file} ${place}`).sort()).toEqual([
      'august.csv 1',
      'august.csv 2',
      'both.csv 1',
    ]);
    const stored = backend.store.reader.get<{ body: string }>('SELECT body FROM import WHERE number = 2');
    expect(JSON.parse(stored!.body)).toMatchObject({
      restated: [{ month: '2026-08', service: 'EC2', currency: 'USD', change: { $micros: '-5000000' } }],
    });
  });

  it('brings back what was replaced when the newer import is undone, and takes it out again when restored', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    await importOne(client, fileOf('both.csv', row(7, '10'), row(8, '20')));
    const { importId } = await importOne(client, fileOf('august.csv', row(8, '15')));
    await client.imports.undo({ importId });
    expect(spendOf(backend)).toEqual({ 7: 10, 8: 20 });
    await client.imports.restore({ importId });
    expect(spendOf(backend)).toEqual({ 7: 10, 8: 15 });
    await client.imports.restore({ importId: 'imp-1' });
    expect(spendOf(backend)).toEqual({ 7: 10, 8: 20 });
    await client.history.undo({});
    expect(spendOf(backend)).toEqual({ 7: 10, 8: 15 });
  });

  it('stays in the list when its step is undone, and comes back from there when redo cannot bring it', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    await importOne(client, fileOf('a.csv', row(7, '10')));
    const { importId } = await importOne(client, fileOf('b.csv', row(8, '20')));
    await client.history.undo({});
    const states = (await client.imports.list({})).data.map((one) => `${one.importId} ${one.state}`);
    expect(states).toEqual(['imp-2 undone', 'imp-1 published']);
    await importOne(client, fileOf('c.csv', row(9, '5')));
    await expect(client.history.redo({})).rejects.toMatchObject({ code: 'nothing_to_undo' });
    await client.imports.restore({ importId });
    expect(spendOf(backend)).toEqual({ 7: 10, 8: 20, 9: 5 });
  });

  it('adds a file of another account, and with --append one of the same', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    await importOne(client, fileOf('a.csv', row(8, '20')));
    await importOne(client, fileOf('b.csv', row(8, '5', 'EC2', '2')));
    await importOne(client, fileOf('c.csv', row(8, '1')), { mode: 'append' });
    expect(spendOf(backend)).toEqual({ 8: 26 });
  });

  it('names the currencies of imports that count, and no longer that of one taken back', async () => {
    const client = testBackend().client('cli');
    const currencies = async () => (await client.workspace.info({})).data.currencies;
    await importOne(client, fileOf('a.csv', row(8, '20')));
    const { importId } = await importOne(client, fileOf('b.csv', row(7, '5').replace('USD', 'EUR')));
    expect(await currencies()).toEqual(['EUR', 'USD']);
    await client.imports.undo({ importId });
    expect(await currencies()).toEqual(['USD']);
  });

  it('stops when cancelled and leaves the data as they were', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    const file = fileOf(
      'large.csv',
      ...Array.from({ length: 60_000 }, (_, index) => row(8, '1', `service ${index}`)),
    );
    const running = client.imports.create({ files: [file], progressId: 'p' });
    const timer = setInterval(() => void client.imports.cancel({ progressId: 'p' }), 50);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    clearInterval(timer);
    await untilImportsEnded();
    for (const table of ['import', 'portion', 'fact', 'series_month'])
      expect(backend.store.reader.all(`SELECT * FROM ${table} LIMIT 1`)).toEqual([]);
  });
});
