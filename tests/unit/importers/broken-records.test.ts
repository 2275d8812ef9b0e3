import { describe, expect, it } from 'vitest';
import { readTable } from '../../support/read-table.ts';
import { MILLION, withoutCurrency } from './billed.ts';

const HEADER = 'date,service,cost';
const FIRST = '2026-01-01,EC2,1';
const LAST = '2026-01-02,S3,2';

describe('a record that cannot be read', () => {
  it.each([
    ['2026-01-03,"never closed,5', 'a quote is opened and never closed; the record takes 3 lines'],
    ['2026-01-03,"a,5\n2026-01-03,"b,5', 'text follows a closing quote; the record takes 2 lines'],
    ['2026-01-03,"a"b,5', 'text follows a closing quote'],
  ])('says how far a broken quote reaches: %j', async (record, reason) => {
    const { result } = await readTable([HEADER, FIRST, record, LAST, LAST].join('\n'));
    expect(result.rejections[0]?.reason).toContain(reason);
    expect(result.rejections[0]?.row).toBe(2);
  });

  it.each([
    ['2026-01-03;S3;5', 'of another delimiter'],
    ['<h1>502 Bad Gateway</h1>', 'that a server answered'],
  ])('is no heading: %s, %s', async (record) => {
    const { result } = await readTable([HEADER, FIRST, record, LAST].join('\n'));
    expect(result).toMatchObject({ rows: 3, rejected: 1, skipped: 0 });
    expect(result.controlTotals).toEqual(withoutCurrency(3));
  });

  it('too long for any table is found behind the records before it', async () => {
    const endless = `2026-01-03,"${'x'.repeat(10_000_000)}`;
    await expect(readTable([HEADER, FIRST, LAST, endless].join('\n'))).rejects.toThrow(
      'more than eight megabytes after 2 others; look there for a quote',
    );
  });
});

describe('text that is no table', () => {
  it.each([
    ['<!DOCTYPE html>\n<html><body><p>Sign in, please</p></body></html>\n', 'a web page'],
    ['<?xml version="1.0"?>\n<costs><cost>1</cost></costs>\n', 'XML; export it as CSV'],
    ['[\n  {"date": "2026-01-01", "cost": 1},\n  {"date": "2026-01-02", "cost": 2}\n]\n', 'JSON'],
    ['{"date":"2026-01-01","cost":1}\n{"date":"2026-01-02","cost":2}\n', 'JSON; export it as CSV'],
  ])('is told what it is: %j', async (text, what) => {
    await expect(readTable(text)).rejects.toThrow(`table.csv is not a table: it is ${what}`);
  });
});

describe('what databases write for nothing', () => {
  const focus = (billed: string, effective: string): string =>
    [
      'BilledCost,EffectiveCost,BillingCurrency,BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName',
      `${billed},${effective},USD,1,2026-01-01,2026-02-01,2026-01-05,2026-01-06,Usage,EC2`,
      '5,4,USD,1,2026-01-01,2026-02-01,2026-01-06,2026-01-07,Usage,EC2',
    ].join('\n');

  it.each(['NULL', 'null', '\\N'])('is no amount: %s', async (nothing) => {
    const { result } = await readTable(focus(nothing, '1'));
    expect(result).toMatchObject({ rows: 2, accepted: 1, skipped: 1, rejected: 0 });
  });

  it('loses no billed cost beside it', async () => {
    const { result } = await readTable(focus('3', 'NULL'));
    expect(result).toMatchObject({ accepted: 2, controlTotals: { USD: 8n * MILLION } });
  });
});
