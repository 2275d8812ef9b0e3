import { describe, expect, it } from 'vitest';
import { readTable } from '../../support/read-table.ts';
import { MILLION, sums, withoutCurrency } from './billed.ts';

describe('the costs of something each', () => {
  it('are all counted, as services where a record names none', async () => {
    const { facts } = await readTable('Date,EC2 Cost,S3 Cost ($)\n2026-01-01,1,2\n2026-01-02,1,1\n');
    expect(sums(facts, ({ series }) => series.service)).toEqual({
      'EC2 Cost': 2n * MILLION,
      'S3 Cost': 3n * MILLION,
    });
  });

  it('are added up where a record names its service', async () => {
    const { result } = await readTable(
      'Date,Service,Compute Cost,Storage Cost\n2026-01-01,a,1,2\n2026-01-02,b,1,1\n',
    );
    expect(result.controlTotals).toEqual(withoutCurrency(5));
  });

  it('are added up with the tax beside them, and told of', async () => {
    const { result } = await readTable(
      'Month,Service,Usage charges,Support charges,Tax\n2026-01,a,10,2,1\n2026-02,b,20,3,2\n',
    );
    expect(result.controlTotals).toEqual(withoutCurrency(38));
    expect(result.warnings.join()).toContain('“Usage charges” + “Support charges” + “Tax” is read');
  });

  it.each([
    ['Usage charges,Support charges,Tax'],
    ['Cost of compute,Cost of storage,Fees'],
    ['Nutzungskosten,Supportkosten,Steuer'],
    ['ComputeCost,StorageCost,Adjustments'],
  ])('are %s alike', async (names) => {
    const { result } = await readTable(`Date,${names}\n2026-01-01,10,2,1\n2026-01-02,20,3,2\n`);
    expect(result.controlTotals).toEqual(withoutCurrency(38));
  });

  it('are no count of what was used', async () => {
    const { result } = await readTable(
      'Date,Service,Usage,Usage cost\n2026-01-01,a,10,2\n2026-01-02,b,5,1\n',
    );
    expect(result.controlTotals).toEqual(withoutCurrency(3));
  });

  it('are not two ways to count one cost', async () => {
    const { result } = await readTable('Date,Blended Cost,Unblended Cost\n2026-01-01,1,2\n2026-01-02,1,1\n');
    expect(result.controlTotals).toEqual(withoutCurrency(3));
  });

  it('are told of where one of several is read', async () => {
    const { result } = await readTable(
      'Month,Labour amount,Support amount,Tax\n2026-01,1,2,0.5\n2026-02,1,1,0.5\n',
    );
    expect(result.warnings.join()).toContain('“Support amount” is not; --map amount=COLUMN');
  });
});

describe('amounts across', () => {
  it('are no texts, whatever their columns are called', async () => {
    const { result } = await readTable('Month,Platform,Payments,Search\n2026-01,1,2,3\n2026-02,1,1,2\n');
    expect(result.controlTotals).toEqual(withoutCurrency(10));
  });

  it.each([
    ['EC2,1,2\nS3,1,1\nEverything,2,3'],
    ['All services,2,3\nEC2,1,2\nS3,1,1'],
    ['EC2,1,2\nS3,1,1\n,2,3'],
  ])('%j end or begin with their sums', async (records) => {
    const { result } = await readTable(`Service,Jan 2026,Feb 2026\n${records}\n`);
    expect(result).toMatchObject({ rows: 2, controlTotals: withoutCurrency(5) });
  });

  it('of Cost Explorer stand beside columns of usage, which are none', async () => {
    const { result } = await readTable(
      [
        '"Usage type","BoxUsage(Hrs)","BoxUsage($)","Total costs($)","Total usage (Hrs)"',
        '"Usage type total","100","3","3","100"',
        '"2026-01-01","50","1","1","50"',
        '"2026-02-01","50","2","2","50"',
      ].join('\n'),
    );
    expect(result).toMatchObject({ profile: 'aws-cost-explorer', controlTotals: { USD: 3n * MILLION } });
  });

  it('of Cost Explorer may have brackets of their own where no currency is marked', async () => {
    const { result } = await readTable(
      'Service,Foo (VPC),S3,Total costs\nService total,3,2,5\n2026-01-01,1,1,2\n2026-02-01,2,1,3\n',
    );
    expect(result).toMatchObject({ profile: 'aws-cost-explorer', controlTotals: withoutCurrency(5) });
  });
});
