import { describe, expect, it } from 'vitest';
import { readTable } from '../../support/read-table.ts';
import { sums } from './billed.ts';

const NAMES =
  'billing_account_id,service.description,usage_start_time,project.id,cost,currency,invoice.month';

describe('the credits of a Google Cloud billing export', () => {
  it.each([
    ['credits', '-0.25'],
    ['credits', '{"amount": "-0.25", "type": "PROMOTION"}'],
    ['credits', '[{"amount": -0.2}, {"amount": -5e-2}]'],
    ['credits.amount', '-0.25'],
    ['credits_amount', '-0.25'],
    ['total_credits', '-0.25'],
  ])('in a column %s as %s are taken off the cost', async (name, cell) => {
    const { result } = await readTable(
      [
        `${NAMES},${name}`,
        `01A,Compute,2026-03-01 00:00:00 UTC,p1,1.5,EUR,202603,"${cell.replaceAll('"', '""')}"`,
        '01A,Compute,2026-03-01 00:00:00 UTC,p1,2,EUR,202603,',
      ].join('\n'),
    );
    expect(result).toMatchObject({ profile: 'gcp-bigquery', accepted: 2, rejected: 0 });
    expect(result.controlTotals).toEqual({ EUR: 3_250_000n });
    expect(result.creditTotals).toEqual({ EUR: -250_000n });
  });

  it('are not taken off again from a net cost that stands beside the gross one', async () => {
    const { result } = await readTable(
      `${NAMES},net_cost\n01A,Compute,2026-03-01 00:00:00 UTC,p1,1.5,EUR,202603,1.25\n`,
    );
    expect(result.controlTotals).toEqual({ EUR: 1_250_000n });
  });

  it('count in a table whose groups are a column of JSON each', async () => {
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const { result, facts } = await readTable(
      [
        'billing_account_id,service,sku,usage_start_time,project,location,cost,currency,credits,invoice',
        [
          '01A',
          quoted('{"id":"6F81","description":"Compute Engine"}'),
          quoted('{"id":"2E27","description":"N1 core"}'),
          '2026-04-01 00:30:00 UTC',
          quoted('{"id":"p1","name":"Shop","labels":[]}'),
          quoted('{"location":"eu","region":"europe-west1"}'),
          '1.5',
          'EUR',
          quoted('[{"amount":"-0.5"}]'),
          quoted('{"month":"202603"}'),
        ].join(','),
      ].join('\n'),
    );
    expect(result.profile).toBe('gcp-bigquery');
    expect(facts[0]).toMatchObject({
      billingMonth: '2026-03',
      series: { service: 'Compute Engine', sku: 'N1 core', account: 'p1', region: 'europe-west1' },
    });
    expect(sums(facts, ({ series }) => series.chargeCategory)).toEqual({
      Usage: 1_500_000n,
      Credit: -500_000n,
    });
  });
});
