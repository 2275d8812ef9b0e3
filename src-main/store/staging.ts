import type { CostSeries } from '#shared/domain/cost.ts';
import type { FactBatch, RejectedRecord, SourcedSeries } from '../importers/types.ts';
import { connect, type Connection } from './sqlite.ts';
import { removeImport } from './staged-removal.ts';
import { nextNumber, StagedPortions } from './staged-portions.ts';

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
  return `INSERT INTO fact (portion, day, series_id, billing_month, billed, effective, list, contracted, quantity, first_row, records)
VALUES ${Array.from({ length: count }, () => row).join(', ')}
ON CONFLICT DO UPDATE SET billed = billed + excluded.billed, effective = effective + excluded.effective, list = list + excluded.list,
  contracted = contracted + excluded.contracted, quantity = quantity + excluded.quantity,
  first_row = min(first_row, excluded.first_row), records = records + excluded.records`;
}

/**
 * Puts the facts of an import that runs into the workspace, on a connection of its own (a worker's), invisible until the
 * import is published. A process that dies leaves a row of state `staging`, and `removeStaged` clears it away.
 */
export class StagedImport {
  readonly #connection: Connection;
  readonly number: number;
  readonly #seriesIds: number[] = [];
  readonly #sources: string[] = [];
  readonly #portions: StagedPortions;

  constructor(file: string, at: string) {
    this.#connection = connect(file, { mustExist: true });
    this.#connection.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
    this.#connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    this.number = this.#connection.transaction(() => this.#begin(at)).immediate();
    this.#portions = new StagedPortions(this.#connection, this.number);
  }

  #begin(at: string): number {
    const number = nextNumber(this.#connection, 'import');
    this.#connection
      .prepare("INSERT INTO import (number, state, identity, at, body) VALUES (?, 'staging', '', ?, ?)")
      .run(number, at, JSON.stringify({ process: process.pid }));
    return number;
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
    for (const { series: one, source } of series) {
      const key = seriesKey(one);
      const known = find.get(key);
      const id = known?.id ?? insert.run(key, ...seriesCells(one)).lastInsertRowid;
      this.#seriesIds.push(Number(id));
      this.#sources.push(source);
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
      const series = batch.series[index] as number;
      const id = this.#seriesIds[series] as number;
      const month = batch.billingMonth[index] as number;
      const portion = this.#portions.of(this.#sources[series] as string, month);
      const day = batch.day[index] as number;
      const billed = batch.billed[index] as number | bigint;
      const effective = batch.effective[index] as number | bigint;
      const quantity = batch.quantity[index] as number;
      cells[at++] = portion.number;
      cells[at++] = day;
      cells[at++] = id;
      cells[at++] = month;
      cells[at++] = billed;
      cells[at++] = effective;
      cells[at++] = batch.list[index] as number | bigint;
      cells[at++] = batch.contracted[index] as number | bigint;
      cells[at++] = quantity;
      cells[at++] = batch.firstRow[index] as number;
      cells[at++] = batch.rows[index] as number;
      this.#portions.add(portion, day, id, { billed, effective, quantity });
    }
    return cells;
  }

  /** Keeps rejected records so that they can be saved, mended and read again. */
  rejected(records: readonly RejectedRecord[]): void {
    const insert = this.#connection.prepare(
      'INSERT OR IGNORE INTO rejected_row (import_number, row, column_name, reason, raw) VALUES (?, ?, ?, ?, ?)',
    );
    this.#connection
      .transaction(() => {
        for (const { row, column, reason, file, cells } of records)
          insert.run(this.number, row, column, reason, JSON.stringify({ file, cells }));
      })
      .immediate();
  }

  /** All facts are there; publishing is another's task. */
  finish(): void {
    this.#connection.transaction(() => this.#portions.finish()).immediate();
  }

  close(): void {
    this.#connection.close();
  }

  /** Takes everything away again, a little at a time, so that others can write meanwhile. */
  async discard(): Promise<void> {
    for (const slice of removeImport(this.#connection, this.number)) {
      slice();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#connection.close();
  }
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
