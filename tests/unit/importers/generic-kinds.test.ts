import { describe, expect, it } from 'vitest';
import { NO_CURRENCY } from '#shared/domain/money.ts';
import { ImportError } from '#main/importers/types.ts';
import { readTable } from '../../support/read-table.ts';
import { MILLION, sums } from './billed.ts';

describe('tables of no provider', () => {
  it('takes a column of nothing but currency codes for the currency, whatever its name', async () => {
    const { result } = await readTable('Date,Service,Amount,Unit\n2025-01-01,A,5,USD\n2025-01-02,B,6,EUR\n');
    expect(result.controlTotals).toEqual({ USD: 5n * MILLION, EUR: 6n * MILLION });
  });

  it('reads a dash beside debit or credit as no amount', async () => {
    const { result } = await readTable(
      'Date,Text,Debit,Credit\n2025-01-01,A,"1,200.00",-\n2025-01-02,B,-,200.50\n2025-01-03,C, $ - ,–\n',
    );
    expect(result).toMatchObject({ accepted: 2, skipped: 1, controlTotals: { [NO_CURRENCY]: 999_500_000n } });
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
    expect(invoice.result.controlTotals).toEqual({ [NO_CURRENCY]: 7n * MILLION });
    await expect(readTable('Item,Date,Quantity,Price\nServer,2025-01-01,2,3.5\n')).rejects.toThrow(
      ImportError,
    );
  });

  it('keeps the services of a table that has their total beside them', async () => {
    const { result, facts } = await readTable(
      'Date,Compute,Storage,Total\n2025-01-01,1.25,2,3.25\n2025-01-02,3,,3\n',
    );
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 6_250_000n });
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
    expect(result).toMatchObject({
      firstDay: day,
      lastDay: day,
      controlTotals: { [NO_CURRENCY]: 1_500_000n },
    });
  });

  it('does not take an amount such as 8751.03 for a month', async () => {
    const { result } = await readTable(
      'Week starting,Service,Cost\n2025-02-03,A,8751.03\n2025-02-10,B,12.2530\n',
    );
    expect(result).toMatchObject({ rows: 2, controlTotals: { [NO_CURRENCY]: 8_763_283_000n } });
  });

  it('reads 1.234 beside 31.12.2025 as a thousand, and asks where nothing tells', async () => {
    const dotted = await readTable('Datum;Leistung;Betrag\n31.12.2025;A;1.234\n30.12.2025;B;56.789\n');
    expect(dotted.result.controlTotals).toEqual({ [NO_CURRENCY]: 58_023n * MILLION });
    await expect(readTable('Date;Service;Amount\n2025-12-31;A;1.234\n')).rejects.toMatchObject({
      code: 'choice_needed',
      choices: [{ option: '--decimal' }],
    });
    const plain = await readTable('Date;Service;Amount\n2025-12-31;A;1.234\n2025-12-30;B;0.5\n');
    expect(plain.result.controlTotals).toEqual({ [NO_CURRENCY]: 1_734_000n });
  });

  it.each(['I alt', 'Σύνολο', 'Разом', 'الإجمالي', 'Zzz'])(
    'does not add “%s” to what it is the sum of',
    async (word) => {
      const long = await readTable(`Date,Service,Cost\n2025-01-01,A,1.5\n2025-01-02,B,2\n,${word},3.5\n`);
      expect(long.result).toMatchObject({
        rows: 2,
        rejected: 0,
        controlTotals: { [NO_CURRENCY]: 3_500_000n },
      });
      const inDay = await readTable(`Date,Service,Cost\n2025-01-01,A,1.5\n2025-01-02,B,2\n${word},,3.5\n`);
      expect(inDay.result).toMatchObject({
        rows: 2,
        rejected: 0,
        controlTotals: { [NO_CURRENCY]: 3_500_000n },
      });
      const wide = await readTable(`Service,2025-01,2025-02\nA,1.5,2\nB,0.5,\n${word},2,2\n`);
      expect(wide.result).toMatchObject({ rows: 2, controlTotals: { [NO_CURRENCY]: 4n * MILLION } });
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
    expect(result).toMatchObject({ rows: 3, rejected: 1, controlTotals: { [NO_CURRENCY]: 3_500_000n } });
  });

  it.each(['I alt', 'Insgesamt', 'Gesamtergebnis'])(
    'says that the total “%s” is not the sum of its records',
    async (word) => {
      const { result } = await readTable(
        `Date,Service,Cost\n2025-01-01,A,1.5\n2025-01-02,B,2\n${word},,3.4\n`,
      );
      expect(result).toMatchObject({ rows: 2, rejected: 0, controlTotals: { [NO_CURRENCY]: 3_500_000n } });
      expect(result.warnings.join()).toContain('3.4');
    },
  );

  it.each(['Actual', 'Netto', 'Amt.', 'Ist'])('takes %s for the amount', async (name) => {
    const { result } = await readTable(`Month,Department,${name}\n2025-03,IT,2137.02\n2025-04,HR,1.5\n`);
    expect(result).toMatchObject({ rows: 2, controlTotals: { [NO_CURRENCY]: 2_138_520_000n } });
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
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 1_500_000n });
  });

  it.each([
    ['A,B,C,Date\n2025,3,9,2024-01-01\n', { year: 'A', month: 'B', amount: 'C' }, '2025-03-01'],
    ['A,B,D,C\n2025,3,17,9\n', { year: 'A', month: 'B', dayOfMonth: 'D', amount: 'C' }, '2025-03-17'],
    ['A,B,C\n2025,10,9\n', { year: 'A', week: 'B', amount: 'C' }, '2025-03-03'],
    ['A,C,Date\n2025-03,9,2024-01-01\n', { month: 'A', amount: 'C' }, '2025-03-01'],
  ] as const)('reads the day of %j in the parts the user names', async (text, map, day) => {
    const { facts } = await readTable(text, { map });
    expect(facts.map((fact) => [fact.day, fact.billed])).toEqual([[day, 9n * MILLION]]);
  });

  it('reads the period and the amount with tax the user names', async () => {
    // From the first of a month to the first of the next: that tells which of the two numbers is the month.
    const { result } = await readTable('Day,A,B,C\n01/02/2025,01/02/2025,01/03/2025,9\n', {
      map: { periodStart: 'A', periodEnd: 'B', gross: 'C' },
    });
    expect(result).toMatchObject({
      lastDay: '2025-02-01',
      controlTotals: { [NO_CURRENCY]: 9n * MILLION },
    });
  });

  it.each([
    ['Date,Amount,Total incl. tax\n2025-01-01,9,10\n', NO_CURRENCY],
    ['Date,Amount in local currency,Total incl. tax,Local currency\n2025-01-01,9,10,EUR\n', 'EUR'],
  ])('takes the amount with tax of %j where the user names it beside one without', async (text, currency) => {
    const { result } = await readTable(text, { map: { gross: 'Total incl. tax' } });
    expect(result.controlTotals).toEqual({ [currency]: 10n * MILLION });
  });

  it('reads the year beside months across that the user names', async () => {
    const { facts } = await readTable(
      'A,Service,Jan,Feb,Mar,Apr\n2024,EC2,1,2,3,4\n2025,EC2,5,6,7,8\n2025,S3,9,1,2,3\n',
      { map: { year: 'A' } },
    );
    expect(new Set(facts.map(({ day }) => day.slice(0, 7))).size).toBe(8);
  });

  it('reads months across below a record of years', async () => {
    const { result } = await readTable(
      ',2024,,,2025,,\nService,Jan,Feb,Mar,Jan,Feb,Mar\nA,1,2,3,4,5,6\nB,1,1,1,1,1,1.5\n',
    );
    expect(result).toMatchObject({ rows: 2, firstDay: '2024-01-01', lastDay: '2025-03-01' });
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 27_500_000n });
  });

  it('takes the cost of a day before one that adds up', async () => {
    const { result } = await readTable(
      'Date,Cumulative cost,Service,Daily cost\n2025-01-01,5,A,1.5\n2025-01-02,7,A,2\n',
    );
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 3_500_000n });
  });

  it('reads months across beside a label without a name', async () => {
    const { result } = await readTable(',2025-01,2025-02\nHosting,1.5,2\nSupport,,3\n');
    expect(result).toMatchObject({ accepted: 2, firstDay: '2025-01-01', lastDay: '2025-02-01' });
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 6_500_000n });
  });

  it.each([
    'Ημερομηνία,Περιγραφή,Ποσό',
    'Дата,Опис,Сума',
    'Päivämäärä,Selite,Summa',
    'التاريخ,الوصف,المبلغ',
    'תאריך,תיאור,סכום',
  ])('knows day, text and amount of %s', async (names) => {
    const { result, facts } = await readTable(`${names}\n2025-01-01,Hosting,2.5\n`);
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 2_500_000n });
    expect(facts[0]?.series.service).toBe('Hosting');
  });

  it('leaves out a column that is the sum of the others, in whatever words', async () => {
    const { result, facts } = await readTable(
      'Date,Compute,Storage,I alt\n2025-01-01,1.25,2,3.25\n2025-01-02,3,,3\n2025-01-03,1,1,2\n',
    );
    expect(result.controlTotals).toEqual({ [NO_CURRENCY]: 8_250_000n });
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
