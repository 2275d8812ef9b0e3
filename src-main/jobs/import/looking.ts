import type { FactBatch, SourcedSeries } from '../../importers/types.ts';
import type { ServiceSum } from '../../store/restatement.ts';
import type { LookedPortion } from './messages.ts';

interface Sums {
  readonly source: string;
  readonly month: number;
  /** By currency and service. */
  readonly services: Map<string, { service: string; currency: string; billed: bigint }>;
  charges: number;
}

/** What passes by while files are looked at: sums by portion and service, charges, and tag keys. Nothing of it is stored. */
export class Looking {
  readonly tagKeys = new Map<string, number>();
  readonly #series: SourcedSeries[] = [];
  readonly #portions = new Map<string, Sums>();

  add(batch: FactBatch): void {
    this.#series.push(...batch.newSeries);
    for (let index = 0; index < batch.count; index += 1) {
      const { series, source, credit } = this.#series[batch.series[index] as number] as SourcedSeries;
      const portion = this.#portion(source, batch.billingMonth[index] as number);
      const { services } = portion;
      if (!credit) portion.charges += batch.rows[index] as number;
      const key = `${series.currency} ${series.service}`;
      const known = services.get(key) ?? { service: series.service, currency: series.currency, billed: 0n };
      known.billed += BigInt(batch.billed[index] as number | bigint);
      services.set(key, known);
      for (const tag of Object.keys(series.tags)) this.tagKeys.set(tag, (this.tagKeys.get(tag) ?? 0) + 1);
    }
  }

  #portion(source: string, month: number): Sums {
    const key = `${month} ${source}`;
    let sums = this.#portions.get(key);
    if (sums === undefined)
      this.#portions.set(key, (sums = { source, month, services: new Map(), charges: 0 }));
    return sums;
  }

  portions(): LookedPortion[] {
    return [...this.#portions.values()].map(({ source, month, services, charges }) => ({
      month,
      sources: [source],
      charges,
      sums: [...services.values()] satisfies ServiceSum[],
    }));
  }
}
