import type { Outputs } from '#shared/contract/contract.ts';
import { monthFromNumber } from '#shared/domain/calendar.ts';
import type { CostSeries } from '#shared/domain/cost.ts';
import { formatAmount, money, type Micros } from '#shared/domain/money.ts';
import { inspectExport } from '../importers/inspect.ts';
import { readExport } from '../importers/read.ts';
import type { ExportFile, FactBatch, Inspection, ReadOptions, ReadResult } from '../importers/types.ts';
import { identityOf } from '../jobs/import/identity.ts';
import {
  differencesOf,
  findByIdentity,
  findOverlapping,
  readServiceSums,
  type ServiceSum,
} from '../store/imports.ts';
import type { Reader } from '../store/reader.ts';
import { readerOf, type RequestContext } from './context.ts';
import { asHeadroomError, readOptionsOf, type ReadingInput } from './import-run.ts';

type Preview = Outputs['imports']['preview']['data'];

export function totalsOf(totals: Readonly<Record<string, Micros>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(totals).map(([currency, amount]) => [currency, formatAmount(amount)]),
  );
}

/** What passes by while a file is read for its preview: nothing of it is stored. */
class Passing {
  readonly tagKeys = new Map<string, number>();
  readonly #sums = new Map<string, { month: number; service: string; currency: string; billed: bigint }>();
  readonly #series: CostSeries[] = [];

  add(batch: FactBatch): void {
    this.#series.push(...batch.newSeries.map(({ series }) => series));
    for (let index = 0; index < batch.count; index += 1) {
      const series = this.#series[batch.series[index] as number] as CostSeries;
      const month = batch.billingMonth[index] as number;
      const key = `${month} ${series.currency} ${series.service}`;
      const known = this.#sums.get(key) ?? {
        month,
        service: series.service,
        currency: series.currency,
        billed: 0n,
      };
      known.billed += BigInt(batch.billed[index] as number | bigint);
      this.#sums.set(key, known);
      for (const tag of Object.keys(series.tags)) this.tagKeys.set(tag, (this.tagKeys.get(tag) ?? 0) + 1);
    }
  }

  sums(): ServiceSum[] {
    return [...this.#sums.values()].map((sum) => ({ ...sum, month: monthFromNumber(sum.month) }));
  }
}

/** Reads all of the files, keeps nothing, and says what importing them would do. */
export async function previewExport(
  context: RequestContext,
  files: readonly ExportFile[],
  input: ReadingInput,
): Promise<{ data: Preview }> {
  const reader = readerOf(context);
  const options: ReadOptions = readOptionsOf(input, reader);
  const passing = new Passing();
  try {
    const inspection = await inspectExport(files, options);
    const result = await readExport(files, options, {
      facts: (batch) => {
        passing.add(batch);
        // Other requests of this process go on meanwhile.
        return new Promise((resolve) => setImmediate(resolve));
      },
      rejected: () => undefined,
    });
    return { data: previewOf(reader, inspection, result, passing) };
  } catch (error) {
    throw asHeadroomError(error);
  }
}

function previewOf(reader: Reader, inspection: Inspection, result: ReadResult, passing: Passing): Preview {
  const { columnsUsed, columnsIgnored, examples, header } = inspection;
  return {
    profile: inspection.profile,
    reason: inspection.reason,
    remembered: inspection.remembered,
    encoding: inspection.encoding,
    delimiter: inspection.delimiter,
    header: [...header],
    columnsUsed: columnsUsed.map((one) => ({ ...one })),
    columnsIgnored: [...columnsIgnored],
    decimal: inspection.decimal,
    dateOrder: inspection.dateOrder,
    examples: examples.map(({ raw, parsed }) => ({ raw: { ...raw }, parsed: { ...parsed } })),
    counts: {
      rows: result.rows,
      accepted: result.accepted,
      rejected: result.rejected,
      skipped: result.skipped,
    },
    rejections: result.rejections.map((one) => ({ ...one })),
    controlTotals: totalsOf(result.controlTotals),
    firstDay: result.firstDay,
    lastDay: result.lastDay,
    alreadyImported: findByIdentity(reader, identityOf(result.files, result.options))?.id ?? null,
    replaces: result.replaces ? replacedBy(reader, result, passing.sums()) : [],
    tagKeys: [...passing.tagKeys].map(([key, rows]) => ({ key, rows })).sort((a, b) => b.rows - a.rows),
    warnings: [...new Set([...inspection.warnings, ...result.warnings])],
  };
}

function replacedBy(reader: Reader, result: ReadResult, sums: readonly ServiceSum[]): Preview['replaces'] {
  return findOverlapping(reader, result.sources, result.billingMonths).map(({ id, files }) => {
    const changes = differencesOf(id, readServiceSums(reader, id, result.billingMonths), sums);
    return {
      importId: id,
      files: files.map(({ name }) => name),
      differences: changes.map(({ service, change, currency }) => ({
        service,
        change: money(change, currency),
      })),
    };
  });
}
