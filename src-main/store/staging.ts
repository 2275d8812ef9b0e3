import type { CostSeries } from '#shared/domain/cost.ts';
import type { FactBatch, RejectedRecord, SourcedSeries } from '../importers/types.ts';
import { connect, type Connection } from './sqlite.ts';

/** Short transactions, because whoever writes meanwhile waits for the lock. */
const FACTS_PER_TRANSACTION = 8192;
/** Facts a statement inserts at once: calling SQLite costs more than inserting. */
const FACTS_PER_STATEMENT = 64;
const COLUMNS = 11;
const CACHE_KIBIBYTES = 32 * 1024;
/** 32 megabytes of log before it is copied into the file. */
const CHECKPOINT_PAGES = 8000;

function insertFacts(count: number): string {
  const row = `(${Array.from({ length: COLUMNS }, () => '?').join(', ')})`;
  return `INSERT INTO fact (import_number, day, series_id, billing_month, billed, effective, list, contracted, quantity, first_row, records)
VALUES ${Array.from({ length: count }, () => row).join(', ')}
ON CONFLICT DO UPDATE SET billed = billed + excluded.billed, effective = effective + excluded.effective, list = list + excluded.list,
  contracted = contracted + excluded.contracted, quantity = quantity + excluded.quantity,
  first_row = min(first_row, excluded.first_row), records = records + excluded.records`;
}

/** Sums of a charge month by series. */
interface MonthSums {
  readonly month: number;
  readonly billed: Map<number, number | bigint>;
  readonly effective: Map<number, number | bigint>;
}

/**
 * Puts the facts of an import that runs into the workspace, on a connection of its own (a worker's), invisible until the
 * import is published. A process that dies leaves a row of state `staging`, and `removeStaged` clears it away.
 */
export class StagedImport {
  readonly #connection: Connection;
  readonly #number: number;
  readonly #seriesIds: number[] = [];
  #sums: MonthSums | undefined;
  /** The first day of the next month. */
  #monthEnd = -Infinity;

  constructor(file: string, number: number, at: string) {
    this.#connection = connect(file);
    this.#connection.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
    this.#connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    this.#number = number;
    this.#connection
      .prepare("INSERT INTO import (number, state, identity, at, body) VALUES (?, 'staging', '', ?, ?)")
      .run(number, at, JSON.stringify({ process: process.pid }));
  }

  /** The import that holds the same content already and counts, or was replaced by a later one. */
  knownAs(identity: string): string | undefined {
    const row = this.#connection
      .prepare<[string], { number: bigint }>(
        "SELECT number FROM import WHERE identity = ? AND state IN ('published', 'replaced') ORDER BY number DESC LIMIT 1",
      )
      .get(identity);
    return row === undefined ? undefined : `imp-${row.number}`;
  }

  /** Adds facts, which come in order of their day. */
  facts(batch: FactBatch): void {
    this.#connection.transaction(() => this.#addSeries(batch.newSeries)).immediate();
    for (let from = 0; from < batch.count; from += FACTS_PER_TRANSACTION) {
      const to = Math.min(batch.count, from + FACTS_PER_TRANSACTION);
      this.#connection.transaction(() => this.#addFacts(batch, from, to)).immediate();
    }
  }

  #addSeries(series: readonly SourcedSeries[]): void {
    const find = this.#connection.prepare<[string], { id: bigint }>('SELECT id FROM series WHERE key = ?');
    const insert = this.#connection.prepare(
      `INSERT INTO series (key, currency, provider, account, account_name, service, region, sku, charge_category, tags,
         charge_class, pricing_category, commitment_id, commitment_status, invoice, unit)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const { series: one } of series) {
      const key = seriesKey(one);
      const known = find.get(key);
      const id = known?.id ?? insert.run(key, ...seriesCells(one)).lastInsertRowid;
      this.#seriesIds.push(Number(id));
    }
  }

  #addFacts(batch: FactBatch, from: number, to: number): void {
    const many = this.#connection.prepare<unknown[]>(insertFacts(FACTS_PER_STATEMENT));
    let at = from;
    for (; at + FACTS_PER_STATEMENT <= to; at += FACTS_PER_STATEMENT)
      many.run(...this.#cells(batch, at, at + FACTS_PER_STATEMENT));
    if (at < to) this.#connection.prepare<unknown[]>(insertFacts(to - at)).run(...this.#cells(batch, at, to));
  }

  #cells(batch: FactBatch, from: number, to: number): (number | bigint)[] {
    const cells = new Array<number | bigint>((to - from) * COLUMNS);
    let at = 0;
    for (let index = from; index < to; index += 1) {
      const id = this.#seriesIds[batch.series[index] as number] as number;
      const day = batch.day[index] as number;
      const billed = batch.billed[index] as number | bigint;
      const effective = batch.effective[index] as number | bigint;
      cells[at++] = this.#number;
      cells[at++] = day;
      cells[at++] = id;
      cells[at++] = batch.billingMonth[index] as number;
      cells[at++] = billed;
      cells[at++] = effective;
      cells[at++] = batch.list[index] as number | bigint;
      cells[at++] = batch.contracted[index] as number | bigint;
      cells[at++] = batch.quantity[index] as number;
      cells[at++] = batch.firstRow[index] as number;
      cells[at++] = batch.rows[index] as number;
      this.#addToMonth(day, id, billed, effective);
    }
    return cells;
  }

  #addToMonth(day: number, id: number, billed: number | bigint, effective: number | bigint): void {
    if (day >= this.#monthEnd) this.#beginMonth(day);
    const sums = this.#sums as MonthSums;
    sums.billed.set(id, plus(sums.billed.get(id), billed));
    sums.effective.set(id, plus(sums.effective.get(id), effective));
  }

  /** Facts come by day, so a month is done when the next begins. */
  #beginMonth(day: number): void {
    this.#flushMonth();
    const date = new Date(day * 86_400_000);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    this.#sums = { month: year * 12 + month, billed: new Map(), effective: new Map() };
    this.#monthEnd = Date.UTC(year, month + 1, 1) / 86_400_000;
  }

  #flushMonth(): void {
    const sums = this.#sums;
    if (sums === undefined) return;
    const insert = this.#connection.prepare(
      'INSERT INTO series_month (import_number, month, series_id, billed, effective) VALUES (?, ?, ?, ?, ?)',
    );
    for (const [id, billed] of sums.billed)
      insert.run(this.#number, sums.month, id, billed, sums.effective.get(id));
    this.#sums = undefined;
  }

  /** Keeps rejected records so that they can be saved, mended and read again. */
  rejected(records: readonly RejectedRecord[]): void {
    const insert = this.#connection.prepare(
      'INSERT OR IGNORE INTO rejected_row (import_number, row, column_name, reason, raw) VALUES (?, ?, ?, ?, ?)',
    );
    this.#connection
      .transaction(() => {
        for (const { row, column, reason, file, cells } of records)
          insert.run(this.#number, row, column, reason, JSON.stringify({ file, cells }));
      })
      .immediate();
  }

  /** All facts are there; publishing is another's task. */
  finish(): void {
    this.#connection.transaction(() => this.#flushMonth()).immediate();
    this.#connection.close();
  }

  /** Takes everything away again. */
  discard(): void {
    removeImportData(this.#connection, this.#number);
    this.#connection.close();
  }
}

/** Clears away what imports left whose process died before their end. */
export function removeAbandoned(connection: Connection): void {
  const rows = connection
    .prepare<[], { number: bigint; body: string }>("SELECT number, body FROM import WHERE state = 'staging'")
    .all();
  for (const { number, body } of rows) {
    if (!isRunning((JSON.parse(body) as { process: number }).process))
      removeImportData(connection, Number(number));
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function removeImportData(connection: Connection, number: number): void {
  connection
    .transaction(() => {
      for (const table of ['fact', 'series_month', 'rejected_row'])
        connection.prepare(`DELETE FROM ${table} WHERE import_number = ?`).run(number);
      connection.prepare('DELETE FROM import WHERE number = ?').run(number);
    })
    .immediate();
}

/** What makes a series one: all of it but the name of its account. */
function seriesKey(series: CostSeries): string {
  const [currency, provider, account, , ...rest] = seriesCells(series);
  return JSON.stringify([currency, provider, account, ...rest]);
}

function seriesCells(series: CostSeries): string[] {
  return [
    series.currency,
    series.provider,
    series.account,
    series.accountName,
    series.service,
    series.region,
    series.sku,
    series.chargeCategory,
    JSON.stringify(series.tags),
    series.chargeClass,
    series.pricingCategory,
    series.commitmentId,
    series.commitmentStatus,
    series.invoice,
    series.unit,
  ];
}

/** Both are numbers, or both 64-bit integers. */
function plus(sum: number | bigint | undefined, more: number | bigint): number | bigint {
  if (sum === undefined) return more;
  return typeof sum === 'number' ? sum + Number(more) : sum + BigInt(more);
}
