/**
 * Turns exact sums into micros that add up to the exact total, rounded once. Each fact gets the rounded running total
 * minus the one before it, so none is more than one micro from its own exact value, and what is exact in micros stays so.
 */
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { ExactSum, LARGEST_UNITS, LIMB } from './decimal.ts';
import { BILLED, CONTRACTED, EFFECTIVE, LIST, QUANTITY, type FactTable } from './fact-table.ts';
import type { FactBatch, MicrosColumn, SourcedSeries } from './types.ts';

export interface OutSeries extends SourcedSeries {
  readonly key: string;
}

export interface OutTotals {
  readonly billed: Record<string, Micros>;
  readonly effective: Record<string, Micros>;
  readonly credits: Record<string, Micros>;
}

/** What is behind the 24th decimal by `sumKey`, found while reading. */
export type Tails = Map<string, ExactSum>;

const BATCH_FACTS = 8192;
const MICRO = 1_000_000;
const HALF_MICRO = 500_000;
/** Below it, in units, micros stay under 2⁵³. */
const SAFE_UNITS = 9_000_000_000;
const YOCTO_PER_MICRO = 10n ** 18n;
const LARGEST = 2n ** 63n - 1n;

export class AmountRangeError extends Error {}

interface Running {
  pico: number;
  yocto: number;
}

/** Writes the facts of a table in batches, in canonical order. */
export class FactsOut {
  readonly totals: OutTotals = { billed: {}, effective: {}, credits: {} };
  readonly #table: FactTable;
  readonly #series: readonly OutSeries[];
  readonly #sums: Tails;
  readonly #running = new Map<string, Running[]>();
  /** The memory of a batch, used for one after the other. */
  readonly #columns = {
    series: new Int32Array(BATCH_FACTS),
    day: new Int32Array(BATCH_FACTS),
    billingMonth: new Int32Array(BATCH_FACTS),
    firstRow: new Int32Array(BATCH_FACTS),
    rows: new Int32Array(BATCH_FACTS),
    quantity: new Float64Array(BATCH_FACTS),
    amounts: Array.from({ length: QUANTITY }, () => new Float64Array(BATCH_FACTS)),
  };
  /** Whether micros and all their sums are exact as numbers. */
  #isSmall = false;
  /** By series. */
  #runningOf: (readonly Running[])[] = [];

  constructor(table: FactTable, series: readonly OutSeries[], tails: Tails) {
    this.#table = table;
    this.#series = series;
    this.#sums = tails;
  }

  /** The first batch brings all series; facts are in order of day, then series, then billing month. */
  *batches(): Generator<FactBatch> {
    const byKey = this.#series.map((_, index) => index);
    byKey.sort((a, b) => ((this.#series[a]?.key ?? '') < (this.#series[b]?.key ?? '') ? -1 : 1));
    const rank = new Int32Array(this.#series.length);
    byKey.forEach((series, place) => (rank[series] = place));
    this.#settleTotals();
    const order = this.#table.ordered(rank);
    for (let from = 0; from < order.length; from += BATCH_FACTS) {
      const newSeries = from === 0 ? byKey.map((index) => this.#series[index] as OutSeries) : [];
      yield this.#batch(order.subarray(from, from + BATCH_FACTS), rank, newSeries);
    }
  }

  #batch(facts: Int32Array, rank: Int32Array, newSeries: readonly SourcedSeries[]): FactBatch {
    const count = facts.length;
    const table = this.#table;
    const { series, day, billingMonth, firstRow, rows, quantity } = this.#columns;
    for (let index = 0; index < count; index += 1) {
      const fact = facts[index] as number;
      series[index] = rank[table.series[fact] as number] as number;
      day[index] = table.day[fact] as number;
      billingMonth[index] = table.month[fact] as number;
      firstRow[index] = table.firstRow[fact] as number;
      rows[index] = table.rows[fact] as number;
      quantity[index] = table.units(fact, QUANTITY) + table.pico(fact, QUANTITY) / LIMB;
    }
    return {
      newSeries,
      count,
      series,
      day,
      billingMonth,
      firstRow,
      rows,
      billed: this.#amounts(facts, BILLED),
      effective: this.#amounts(facts, EFFECTIVE),
      list: this.#amounts(facts, LIST),
      contracted: this.#amounts(facts, CONTRACTED),
      quantity,
    };
  }

  #amounts(facts: Int32Array, kind: number): MicrosColumn {
    const table = this.#table;
    const small = (fact: number): number =>
      this.#belowUnits(
        fact,
        kind,
        (this.#runningOf[table.series[fact] as number] as Running[])[kind] as Running,
      );
    if (this.#isSmall) {
      const column = this.#columns.amounts[kind] as Float64Array;
      for (let index = 0; index < facts.length; index += 1) {
        const fact = facts[index] as number;
        column[index] = table.units(fact, kind) * MICRO + small(fact);
      }
      return column;
    }
    return BigInt64Array.from(
      facts,
      (fact) => BigInt(table.units(fact, kind)) * 1_000_000n + BigInt(small(fact)),
    );
  }

  /** Micros of a fact beside its whole units, and what is left over for the next. */
  #belowUnits(fact: number, kind: number, running: Running): number {
    const pico = this.#table.pico(fact, kind);
    const yocto = this.#table.yocto(fact, kind);
    if (pico === 0 && yocto === 0) return 0;
    const whole = Math.floor(pico / MICRO);
    let restPico = running.pico + (pico - whole * MICRO);
    let restYocto = running.yocto + yocto;
    const carry = Math.floor(restYocto / LIMB);
    restYocto -= carry * LIMB;
    restPico += carry;
    const up = Math.floor((restPico + HALF_MICRO) / MICRO);
    running.pico = restPico - up * MICRO;
    running.yocto = restYocto;
    return whole + up;
  }

  /** Sums each group exactly, rounds once, and starts its running total so that the facts end at that figure. */
  #settleTotals(): void {
    const { size, series } = this.#table;
    const sums = this.#series.map((out) => this.#sumsOf(out));
    const sizes = new Float64Array(QUANTITY);
    for (let fact = 0; fact < size; fact += 1) {
      const kinds = sums[series[fact] as number] as ExactSum[];
      for (let kind = 0; kind < QUANTITY; kind += 1) {
        const units = this.#table.units(fact, kind);
        sizes[kind] = (sizes[kind] as number) + Math.abs(units) + 1;
        if (Math.abs(units) > LARGEST_UNITS) throw new AmountRangeError();
        (kinds[kind] as ExactSum).addLimbs(
          units,
          this.#table.pico(fact, kind),
          this.#table.yocto(fact, kind),
        );
      }
    }
    for (const currency of new Set(this.#series.map((out) => out.series.currency))) this.#settle(currency);
    this.#isSmall = sizes.every((size) => size < SAFE_UNITS);
    this.#runningOf = this.#series.map(
      (out) => this.#running.get(groupOf(out.series.currency, out.credit)) ?? [],
    );
  }

  #sumsOf(out: OutSeries): ExactSum[] {
    return Array.from({ length: QUANTITY }, (_, kind) => {
      const key = sumKey(out.series.currency, out.credit, kind);
      const known = this.#sums.get(key) ?? new ExactSum();
      this.#sums.set(key, known);
      return known;
    });
  }

  /** Gross is rounded on its own and the net as a whole; credits are the difference, so that all three agree. */
  #settle(currency: string): void {
    for (let kind = 0; kind < QUANTITY; kind += 1) {
      const gross = this.#sums.get(sumKey(currency, false, kind));
      const credits = this.#sums.get(sumKey(currency, true, kind));
      const grossTarget = gross?.micros() ?? 0n;
      const target = credits === undefined ? grossTarget : (gross ?? new ExactSum()).plus(credits).micros();
      if (target > LARGEST || target < -LARGEST) throw new AmountRangeError();
      if (gross !== undefined) this.#start(currency, false, kind, gross, grossTarget);
      if (credits !== undefined) this.#start(currency, true, kind, credits, target - grossTarget);
      if (kind === BILLED) this.totals.billed[currency] = toMicros(target);
      if (kind === EFFECTIVE) this.totals.effective[currency] = toMicros(target);
      if (kind === BILLED && credits !== undefined)
        this.totals.credits[currency] = toMicros(target - grossTarget);
    }
  }

  /** The running total begins with the least bias, in 10⁻²⁴, under which rounding half up ends at the target. */
  #start(currency: string, credit: boolean, kind: number, sum: ExactSum, target: bigint): void {
    const limbs = sum.limbs();
    const least = target * YOCTO_PER_MICRO - YOCTO_PER_MICRO / 2n - limbs;
    const most = least + YOCTO_PER_MICRO - 1n;
    const bias = least > 0n ? least : most < 0n ? most : 0n;
    const pico = bias / BigInt(LIMB);
    const key = groupOf(currency, credit);
    const running = this.#running.get(key) ?? [];
    running[kind] = { pico: Number(pico), yocto: Number(bias - pico * BigInt(LIMB)) };
    this.#running.set(key, running);
  }
}

function groupOf(currency: string, credit: boolean): string {
  return `${currency} ${credit ? 'credit' : 'charge'}`;
}

/** The key of the sum of one kind of amount of a currency, credits from a credits column apart. */
export function sumKey(currency: string, credit: boolean, kind: number): string {
  return `${groupOf(currency, credit)} ${kind}`;
}
