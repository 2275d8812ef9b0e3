import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toMicros, NO_CURRENCY } from '#shared/domain/money.ts';
import { ImportError } from '#main/importers/types.ts';
import { readFiles } from '../../support/read-table.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/exports');
const SHARED = join(import.meta.dirname, '../../../../shared/data/exports');

/** File, profile, rows, exact totals by currency (gross of credits), first and last day. */
const SAMPLES: readonly (readonly [
  string,
  string,
  number,
  Readonly<Record<string, string>>,
  string,
  string,
])[] = [
  ['focus-1.0-sample-1000.csv', 'focus', 1000, { USD: '20.52022672899' }, '2024-09-01', '2024-09-30'],
  ['focus-1.1-4rows.csv', 'focus', 4, { USD: '20' }, '2026-05-01', '2026-06-02'],
  ['focus-1.2-aws-bom.csv.gz', 'focus', 42, { USD: '32.7663' }, '2026-05-01', '2026-05-07'],
  [
    'focus-1.2-multicurrency.csv',
    'focus',
    4,
    { EUR: '3.123456789012345679', USD: '30.987654321098765434' },
    '2026-05-01',
    '2026-05-02',
  ],
  ['focus-1.3-hazard-quoted-newline.csv.gz', 'focus', 2, { USD: '14.8' }, '2026-05-01', '2026-06-01'],
  ['focus-1.2-virtual-currency-bom.csv', 'focus', 3, { USD: '0' }, '2025-04-01', '2025-04-01'],
  ['aws-cur-legacy-2023-11.csv', 'aws-cur', 1281, { USD: '1.6823086974' }, '2023-11-01', '2023-11-14'],
  [
    'azure-ea-actual-2023-09-bom-mdy.csv',
    'azure',
    11,
    { USD: '8.5450077867419368' },
    '2023-09-04',
    '2023-09-21',
  ],
  ['azure-ea-v2-cad-mdy.csv', 'azure', 27, { CAD: '1.26136926505726' }, '2023-09-02', '2023-09-02'],
  ['azure-payg-2019-bom.csv', 'azure', 3, { USD: '0.00011016' }, '2019-07-28', '2019-07-29'],
  [
    'azure-mixed-template-lowercase.csv',
    'azure',
    87,
    { [NO_CURRENCY]: '16.393506212224391' },
    '2021-02-01',
    '2021-02-02',
  ],
  ['azure-german-headers.csv', 'azure', 1, { USD: '0.075' }, '2021-02-02', '2021-02-02'],
  ['gcp-bigquery-2020-11-credits.csv', 'gcp-bigquery', 25, { USD: '0.000032' }, '2020-11-08', '2020-11-11'],
  ['gcp-cost-table-preamble-gross.csv', 'gcp-cost-table', 3, { USD: '1509.995' }, '2026-05-30', '2026-06-01'],
  ['oci-cost-report-2023-11.csv', 'oci', 506, { USD: '2.523589325400648027' }, '2023-11-13', '2023-11-13'],
  ['ledger-datev-extf-cp1252.csv', 'datev', 2, { EUR: '5925.05' }, '2018-02-21', '2018-02-22'],
];

/** A decimal rounded half away from zero to micros, by text alone. */
function microsOf(decimal: string): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const digits = fraction.padEnd(7, '0');
  const micros = BigInt(whole) * 1_000_000n + BigInt(digits.slice(0, 6)) + (digits[6]! >= '5' ? 1n : 0n);
  return negative ? -micros : micros;
}

function grossOf(result: Awaited<ReturnType<typeof readFiles>>['result']): Record<string, bigint> {
  return Object.fromEntries(
    Object.entries(result.controlTotals).map(([currency, total]) => [
      currency,
      total - (result.creditTotals[currency] ?? 0n),
    ]),
  );
}

describe('sample exports', () => {
  it.each(SAMPLES)(
    'reads %s to its true rows, days and totals',
    async (file, profile, rows, totals, firstDay, lastDay) => {
      const { result, facts, rejected } = await readFiles([join(FIXTURES, file)]);
      expect(result).toMatchObject({
        profile,
        rows,
        accepted: rows,
        rejected: 0,
        skipped: 0,
        firstDay,
        lastDay,
      });
      expect(grossOf(result)).toEqual(
        Object.fromEntries(Object.entries(totals).map(([code, exact]) => [code, microsOf(exact)])),
      );
      expect(rejected).toEqual([]);
      for (const [currency, total] of Object.entries(result.controlTotals)) {
        const own = facts.filter(({ series }) => series.currency === currency);
        expect(own.reduce((sum, { billed }) => sum + billed, 0n)).toBe(total);
        expect(own.reduce((sum, { effective }) => sum + effective, 0n)).toBe(
          result.effectiveTotals[currency],
        );
      }
    },
  );

  it('makes Credit facts of a credits column, so that gross and net are both visible', async () => {
    const { result, facts } = await readFiles([join(FIXTURES, 'gcp-bigquery-2020-11-credits.csv')]);
    expect(result.creditTotals).toEqual({ USD: toMicros(-32n) });
    expect(result.controlTotals).toEqual({ USD: toMicros(0n) });
    const credits = facts.filter(({ series }) => series.chargeCategory === 'Credit');
    expect(credits.reduce((sum, { billed }) => sum + billed, 0n)).toBe(-32n);
  });

  it('keeps billed and effective cost apart', async () => {
    const { result } = await readFiles([join(FIXTURES, 'focus-1.2-virtual-currency-bom.csv')]);
    expect(result.controlTotals).toEqual({ USD: toMicros(0n) });
    expect(result.effectiveTotals).toEqual({ USD: toMicros(495_000_000n) });
  });

  it('reports padded records and summary records that were left out', async () => {
    const padded = await readFiles([join(FIXTURES, 'azure-mixed-template-lowercase.csv')]);
    expect(padded.result.warnings.join(' ')).toContain('87 records');
    const table = await readFiles([join(FIXTURES, 'gcp-cost-table-preamble-gross.csv')]);
    expect(table.result.warnings.filter((warning) => warning.includes('left out'))).toHaveLength(2);
  });
});

describe.runIf(existsSync(SHARED))('all sample exports beside the repository', () => {
  interface Truth {
    readonly good_rows?: number;
    readonly data_rows: number;
    readonly total_micros_of_exact?: Readonly<Record<string, number>>;
    readonly first_day?: string;
    readonly last_day?: string;
  }
  const truth: Readonly<Record<string, Truth>> = existsSync(SHARED)
    ? (JSON.parse(readFileSync(join(SHARED, 'truth.json'), 'utf8')) as Record<string, Truth>)
    : {};
  const readable = Object.keys(truth).filter(
    (file) => truth[file]?.first_day !== undefined && !/^budget-|datev/.test(file),
  );

  it.each(readable)('%s equals its truth', async (file) => {
    const expected = truth[file]!;
    const { result } = await readFiles([join(SHARED, file)]);
    expect(result.rows).toBe(expected.data_rows);
    expect(result).toMatchObject({ rejected: 0, firstDay: expected.first_day, lastDay: expected.last_day });
    const named = Object.entries(expected.total_micros_of_exact ?? {}).map(([currency, micros]) => [
      currency.startsWith('(') ? NO_CURRENCY : currency,
      BigInt(micros),
    ]);
    expect(grossOf(result)).toEqual(Object.fromEntries(named));
  });

  it.each([
    ['ledger-eu-wide-months-euro.csv', 'choice_needed', '--year'],
    ['ledger-mexico-latin1-300.csv', 'choice_needed', '--date'],
    ['budget-department-month.csv', 'budget_table', ''],
    ['budget-australia-2015-wide-years.csv.gz', 'budget_table', ''],
  ])('%s is refused as %s', async (file, code, option) => {
    const failure = await readFiles([join(SHARED, file)]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ImportError);
    expect(failure).toMatchObject({ code });
    expect((failure as ImportError).choices[0]?.option ?? '').toBe(option);
  });

  it('reads months without a year once the year is said', async () => {
    const { result } = await readFiles([join(SHARED, 'ledger-eu-wide-months-euro.csv')], {
      map: { year: '2025' },
    });
    expect(result.controlTotals).toEqual({ EUR: toMicros(1_797_882_860_000n) });
    expect(result).toMatchObject({ rows: 1, firstDay: '2025-01-01', lastDay: '2025-12-01' });
  });
});
