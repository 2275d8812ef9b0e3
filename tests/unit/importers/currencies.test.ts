import { describe, expect, it } from 'vitest';
import { NO_CURRENCY } from '#shared/domain/money.ts';
import { readTable } from '../../support/read-table.ts';
import { MILLION } from './billed.ts';

describe('currencies', () => {
  it('that only marks beside the amounts name are never added up', async () => {
    const { result } = await readTable(
      'Date,Vendor,Amount\n2026-01-05,a,$10.00\n2026-01-06,b,€20.00\n2026-01-07,c,(€5.00)\n2026-01-08,d,7.00\n',
    );
    expect(result.controlTotals).toEqual({
      USD: 10n * MILLION,
      EUR: 15n * MILLION,
      [NO_CURRENCY]: 7n * MILLION,
    });
  });

  it('are those of the other rows where a row has no mark, and its own where it has one, however late', async () => {
    const rows = Array.from(
      { length: 300 },
      (_, index) => `2026-01-05,v${index},${index === 0 ? '$' : ''}1.00`,
    );
    const { result } = await readTable(`Date,Vendor,Amount\n${rows.join('\n')}\n2026-01-06,w,€2.00\n`);
    expect(result.controlTotals).toEqual({ USD: 300n * MILLION, EUR: 2n * MILLION });
  });

  it('of a sign that several share are not those of the other rows', async () => {
    const { result } = await readTable('Date,Vendor,Amount\n2026-01-05,a,¥10\n2026-01-06,b,$5\n');
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 10n * MILLION, USD: 5n * MILLION });
  });

  it('of debit and credit are told by the mark beside either', async () => {
    const { result } = await readTable(
      'Date,Account,Debit,Credit\n2026-01-05,6000,$10.00,\n2026-01-06,6000,,€4.00\n',
    );
    expect(result.controlTotals).toEqual({ USD: 10n * MILLION, EUR: -4n * MILLION });
  });

  it('that the record contradicts reject it', async () => {
    const { result } = await readTable(
      'Date,Vendor,Amount,Currency\n2026-01-05,a,$10.00,USD\n2026-01-06,b,€20.00,USD\n',
    );
    expect(result.controlTotals).toEqual({ USD: 10n * MILLION });
    expect(result.rejections).toMatchObject([{ row: 2, reason: 'the amount is in EUR, the record in USD' }]);
  });

  it('in the names of columns across are those of these columns', async () => {
    const { result } = await readTable(
      'Service,2026-01 (USD),2026-01 (EUR),2026-02 (USD),2026-02 (EUR)\na,1,200,3,600\n',
    );
    expect(result.controlTotals).toEqual({ USD: 4n * MILLION, EUR: 800n * MILLION });
  });
});
