import type { Connection } from './sqlite.ts';

type Amount = number | bigint;

interface StagedPortion {
  readonly number: number;
  /** Sums of the charge month that runs, by series. */
  readonly sums: Map<number, MonthSum>;
}

interface MonthSum {
  billed: Amount;
  effective: Amount;
  quantity: number;
}

/** The portions of an import that is being staged, with the sums of their months. Called within transactions. */
export class StagedPortions {
  readonly #connection: Connection;
  readonly #importNumber: number;
  readonly #bySource = new Map<string, Map<number, StagedPortion>>();
  #month = -1;
  /** The first day of the next month. */
  #monthEnd = -Infinity;

  constructor(connection: Connection, importNumber: number) {
    this.#connection = connection;
    this.#importNumber = importNumber;
  }

  /** The portion of a billing month of a source, made on first sight. */
  of(source: string, month: number): StagedPortion {
    let months = this.#bySource.get(source);
    if (months === undefined) this.#bySource.set(source, (months = new Map<number, StagedPortion>()));
    let portion = months.get(month);
    if (portion === undefined) months.set(month, (portion = this.#make(source, month)));
    return portion;
  }

  #make(source: string, month: number): StagedPortion {
    const number = nextNumber(this.#connection, 'portion');
    this.#connection
      .prepare(
        "INSERT INTO portion (number, import_number, month, sources, part, facts, counts) VALUES (?, ?, ?, ?, 'whole', 0, 0)",
      )
      .run(number, this.#importNumber, month, JSON.stringify([source]));
    return { number, sums: new Map() };
  }

  /** Adds a fact to its month. Facts come by day, so a month is done when the next begins. */
  add({ sums }: StagedPortion, day: number, series: number, fact: Readonly<MonthSum>): void {
    if (day >= this.#monthEnd) this.#beginMonth(day);
    const sum = sums.get(series);
    if (sum === undefined) {
      sums.set(series, { ...fact });
      return;
    }
    sum.billed = plus(sum.billed, fact.billed);
    sum.effective = plus(sum.effective, fact.effective);
    sum.quantity += fact.quantity;
  }

  #beginMonth(day: number): void {
    this.#flushMonth();
    const date = new Date(day * 86_400_000);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    this.#month = year * 12 + month;
    this.#monthEnd = Date.UTC(year, month + 1, 1) / 86_400_000;
  }

  #flushMonth(): void {
    const insert = this.#connection.prepare(
      'INSERT INTO series_month (portion, month, series_id, billed, effective, quantity) VALUES (?, ?, ?, ?, ?, ?)',
    );
    for (const { number, sums } of this.#all()) {
      for (const [series, { billed, effective, quantity }] of sums)
        insert.run(number, this.#month, series, billed, effective, quantity);
      sums.clear();
    }
  }

  /** Writes what is left, and how many facts each portion has. */
  finish(): void {
    this.#flushMonth();
    this.#connection
      .prepare(
        'UPDATE portion SET facts = (SELECT count(*) FROM fact WHERE fact.portion = portion.number) WHERE import_number = ?',
      )
      .run(this.#importNumber);
  }

  *#all(): Generator<StagedPortion> {
    for (const months of this.#bySource.values()) yield* months.values();
  }
}

/** The next number of a kind, on a connection that is not the store's. */
export function nextNumber(connection: Connection, kind: 'import' | 'portion'): number {
  const row = connection
    .prepare<[string], { value: bigint }>(
      'INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
    )
    .get(kind);
  return Number(row?.value ?? 1n);
}

/** Both are numbers, or both 64-bit integers. */
function plus(sum: Amount, more: Amount): Amount {
  return typeof sum === 'number' ? sum + Number(more) : sum + BigInt(more);
}
