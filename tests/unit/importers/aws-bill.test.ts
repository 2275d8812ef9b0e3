import { describe, expect, it } from 'vitest';
import { readTable } from '../../support/read-table.ts';
import { MILLION, sums } from './billed.ts';

const NAMES =
  'InvoiceID,PayerAccountId,LinkedAccountId,RecordType,BillingPeriodStartDate,ProductCode,ProductName,UsageType,ItemDescription,UsageStartDate,UsageQuantity,CurrencyCode,CostBeforeTax,Credits,TaxAmount,TotalCost,user:team';

function record(type: string, account: string, product: string, costs: string, item = ''): string {
  const usage = product === '' ? '' : '2026/03/01 00:00:00';
  return `INV7,000011112222,${account},${type},2026/03/01 00:00:00,,${product},,${item},${usage},1,USD,${costs},web`;
}

describe('the AWS bill', () => {
  it('counts the lines of linked accounts and not those of the payer again, nor any total', async () => {
    const { result, facts } = await readTable(
      [
        "Don't see your tags in the report? New tags are excluded by default.",
        NAMES,
        record('LinkedLineItem', '000033334444', 'Amazon S3', '10,-1,1,10'),
        record('LinkedLineItem', '000055556666', 'Amazon EC2', '20,0,2,22'),
        record('PayerLineItem', '', 'Amazon S3', '10,-1,1,10'),
        record('PayerLineItem', '', 'Amazon EC2', '20,0,2,22'),
        record('AccountTotal', '000033334444', '', '10,-1,1,10', 'Total for linked account# 000033334444'),
        record('AccountTotal', '000055556666', '', '20,0,2,22', 'Total for linked account# 000055556666'),
        record('InvoiceTotal', '', '', '30,-1,3,32', 'Total amount for invoice INV7'),
        record('StatementTotal', '', '', '30,-1,3,32', 'Total statement amount'),
      ].join('\n'),
    );
    expect(result).toMatchObject({ profile: 'aws-bill', rows: 2, accepted: 2, rejected: 0 });
    expect(result.controlTotals).toEqual({ USD: 32n * MILLION });
    expect(result.warnings.join()).not.toContain('add up to');
    expect(sums(facts, ({ series }) => `${series.account} ${series.service}`)).toEqual({
      '000033334444 Amazon S3': 10n * MILLION,
      '000055556666 Amazon EC2': 22n * MILLION,
    });
    expect(facts[0]?.series.tags).toEqual({ team: 'web' });
  });

  it('counts the lines of the payer where there are no others', async () => {
    const { result, facts } = await readTable(
      [
        NAMES,
        record('PayerLineItem', '', 'Amazon S3', '10,-1,1,10'),
        record('StatementTotal', '', '', '10,-1,1,10', 'Total statement amount'),
      ].join('\n'),
    );
    expect(result.controlTotals).toEqual({ USD: 10n * MILLION });
    expect(facts[0]?.series.account).toBe('000011112222');
  });
});
