import type { Import } from '#shared/domain/import.ts';
import { addToMonth, type ByMonth } from '#shared/engine/budgets/roll-up.ts';
import { keyText, lastChanges, rowText, verifyAudit } from './audit.ts';
import { readBody } from './body.ts';
import { latestVersion } from './migrations.ts';
import { readMonthSums } from './month-sums.ts';
import type { Reader, Row } from './reader.ts';
import { isDamage } from './sqlite.ts';
import { JOURNALED, type JournaledTable } from './writer.ts';

export interface Health {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly format: number;
  readonly sqlite: string;
  readonly imports: number;
}

/** More problems of one kind than this help nobody. */
const MOST_TOLD = 5;

/**
 * Checks a workspace: SQLite's own checks, the audit chain, the recorded rows against the last change that the chain tells of
 * them, every import's facts against its totals and roll-ups, and the months of budgets against each other. The latter three are
 * needed because a flipped bit in a value leaves the file's structure sound.
 */
export function checkStore(reader: Reader): Health {
  const problems = [wrongStructure, wrongAudit, wrongRows, wrongImports, wrongMonths].flatMap((check) =>
    unlessDamaged(() => check(reader)),
  );
  const [imports] = unlessDamaged(() => [readImports(reader).length]);
  return {
    ok: problems.length === 0,
    problems: [...new Set(problems)],
    format: latestVersion,
    sqlite: reader.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '',
    imports: typeof imports === 'number' ? imports : 0,
  };
}

/** What a check answers; that SQLite cannot read on is a finding like others. */
function unlessDamaged<Found>(check: () => readonly Found[]): readonly (Found | string)[] {
  try {
    return check();
  } catch (error) {
    if (error instanceof Error && (isDamage(error) || error instanceof SyntaxError))
      return [`the file is damaged: ${error.message}`];
    throw error;
  }
}

function wrongStructure(reader: Reader): string[] {
  const found = reader
    .all<{ integrity_check: string }>('PRAGMA integrity_check')
    .map((row) => row.integrity_check);
  return found[0] === 'ok' ? [] : [`the file is damaged: ${found.slice(0, 3).join(', ')}`];
}

function wrongAudit(reader: Reader): string[] {
  const { ok, message } = verifyAudit(reader);
  return ok ? [] : [`the audit log is broken: ${message}`];
}

/** Rows that are not what the last recorded change made of them. */
function wrongRows(reader: Reader): string[] {
  const recorded = lastChanges(reader);
  const wrong: string[] = [];
  for (const table of Object.keys(JOURNALED) as JournaledTable[]) {
    const expected = new Map(recorded.get(table));
    for (const row of reader.iterate(`SELECT * FROM ${table}`)) {
      const key = keyText(JOURNALED[table].map((column) => row[column] ?? null));
      const text = rowText(row);
      if (!isStaging(table, row) && expected.get(key) !== text) wrong.push(`${table} ${key}`);
      expected.delete(key);
    }
    for (const [key, text] of expected) if (text !== null) wrong.push(`${table} ${key}`);
  }
  return wrong
    .slice(0, MOST_TOLD)
    .map((name) => `${name} is not what the last change in the audit log made of it`);
}

/** An import that is not published yet is nobody's change. */
function isStaging(table: JournaledTable, row: Row): boolean {
  return table === 'import' && row['state'] === 'staging';
}

function readImports(reader: Reader): { number: bigint; record: Import }[] {
  return reader
    .all<{ number: bigint; body: string }>("SELECT number, body FROM import WHERE state <> 'staging'")
    .map(({ number, body }) => ({ number, record: readBody<Import>(body) }));
}

function wrongImports(reader: Reader): string[] {
  return readImports(reader).flatMap(({ number, record }) => [
    ...wrongTotals(reader, number, record),
    ...wrongRollups(reader, number, record),
  ]);
}

interface Sums {
  readonly currency: string;
  readonly facts: bigint;
  readonly billed: bigint;
  readonly effective: bigint;
}

function wrongTotals(reader: Reader, number: bigint, record: Import): string[] {
  const sums = reader.all<Sums>(
    "SELECT s.currency, count(*) AS facts, sum(f.billed) AS billed, sum(f.effective) AS effective FROM fact f JOIN series s ON s.id = f.series_id WHERE f.portion IN (SELECT number FROM portion WHERE import_number = ? AND part = 'whole') GROUP BY s.currency",
    number,
  );
  const differs = (totals: Import['controlTotals'], of: 'billed' | 'effective'): string[] =>
    Object.entries(totals)
      .filter(
        ([currency, total]) => (sums.find((sum) => sum.currency === currency)?.[of] ?? 0n) !== BigInt(total),
      )
      .map(([currency]) => currency);
  const facts = sums.reduce((count, sum) => count + Number(sum.facts), 0);
  return [
    ...differs(record.controlTotals, 'billed').map(
      (currency) => `the facts of import ${record.id} no longer add up to its control total in ${currency}`,
    ),
    ...differs(record.effectiveTotals, 'effective').map(
      (currency) => `the facts of import ${record.id} no longer add up to its effective total in ${currency}`,
    ),
    ...(facts === record.facts ? [] : [`import ${record.id} has ${facts} facts, not its ${record.facts}`]),
  ];
}

/** Quantities are floats; added up in another order they differ by less than this part of them. */
const MOST_ROUNDING = 1e-6;

/** Facts and their roll-ups are the same sums twice; where they part, one of them was damaged. */
function wrongRollups(reader: Reader, number: bigint, record: Import): string[] {
  const wrong = reader.get(
    `SELECT 1 FROM (
       SELECT portion, series_id, billed, effective, quantity FROM fact
         WHERE portion IN (SELECT number FROM portion WHERE import_number = ?)
       UNION ALL SELECT portion, series_id, -billed, -effective, -quantity FROM series_month
         WHERE portion IN (SELECT number FROM portion WHERE import_number = ?))
     GROUP BY portion, series_id
     HAVING sum(billed) <> 0 OR sum(effective) <> 0 OR abs(sum(quantity)) > ? * sum(abs(quantity)) LIMIT 1`,
    number,
    number,
    MOST_ROUNDING,
  );
  return wrong === undefined ? [] : [`the facts of import ${record.id} and their months no longer agree`];
}

/** In every month a budget's total is what it cost itself, its parts of shared costs, and the totals right below it. */
function wrongMonths(reader: Reader): string[] {
  const budgets = reader.all<{ id: string; parent_id: string | null }>('SELECT id, parent_id FROM budget');
  const ids = budgets.map(({ id }) => id);
  const sums = readMonthSums(reader, ids);
  const unexplained: ByMonth = new Map();
  for (const { id, parent_id } of budgets)
    for (const [month, { direct, total }] of sums.get(id) ?? []) {
      addToMonth(unexplained, id, month, total - direct);
      if (parent_id !== null) addToMonth(unexplained, parent_id, month, -total);
    }
  for (const { budget_id, month, amount } of reader.all<{ budget_id: string; month: bigint; amount: bigint }>(
    'SELECT budget_id, month, amount FROM shared_month',
  ))
    addToMonth(unexplained, budget_id, Number(month), -amount);
  const isWrong = (id: string) =>
    unexplained
      .get(id)
      ?.values()
      .some((amount) => amount !== 0n) ?? false;
  return ids
    .filter(isWrong)
    .slice(0, MOST_TOLD)
    .map((id) => `the months of budget ${id} no longer add up`);
}
