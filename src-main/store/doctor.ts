import { latestVersion } from './migrations.ts';
import { readBody } from './body.ts';
import { verifyAudit } from './audit.ts';
import type { Reader } from './reader.ts';
import type { Import } from '#shared/domain/import.ts';

export interface Health {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly format: number;
  readonly sqlite: string;
  readonly imports: number;
}

/**
 * Checks a workspace: SQLite's own checks, the audit chain, and every import's facts against its control totals. The last is
 * needed because a flipped bit in an amount leaves the file's structure sound.
 */
export function checkStore(reader: Reader): Health {
  const problems: string[] = [];
  const integrity = reader
    .all<{ integrity_check: string }>('PRAGMA integrity_check')
    .map((row) => row.integrity_check);
  if (integrity[0] !== 'ok') problems.push(`the file is damaged: ${integrity.slice(0, 3).join(', ')}`);
  const audit = verifyAudit(reader);
  if (!audit.ok) problems.push(`the audit log is broken: ${audit.message}`);
  const imports = reader.all<{ number: bigint; body: string }>(
    "SELECT number, body FROM import WHERE state <> 'staging'",
  );
  for (const { number, body } of imports)
    problems.push(...wrongTotals(reader, number, readBody<Import>(body)));
  const sqlite = reader.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '';
  return { ok: problems.length === 0, problems, format: latestVersion, sqlite, imports: imports.length };
}

function wrongTotals(reader: Reader, number: bigint, record: Import): string[] {
  const sums = reader.all<{ currency: string; billed: bigint }>(
    'SELECT s.currency, sum(f.billed) AS billed FROM fact f JOIN series s ON s.id = f.series_id WHERE f.import_number = ? GROUP BY s.currency',
    number,
  );
  const stored = new Map(sums.map(({ currency, billed }) => [currency, billed]));
  return Object.entries(record.controlTotals)
    .filter(([currency, total]) => (stored.get(currency) ?? 0n) !== total)
    .map(
      ([currency]) => `the facts of import ${record.id} no longer add up to its control total in ${currency}`,
    );
}
