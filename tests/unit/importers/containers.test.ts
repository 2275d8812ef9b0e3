import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { NO_CURRENCY } from '#shared/domain/money.ts';
import { readTable } from '../../support/read-table.ts';
import { zipOfAll } from '../../support/zip-file.ts';

const TABLE = 'date,service,cost\n2026-01-01,EC2,1.5\n2026-01-02,S3,2.25\n';
const PACKED = gzipSync(TABLE);

describe('containers', () => {
  it('reads gzip of one or several members by content, whatever the name', async () => {
    const half = Math.floor(TABLE.length / 2);
    const members = Buffer.concat([gzipSync(TABLE.slice(0, half)), gzipSync(TABLE.slice(half))]);
    for (const bytes of [PACKED, members, Buffer.concat([PACKED, Buffer.alloc(512)]), Buffer.from(TABLE)]) {
      expect((await readTable(bytes, {}, 'table.csv.gz')).result.controlTotals).toEqual({
        [NO_CURRENCY]: 3_750_000n,
      });
    }
  });

  it('identifies content by its bytes after decompression', async () => {
    const [plain, packed] = [await readTable(TABLE), await readTable(PACKED)];
    expect(packed.result.files[0]?.sha256).toBe(plain.result.files[0]?.sha256);
  });

  it.each([
    ['cut', PACKED.subarray(0, -12)],
    ['with a wrong check sum', Buffer.concat([PACKED.subarray(0, -8), Buffer.alloc(4), PACKED.subarray(-4)])],
    ['with bytes behind it', Buffer.concat([PACKED, Buffer.from('more')])],
    ['packed twice', gzipSync(PACKED)],
    ['of zeros', gzipSync(Buffer.alloc(30_000_000))],
    ['of one endless line', gzipSync(Buffer.alloc(30_000_000, 'a'))],
    ['of line ends only', gzipSync(Buffer.alloc(30_000_000, '\n'))],
  ])('refuses gzip %s', async (_title, bytes) => {
    await expect(readTable(bytes, {}, 'table.csv.gz')).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('leaves a note beside the tables of a zip out, and says so', async () => {
    const note = { name: 'README.txt', content: Buffer.from('The export of March.\n') };
    const zip = zipOfAll([note, { name: 'table.csv', content: Buffer.from(TABLE) }]);
    const { result } = await readTable(zip, {}, 'tables.zip');
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 3_750_000n });
    expect(result.warnings).toContain('README.txt inside tables.zip is not a table and was left out.');
  });

  it('reads tables that are gzip each inside a zip', async () => {
    const further = gzipSync('date,service,cost\n2026-01-03,EC2,4\n');
    const members = [
      { name: 'a.csv.gz', content: PACKED },
      { name: 'b.gz', content: further },
    ];
    const { result } = await readTable(zipOfAll(members), {}, 'tables.zip');
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 7_750_000n });
  });

  it.each([
    ['cut', PACKED.subarray(0, -12)],
    ['a zip', zipOfAll([{ name: 'a.csv', content: Buffer.from(TABLE) }])],
    ['packed twice', gzipSync(PACKED)],
    ['of a gzip that packs well', Buffer.concat(Array.from({ length: 200_000 }, () => PACKED))],
  ])('refuses gzip inside a zip that is %s', async (_title, content) => {
    const zip = zipOfAll([{ name: 'a.csv.gz', content }]);
    await expect(readTable(zip, {}, 'tables.zip')).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('refuses one bill at two times inside a zip', async () => {
    const bill = (days: number): Buffer =>
      Buffer.from(
        [
          'lineItem/UsageStartDate,lineItem/LineItemType,lineItem/UnblendedCost,lineItem/CurrencyCode,bill/PayerAccountId',
          ...Array.from({ length: days }, (_, day) => `2026-01-0${day + 1}T00:00:00Z,Usage,1.5,USD,1`),
        ].join('\n'),
      );
    const zip = zipOfAll([3, 5].map((days) => ({ name: `${days}.csv`, content: bill(days) })));
    await expect(readTable(zip, {}, 'bills.zip')).rejects.toThrow(
      'bills.zip/3.csv and bills.zip/5.csv hold the same charges',
    );
  });

  it('says what an empty file is', async () => {
    await expect(readTable('')).rejects.toMatchObject({ code: 'nothing_to_import' });
    await expect(readTable(gzipSync(''))).rejects.toMatchObject({ code: 'nothing_to_import' });
    await expect(readTable('date,cost\n')).rejects.toMatchObject({ code: 'nothing_to_import' });
  });
});
