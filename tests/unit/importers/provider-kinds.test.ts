import { describe, expect, it } from 'vitest';
import { readTable } from '../../support/read-table.ts';
import { MILLION, sums } from './billed.ts';

describe('a console cost table in another language', () => {
  const names =
    'Name des Rechnungskontos,Rechnungskonto-ID,Projektname,Projekt-ID,Projekthierarchie,Dienstbeschreibung,Dienst-ID,SKU-Beschreibung,SKU-ID,Gutschrifttyp,Kostentyp,Startdatum der Nutzung,Enddatum der Nutzung,Nutzungsmenge,Nutzungseinheit,Nicht gerundete Kosten (€),Kosten (€)';
  const charge = (service: string, cost: string): string =>
    `Konto,01A2B3-C4D5E6-F70819,Shop,shop-1,org,${service},6F81-5844-456A,Kern,2E27-4F75-95CD,,Nutzung,2026-01-05,2026-01-06,2,Stunde,${cost},9`;
  const footer = (what: string, cost: string): string => `,,,,,,,,,,${what},,,,,${cost},30`;

  it('is known by its ids, and its footers are left out', async () => {
    const { result, facts } = await readTable(
      [
        'Rechnungsnummer,17',
        'Währung,EUR',
        '',
        names,
        charge('Compute', '10.125'),
        charge('SQL', '20.0625'),
        footer('Rundungsfehler', '-0.1875'),
        footer('Gesamt', '30.1875'),
      ].join('\n'),
    );
    expect(result).toMatchObject({ profile: 'gcp-cost-table', rows: 2, accepted: 2, rejected: 0 });
    expect(result.controlTotals).toEqual({ EUR: 30_187_500n });
    expect(sums(facts, ({ series }) => `${series.account} ${series.service}`)).toEqual({
      'shop-1 Compute': 10_125_000n,
      'shop-1 SQL': 20_062_500n,
    });
  });
});

describe('Cost Explorer by other dimensions than service', () => {
  const table = (dimension: string, names: readonly string[]): string =>
    [
      [dimension, ...names.map((name) => `${name}($)`), 'Total costs($)'],
      [`${dimension} total`, '3', '5', '8'],
      ['2025-02-01', '1', '2', '3'],
      ['2025-02-02', '2', '3', '5'],
    ]
      .map((record) => record.map((cell) => `"${cell}"`).join(','))
      .join('\n');

  it.each([
    ['Region', ['eu-west-1', 'us-east-1'], 'region'],
    ['Usage type', ['USE1-BoxUsage:t3.micro', 'EUW1-EBS:VolumeUsage'], 'sku'],
    ['Charge type', ['Usage', 'Tax'], 'chargeCategory'],
  ] as const)('%s is not taken for a service', async (dimension, names, field) => {
    const { facts } = await readTable(table(dimension, names));
    expect(sums(facts, ({ series }) => series[field])).toEqual({
      [names[0]]: 3n * MILLION,
      [names[1]]: 5n * MILLION,
    });
  });

  it('a tag key becomes a tag, and what has none stays without', async () => {
    const { facts } = await readTable(table('team', ['web', 'No tag key: team']));
    expect(sums(facts, ({ series }) => series.tags['team'] ?? '')).toEqual({
      web: 3n * MILLION,
      '': 5n * MILLION,
    });
  });
});

describe('provider exports', () => {
  it('CUR 2.0 keys of its tag map lose the word user', async () => {
    const { facts } = await readTable(
      [
        'line_item_usage_start_date,line_item_unblended_cost,line_item_product_code,line_item_currency_code,resource_tags',
        `2025-01-01 00:00:00.000,1.5,AmazonEC2,USD,"{""user_team"":""web"",""aws_created_by"":""x""}"`,
      ].join('\n'),
    );
    expect(facts[0]?.series.tags['team']).toBe('web');
  });

  it('Azure headers with the English name in full-width brackets are Azure', async () => {
    const { result } = await readTable(
      [
        '計量カテゴリ（MeterCategory）,日付（Date）,コスト（CostInBillingCurrency）,通貨（BillingCurrencyCode）,サブスクリプション（SubscriptionId）,計量 ID（MeterId）',
        'Storage,2025-01-01,2.5,JPY,s-1,m-1',
      ].join('\n'),
    );
    expect(result).toMatchObject({ profile: 'azure', controlTotals: { JPY: 2_500_000n } });
  });

  it.each([
    'resourceTags/user:Team',
    'resource_tags_user_team',
    'resourceTags.user:team',
    'Resource Tags User Team',
  ])('CUR tag column %s is the tag team', async (name) => {
    const { facts } = await readTable(
      `lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/CurrencyCode,${name}\n2025-01-01T00:00:00Z,1.5,USD,web\n`,
    );
    expect(facts[0]?.series.tags).toEqual({ team: 'web' });
  });

  it.each([1_743_465_600, 1_743_465_600_000])('FOCUS periods written as %d are days', async (start) => {
    const { result } = await readTable(
      [
        'BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ServiceName',
        `1.5,1.5,USD,${start},${start},Compute`,
      ].join('\n'),
    );
    expect(result).toMatchObject({ profile: 'focus', firstDay: '2025-04-01', billingMonths: ['2025-04'] });
  });

  it('does not ask for the order of days in a period that is not used', async () => {
    const { result } = await readTable(
      [
        'servicePeriodStartDate,servicePeriodEndDate,date,meterCategory,subscriptionId,meterId,costInBillingCurrency,billingCurrency',
        '02/01/2021,02/01/2021,02/02/2021,Storage,s-1,m-1,0.012,USD',
      ].join('\n'),
    );
    expect(result).toMatchObject({ profile: 'azure', firstDay: '2021-02-02' });
  });

  it.each(['effective_list_cost', 'estimated_cost_usd', 'total_usd'])(
    'Databricks cost named %s is found',
    async (name) => {
      const { result } = await readTable(
        `workspace_id,sku_name,usage_date,usage_unit,usage_quantity,list_price,${name}\nw,JOBS,2025-01-01,DBU,3,0.5,1.5\n`,
      );
      expect(result).toMatchObject({ profile: 'databricks', accepted: 1 });
      expect(Object.values(result.controlTotals)).toEqual([1_500_000n]);
    },
  );

  it('OpenAI days as seconds since 1970 are days', async () => {
    const { result } = await readTable(
      'start_time,end_time,amount_value,amount_currency\n1756684800,1756771200,0.25,usd\n',
    );
    expect(result).toMatchObject({ profile: 'openai', firstDay: '2025-09-01' });
  });
});

describe('an old Azure statement', () => {
  it('has its meter categories as services', async () => {
    const { facts } = await readTable(
      [
        'Billing Period,Meter Category,Meter Name,Currency,Value',
        '201807(7/1/2018 - 7/31/2018),Virtual Machines,Compute Hours,USD,10',
        '201807(7/1/2018 - 7/31/2018),Storage,Data,USD,2.5',
      ].join('\n'),
    );
    expect(facts.map(({ series }) => series.service).sort()).toEqual(['Storage', 'Virtual Machines']);
  });
});
