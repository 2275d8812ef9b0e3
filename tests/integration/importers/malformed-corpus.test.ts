import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ImportError } from '#main/importers/types.ts';
import { readFiles, type Reading } from '../../support/read-table.ts';

const CORPUS = join(import.meta.dirname, '../../../../shared/data/csv-corpus');

interface Case {
  readonly class: string;
  readonly title: string;
  readonly expect: {
    readonly outcome: 'accept' | 'accept-with-quarantine' | 'reject-file' | 'needs-user-choice';
    readonly records?: number;
    readonly accepted: number;
    readonly totals?: Readonly<Record<string, string>>;
    readonly quarantined?: readonly { readonly record: number }[];
    readonly rows?: readonly Readonly<Record<string, string>>[] | null;
  };
}

const isThere = existsSync(CORPUS);
const cases = isThere ? (JSON.parse(readFileSync(join(CORPUS, 'manifest.json'), 'utf8')) as Case[]) : [];
const files = isThere ? readdirSync(join(CORPUS, 'cases')) : [];

function microsOf(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const digits = fraction.padEnd(7, '0');
  return BigInt(whole) * 1_000_000n + BigInt(digits.slice(0, 6)) + (digits[6]! >= '5' ? 1n : 0n);
}

function outcomeOf(read: Reading | ImportError): string {
  if (read instanceof ImportError) return read.code === 'choice_needed' ? 'needs-user-choice' : 'reject-file';
  return read.result.rejected > 0 ? 'accept-with-quarantine' : 'accept';
}

describe.runIf(isThere)('the malformed corpus', () => {
  it.each(cases.map((one) => [`${one.class} ${one.title}`, one] as const))(
    '%s has its verdict',
    async (_title, one) => {
      const file = files.find((name) => name.startsWith(`${one.class}-`))!;
      const read = await readFiles([join(CORPUS, 'cases', file)]).catch((error: unknown) => {
        if (error instanceof ImportError) return error;
        throw error;
      });
      expect(outcomeOf(read)).toBe(one.expect.outcome);
      if (read instanceof ImportError) return;
      const { result, facts } = read;
      expect(result.rows).toBe(one.expect.records);
      expect(result.accepted).toBe(one.expect.accepted);
      expect(result.rows).toBe(result.accepted + result.rejected + result.skipped);
      expect(result.rejections.map(({ row }) => row)).toEqual(
        (one.expect.quarantined ?? []).map(({ record }) => record),
      );
      for (const [currency, total] of Object.entries(one.expect.totals ?? {}))
        expect(result.controlTotals[currency]).toBe(microsOf(total));
      const days = new Set((one.expect.rows ?? []).map((row) => row['date']));
      if (days.size > 0) expect(new Set(facts.map(({ day }) => day))).toEqual(days);
    },
  );
});
