import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, testBackend } from '../../support/workspace.ts';
import { fileOf, importOne, row, spendOf } from './charges.ts';

describe('an import by what it is told', () => {
  it('adds files of the general reader unless told to replace', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    const table = (name: string, cost: string): { path: string } => {
      const path = join(temporaryFolder(), name);
      writeFileSync(path, `date,cost\n2026-08-01,${cost}\n`);
      return { path };
    };
    await importOne(client, table('a.csv', '20'));
    await importOne(client, table('b.csv', '5'));
    expect(spendOf(backend)).toEqual({ 8: 25 });
    const replacing = await importOne(client, table('c.csv', '7'), { mode: 'replace' });
    expect(replacing.replaced).toEqual(['imp-1', 'imp-2']);
    expect(spendOf(backend)).toEqual({ 8: 7 });
  });

  it('tells of costs of the same table and days that count beside it', async () => {
    const client = testBackend().client('cli');
    const table = (name: string, ...days: number[]): { path: string } => {
      const path = join(temporaryFolder(), name);
      writeFileSync(path, `date,cost\n${days.map((day) => `2026-08-0${day},1`).join('\n')}\n`);
      return { path };
    };
    const told = 'imp-1 holds costs of the same source and days, and both count; --replace';
    expect((await importOne(client, table('a.csv', 1, 2))).warnings).toEqual([]);
    const ahead = await importOne(client, table('b.csv', 2, 3), { dryRun: true });
    expect(ahead.warnings.join()).toContain(told);
    expect((await importOne(client, table('c.csv', 4, 5))).warnings).toEqual([]);
    expect((await importOne(client, table('d.csv', 2, 3))).warnings.join()).toContain(told);
    expect((await importOne(client, table('e.csv', 1), { mode: 'append' })).warnings).toEqual([]);
  });

  it('tells of an earlier import of a bill that gives way and has other days', async () => {
    const client = testBackend().client('cli');
    const late = row(8, '2').replaceAll('-05T', '-25T').replaceAll('-06T', '-26T');
    await importOne(client, fileOf('part-1.csv', row(8, '1')));
    const { replaced, warnings } = await importOne(client, fileOf('part-2.csv', late));
    expect(replaced).toEqual(['imp-1']);
    expect(warnings.join()).toContain('imp-1 gives way to this import, which has none of its days');
    expect((await importOne(client, fileOf('again.csv', late, row(8, '1')))).warnings).toEqual([]);
  });

  it('reads parts of one export as one import and two months as two', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    const parts = await client.imports.create({
      files: [fileOf('cost-00001.csv', row(8, '1')), fileOf('cost-00002.csv', row(8, '2'))],
    });
    expect(parts.data.map(({ rows, files }) => [rows, files.length])).toEqual([[2, 2]]);
    const months = await client.imports.create({
      files: [fileOf('focus-2026-05.csv', row(5, '1')), fileOf('focus-2026-06.csv', row(6, '2'))],
    });
    expect(months.data.map(({ rows }) => rows)).toEqual([1, 1]);
    expect(spendOf(backend)).toEqual({ 5: 1, 6: 2, 8: 3 });
  });

  it('reads a bill at several times as such, in the order of the days in their names', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    const first = [row(8, '1', 'EC2'), row(8, '2', 'S3')];
    const { data } = await client.imports.create({
      files: [
        fileOf('cost-2026-08-28.csv', ...first, row(8, '4', 'RDS')),
        fileOf('cost-2026-08-03.csv', ...first),
        fileOf('cost-2026-08-10.csv', row(8, '1.5', 'EC2')),
      ],
    });
    expect(data.map(({ files }) => files.map(({ name }) => name))).toEqual([
      ['cost-2026-08-03.csv'],
      ['cost-2026-08-10.csv'],
      ['cost-2026-08-28.csv'],
    ]);
    expect(spendOf(backend)).toEqual({ 8: 7 });
  });

  it('answers a dry run without storing anything', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    await importOne(client, fileOf('a.csv', row(8, '20')));
    const { data, meta } = await client.imports.create({
      files: [fileOf('b.csv', row(8, '15'))],
      dryRun: true,
    });
    expect(data[0]).toMatchObject({ rows: 1, controlTotals: { USD: '15.000000' }, replaced: ['imp-1'] });
    expect(meta).toMatchObject({ dryRun: true });
    expect(spendOf(backend)).toEqual({ 8: 20 });
  });

  it('keeps rejected rows to be saved, and with --strict counts nothing of the file', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    const bad = row(8, '=1+1');
    const { importId, rejections } = await importOne(client, fileOf('a.csv', row(8, '20'), bad), {
      strict: true,
    });
    expect(rejections).toMatchObject([{ row: 2, column: 'BilledCost' }]);
    expect(spendOf(backend)).toEqual({});
    const { data } = await client.imports.rejected({ importId });
    expect(data.csv.split('\r\n')[1]).toContain(`a.csv,2,BilledCost`);
    expect(data.csv).toContain(`"'=1+1"`);
  });

  it('maps a tag key to a dimension for the workspace', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    await importOne(client, fileOf('a.csv', row(8, '20')), { tags: { team: 'squadron' } });
    const { data } = await client.settings.get({});
    expect(data.tagMapping['team']?.[0]).toBe('squadron');
  });

  it('reads the next file with a header as the last one was read', async () => {
    const client = testBackend().client('cli');
    const table = (name: string, day: string): { path: string } => {
      const path = join(temporaryFolder(), name);
      writeFileSync(path, `when,day of cost,cost\nx,${day},5\n`);
      return { path };
    };
    await expect(importOne(client, table('a.csv', '03/04/2026'))).rejects.toMatchObject({
      code: 'choice_needed',
    });
    await importOne(client, table('a.csv', '03/04/2026'), {
      dateOrder: 'dmy',
      map: { date: 'day of cost' },
      currency: 'EUR',
    });
    const next = await importOne(client, table('b.csv', '05/04/2026'));
    expect(next).toMatchObject({ firstDay: '2026-04-05', controlTotals: { EUR: '5.000000' } });
    expect(next.warnings.join()).toContain('as the last file with this header');
    await expect(importOne(client, table('c.csv', '03/04/2026'))).rejects.toMatchObject({
      code: 'already_imported',
    });
  });

  it('previews what a file holds and what importing it would do', async () => {
    const client = testBackend().client('cli');
    await importOne(client, fileOf('a.csv', row(8, '20')));
    const { data } = await client.imports.preview({ files: [fileOf('b.csv', row(8, '15'))] });
    expect(data).toMatchObject({
      profile: 'focus',
      counts: { rows: 1, accepted: 1, rejected: 0, skipped: 0 },
      controlTotals: { USD: '15.000000' },
      alreadyImported: null,
      remembered: true,
      replaces: [
        {
          importId: 'imp-1',
          files: ['a.csv'],
          differences: [
            { month: '2026-08', service: 'EC2', change: { amount: '-5.000000', currency: 'USD' } },
          ],
        },
      ],
    });
    expect(data.examples[0]).toMatchObject({
      raw: { BilledCost: '15' },
      parsed: { ChargePeriodStart: '2026-08-05' },
    });
  });
});
