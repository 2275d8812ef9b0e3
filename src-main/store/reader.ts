import type { Statement } from 'better-sqlite3';
import type { Connection } from './sqlite.ts';

/** What a column may hold. Integers come back as `bigint`. */
export type Cell = string | bigint | number | null | Buffer;
export type Row = Readonly<Record<string, Cell>>;

type Statements = Map<string, Statement<unknown[], Row>>;

const prepared = new WeakMap<Connection, Statements>();

/** Statements of a connection are prepared once for its reader and all its writers: preparing takes longer than many a query. */
function statementsOf(connection: Connection): Statements {
  const known = prepared.get(connection) ?? new Map<string, Statement<unknown[], Row>>();
  prepared.set(connection, known);
  return known;
}

/** Runs queries. It has no way to change anything: only `Store.write` hands out a `Writer`. */
export class Reader {
  protected readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  all<Result = Row>(sql: string, ...parameters: Cell[]): Result[] {
    return this.prepared(sql).all(...parameters) as Result[];
  }

  /** As `all`, with parameters by name: `:type` in the text is `type` here. */
  allNamed<Result = Row>(sql: string, parameters: Readonly<Record<string, Cell>>): Result[] {
    return this.prepared(sql).all(parameters) as Result[];
  }

  get<Result = Row>(sql: string, ...parameters: Cell[]): Result | undefined {
    return this.prepared(sql).get(...parameters) as Result | undefined;
  }

  iterate<Result = Row>(sql: string, ...parameters: Cell[]): IterableIterator<Result> {
    return this.prepared(sql).iterate(...parameters) as IterableIterator<Result>;
  }

  /** What is read from; readers and the writer of one open workspace share it. */
  get source(): object {
    return this.connection;
  }

  /**
   * A mark of the tree of budgets and of what it counts, for keeping what was worked out from them: it differs after another
   * process wrote and after roll-ups were made anew.
   */
  state(): string {
    const version = this.connection.pragma('data_version', { simple: true });
    const row = this.get<{ value: bigint }>("SELECT value FROM counter WHERE name = 'rollups'");
    return `${String(version)}.${row?.value ?? 0n}`;
  }

  protected prepared(sql: string): Statement<unknown[], Row> {
    const known = statementsOf(this.connection);
    let statement = known.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare<unknown[], Row>(sql);
      known.set(sql, statement);
    }
    return statement;
  }
}
