import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outputs } from '#shared/contract/contract.ts';
import { toDay, toMonth, type Day } from '#shared/domain/calendar.ts';
import { numberStyle } from '#shared/charts/numbers.ts';
import { parseAmount, toUnits, type Micros } from '#shared/domain/money.ts';
import { writeFileAtomically } from '#main/reports/atomic-file.ts';
import { readPdf } from '../../unit/reports/read-pdf.ts';
import { restOf } from '../../support/rest.ts';
import { temporaryFolder } from '../../support/workspace.ts';
import { plant, type Planted } from '../variance/planted.ts';
import { readXlsx } from './read-xlsx.ts';

type Row = Outputs['variance']['analyze']['data']['total'];

const options = {
  budgetId: 'acme',
  from: toMonth('2026-04'),
  to: toMonth('2026-06'),
  by: 'team,service',
  detail: 'full' as const,
};
const amountOf = ({ amount }: { amount: string }): Micros => parseAmount(amount) as Micros;
const plain = (text: string): string => text.replace(/[\s\u00a0]/gu, '');

function csvTables(text: string): Map<string, string[][]> {
  const tables = new Map<string, string[][]>();
  for (const block of text.replace('\ufeff', '').split('\r\n\r\n').slice(1)) {
    const [title = '', , ...rows] = block.split('\r\n').filter((line) => line !== '');
    tables.set(
      title.split(',"')[1]?.replace(/"$/u, '') ?? title.slice(title.indexOf(',') + 1),
      rows.map((row) => row.split(',')),
    );
  }
  return tables;
}

describe('a report', () => {
  let planted: Planted;
  beforeAll(async () => {
    planted = await plant();
  });
  afterAll(() => planted.remove());

  it('says the same as PDF, workbook, CSV and REST, cell by cell', async () => {
    const { backend, client } = planted;
    const rest = await restOf(backend);
    const render = async (format: 'pdf' | 'xlsx' | 'csv') =>
      Buffer.from((await client.reports.render({ ...options, format })).data.content, 'base64');
    const [pdf, xlsx, csv] = [await render('pdf'), await render('xlsx'), await render('csv')];
    const answer = (await rest('GET', '/budgets/acme/variance?from=2026-04&to=2026-06&by=team,service')).body
      .data as {
      total: Row;
      rows: Row[];
      groups: Row[];
    };
    const style = numberStyle('en-US', 'USD');
    const printed = readPdf(pdf)
      .pieces.filter(({ kind }) => kind === 'TD' || kind === 'TH')
      .map(({ text }) => plain(text));
    const sheet = [...(await readXlsx(xlsx))].find(([name]) => name.endsWith('Variance'))?.[1] ?? [];
    const lines = csvTables(csv.toString('utf8')).get('By team and service, against budget') ?? [];
    const name = (row: Row): string =>
      Object.keys(row.key).length === 0 ? 'Total' : (Object.values(row.key).at(-1) ?? '');
    for (const row of [answer.total, ...answer.groups, ...answer.rows]) {
      const amounts = [row.plan, row.actual, row.variance].map(amountOf);
      const inCsv = lines.find((cells) => cells[0] === name(row) && cells[3] === row.variance.amount);
      expect(inCsv?.slice(1, 4), `CSV of ${name(row)}`).toEqual([
        row.plan.amount,
        row.actual.amount,
        row.variance.amount,
      ]);
      const inSheet = sheet.find((cells) => cells[0] === name(row) && cells[3] === toUnits(amounts[2]!));
      expect(inSheet?.slice(1, 4), `workbook row of ${name(row)}`).toEqual(amounts.map(toUnits));
      const label = plain(name(row)) + (row.material ? '(m)' : '');
      const words = { adverse: 'adv.', favourable: 'fav.', none: '' }[row.direction];
      const cells = [
        label,
        style.amount(amounts[0]!),
        style.amount(amounts[1]!),
        plain(`${style.signedAmount(amounts[2]!)}${words}`),
      ];
      const at = printed.findIndex((_, index) =>
        cells.every((cell, offset) => printed[index + offset] === cell),
      );
      expect(at, `PDF row ${cells.join(' ')}`).toBeGreaterThanOrEqual(0);
    }
  });

  it('carries comments, lineage and control totals to paper', async () => {
    const { client } = planted;
    await client.variance.comment({
      ...options,
      key: { team: 'Payments' },
      text: 'New cluster for card checks',
    });
    const { data } = await client.reports.render({
      ...options,
      by: 'team',
      format: 'pdf',
      preparedBy: 'Ana',
    });
    const text = readPdf(Buffer.from(data.content, 'base64'))
      .pieces.map((piece) => piece.text)
      .join('\n');
    const imported = (await client.imports.list({})).data[0];
    for (const part of [
      'New cluster for card checks',
      'Ana',
      imported?.files[0]?.sha256 ?? '?',
      'usage.csv',
      '5,612.500000',
    ])
      expect(plain(text), part).toContain(plain(part));
  });

  it('is saved, listed, changed, run again for another period and deleted, over REST', async () => {
    const { backend } = planted;
    const rest = await restOf(backend);
    const saved = await rest('POST', '/reports', {
      name: 'Monthly',
      options: { budgetId: 'acme', by: 'team', paper: 'Letter' },
    });
    expect(saved).toMatchObject({ status: 201, body: { data: { id: 'report-1', name: 'Monthly' } } });
    expect((await rest('POST', '/reports', { name: 'x', options: { budgetId: 'nobody' } })).status).toBe(404);
    const dry = await rest('POST', '/reports?dryRun=true', { name: 'Dry', options: { budgetId: 'acme' } });
    expect([dry.status, dry.body.meta?.dryRun]).toEqual([200, true]);
    expect((await rest('GET', '/reports')).body.data).toHaveLength(1);
    await rest('PUT', '/reports/report-1', { name: 'Each month' });
    expect((await rest('GET', '/reports/report-1')).body.data).toMatchObject({
      name: 'Each month',
      options: { by: 'team' },
    });
    const run = await rest('POST', '/reports/report-1/render', { from: '2026-05', to: '2026-05' });
    const file = run.body.data as { name: string; content: string; pages: number };
    expect(file.name).toBe('acme-2026-05-2026-05.pdf');
    expect(readPdf(Buffer.from(file.content, 'base64')).pages).toBe(file.pages);
    expect((await rest('DELETE', '/reports/report-1')).status).toBe(200);
    expect((await rest('POST', '/reports/report-1/render', {})).status).toBe(404);
  });

  it('is saved with months that move on, so that it speaks of the latest month whenever it is run', async () => {
    const { client } = planted;
    const { data } = await client.reports.save({
      name: 'Latest',
      options: { budgetId: 'acme', by: 'team', period: 'month' },
    });
    const monthOf = async (asOf: Day, part: object = {}) => {
      const run = await client.reports.run({ id: data.id, asOf, format: 'csv', dryRun: true, ...part });
      return [run.data.from, run.data.to];
    };
    expect(await monthOf(toDay('2026-05-31'))).toEqual(['2026-05', '2026-05']);
    expect(await monthOf(toDay('2026-06-30'))).toEqual(['2026-06', '2026-06']);
    expect(await monthOf(toDay('2026-06-30'), { from: '2026-02', to: '2026-03' })).toEqual([
      '2026-02',
      '2026-03',
    ]);
    await client.reports.update({
      id: data.id,
      options: { budgetId: 'acme', by: 'team', period: 'quarter' },
    });
    expect(await monthOf(toDay('2026-05-31'))).toEqual(['2026-03', '2026-05']);
    await client.reports.remove({ id: data.id });
  });

  it(
    'is written from the command line, never over a file unless told to, and not at all in a dry run',
    { timeout: 60_000 },
    () => {
      const { file, folder } = planted;
      const run = (...words: string[]) =>
        spawnSync(process.execPath, ['src-main/entry/headroom.js', '--workspace', file, '--json', ...words], {
          encoding: 'utf8',
        });
      const out = join(folder, 'report.csv');
      expect(run('report', 'acme', '--out', out, '--dry-run').status).toBe(0);
      expect(existsSync(out)).toBe(false);
      const first = run('report', 'acme', '--from', '2026-04', '--to', '2026-06', '--out', out);
      expect(JSON.parse(first.stdout)).toMatchObject({
        file: out,
        pages: null,
        bytes: readFileSync(out).length,
      });
      const again = run('report', 'acme', '--out', out);
      expect([again.status, (JSON.parse(again.stdout) as { error: { code: string } }).error.code]).toEqual([
        3,
        'file_exists',
      ]);
      expect(run('report', 'acme', '--out', out, '--overwrite').status).toBe(0);
      const [latest] = JSON.parse(run('report', 'made', 'acme').stdout) as { file: string; sha256: string }[];
      expect(latest).toMatchObject({
        file: 'acme-2026-01-2026-06.csv',
        sha256: createHash('sha256').update(readFileSync(out)).digest('hex'),
      });
    },
  );
});

describe('writing a file', () => {
  it('refuses folders, links and folders that are not there, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.pdf');
    writeFileSync(file, 'old');
    symlinkSync(file, join(folder, 'link.pdf'));
    const attempt = (path: string, overwrite = false) =>
      writeFileAtomically(path, Buffer.from('new'), { overwrite }).then(
        () => 'written',
        (error: { code: string }) => error.code,
      );
    expect(await attempt(file)).toBe('file_exists');
    expect(await attempt(join(folder, 'link.pdf'), true)).toBe('file_exists');
    expect(await attempt(folder, true)).toBe('unreadable');
    expect(await attempt(join(folder, 'nowhere', 'a.pdf'))).toBe('unreadable');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(await attempt(file, true)).toBe('written');
    expect(readFileSync(file, 'utf8')).toBe('new');
  });
});
