import { describe, expect, it } from 'vitest';
import { readDay } from '#main/importers/dates.ts';
import { readTable } from '../../support/read-table.ts';
import { MILLION, sums } from './billed.ts';

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
    expect(result.controlTotals).toEqual({ XXX: 10n * MILLION });
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
    expect(result.controlTotals).toEqual({ XXX: 20n * MILLION });
    expect(result.warnings.join()).toContain('“Q1”');
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
