/**
 * A peer: DuckDB reads the file with `read_csv` and groups it to the grain of our facts, into a database file. Its package is 70
 * megabytes, so it is no dependency; `npm install --no-save @duckdb/node-api` puts it in for a run.
 *
 * As a program: `node duckdb.ts FILE DATABASE`.
 */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rounded, run } from './watched.ts';

interface DuckDB {
  readonly DuckDBInstance: {
    create(file: string): Promise<{ connect(): Promise<{ run(sql: string): Promise<unknown> }> }>;
  };
}

export interface DuckDBRun {
  readonly seconds: number;
  readonly peakMegabytes: number;
}

const SUMS = ['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost', 'ConsumedQuantity'];
const KEYS = [
  'BillingCurrency',
  'ProviderName',
  'BillingAccountId',
  'SubAccountId',
  'ServiceName',
  'RegionId',
  'SkuId',
  'ChargeCategory',
  'ChargeClass',
  'Tags',
  'PricingCategory',
  'CommitmentDiscountId',
  'CommitmentDiscountStatus',
  'ConsumedUnit',
];

function statement(file: string): string {
  const sums = SUMS.map((name) => `sum(CAST(nullif(${name}, '') AS DECIMAL(38, 12))) AS ${name}`);
  const days = [
    'CAST(CAST(ChargePeriodStart AS TIMESTAMP) AS DATE) AS day',
    'CAST(CAST(BillingPeriodStart AS TIMESTAMP) AS DATE) AS month',
  ];
  const source = `read_csv('${file.replaceAll("'", "''")}', header = true, all_varchar = true)`;
  return `CREATE TABLE fact AS SELECT ${[...KEYS, ...days, ...sums, 'count(*) AS records'].join(', ')} FROM ${source} GROUP BY ALL`;
}

function installed(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@duckdb/node-api');
  } catch {
    return undefined;
  }
}

/** Measures DuckDB on the file; null where it is not installed. */
export async function runDuckDB(file: string, folder: string): Promise<DuckDBRun | null> {
  if (installed() === undefined) return null;
  const database = join(folder, 'peer.duckdb');
  const { seconds, peakMegabytes } = await run(process.execPath, [import.meta.filename, file, database]);
  rmSync(database, { force: true });
  return { seconds: rounded(seconds), peakMegabytes };
}

const [file, database] = process.argv.slice(2);
const path = installed();
if (process.argv[1] === import.meta.filename && path !== undefined && file !== undefined) {
  const { DuckDBInstance } = (await import(pathToFileURL(path).href)) as DuckDB;
  const instance = await DuckDBInstance.create(database ?? ':memory:');
  const connection = await instance.connect();
  await connection.run(statement(file));
}
