import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { parseAmount } from '#shared/domain/money.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder, testBackend } from '../../support/workspace.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'focus-sample.csv');

async function sampleClient() {
  const client = testBackend().client('cli');
  await client.imports.create({ files: [{ path: SAMPLE }] });
  return client;
}

function sumOf(rows: readonly { billed: { amount: string } }[]): bigint {
  return rows.reduce((sum, { billed }) => sum + (parseAmount(billed.amount) ?? 0n), 0n);
}

describe('the rows behind a figure', () => {
  it('add up to the control total of the file they name, page by page', async () => {
    const client = await sampleClient();
    const { data, meta } = await client.workspace.costs({ limit: 1000 });
    const pages = [];
    for (let offset = 0; offset < (meta?.total ?? 0); offset += 300)
      pages.push(...(await client.workspace.costs({ limit: 300, offset })).data.rows);
    expect(data.totals.map(({ billed }) => billed)).toEqual([{ amount: '20.520227', currency: 'USD' }]);
    expect(pages).toHaveLength(meta?.total ?? -1);
    expect(sumOf(pages)).toBe(20_520_227n);
    expect(pages.map(({ day }) => day)).toEqual(
      pages
        .map(({ day }) => day)
        .sort()
        .reverse(),
    );
    expect(new Set(pages.map(({ file }) => file))).toEqual(new Set(['focus-sample.csv']));
  });

  it.each(['service', 'team'])(
    'add up to each part of a breakdown by %s, the untagged too',
    async (dimension) => {
      const client = await sampleClient();
      const { data: parts } = await client.workspace.dimension({ dimension });
      for (const { value, amount } of parts) {
        const { data } = await client.workspace.costs({ where: `${dimension}=${value}` });
        expect(data.totals.map(({ billed }) => billed.amount)).toEqual([amount]);
      }
      expect(parts.length).toBeGreaterThan(0);
    },
  );

  it('add up to each part of a breakdown by any tag that charges carry', async () => {
    const client = await sampleClient();
    const { data: keys } = await client.workspace.tagKeys({});
    expect(keys.length).toBeGreaterThan(1);
    for (const { key, values } of keys) {
      const { data: parts } = await client.workspace.dimension({ dimension: `tag:${key}` });
      expect(parts.filter(({ value }) => value !== '')).toHaveLength(values);
    }
  });

  it('are told apart by a tag whose spellings are one, and by none that says nothing', async () => {
    const client = testBackend().client('cli');
    const path = join(temporaryFolder(), 'tags.csv');
    const tags = [{ 'Cost-Centre': 'a' }, { 'cost centre': 'b', Note: ' ' }, { Note: '' }];
    const rows = tags.map(
      (tag, at) => `2026-01-0${at + 1},EC2,1,USD,"${JSON.stringify(tag).replaceAll('"', '""')}"`,
    );
    writeFileSync(path, ['Date,Service,Amount,Currency,Tags', ...rows].join('\n'));
    await client.imports.create({ files: [{ path }] });
    const { data } = await client.workspace.tagKeys({});
    expect(data).toEqual([{ key: 'costcentre', values: 2 }]);
  });

  it('are paged by key, each row once, whatever the size of the pages', async () => {
    const client = await sampleClient();
    const { data: all } = await client.workspace.costs({ limit: 1000 });
    const rows = [];
    let after: string | undefined;
    do {
      const { data } = await client.workspace.costs({
        limit: 137,
        ...(after === undefined ? {} : { after }),
      });
      expect(data.totals).toEqual(after === undefined ? all.totals : []);
      rows.push(...data.rows);
      after = data.next ?? undefined;
    } while (after !== undefined);
    expect(rows).toEqual(all.rows);
    await expect(client.workspace.costs({ after: '1; DROP' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('name the file and the record in it, also where an import read several files', async () => {
    const folder = temporaryFolder();
    const file = (name: string, from: string, amount: number): { path: string } => ({
      path: writeFocusFile(join(folder, name), from, from, () =>
        ['A', 'B', 'B', 'C'].map((service, index) => ({
          ...{ service, region: 'eu', team: 'core', amount: amount + index },
        })),
      ),
    });
    const client = testBackend().client('cli');
    await client.imports.create({
      files: [file('may.csv', '2026-05-01', 10), file('june.csv', '2026-06-01', 20)],
    });
    const { data } = await client.workspace.costs({});
    expect(
      data.rows.map(({ service, billed, file: name, row, records }) => ({
        service,
        cost: billed.amount,
        name,
        row,
        records,
      })),
    ).toEqual([
      { service: 'B', cost: '43.000000', name: 'june.csv', row: 2, records: 2 },
      { service: 'C', cost: '23.000000', name: 'june.csv', row: 4, records: 1 },
      { service: 'A', cost: '20.000000', name: 'june.csv', row: 1, records: 1 },
      { service: 'B', cost: '23.000000', name: 'may.csv', row: 2, records: 2 },
      { service: 'C', cost: '13.000000', name: 'may.csv', row: 4, records: 1 },
      { service: 'A', cost: '10.000000', name: 'may.csv', row: 1, records: 1 },
    ]);
  });

  it('reach up to the day one stands on, by day or by month of the invoice', async () => {
    const client = testBackend().client('cli');
    const path = writeFocusFile(join(temporaryFolder(), 'a.csv'), '2026-04-01', '2026-06-30', () => [
      { service: 'A', region: 'eu', team: 'core', amount: 1 },
    ]);
    await client.imports.create({ files: [{ path }] });
    const rowsOf = async (input: Parameters<typeof client.workspace.costs>[0]) =>
      (await client.workspace.costs(input)).data.totals[0]?.rows ?? 0;
    expect(await rowsOf({})).toBe(91);
    expect(await rowsOf({ asOf: toDay('2026-05-10') })).toBe(40);
    const may = { from: toMonth('2026-05'), to: toMonth('2026-05') };
    expect(await rowsOf({ ...may, asOf: toDay('2026-05-10') })).toBe(10);
    expect(await rowsOf({ ...may, timeBasis: 'billingMonth' })).toBe(31);
    expect(await rowsOf({ knownAt: '2020-01-01T00:00:00Z' })).toBe(0);
  });

  it('are those of a budget and of its conditions only', async () => {
    const client = await sampleClient();
    const { data: parts } = await client.workspace.dimension({ dimension: 'service' });
    const [first, second] = parts;
    await client.budgets.create({
      ...{ id: 'one', name: 'One', type: 'service', amount: '10', currency: 'USD' },
      scope: [{ dimension: 'service', op: 'in', values: [first?.value ?? ''] }],
    });
    const { data } = await client.workspace.costs({ budgetId: 'one' });
    expect(data.totals[0]?.billed.amount).toBe(first?.amount);
    const none = await client.workspace.costs({ budgetId: 'one', where: [`service=${second?.value}`] });
    expect(none).toMatchObject({ data: { rows: [], totals: [] }, meta: { total: 0 } });
  });

  it('are refused for a dimension that does not exist', async () => {
    const client = testBackend().client('cli');
    await expect(client.workspace.costs({ where: 'colour=red' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
