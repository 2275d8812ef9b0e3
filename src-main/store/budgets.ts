import type { Budget, BudgetRevision, BudgetType } from '#shared/domain/budget.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { RowChange, Writer } from './writer.ts';

interface BudgetRow {
  readonly body: string;
  readonly revision: bigint | null;
}

/** The revision is no part of the body: it counts the entries of `budget_revision`, so that undo, too, makes a new one. */
const COLUMNS = 'body, (SELECT max(revision) FROM budget_revision WHERE budget_id = budget.id) AS revision';
const SELECT = `SELECT ${COLUMNS} FROM budget`;

export function readBudget(reader: Reader, id: string): Budget | undefined {
  const row = reader.get<BudgetRow>(`${SELECT} WHERE id = ?`, id);
  return row === undefined ? undefined : toBudget(row);
}

export function hasBudget(reader: Reader, id: string): boolean {
  return reader.get('SELECT 1 FROM budget WHERE id = ?', id) !== undefined;
}

/** All budgets, by id. */
export function readBudgets(reader: Reader): Budget[] {
  return reader.all<BudgetRow>(`${SELECT} ORDER BY id`).map(toBudget);
}

/** The ids of all budgets. */
export function readBudgetIds(reader: Reader): string[] {
  return reader.all<{ id: string }>('SELECT id FROM budget ORDER BY id').map(({ id }) => id);
}

/** The budgets with these ids, in the order of the ids. */
export function readBudgetsById(reader: Reader, ids: readonly string[]): Budget[] {
  return reader
    .all<BudgetRow>(
      `SELECT ${COLUMNS} FROM json_each(?) w CROSS JOIN budget ON budget.id = w.value ORDER BY w.key`,
      JSON.stringify(ids),
    )
    .map(toBudget);
}

/** The children of a budget, or the roots, by id. */
export function readChildren(reader: Reader, parentId: string | null): Budget[] {
  return reader.all<BudgetRow>(`${SELECT} WHERE parent_id IS ? ORDER BY id`, parentId).map(toBudget);
}

/** How many budgets lie right below those named. */
export function countChildrenOf(reader: Reader, ids: readonly string[]): number {
  const sql = 'SELECT count(*) AS n FROM json_each(?) w CROSS JOIN budget b ON b.parent_id = w.value';
  return Number(reader.get<{ n: bigint }>(sql, JSON.stringify(ids))?.n ?? 0n);
}

/** The budgets right below those named. */
export function readChildrenOf(reader: Reader, ids: readonly string[]): Budget[] {
  const sql = `SELECT ${COLUMNS} FROM json_each(?) w CROSS JOIN budget ON budget.parent_id = w.value ORDER BY budget.id`;
  return reader.all<BudgetRow>(sql, JSON.stringify(ids)).map(toBudget);
}

/** A budget and all below it. */
export function readTree(reader: Reader, rootId: string): Budget[] {
  return reader
    .all<BudgetRow>(
      `WITH RECURSIVE below (id) AS (SELECT ? UNION ALL SELECT b.id FROM budget b JOIN below ON b.parent_id = below.id)
       ${SELECT} WHERE id IN (SELECT id FROM below)`,
      rootId,
    )
    .map(toBudget);
}

/** The ids of the budgets above one, from its parent to its root. */
export function readAncestorIds(reader: Reader, id: string): string[] {
  const above: string[] = [];
  for (let parent = readParentId(reader, id); parent != null; parent = readParentId(reader, parent))
    above.push(parent);
  return above;
}

/** Null of a root, undefined where there is no such budget. */
export function readParentId(reader: Reader, id: string): string | null | undefined {
  return reader.get<{ parent_id: string | null }>('SELECT parent_id FROM budget WHERE id = ?', id)?.parent_id;
}

/** The budgets above one, from its parent to its root. */
export function readAncestors(reader: Reader, id: string): Budget[] {
  return readBudgetsById(reader, readAncestorIds(reader, id));
}

/** The ids of a budget and of all below it, the budget itself first. */
export function readSubtreeIds(reader: Reader, id: string): string[] {
  return readSubtreesIds(reader, [id]);
}

/** The ids of budgets and of all below them; each once, whether it is there or not. */
export function readSubtreesIds(reader: Reader, ids: readonly string[]): string[] {
  return reader
    .all<{ id: string }>(
      `WITH RECURSIVE below (id) AS (
         SELECT value FROM json_each(?) UNION SELECT b.id FROM below CROSS JOIN budget b ON b.parent_id = below.id)
       SELECT id FROM below`,
      JSON.stringify(ids),
    )
    .map((row) => row.id);
}

/** What the children of a budget take of it. */
export interface Allocated {
  readonly amount: bigint;
  readonly count: number;
}

/** Sums and counts of the children of the budgets named; of one without children there is no entry. */
export function readAllocated(reader: Reader, ids: readonly string[]): Map<string, Allocated> {
  const rows = reader.all<{ parent_id: string; amount: bigint; count: bigint }>(
    `SELECT parent_id, sum(amount) AS amount, count(*) AS count FROM budget
     WHERE parent_id IN (SELECT value FROM json_each(?)) GROUP BY parent_id`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ parent_id, amount, count }) => [parent_id, { amount, count: Number(count) }]));
}

export interface BudgetFilter {
  readonly type?: BudgetType | undefined;
  /** `null` for the roots. */
  readonly parentId?: string | null | undefined;
  readonly owner?: string | undefined;
  /** A part of the name or the id, in any case. */
  readonly text?: string | undefined;
}

/**
 * The condition of a filter over a table with these columns, the name in lower case; only what is asked for stands in it. A `+`
 * before the columns keeps SQLite from following an index of theirs.
 */
export function filterSql(
  filter: BudgetFilter,
  id: string,
  foldedName: string,
  before: '' | '+' = '',
): string {
  return [
    'true',
    filter.type === undefined ? '' : `AND ${before}type = :type`,
    filter.owner === undefined ? '' : `AND ${before}owner = :owner`,
    filter.parentId === undefined ? '' : `AND ${before}parent_id IS :parent`,
    filter.text === undefined
      ? ''
      : `AND (instr(${foldedName}, :text) > 0 OR ${id} LIKE :pattern ESCAPE '\\')`,
  ].join(' ');
}

export function filterValues(filter: BudgetFilter): Record<string, string | null> {
  return {
    ...(filter.type !== undefined && { type: filter.type }),
    ...(filter.owner !== undefined && { owner: filter.owner }),
    ...(filter.parentId !== undefined && { parent: filter.parentId }),
    ...(filter.text !== undefined && textValues(filter.text.toLowerCase())),
  };
}

/** LIKE folds the case of an id without a copy of it, which takes half the time of a look through all of them. */
function textValues(text: string): Record<string, string> {
  return { text, pattern: `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` };
}

/** The ids of the budgets that pass a filter, by name. */
export function findBudgetIds(reader: Reader, filter: BudgetFilter): string[] {
  return reader
    .allNamed<{ id: string }>(
      `SELECT id FROM budget WHERE ${filterSql(filter, 'id', 'lower(name)')} ORDER BY lower(name), id`,
      filterValues(filter),
    )
    .map(({ id }) => id);
}

export function putBudget(writer: Writer, budget: Budget): void {
  const { revision: _counted, ...body } = budget;
  writer.put('budget', {
    id: budget.id,
    parent_id: budget.parentId,
    type: budget.type,
    name: budget.name,
    owner: budget.owner,
    amount: budget.amount,
    body: writeBody(body),
  });
}

export function removeBudget(writer: Writer, id: string): void {
  writer.remove('budget', id);
}

/** Every change of a budget row makes a revision, whatever made it: an edit, an approval, undo. */
export function recordRevisions(writer: Writer, changes: readonly RowChange[]): void {
  for (const { table, key, before, after } of changes) {
    if (table !== 'budget') continue;
    const id = String(key[0]);
    writer.run(
      `INSERT INTO budget_revision (budget_id, revision, at, author, reason, before, after)
       VALUES (?, (SELECT coalesce(max(revision), 0) + 1 FROM budget_revision WHERE budget_id = ?), ?, ?, ?, ?, ?)`,
      id,
      id,
      writer.by.at,
      writer.by.actor,
      writer.by.reason,
      before?.['body'] ?? null,
      after?.['body'] ?? null,
    );
  }
}

interface RevisionRow {
  readonly budget_id: string;
  readonly revision: bigint;
  readonly at: string;
  readonly author: string;
  readonly reason: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The revisions of a budget, newest first. */
export function readRevisions(reader: Reader, budgetId: string): BudgetRevision[] {
  return reader
    .all<RevisionRow>('SELECT * FROM budget_revision WHERE budget_id = ? ORDER BY revision DESC', budgetId)
    .map((row) => ({
      budgetId: row.budget_id,
      revision: Number(row.revision),
      at: row.at,
      author: row.author,
      reason: row.reason,
      before: row.before === null ? null : readBody<Budget>(row.before),
      after: row.after === null ? null : readBody<Budget>(row.after),
    }));
}

/** The budgets as they were recorded at a moment. */
export function readBudgetsKnownAt(reader: Reader, moment: string): Budget[] {
  return reader
    .all<{ body: string | null; revision: bigint }>(
      `SELECT after AS body, revision FROM budget_revision r
       WHERE revision = (SELECT max(revision) FROM budget_revision WHERE budget_id = r.budget_id AND at <= ?)`,
      moment,
    )
    .flatMap(({ body, revision }) => (body === null ? [] : [toBudget({ body, revision })]));
}

type Body = Omit<Budget, 'revision'>;

/** Bodies parsed lately, by their text: an edit reads the same budgets for their spend, their standing, their alerts and its answer. */
const parsed = new Map<string, Body>();
const MOST_PARSED = 4096;

function toBudget({ body, revision }: BudgetRow): Budget {
  let known = parsed.get(body);
  if (known === undefined) {
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(body, (known = readBody<Body>(body)));
  }
  return { ...known, revision: Number(revision ?? 1n) };
}
