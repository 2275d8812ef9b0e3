import { describe, expect, it } from 'vitest';
import { NO_CURRENCY } from '#shared/domain/money.ts';
import { readTable } from '../../support/read-table.ts';
import { MILLION, withoutCurrency } from './billed.ts';

const REPORT = [
  'Usage date,Service description,Cost ($),Discounts ($),Promotions and others ($),Subtotal ($)',
  '2026-03-01,Compute Engine,"1,010.00",-10.00,-100.00,900.00',
  '2026-03-02,Cloud Storage,20.00,0.00,0.00,20.00',
];

describe('an amount with discounts beside it', () => {
  it('gives way to what is left of it', async () => {
    const { result } = await readTable(REPORT.join('\n'));
    expect(result.controlTotals).toEqual({ USD: 920n * MILLION });
  });

  it('leaves the tax below it out where there is none, and rejects one', async () => {
    const footer = (tax: string): string => `,,,,Subtotal,920.00\n,,,,Tax,${tax}\n`;
    const { result } = await readTable([...REPORT, footer('0.00')].join('\n'));
    expect(result).toMatchObject({ accepted: 2, skipped: 1, rejected: 0 });
    const taxed = await readTable([...REPORT, footer('92.00')].join('\n'));
    expect(taxed.result).toMatchObject({ accepted: 2, skipped: 0, rejected: 1 });
  });

  it.each([['Credits'], ['Adjustments']])(
    'is told of where %s would come off and nothing proves it',
    async (name) => {
      const { result } = await readTable(`Date,Service,Cost,${name}\n2026-03-01,a,10,-2\n2026-03-02,b,5,0\n`);
      expect(result.warnings.join()).toContain(`“Cost” is read as the amount of table.csv, “${name}” is not`);
    },
  );

  it('is told of no discount that is off it already', async () => {
    const { result } = await readTable(
      'Date,Service,List,Discount,Cost\n2026-03-01,a,10,-2,8\n2026-03-02,b,5,0,5\n',
    );
    expect(result).toMatchObject({ warnings: [], controlTotals: withoutCurrency(13) });
  });

  it('gives way to the unrounded column of two', async () => {
    const { result } = await readTable(
      'Date,Service,Cost,Savings,Paid,Paid in full\n2026-03-01,a,10.004,-1.002,9,9.002\n2026-03-02,b,5.004,0,5,5.004\n',
    );
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 14_006_000n });
  });

  it('is less the discount where the total has tax too', async () => {
    const { result } = await readTable(
      'Date,Item,Amount,Discount,Tax,Total\n2026-03-01,a,100.00,10.00,18.00,108.00\n2026-03-02,b,50.00,0.00,10.00,60.00\n',
    );
    expect(result.controlTotals).toEqual(withoutCurrency(140));
  });

  it('is no gross amount that a net one and its discount add up to', async () => {
    const { result } = await readTable(
      'date,product,gross_amount,discount_amount,net_amount\n2026-01-05,a,8,5,3\n2026-01-06,a,8,0,8\n',
    );
    expect(result.controlTotals).toEqual(withoutCurrency(11));
  });

  it('stays where nothing shows that they belong together', async () => {
    const { result } = await readTable('Date,Item,Cost,Discount,Score\n2026-03-01,a,100,10,7\n');
    expect(result.controlTotals).toEqual(withoutCurrency(100));
  });

  it('is no ledger’s amount beside debit and credit', async () => {
    const { result } = await readTable(
      'Date,Text,Amount,Debit,Credit\n2026-03-01,a,100,100,0\n2026-03-02,b,-30,0,30\n',
    );
    expect(result.controlTotals).toEqual(withoutCurrency(70));
  });
});

describe('the totals of a table without days', () => {
  const undated = (...footers: readonly string[]): string =>
    [
      'Service description,Cost,Discounts,Subtotal',
      'Compute Engine,1010,-110,900',
      'Cloud Storage,20,0,20',
      ...footers,
    ].join('\n');

  it.each([
    [',,Subtotal,920', ',,Filtered total,920'],
    [',,,920', ''],
  ])('%s are no charges of the day the user says', async (...footers) => {
    const { result } = await readTable(undated(...footers), { map: { date: '2026-03-01' } });
    expect(result).toMatchObject({ rows: 2, accepted: 2 });
    expect(result.controlTotals).toEqual(withoutCurrency(920));
  });
});
