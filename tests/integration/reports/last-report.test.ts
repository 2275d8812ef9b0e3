import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDay, toMonth, type Day } from '#shared/domain/calendar.ts';
import { writeUsageFile } from '../../support/usage-file.ts';
import { plant, type Planted } from '../variance/planted.ts';

const may = { budgetId: 'acme', from: toMonth('2026-01'), to: toMonth('2026-05'), asOf: toDay('2026-05-31') };
const june = { ...may, to: toMonth('2026-06'), asOf: toDay('2026-06-30') };
const july = { ...may, to: toMonth('2026-06'), asOf: toDay('2026-07-15') };

describe('restatements in a report', () => {
  let planted: Planted;
  beforeAll(async () => {
    planted = await plant();
  });
  afterAll(() => planted.remove());

  /** The rows of the table of restatements: service, month, currency, change. */
  const restated = async (question: typeof may & { asOf: Day; dryRun?: boolean }): Promise<string[][]> => {
    const { data } = await planted.client.reports.render({
      ...question,
      format: 'csv',
      sections: ['restatements'],
    });
    const { data: rows } = Papa.parse<string[]>(Buffer.from(data.content, 'base64').toString('utf8'), {
      skipEmptyLines: true,
    });
    return rows.slice(rows.findIndex(([head]) => head === 'Service') + 1).map((row) => row.slice(0, 4));
  };
  const reissue = async (name: string, cost: number): Promise<void> => {
    const path = writeUsageFile(join(planted.folder, name), '2026-06-01', '2026-06-30', () => [
      {
        service: 'Compute',
        region: 'eu-west-1',
        sku: 'vm-hour',
        team: 'Payments',
        cost,
        quantity: 1,
        unit: 'Hours',
      },
    ]);
    await planted.client.imports.create({ files: [{ path }], mode: 'replace' });
  };

  it('are those since the last report that was handed on; a dry run and the same report again are no new one', async () => {
    expect(await restated({ ...june, dryRun: true })).toEqual([]);
    expect((await planted.client.reports.made({ budgetId: 'acme' })).data).toEqual([]);
    expect(await restated(may)).toEqual([]);

    await reissue('first.csv', 30);
    const changes = await restated(june);
    expect(changes).toContainEqual(['Compute', '2026-06', 'USD', '-10.000000']);
    expect(await restated(june)).toEqual(changes);
    expect(await restated(july)).toEqual([]);

    await reissue('second.csv', 31);
    expect(await restated({ ...july, dryRun: true })).toEqual([['Compute', '2026-06', 'USD', '30.000000']]);
    const { data: made } = await planted.client.reports.made({ budgetId: 'acme' });
    expect(made.map(({ to, asOf, file }) => [to, asOf, file])).toEqual([
      ['2026-06', '2026-07-15', 'acme-2026-01-2026-06.csv'],
      ['2026-06', '2026-06-30', 'acme-2026-01-2026-06.csv'],
      ['2026-06', '2026-06-30', 'acme-2026-01-2026-06.csv'],
      ['2026-05', '2026-05-31', 'acme-2026-01-2026-05.csv'],
    ]);
  });

  it('leave a note of the file in the audit log, and no step to undo', async () => {
    const { data } = await planted.client.audit.list({ limit: 200 });
    expect(data.filter(({ operation }) => operation === 'reports.record')).toHaveLength(4);
    expect((await planted.client.history.list({})).data.map(({ operation }) => operation)).not.toContain(
      'reports.record',
    );
  });
});
