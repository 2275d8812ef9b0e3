import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TAG_MAPPING, dimensionValue } from '#shared/domain/cost.ts';
import { readFiles, type PlainFact } from '../../support/read-table.ts';

const GENERATOR = join(import.meta.dirname, '../../../../shared/bench/make-export.mjs');

interface Truth {
  readonly total_micros_by_currency: Readonly<Record<string, string>>;
  readonly effective_micros_by_currency: Readonly<Record<string, string>>;
  readonly month_micros: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  readonly charge_category: Readonly<Record<string, { readonly micros: number }>>;
  readonly by_service: Readonly<Record<string, { readonly micros: number }>>;
  readonly account_micros: Readonly<Record<string, number>>;
  readonly by_team_tag: Readonly<Record<string, { readonly micros: number }>>;
  readonly untagged_micros: number;
}

function sumBy(facts: readonly PlainFact[], keyOf: (fact: PlainFact) => string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const fact of facts) sums[keyOf(fact)] = (sums[keyOf(fact)] ?? 0) + Number(fact.billed);
  return sums;
}

function microsOf(table: Readonly<Record<string, { readonly micros: number }>>): Record<string, number> {
  return Object.fromEntries(Object.entries(table).map(([key, { micros }]) => [key, micros]));
}

function generate(
  format: string,
  more: readonly string[],
  check: (file: string, truth: Truth) => Promise<void>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'));
  const file = join(folder, 'export.csv');
  const truth = join(folder, 'truth.json');
  const options = [
    '--format',
    format,
    '--rows',
    '20000',
    '--days',
    '200',
    '--seed',
    '11',
    '--out',
    file,
    '--truth',
    truth,
  ];
  spawnSync(process.execPath, [GENERATOR, ...options, '--quiet', ...more]);
  return check(file, JSON.parse(readFileSync(truth, 'utf8')) as Truth).finally(() =>
    rmSync(folder, { recursive: true, force: true }),
  );
}

describe.runIf(existsSync(GENERATOR))('generated exports', () => {
  it.each([
    ['focus', ['--multi-currency']],
    ['cur', []],
  ] as const)(
    '%s reconciles with its truth by month, service, account, team and charge category',
    async (format, more) => {
      await generate(format, more, async (file, truth) => {
        const { result, facts } = await readFiles([file]);
        expect(result.rejected).toBe(0);
        const totals = Object.entries(truth.total_micros_by_currency).map(([code, micros]) => [
          code,
          BigInt(micros),
        ]);
        expect(result.controlTotals).toEqual(Object.fromEntries(totals));
        const byMonth = Object.entries(truth.month_micros).flatMap(([month, sums]) =>
          typeof sums === 'number'
            ? [[`${month} USD`, sums] as const]
            : Object.entries(sums).map(([code, micros]) => [`${month} ${code}`, micros] as const),
        );
        expect(sumBy(facts, ({ day, series }) => `${day.slice(0, 7)} ${series.currency}`)).toEqual(
          Object.fromEntries(byMonth),
        );
        expect(sumBy(facts, ({ series }) => series.account)).toEqual(truth.account_micros);
        expect(sumBy(facts, ({ series }) => series.service)).toEqual(microsOf(truth.by_service));
        if (format === 'focus')
          expect(sumBy(facts, ({ series }) => series.chargeCategory)).toEqual(
            microsOf(truth.charge_category),
          );
        const teams = sumBy(facts, ({ series }) => dimensionValue(series, 'team', DEFAULT_TAG_MAPPING));
        const expected: Record<string, number> = { '': truth.untagged_micros };
        for (const [tag, { micros }] of Object.entries(truth.by_team_tag)) {
          const team = tag.slice(tag.indexOf('=') + 1);
          expected[team] = (expected[team] ?? 0) + micros;
        }
        expect(teams).toEqual(expected);
      });
    },
  );
});
