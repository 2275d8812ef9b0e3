import { describe, expect, it } from 'vitest';
import { NO_CURRENCY } from '#shared/domain/money.ts';
import { readTable } from '../../support/read-table.ts';
import { MILLION, withoutCurrency } from './billed.ts';

describe('tables in other languages', () => {
  it.each([
    ['Date,Nom du service,Coût hors taxes'],
    ['Data,Nome do Serviço,Custo Antes dos Impostos'],
    ['Data,Nome do Serviço,Custo estimado'],
    ['使用日時,サービス名,税引前コスト'],
    ['Datum,Dienstname,Kosten vor Steuern'],
  ])('%s have a day and an amount', async (names) => {
    const { result } = await readTable(`${names}\n2026-03-01,a,10\n2026-03-02,b,5\n`);
    expect(result.controlTotals).toEqual(withoutCurrency(15));
  });

  it('name their currency in brackets of their own type', async () => {
    const { result } = await readTable('交易日期,摘要,金额（元）\n2026-01-05,云服务,10\n');
    expect(result.controlTotals).toEqual({ CNY: 10n * MILLION });
  });

  it('write a point behind a currency that is none of the amount', async () => {
    const { result } = await readTable(
      'Dato;Tekst;Beløb\n05.01.2026;a;kr. 1.234,50\n13.01.2026;b;kr. 5,00\n',
    );
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 1_239_500_000n });
  });
});

describe('the order of day and month', () => {
  it('is that of other columns where the days leave it open', async () => {
    const { result } = await readTable(
      'Invoice Date,Due Date,Vendor,Amount\n05/01/2026,15/01/2026,a,1\n06/01/2026,16/01/2026,b,2\n',
    );
    expect(result).toMatchObject({ firstDay: '2026-01-05', lastDay: '2026-01-06' });
  });

  it('is known where year, month and day stand beside, as in the file of the old Azure portal', async () => {
    const { result } = await readTable(
      [
        'Usage Data Extract',
        '""',
        'SubscriptionGuid,Date,Month,Day,Year,Meter Category,Consumed Quantity,ResourceRate,ExtendedCost,Consumed Service',
        'g-1,07/01/2018,7,1,2018,Storage,1,0.5,0.5,Microsoft.Storage',
        'g-1,07/02/2018,7,2,2018,Storage,1,0.5,0.25,Microsoft.Storage',
      ].join('\n'),
    );
    expect(result).toMatchObject({ profile: 'azure', firstDay: '2018-07-01', lastDay: '2018-07-02' });
  });
});
