import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CostSeries } from '#shared/domain/cost.ts';
import { dayFromNumber, monthFromNumber } from '#shared/domain/calendar.ts';
import { readExport } from '#main/importers/read.ts';
import type {
  FactSink,
  ReadControl,
  ReadOptions,
  ReadResult,
  RejectedRecord,
} from '#main/importers/types.ts';

export interface PlainFact {
  readonly series: CostSeries;
  readonly day: string;
  readonly billingMonth: string;
  readonly billed: bigint;
  readonly effective: bigint;
  readonly quantity: number;
}

/** Which records of the export a fact sums up: the first, and how many. */
export interface FactOrigin {
  readonly firstRow: number;
  readonly rows: number;
}

export interface Reading {
  readonly result: ReadResult;
  readonly facts: readonly PlainFact[];
  /** In the order of the facts. */
  readonly origins: readonly FactOrigin[];
  readonly rejected: readonly RejectedRecord[];
}

/** Reads files and keeps their facts as plain objects. */
export async function readFiles(
  paths: readonly string[],
  options: ReadOptions = {},
  control: ReadControl = {},
): Promise<Reading> {
  const facts: PlainFact[] = [];
  const origins: FactOrigin[] = [];
  const rejected: RejectedRecord[] = [];
  const series: CostSeries[] = [];
  const sink: FactSink = {
    facts: (batch) => {
      series.push(...batch.newSeries.map((one) => one.series));
      for (let index = 0; index < batch.count; index += 1) {
        facts.push({
          series: series[batch.series[index]!]!,
          day: dayFromNumber(batch.day[index]!),
          billingMonth: monthFromNumber(batch.billingMonth[index]!),
          billed: BigInt(batch.billed[index]!),
          effective: BigInt(batch.effective[index]!),
          quantity: batch.quantity[index]!,
        });
        origins.push({ firstRow: batch.firstRow[index]!, rows: batch.rows[index]! });
      }
    },
    rejected: (records) => void rejected.push(...records),
  };
  const files = paths.map((path) => ({ name: path.split('/').at(-1) ?? path, path }));
  const result = await readExport(files, options, sink, control);
  return { result, facts, origins, rejected };
}

/** Reads a table that is given as text or bytes. */
export async function readTable(
  content: string | Uint8Array,
  options: ReadOptions = {},
  name = 'table.csv',
): Promise<Reading> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'));
  const path = join(folder, name);
  try {
    writeFileSync(path, content);
    return await readFiles([path], options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
