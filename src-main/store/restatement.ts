import { monthFromNumber, type Month } from '#shared/domain/calendar.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import {
  countedPortions,
  fatesOf,
  keysOf,
  type CountedPortion,
  type Portion,
  type PortionFate,
  type RankedImport,
} from '#shared/engine/imports/counting.ts';
import { importId } from './imports.ts';
import { readPortions, readRankedImports } from './portions.ts';
import type { Reader } from './reader.ts';

/** How a billing month of a service changed when an export was issued again, in billed cost. */
export interface Restatement {
  readonly importId: string;
  readonly month: Month;
  readonly service: string;
  readonly currency: string;
  readonly change: Micros;
}

/** Billed cost of a service. */
export interface ServiceSum {
  readonly service: string;
  readonly currency: string;
  readonly billed: bigint;
}

/** A portion of an import that is about to count, with what it holds. */
export interface ComingPortion extends Portion {
  readonly sums: () => readonly ServiceSum[];
}

export interface Replacement {
  /** The imports of which some no longer counts. */
  readonly replaced: readonly string[];
  /** What of them no longer counts, by month. */
  readonly replacedMonths: readonly { readonly importId: string; readonly month: Month }[];
  /** The imports that hold billing months of the same sources and count beside it as a whole. */
  readonly beside: readonly string[];
  readonly restated: readonly Restatement[];
  /** What each portion of the import is to those that counted before, in their order. */
  readonly fates: readonly PortionFate[];
}

/** What a portion holds, by service. */
export function readServiceSums(reader: Reader, portion: number): ServiceSum[] {
  return reader.all<{ service: string; currency: string; billed: bigint }>(
    `SELECT s.service, s.currency, sum(m.billed) AS billed FROM series_month m JOIN series s ON s.id = m.series_id
     WHERE m.portion = ? GROUP BY 1, 2`,
    portion,
  );
}

/** What an import would replace of those that count now, and by how much that would change each service. */
export function readReplacement(
  reader: Reader,
  coming: RankedImport,
  portions: readonly ComingPortion[],
): Replacement {
  const imports = readRankedImports(reader);
  const stored = readPortions(reader)
    .filter(({ importNumber }) => importNumber !== coming.number)
    .map((portion) => ({ ...portion, sums: () => readServiceSums(reader, portion.number) }));
  const before = countedPortions<ComingPortion>(imports, stored);
  const after = countedPortions<ComingPortion>([...imports, coming], [...stored, ...portions]);
  const staying = new Set(after.map(({ portion }) => portion));
  const gone = before.flatMap(({ portion }) => (staying.has(portion) ? [] : [portion]));
  const replaced = new Set(gone.map(({ importNumber }) => importNumber));
  const beside = portions
    .flatMap((portion) => ofTheSame(portion, after))
    .filter(({ portion, part }) => part === 'whole' && portion.importNumber !== coming.number)
    .map(({ portion }) => portion.importNumber);
  const newest = new Map(gone.map((portion) => [keysOf(portion).join(' '), portion]));
  return {
    replaced: [...replaced].sort((a, b) => a - b).map(importId),
    beside: [...new Set(beside)].sort((a, b) => a - b).map(importId),
    replacedMonths: gone.map((one) => ({
      importId: importId(one.importNumber),
      month: monthFromNumber(one.month),
    })),
    restated: [...newest.values()].flatMap((portion) =>
      differences(portion, ofTheSame(portion, before), ofTheSame(portion, after)),
    ),
    fates: fatesOf(portions, gone, after),
  };
}

type Counted = CountedPortion<ComingPortion>;

/** Those that hold the same billing month of the same source. */
function ofTheSame(portion: ComingPortion, counted: readonly Counted[]): Counted[] {
  const keys = new Set(keysOf(portion));
  return counted.filter((other) => keysOf(other.portion).some((key) => keys.has(key)));
}

function differences(
  { importNumber, month }: ComingPortion,
  before: readonly Counted[],
  after: readonly Counted[],
): Restatement[] {
  const changes = new Map<string, Restatement>();
  const add = (counted: readonly Counted[], sign: bigint): void => {
    for (const { portion, part } of counted) {
      for (const { service, currency, billed } of part === 'effective' ? [] : portion.sums()) {
        const key = JSON.stringify([service, currency]);
        const change = toMicros((changes.get(key)?.change ?? 0n) + sign * billed);
        changes.set(key, {
          importId: importId(importNumber),
          month: monthFromNumber(month),
          service,
          currency,
          change,
        });
      }
    }
  };
  add(before, -1n);
  add(after, 1n);
  return [...changes.values()].filter(({ change }) => change !== 0n);
}
