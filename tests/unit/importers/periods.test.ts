import { describe, expect, it } from 'vitest';
import { readDay } from '#main/importers/dates.ts';
import { readTable } from '../../support/read-table.ts';
import { MILLION, sums, withoutCurrency } from './billed.ts';

describe('periods of ledgers', () => {
  it('are months, written with three digits too', async () => {
    const { facts } = await readTable(
      'Fiscal Year,Posting Period,Account,Amount\n2026,001,a,10\n2026,012,b,20\n2026,003,c,30\n',
    );
    expect(sums(facts, ({ day }) => day)).toEqual({
      '2026-01-01': 10n * MILLION,
      '2026-03-01': 30n * MILLION,
      '2026-12-01': 20n * MILLION,
    });
  });

  it('beyond the twelfth are no month', async () => {
    const { result } = await readTable('Year,Period,Account,Amount\n2026,12,a,10\n2026,13,b,20\n');
    expect(result.controlTotals).toEqual(withoutCurrency(10));
    expect(result.rejections).toMatchObject([{ row: 2, reason: '“2026 13” is not a day' }]);
  });

  it('stand before their year', () => {
    expect(readDay('003/2026', undefined)).toEqual({ year: 2026, month: 3, day: 1 });
  });

  it.each(['5. ledna 2026', '5. tammikuuta 2026', '5. Januar 2026'])('%s is 5 January', (text) => {
    expect(readDay(text, undefined)).toEqual({ year: 2026, month: 1, day: 5 });
  });
});

describe('periods across', () => {
  it.each([
    ['P01', 'P02', 'P12'],
    ['1月', '2月', '12月'],
    ['Jan', 'Feb', 'Dec'],
  ])('%s and so on are months of the year that the user says', async (...names) => {
    const { facts } = await readTable(`Account,Code,${names.join()}\nHosting,a1,1,2,3\nSupport,a2,4,5,6\n`, {
      map: { year: '2026' },
    });
    expect(sums(facts, ({ day }) => day)).toEqual({
      '2026-01-01': 5n * MILLION,
      '2026-02-01': 7n * MILLION,
      '2026-12-01': 9n * MILLION,
    });
  });

  it('may have the word cost before a month and its year', async () => {
    const { result } = await readTable('Service,Cost Jan 2026,Cost Feb 2026\na,1,2\nb,3,4\n');
    expect(result).toMatchObject({ firstDay: '2026-01-01', lastDay: '2026-02-01' });
  });

  it('leave out what stands among them and is none, and say so', async () => {
    const { result } = await readTable('Service,Jan 26,Feb 26,Mar 26,Q1,Apr 26\na,1,2,3,6,4\nb,1,2,3,6,4\n');
    expect(result.controlTotals).toEqual(withoutCurrency(20));
    expect(result.warnings.join()).toContain('“Q1”');
  });
});

describe('weeks', () => {
  it.each([
    ['2026-W05', '2026-W06'],
    ['KW 05/2026', 'KW 06/2026'],
    ['Week of 2026-01-26', 'Week of 2026-02-02'],
    ['Woche ab 26.01.2026', 'Woche ab 02.02.2026'],
    ['w/c 26/01/2026', 'w/c 02/02/2026'],
    ['Week ending 2026-02-01', 'Week ending 2026-02-08'],
  ])('%s and %s across begin on their Mondays', async (first, second) => {
    const { facts } = await readTable(`Service;${first};${second}\na;1;2\nb;3;4\n`);
    expect(sums(facts, ({ day }) => day)).toEqual({
      '2026-01-26': 4n * MILLION,
      '2026-02-02': 6n * MILLION,
    });
  });

  it('may have a column of their own beside their year', async () => {
    const { result } = await readTable('Year,Week,Service,Cost\n2026,5,a,1\n2026,06,b,2\n');
    expect(result).toMatchObject({ firstDay: '2026-01-26', lastDay: '2026-02-02' });
  });

  it('that a year does not have are no days', () => {
    expect(readDay('2025-W53', undefined)).toBe('unreadable');
    expect(readDay('2026-W53', undefined)).toEqual({ year: 2026, month: 12, day: 28 });
  });
});

describe('years of Japanese eras', () => {
  it.each([
    ['令和8年1月5日', 2026, 1, 5],
    ['平成31年4月30日', 2019, 4, 30],
    ['令和元年5月1日', 2019, 5, 1],
    ['R8.1.5', 2026, 1, 5],
    ['R08/02', 2026, 2, 1],
    ['令和8年2月', 2026, 2, 1],
  ])('%s is the day of a common year', (text, year, month, day) => {
    expect(readDay(text, undefined)).toEqual({ year, month, day });
  });
});

describe('firsts of months across', () => {
  const table = (names: readonly string[]): string =>
    `Service,${names.join()}\na,${names.map(() => '1').join()}\n`;
  const months = Array.from({ length: 12 }, (_, index) => index + 1);

  it('are months where there are twelve, whichever of their numbers is the month', async () => {
    for (const names of [
      months.map((month) => `${month}/1/2026`),
      months.map((month) => `01/${month}/2026`),
    ]) {
      const { result } = await readTable(table(names));
      expect(result).toMatchObject({ firstDay: '2026-01-01', lastDay: '2026-12-01' });
    }
  });

  it('are asked about where they could be the first days of a month', async () => {
    await expect(readTable(table(['1/1/2026', '2/1/2026', '3/1/2026']))).rejects.toMatchObject({
      code: 'choice_needed',
    });
  });
});

describe('periods of years', () => {
  it.each([
    ['2026 P01', '2026 P02'],
    ['P01/2026', 'P02/2026'],
  ])('%s are months of them', async (...names) => {
    const { result } = await readTable(`Service,${names.join()}\na,1,2\nb,3,4\n`);
    expect(result).toMatchObject({ firstDay: '2026-01-01', lastDay: '2026-02-01' });
  });

  it('that are fiscal are in months that the table does not say', async () => {
    await expect(readTable('Service,FY26 P01,FY26 P02\na,1,2\nb,3,4\n')).rejects.toThrow(
      'periods of fiscal years across, such as “FY26 P01”',
    );
  });

  it('beyond the twelfth are left out, and told of', async () => {
    const { result } = await readTable('Account,P01,P02,P12,P13\na,1,2,3,4\n', { map: { year: '2026' } });
    expect(result.controlTotals).toEqual(withoutCurrency(6));
    expect(result.warnings.join()).toContain('“P13”');
  });
});

describe('sides of a statement', () => {
  it('are Af and Bij in Dutch', async () => {
    const { result } = await readTable(
      'Datum;Naam;Af Bij;Bedrag (EUR)\n20260105;a;Af;100,00\n20260113;b;Bij;30,00\n',
    );
    expect(result.controlTotals).toEqual({ EUR: 70n * MILLION });
  });
});
