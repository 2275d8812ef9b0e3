import { createHash } from 'node:crypto';
import type { Cell, Reader, Row } from './reader.ts';
import type { RowChange, Writer } from './writer.ts';
import type { Change } from '#shared/contract/common.ts';
import { readBody, writeBody } from './body.ts';
import { toChange } from './change.ts';

export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly door: string;
  readonly operation: string;
  readonly label: string;
  readonly reason: string;
  readonly changes: readonly Change[];
  readonly hash: string;
}

interface AuditRow {
  readonly seq: bigint;
  readonly at: string;
  readonly actor: string;
  readonly door: string;
  readonly operation: string;
  readonly label: string;
  readonly reason: string;
  readonly changes: string;
  readonly previous: string;
  readonly hash: string;
}

/** The hash before the first entry. */
export const CHAIN_START = '0'.repeat(64);

/**
 * An entry's hash covers the one before it, so that a changed, removed or re-ordered entry breaks the chain from there on.
 * It shows tampering to whoever holds an earlier head (a backup, a report); it cannot stop the owner of the machine.
 */
function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const text = JSON.stringify([
    row.previous,
    Number(row.seq),
    row.at,
    row.actor,
    row.door,
    row.operation,
    row.label,
    row.reason,
    row.changes,
  ]);
  return createHash('sha256').update(text).digest('hex');
}

/** Appends an entry to the chain; part of the transaction of the change it records. */
export function appendAudit(
  writer: Writer,
  entry: Pick<AuditEntry, 'door' | 'operation' | 'label'> & { readonly changes: readonly RowChange[] },
): void {
  const last = writer.get<{ seq: bigint; hash: string }>(
    'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1',
  );
  const row = {
    seq: greater(last?.seq ?? 0n, countedEntries(writer)) + 1n,
    at: writer.by.at,
    actor: writer.by.actor,
    door: entry.door,
    operation: entry.operation,
    label: entry.label,
    reason: writer.by.reason,
    changes: writeBody(entry.changes),
    previous: last?.hash ?? CHAIN_START,
  };
  writer.run(
    `INSERT INTO counter (name, value) VALUES ('audit', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    row.seq,
  );
  writer.run(
    'INSERT INTO audit (seq, at, actor, door, operation, label, reason, changes, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    row.seq,
    row.at,
    row.actor,
    row.door,
    row.operation,
    row.label,
    row.reason,
    row.changes,
    row.previous,
    hashOf(row),
  );
}

/** How many entries were ever written: the chain alone cannot tell that its end was cut off. */
function countedEntries(reader: Reader): bigint {
  return reader.get<{ value: bigint }>("SELECT value FROM counter WHERE name = 'audit'")?.value ?? 0n;
}

function greater(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

export interface AuditVerdict {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: string;
  readonly firstBroken: number | null;
  readonly message: string;
}

/** Walks the chain and names the first entry that was altered, removed or moved. */
export function verifyAudit(reader: Reader): AuditVerdict {
  let previous = CHAIN_START;
  let entries = 0;
  for (const row of reader.iterate<AuditRow>('SELECT * FROM audit ORDER BY seq')) {
    const seq = Number(row.seq);
    const broken = (why: string): AuditVerdict => ({
      ok: false,
      entries,
      head: previous,
      firstBroken: seq,
      message: `Entry ${seq} ${why}.`,
    });
    if (seq !== entries + 1)
      return {
        ...broken('follows a gap'),
        firstBroken: entries + 1,
        message: `Entry ${entries + 1} is missing.`,
      };
    if (row.previous !== previous)
      return broken('does not follow the entry before it: one of them was replaced or moved');
    if (hashOf(row) !== row.hash) return broken('was altered after it was written');
    previous = row.hash;
    entries += 1;
  }
  if (countedEntries(reader) > entries)
    return {
      ok: false,
      entries,
      head: previous,
      firstBroken: entries + 1,
      message: `Entry ${entries + 1} is missing.`,
    };
  return {
    ok: true,
    entries,
    head: previous,
    firstBroken: null,
    message: `${entries} entries, none altered, removed or moved.`,
  };
}

/** Of every row that was ever changed, by table and key: its text after the last change, null where it went. */
export function lastChanges(reader: Reader): ReadonlyMap<string, ReadonlyMap<string, string | null>> {
  const last = new Map<string, Map<string, string | null>>();
  for (const { changes } of reader.iterate<Pick<AuditRow, 'changes'>>(
    'SELECT changes FROM audit ORDER BY seq',
  ))
    for (const { table, key, after } of readBody<readonly RowChange[]>(changes)) {
      let rows = last.get(table);
      if (rows === undefined) last.set(table, (rows = new Map<string, string | null>()));
      rows.set(keyText(key), after === null ? null : rowText(after));
    }
  return last;
}

/** The key of a row as text. */
export function keyText(key: readonly Cell[]): string {
  return key.map(String).join('/');
}

/** A row as text: equal rows have equal text, whether their integers are numbers or not. */
export function rowText(row: Row): string {
  const cells = Object.entries(row).map(([column, cell]) => [
    column,
    typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell) : cell,
  ]);
  return writeBody(Object.fromEntries(cells));
}

export interface AuditFilter {
  readonly operation?: string | undefined;
  readonly actor?: string | undefined;
  readonly id?: string | undefined;
  readonly since?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Entries, newest first, that pass the filter, and how many there are. */
export function listAudit(reader: Reader, filter: AuditFilter): { entries: AuditEntry[]; total: number } {
  const condition = `(? IS NULL OR operation = ?) AND (? IS NULL OR actor = ?) AND (? IS NULL OR at >= ?) AND (? IS NULL OR instr(changes, ?) > 0)`;
  const id = filter.id === undefined ? null : JSON.stringify(filter.id);
  const values = [
    filter.operation,
    filter.operation,
    filter.actor,
    filter.actor,
    filter.since,
    filter.since,
  ].map((value) => value ?? null);
  const parameters = [...values, id, id];
  const total = reader.get<{ n: bigint }>(
    `SELECT count(*) AS n FROM audit WHERE ${condition}`,
    ...parameters,
  );
  const rows = reader.all<AuditRow>(
    `SELECT * FROM audit WHERE ${condition} ORDER BY seq DESC LIMIT ? OFFSET ?`,
    ...parameters,
    filter.limit,
    filter.offset,
  );
  return { entries: rows.map(toEntry), total: Number(total?.n ?? 0n) };
}

function toEntry(row: AuditRow): AuditEntry {
  const { seq, at, actor, door, operation, label, reason, hash } = row;
  return {
    seq: Number(seq),
    at,
    actor,
    door,
    operation,
    label,
    reason,
    hash,
    changes: readBody<RowChange[]>(row.changes).map(toChange),
  };
}

/** Whether nothing was ever written to the workspace. */
export function isUntouched(reader: Reader): boolean {
  return reader.get('SELECT 1 FROM audit LIMIT 1') === undefined;
}
