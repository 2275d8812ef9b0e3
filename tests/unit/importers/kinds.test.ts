import { describe, expect, it } from 'vitest';
import { ImportError } from '#main/importers/types.ts';
import { readTable } from '../../support/read-table.ts';

const MILLION = 1_000_000n;

/** Billed micros by what a fact is called. */
function sums(
  facts: Awaited<ReturnType<typeof readTable>>['facts'],
  nameOf: (fact: (typeof facts)[number]) => string,
): Record<string, bigint> {
  const found: Record<string, bigint> = {};
  for (const fact of facts) found[nameOf(fact)] = (found[nameOf(fact)] ?? 0n) + fact.billed;
  return found;
}

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

describe('tables of no provider', () => {
  it('takes a column of nothing but currency codes for the currency, whatever its name', async () => {
    const { result } = await readTable('Date,Service,Amount,Unit\n2025-01-01,A,5,USD\n2025-01-02,B,6,EUR\n');
    expect(result.controlTotals).toEqual({ USD: 5n * MILLION, EUR: 6n * MILLION });
  });

  it('reads a dash beside debit or credit as no amount', async () => {
    const { result } = await readTable(
      'Date,Text,Debit,Credit\n2025-01-01,A,"1,200.00",-\n2025-01-02,B,-,200.50\n2025-01-03,C, $ - ,–\n',
    );
    expect(result).toMatchObject({ accepted: 2, skipped: 1, controlTotals: { XXX: 999_500_000n } });
  });

  it('reads the day numbers of a spreadsheet, and says so', async () => {
    // 45,658 days after 1899-12-30 is 2025-01-01.
    const { result } = await readTable('Date,Service,Cost\n45658,A,1\n45689.75,B,2\n');
    expect(result).toMatchObject({ firstDay: '2025-01-01', lastDay: '2025-02-01' });
    expect(result.warnings.join()).toContain('45658 is read as 2025-01-01');
  });

  it('takes a price for the amount where no column says cost and it is not the price of one', async () => {
    const invoice = await readTable(
      'Description,Start date,Quantity,Unit price,Price\nServer,2025-01-01,2,3.5,7\n',
    );
    expect(invoice.result.controlTotals).toEqual({ XXX: 7n * MILLION });
    await expect(readTable('Item,Date,Quantity,Price\nServer,2025-01-01,2,3.5\n')).rejects.toThrow(
      ImportError,
    );
  });

  it('keeps the services of a table that has their total beside them', async () => {
    const { result, facts } = await readTable(
      'Date,Compute,Storage,Total\n2025-01-01,1.25,2,3.25\n2025-01-02,3,,3\n',
    );
    expect(result.controlTotals).toEqual({ XXX: 6_250_000n });
    expect(sums(facts, ({ series }) => series.service)).toEqual({
      Compute: 4_250_000n,
      Storage: 2n * MILLION,
    });
  });

  it.each([
    ['2025-02-03 - 2025-02-09', '2025-02-03'],
    ['03.02.2025 bis 09.02.2025', '2025-02-03'],
    ['2/17/2025 to 2/23/2025', '2025-02-17'],
    ['2025-02-03T00:00:00Z/2025-02-04T00:00:00Z', '2025-02-03'],
  ])('takes the period %s for its first day', async (period, day) => {
    const { result } = await readTable(`Period;Service;Cost\n${period};A;1.5\n`);
    expect(result).toMatchObject({ firstDay: day, lastDay: day, controlTotals: { XXX: 1_500_000n } });
  });

  it('does not take an amount such as 8751.03 for a month', async () => {
    const { result } = await readTable(
      'Week starting,Service,Cost\n2025-02-03,A,8751.03\n2025-02-10,B,12.2530\n',
    );
    expect(result).toMatchObject({ rows: 2, controlTotals: { XXX: 8_763_283_000n } });
  });

  it('reads 1.234 beside 31.12.2025 as a thousand, and asks where nothing tells', async () => {
    const dotted = await readTable('Datum;Leistung;Betrag\n31.12.2025;A;1.234\n30.12.2025;B;56.789\n');
    expect(dotted.result.controlTotals).toEqual({ XXX: 58_023n * MILLION });
    await expect(readTable('Date;Service;Amount\n2025-12-31;A;1.234\n')).rejects.toMatchObject({
      code: 'choice_needed',
      choices: [{ option: '--decimal' }],
    });
    const plain = await readTable('Date;Service;Amount\n2025-12-31;A;1.234\n2025-12-30;B;0.5\n');
    expect(plain.result.controlTotals).toEqual({ XXX: 1_734_000n });
  });

  it.each(['I alt', 'Σύνολο', 'Разом', 'الإجمالي', 'Zzz'])(
    'does not add “%s” to what it is the sum of',
    async (word) => {
      const long = await readTable(`Date,Service,Cost\n2025-01-01,A,1.5\n2025-01-02,B,2\n,${word},3.5\n`);
      expect(long.result).toMatchObject({ rows: 2, rejected: 0, controlTotals: { XXX: 3_500_000n } });
      const inDay = await readTable(`Date,Service,Cost\n2025-01-01,A,1.5\n2025-01-02,B,2\n${word},,3.5\n`);
      expect(inDay.result).toMatchObject({ rows: 2, rejected: 0, controlTotals: { XXX: 3_500_000n } });
      const wide = await readTable(`Service,2025-01,2025-02\nA,1.5,2\nB,0.5,\n${word},2,2\n`);
      expect(wide.result).toMatchObject({ rows: 2, controlTotals: { XXX: 4n * MILLION } });
    },
  );

  it('rejects a record without a day that is no sum', async () => {
    const { result } = await readTable('Date,Service,Cost\n2025-01-01,A,1.5\n2025-01-02,B,2\n,Zzz,3.4\n');
    expect(result).toMatchObject({ rows: 3, rejected: 1 });
  });

  it.each(['Zzz', '2025-02-30'])('rejects “%s” for a day of what is no sum, or no word', async (day) => {
    const cost = day === 'Zzz' ? '3.4' : '3.5';
    const { result } = await readTable(
      `Date,Service,Cost\n2025-01-01,A,1.5\n2025-01-02,B,2\n${day},,${cost}\n`,
    );
    expect(result).toMatchObject({ rows: 3, rejected: 1, controlTotals: { XXX: 3_500_000n } });
  });

  it.each(['I alt', 'Insgesamt', 'Gesamtergebnis'])(
    'says that the total “%s” is not the sum of its records',
    async (word) => {
      const { result } = await readTable(
        `Date,Service,Cost\n2025-01-01,A,1.5\n2025-01-02,B,2\n${word},,3.4\n`,
      );
      expect(result).toMatchObject({ rows: 2, rejected: 0, controlTotals: { XXX: 3_500_000n } });
      expect(result.warnings.join()).toContain('3.4');
    },
  );

  it.each(['Actual', 'Netto', 'Amt.', 'Ist'])('takes %s for the amount', async (name) => {
    const { result } = await readTable(`Month,Department,${name}\n2025-03,IT,2137.02\n2025-04,HR,1.5\n`);
    expect(result).toMatchObject({ rows: 2, controlTotals: { XXX: 2_138_520_000n } });
  });

  it.each([
    ['Entered Debits', 'Entered Credits'],
    ['Withdrawal Amt.', 'Deposit Amt.'],
    ['Debit (EUR)', 'Credit (EUR)'],
  ])('takes %s less %s', async (debit, credit) => {
    const { result } = await readTable(`Date,Text,${debit},${credit}\n2025-03-01,A,5,\n2025-03-02,B,,2\n`);
    expect(Object.values(result.controlTotals)).toEqual([3n * MILLION]);
  });

  it('takes a file that ends in its only é for Latin-1, and one that ends within what UTF-8 begins for a cut one', async () => {
    const ending = (last: string) =>
      Buffer.from(`Date,Cost,Service\n2025-01-01,4,Web\n2025-01-01,5,Caf${last}`, 'latin1');
    const western = await readTable(ending('é'));
    expect(western.facts.map(({ series }) => series.service)).toEqual(['Café', 'Web']);
    const cut = await readTable(ending('Ã'));
    expect(cut.result).toMatchObject({ encoding: 'utf-8', accepted: 1, rejected: 1 });
  });

  it('asks for the encoding of bytes that no Western text has', async () => {
    // 0x83 0x54 0x81 0x5B is サー in Shift JIS; 0x81 is nothing in Windows-1252.
    const bytes = Buffer.from('Date,Service,Cost\n2025-01-01,\u0083T\u0081[,5\n', 'latin1');
    await expect(readTable(bytes)).rejects.toMatchObject({ choices: [{ option: '--encoding' }] });
    const { facts } = await readTable(bytes, { encoding: 'shift_jis' });
    expect(facts[0]?.series.service).toBe('サー');
  });

  it('reads the columns the user names, whatever they are called', async () => {
    const { result } = await readTable('A,B,C,D\n2025-01-01,web,1.5,7\n', {
      map: { date: 'A', service: 'B', amount: 'C' },
    });
    expect(result.controlTotals).toEqual({ XXX: 1_500_000n });
  });

  it('reads months across below a record of years', async () => {
    const { result } = await readTable(
      ',2024,,,2025,,\nService,Jan,Feb,Mar,Jan,Feb,Mar\nA,1,2,3,4,5,6\nB,1,1,1,1,1,1.5\n',
    );
    expect(result).toMatchObject({ rows: 2, firstDay: '2024-01-01', lastDay: '2025-03-01' });
    expect(result.controlTotals).toEqual({ XXX: 27_500_000n });
  });

  it('takes the cost of a day before one that adds up', async () => {
    const { result } = await readTable(
      'Date,Cumulative cost,Service,Daily cost\n2025-01-01,5,A,1.5\n2025-01-02,7,A,2\n',
    );
    expect(result.controlTotals).toEqual({ XXX: 3_500_000n });
  });

  it('reads months across beside a label without a name', async () => {
    const { result } = await readTable(',2025-01,2025-02\nHosting,1.5,2\nSupport,,3\n');
    expect(result).toMatchObject({ accepted: 2, firstDay: '2025-01-01', lastDay: '2025-02-01' });
    expect(result.controlTotals).toEqual({ XXX: 6_500_000n });
  });

  it.each([
    'Ημερομηνία,Περιγραφή,Ποσό',
    'Дата,Опис,Сума',
    'Päivämäärä,Selite,Summa',
    'التاريخ,الوصف,المبلغ',
    'תאריך,תיאור,סכום',
  ])('knows day, text and amount of %s', async (names) => {
    const { result, facts } = await readTable(`${names}\n2025-01-01,Hosting,2.5\n`);
    expect(result.controlTotals).toEqual({ XXX: 2_500_000n });
    expect(facts[0]?.series.service).toBe('Hosting');
  });

  it('leaves out a column that is the sum of the others, in whatever words', async () => {
    const { result, facts } = await readTable(
      'Date,Compute,Storage,I alt\n2025-01-01,1.25,2,3.25\n2025-01-02,3,,3\n2025-01-03,1,1,2\n',
    );
    expect(result.controlTotals).toEqual({ XXX: 8_250_000n });
    expect(new Set(facts.map(({ series }) => series.service))).toEqual(new Set(['Compute', 'Storage']));
  });

  it('says of a table of counts that it has no money', async () => {
    const reading = readTable('start_time,end_time,input_tokens,output_tokens\n1756684800,1756771200,7,9\n');
    await expect(reading).rejects.toMatchObject({ code: 'nothing_to_import' });
    await expect(reading).rejects.toThrow('has no column of money');
  });

  it('says of Oracle’s usage report, which has no cost, that it has no money', async () => {
    const reading = readTable(
      [
        'lineItem/referenceNo,lineItem/tenantId,lineItem/intervalUsageStart,lineItem/intervalUsageEnd,product/service,product/compartmentId,usage/consumedQuantity,usage/billedQuantity,usage/consumedQuantityUnits',
        'V1,ocid1.tenancy,2023-11-13T10:00Z,2023-11-13T11:00Z,COMPUTE,ocid1.compartment,3600,1,MS',
      ].join('\n'),
    );
    await expect(reading).rejects.toMatchObject({ code: 'nothing_to_import' });
    await expect(reading).rejects.toThrow('counts usage/consumedQuantity, usage/billedQuantity and has no');
  });
});
