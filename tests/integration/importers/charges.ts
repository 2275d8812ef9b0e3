import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '#shared/contract/contract.ts';
import { temporaryFolder, type testBackend } from '../../support/workspace.ts';

const HEADER =
  'BilledCost,EffectiveCost,BillingCurrency,BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName';

/** A FOCUS row of a service on the fifth of a month of 2026. */
export function row(month: number, cost: string, service = 'EC2', account = '1'): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = (value: number, of: number): string => `2026-${two(of)}-${two(value)}T00:00:00Z`;
  return [
    cost,
    cost,
    'USD',
    account,
    day(1, month),
    day(1, month + 1),
    day(5, month),
    day(6, month),
    'Usage',
    'AWS',
    service,
  ].join(',');
}

/** A file of such rows under that name, in a folder of its own. */
export function fileOf(name: string, ...rows: string[]): { path: string } {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, [HEADER, ...rows].join('\n'));
  return { path };
}

/** Spend that counts, by month. */
export function spendOf(backend: ReturnType<typeof testBackend>): Record<string, number> {
  const rows = backend.store.reader.all<{ month: bigint; billed: bigint }>(
    `SELECT billing_month AS month, sum(billed) AS billed FROM fact
     WHERE portion IN (SELECT number FROM portion WHERE counts = 1) GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(
    rows.map(({ month, billed }) => [String((Number(month) % 12) + 1), Number(billed) / 1e6]),
  );
}

/** Imports a file and answers what came of it. */
export async function importOne(
  client: Client,
  file: { path: string },
  more: Partial<Parameters<Client['imports']['create']>[0]> = {},
) {
  const { data } = await client.imports.create({ files: [file], ...more });
  return data[0]!;
}
