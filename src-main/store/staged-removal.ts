import { isRunning } from '../running-process.ts';
import type { Connection } from './sqlite.ts';

/** Rows that one transaction takes away, so that whoever writes meanwhile waits only a little. */
const ROWS_AT_ONCE = 8192;

/** Takes an import and all that it holds away; each slice is a short transaction. The row that names it goes last. */
export function* removeImport(connection: Connection, number: number): Generator<() => void> {
  const portions = connection
    .prepare<[number], { number: bigint }>('SELECT number FROM portion WHERE import_number = ?')
    .all(number);
  for (const portion of portions) {
    let isLeft = true;
    while (isLeft) yield () => (isLeft = removeSomeDays(connection, portion.number));
  }
  yield () =>
    connection
      .transaction(() => {
        for (const portion of portions)
          connection.prepare('DELETE FROM series_month WHERE portion = ?').run(portion.number);
        for (const table of ['portion', 'rejected_row'])
          connection.prepare(`DELETE FROM ${table} WHERE import_number = ?`).run(number);
        connection.prepare('DELETE FROM import WHERE number = ?').run(number);
      })
      .immediate();
}

/** Takes whole days of a portion away; answers whether any may be left. */
function removeSomeDays(connection: Connection, portion: bigint): boolean {
  const remove = connection.prepare(
    'DELETE FROM fact WHERE portion = ? AND day = (SELECT min(day) FROM fact WHERE portion = ?)',
  );
  return connection
    .transaction(() => {
      for (let rows = 0; rows < ROWS_AT_ONCE;) {
        const { changes } = remove.run(portion, portion);
        if (changes === 0) return false;
        rows += changes;
      }
      return true;
    })
    .immediate();
}

/** Clears away what imports left whose process died before their end. */
export function removeAbandoned(connection: Connection): void {
  const rows = connection
    .prepare<[], { number: bigint; body: string }>("SELECT number, body FROM import WHERE state = 'staging'")
    .all();
  for (const { number, body } of rows) {
    if (isRunning((JSON.parse(body) as { process: number }).process)) continue;
    for (const slice of removeImport(connection, Number(number))) slice();
  }
}
