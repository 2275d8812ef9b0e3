/** What is gathered over all parts of an export. */
import type { CostSeries } from '#shared/domain/cost.ts';
import { ExactSum, type Decimal, type SumParts } from './decimal.ts';
import { FactTable, type FactTableParts } from './fact-table.ts';
import { sumKey, type OutSeries, type Tails } from './facts-out.ts';

/** What a thread gathered, for another one. */
export interface GatheredParts {
  readonly table: FactTableParts;
  readonly series: readonly OutSeries[];
  readonly tails: readonly (readonly [string, SumParts])[];
}

export class Gathered {
  readonly table = new FactTable();
  readonly series: OutSeries[] = [];
  readonly tails: Tails = new Map();
  readonly #ids = new Map<string, number>();

  /** The index of a series of a source, made on first sight. */
  seriesId(series: CostSeries, source: string, credit: boolean): number {
    const key = JSON.stringify([
      series.currency,
      series.provider,
      series.account,
      series.service,
      series.region,
      series.sku,
      series.chargeCategory,
      series.tags,
      series.chargeClass,
      series.pricingCategory,
      series.commitmentId,
      series.commitmentStatus,
      series.invoice,
      series.unit,
      credit,
      source,
    ]);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.series.length;
    this.#ids.set(key, id);
    this.series.push({ key, series, source, credit });
    return id;
  }

  add(fact: number, series: number, kind: number, value: Decimal): void {
    this.table.add(fact, kind, value);
    if (value.tail === '') return;
    const { series: own, credit } = this.series[series] as OutSeries;
    const key = sumKey(own.currency, credit, kind);
    let sum = this.tails.get(key);
    if (sum === undefined) this.tails.set(key, (sum = new ExactSum()));
    sum.addTail(value);
  }

  parts(): GatheredParts {
    return {
      table: this.table.parts(),
      series: this.series,
      tails: [...this.tails].map(([key, sum]) => [key, sum.parts()] as const),
    };
  }

  /** Takes in what another thread gathered behind `rowsBefore` records of the export. */
  absorb(other: GatheredParts, rowsBefore: number): void {
    const seriesOf = Int32Array.from(other.series, ({ series, source, credit }) =>
      this.seriesId(series, source, credit),
    );
    this.table.absorb(other.table, seriesOf, rowsBefore);
    for (const [key, parts] of other.tails) {
      const sum = this.tails.get(key) ?? new ExactSum();
      sum.addSum(ExactSum.from(parts));
      this.tails.set(key, sum);
    }
  }
}
