import type { Connection } from './sqlite.ts';
import { Reader, type Cell, type Row } from './reader.ts';

/** Tables whose rows are recorded before and after each change, with the columns of their key. All else is derived or append-only. */
export const JOURNALED = {
  setting: ['key'],
  import: ['number'],
  budget: ['id'],
  shared_cost: ['id'],
  template: ['name'],
  rate: ['month', 'source', 'target'],
  forecast: ['id'],
  one_off: ['budget_id', 'month', 'what'],
  scenario: ['id'],
  alert: ['id'],
  approval: ['id'],
  person: ['name'],
  report: ['id'],
  made_report: ['id'],
  commentary: ['id'],
  judgement: ['id'],
  header_profile: ['header'],
} as const satisfies Record<string, readonly string[]>;

export type JournaledTable = keyof typeof JOURNALED;

/** One row that changed: `before` is null where it is new, `after` where it went. */
export interface RowChange {
  readonly table: JournaledTable;
  readonly key: readonly Cell[];
  readonly before: Row | null;
  readonly after: Row | null;
}

/** Who writes, why, and when; every recorded change carries it. */
export interface Authorship {
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
}

/** Changes rows and records what changed. Exists only inside `Store.write`. */
export class Writer extends Reader {
  readonly changes: RowChange[] = [];
  /** Portions of imports that began (true) or ceased (false) to count in this write. */
  readonly recounted = new Map<number, boolean>();
  /** Budgets whose spend this write moved, as the roll-ups found it. */
  readonly moved = new Set<string>();
  /** Budgets whose figures this write worked out and whose rules on them nothing reaches. */
  readonly quiet = new Set<string>();
  readonly by: Authorship;

  constructor(connection: Connection, by: Authorship) {
    super(connection);
    this.by = by;
  }

  /** Inserts or replaces a row of a journaled table. A row that stays as it was is no change. */
  put(table: JournaledTable, row: Row): void {
    const key = JOURNALED[table].map((column) => row[column] ?? null);
    const before = this.find(table, key);
    if (before !== null && sameRow(before, row)) return;
    const columns = Object.keys(row);
    const marks = columns.map(() => '?').join(', ');
    this.prepared(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${marks})`).run(
      ...Object.values(row),
    );
    this.changes.push({ table, key, before, after: row });
  }

  /** Deletes a row of a journaled table; a row that is not there is no change. */
  remove(table: JournaledTable, ...key: Cell[]): void {
    const before = this.find(table, key);
    if (before === null) return;
    this.prepared(`DELETE FROM ${table} WHERE ${where(table)}`).run(...key);
    this.changes.push({ table, key, before, after: null });
  }

  /** Whether a row is still what a change left; null where it left none. */
  isAsLeft(table: JournaledTable, key: readonly Cell[], row: Row | null): boolean {
    const now = this.find(table, key);
    return now === null || row === null ? now === row : sameRow(now, row);
  }

  /** Runs a statement on tables that are derived or append-only, which no journal records. */
  run(sql: string, ...parameters: Cell[]): number {
    return this.prepared(sql).run(...parameters).changes;
  }

  /** The next id of a kind: `fc-1`, `fc-2` … */
  nextId(kind: string): string {
    return `${kind}-${this.nextNumber(kind)}`;
  }

  nextNumber(kind: string): number {
    const row = this.get<{ value: bigint }>(
      'INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
      kind,
    );
    return Number(row?.value ?? 1n);
  }

  private find(table: JournaledTable, key: readonly Cell[]): Row | null {
    return this.get(`SELECT * FROM ${table} WHERE ${where(table)}`, ...key) ?? null;
  }
}

function where(table: JournaledTable): string {
  return JOURNALED[table].map((column) => `${column} = ?`).join(' AND ');
}

/** Integers of a row come back as bigint whatever they were put as. */
function sameRow(a: Row, b: Row): boolean {
  const columns = Object.keys(b);
  return (
    columns.length === Object.keys(a).length &&
    columns.every((column) => plain(a[column]) === plain(b[column]))
  );
}

function plain(cell: Cell | undefined): Cell | undefined {
  return typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell) : cell;
}
