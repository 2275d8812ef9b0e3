import type { Statement } from 'better-sqlite3';
import type { Connection } from './sqlite.ts';

/** What a column may hold. Integers come back as `bigint`. */
export type Cell = string | bigint | number | null | Buffer;
export type Row = Readonly<Record<string, Cell>>;

/** Runs queries. It has no way to change anything: only `Store.write` hands out a `Writer`. */
export class Reader {
  readonly #statements = new Map<string, Statement<unknown[], Row>>();
  protected readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  all<Result = Row>(sql: string, ...parameters: Cell[]): Result[] {
    return this.prepared(sql).all(...parameters) as Result[];
  }

  get<Result = Row>(sql: string, ...parameters: Cell[]): Result | undefined {
    return this.prepared(sql).get(...parameters) as Result | undefined;
  }

  iterate<Result = Row>(sql: string, ...parameters: Cell[]): IterableIterator<Result> {
    return this.prepared(sql).iterate(...parameters) as IterableIterator<Result>;
  }

  protected prepared(sql: string): Statement<unknown[], Row> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare<unknown[], Row>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
