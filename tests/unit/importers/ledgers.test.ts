import { describe, expect, it } from 'vitest';
import { NO_CURRENCY } from '#shared/domain/money.ts';
import { isBalance } from '#main/importers/generic/balances.ts';
import { readTable } from '../../support/read-table.ts';
import { MILLION, withoutCurrency } from './billed.ts';

describe('numbers that are no amounts', () => {
  it.each(['Cost Element', 'Expense No.', 'Charge Ref', 'Cost Object', 'Expense Report'])(
    '“%s” is a code beside a net value',
    async (name) => {
      const { result } = await readTable(
        `Date,${name},Service,Net value\n2026-01-05,47611,a,100\n2026-01-13,47622,b,5\n`,
      );
      expect(result.controlTotals).toEqual(withoutCurrency(105));
    },
  );

  it('cost elements are none beside the value in the currency of the controlling area', async () => {
    const { result } = await readTable(
      'Cost Element,Cost element name,Val/COArea Crcy,COCr,Posting Date\n476100,Hosting,100,EUR,2026-01-05\n476200,x,-4,EUR,2026-01-13\n',
    );
    expect(result.controlTotals).toEqual({ EUR: 96n * MILLION });
  });

  it.each(['Opening balance', 'Balance c/f', 'Saldovortrag', 'Solde initial', 'Saldo inicial', '前期繰越'])(
    '“%s” is a balance, on whatever day',
    async (name) => {
      const { result } = await readTable(
        `Date,Description,Amount\n2026-01-01,${name},1000\n2026-01-05,Hosting,10\n2026-01-13,Support,5\n`,
      );
      expect(result).toMatchObject({ rows: 2, accepted: 2 });
      expect(result.controlTotals).toEqual(withoutCurrency(15));
    },
  );

  it.each(['Balance of payments', 'Load balancer', 'New balance shoes'])('“%s” is no balance', (text) => {
    expect(isBalance(text)).toBe(false);
  });

  it('a line of a total among the kinds of charges is left out', async () => {
    const { result } = await readTable(
      'date,product_name,charge_type,cost\n2026-01-01,apm,committed,10\n2026-01-01,apm,on_demand,1\n2026-01-01,apm,total,11\n',
    );
    expect(result.controlTotals).toEqual(withoutCurrency(11));
  });

  it('the cost of a month so far gives way to that of the day', async () => {
    const { result } = await readTable('Date,MTD Cost,Daily Cost\n2026-01-05,10,10\n2026-01-06,15,5\n');
    expect(result.controlTotals).toEqual(withoutCurrency(15));
  });
});

describe('amounts with and without tax', () => {
  it.each([
    ['Amount excl. VAT,VAT,Amount incl. VAT'],
    ['Amount (ex GST),GST,Amount (inc GST)'],
    ['Importe sin IVA,IVA,Importe con IVA'],
    ['Betrag ohne MwSt,MwSt,Betrag inkl. MwSt'],
  ])('%s: the one without', async (names) => {
    const { result } = await readTable(`Date,Vendor,${names}\n2026-01-05,a,10,2,12\n2026-01-13,b,20,4,24\n`);
    expect(result.controlTotals).toEqual(withoutCurrency(30));
  });

  it('may come in the other order, or with tax alone', async () => {
    const turned = await readTable(
      'Date,Vendor,Total incl. tax,Tax,Total excl. tax\n2026-01-05,a,12,2,10\n2026-01-13,b,24,4,20\n',
    );
    const alone = await readTable('Date,Vendor,Gross amount\n2026-01-05,a,12\n2026-01-13,b,24\n');
    expect([turned, alone].map(({ result }) => result.controlTotals)).toEqual([
      withoutCurrency(30),
      withoutCurrency(36),
    ]);
  });
});

describe('amounts in two currencies', () => {
  it('are read in the one whose currency is named', async () => {
    const { result } = await readTable(
      'Posting Date;Document currency;Amount in document currency;Local currency;Amount in local currency\n05.01.2026;USD;100,00;EUR;91,00\n13.01.2026;GBP;-10,00;EUR;-11,00\n',
    );
    expect(result.controlTotals).toEqual({ EUR: 80n * MILLION });
  });

  it('in a unit of thousands are told of', async () => {
    const { result } = await readTable('Month,Item,Cost (kUSD)\n2026-01,a,10\n');
    expect(result.warnings.join()).toContain('“Cost (kUSD)”');
  });
});

describe('printed tables', () => {
  it('have lines drawn between the records', async () => {
    const { result } = await readTable(
      'Date|Service|Amount\n----------|-------|------\n2026-01-05|a|1\n2026-01-13|b|2\n----------|-------|------\n|Total|3\n',
    );
    expect(result).toMatchObject({ rows: 2, rejected: 0 });
  });

  it('may price one piece and all of them', async () => {
    const { result } = await readTable(
      'Datum von;Produkt;Menge;Einzelpreis;Preis\n01.01.2026;a;1;4,90;4,90\n01.01.2026;b;2;8,90;17,80\n',
    );
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 22_700_000n });
  });

  it('say the day of use beside that of the invoice', async () => {
    const { result } = await readTable('Date,SKU,Usage Date,Amount\n02/01/2026,a,01/15/2026,8\n');
    expect(result.firstDay).toBe('2026-01-15');
  });

  it('say year, month and day beside a day of open order', async () => {
    const { result } = await readTable(
      'Datum,Monat,Tag,Jahr,Dienst,Kosten\n07/01/2018,7,1,2018,a,1\n07/02/2018,7,2,2018,a,2\n',
    );
    expect(result).toMatchObject({ firstDay: '2018-07-01', lastDay: '2018-07-02' });
  });
});
