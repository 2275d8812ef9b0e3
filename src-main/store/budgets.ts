import type { Budget, BudgetRevision } from '#shared/domain/budget.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { RowChange, Writer } from './writer.ts';

interface BudgetRow {
  readonly body: string;
  readonly revision: bigint | null;
}

/** The revision is no part of the body: it counts the entries of `budget_revision`, so that undo, too, makes a new one. */
const SELECT = `SELECT body, (SELECT max(revision) FROM budget_revision WHERE budget_id = budget.id) AS revision FROM budget`;

export function readBudget(reader: Reader, id: string): Budget | undefined {
  const row = reader.get<BudgetRow>(`${SELECT} WHERE id = ?`, id);
  return row === undefined ? undefined : toBudget(row);
}

/** All budgets, by id. */
export function readBudgets(reader: Reader): Budget[] {
  return reader.all<BudgetRow>(`${SELECT} ORDER BY id`).map(toBudget);
}

/** The children of a budget, or the roots, by id. */
export function readChildren(reader: Reader, parentId: string | null): Budget[] {
  return reader.all<BudgetRow>(`${SELECT} WHERE parent_id IS ? ORDER BY id`, parentId).map(toBudget);
}

/** The budgets above one, from its parent to its root. */
export function readAncestors(reader: Reader, id: string): Budget[] {
  const rows = reader.all<{ id: string }>(
    `WITH RECURSIVE above (id, depth) AS (
       SELECT parent_id, 1 FROM budget WHERE id = ? AND parent_id IS NOT NULL
       UNION ALL SELECT b.parent_id, depth + 1 FROM budget b JOIN above ON b.id = above.id WHERE b.parent_id IS NOT NULL)
     SELECT id FROM above ORDER BY depth`,
    id,
  );
  return rows.map((row) => readBudget(reader, row.id)).filter((budget) => budget !== undefined);
}

/** The ids of a budget and of all below it, the budget itself first. */
export function readSubtreeIds(reader: Reader, id: string): string[] {
  return reader
    .all<{ id: string }>(
      `WITH RECURSIVE below (id) AS (SELECT ? UNION ALL SELECT b.id FROM budget b JOIN below ON b.parent_id = below.id) SELECT id FROM below`,
      id,
    )
    .map((row) => row.id);
}

export function putBudget(writer: Writer, budget: Budget): void {
  const { revision: _counted, ...body } = budget;
  writer.put('budget', {
    id: budget.id,
    parent_id: budget.parentId,
    type: budget.type,
    name: budget.name,
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

function toBudget(row: BudgetRow): Budget {
  return { ...readBody<Omit<Budget, 'revision'>>(row.body), revision: Number(row.revision ?? 1n) };
}
