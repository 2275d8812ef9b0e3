import { readUpwards } from './ancestors.ts';
import { filterSql, filterValues, type BudgetFilter } from './budgets.ts';
import type { Reader } from './reader.ts';

/** The whole order of one list, as it was after a write; a page further down is cut from it. */
interface KnownOrder {
  readonly mark: string;
  readonly ids: readonly string[];
}

const known = new WeakMap<object, KnownOrder>();
const FAR = 1000;

/** Pages backwards or that begin far down are cut from the whole order: walking the tree to there takes as long. */
export function needsWholeOrder(isDescending: boolean, offset: number): boolean {
  return isDescending || offset >= FAR;
}

/**
 * A page of the budgets that pass a filter in the order of the tree, parents before children, siblings by name. The queue of
 * the walk is kept in that order, so that a page from the top is found without walking the whole tree.
 */
export function findInTreeOrder(
  reader: Reader,
  filter: BudgetFilter,
  isDescending: boolean,
  limit: number,
  offset: number,
): { ids: readonly string[]; total: number } {
  if (limit >= 0 && !needsWholeOrder(isDescending, offset))
    return { ids: walk(reader, filter, limit, offset), total: countOf(reader, filter) };
  const ids = wholeOrder(reader, filter);
  const ordered = isDescending ? ids.toReversed() : ids;
  return {
    ids: limit < 0 ? ordered.slice(offset) : ordered.slice(offset, offset + limit),
    total: ids.length,
  };
}

/** Fewer are as well in any order. */
const FEW = 40;

/**
 * Budgets in the order of the tree where they are many, so that what a family has in common is worked out once. Only they and
 * those above them are looked at: after an edit they are few beside the tree.
 */
export function inTreeOrder(reader: Reader, ids: readonly string[]): readonly string[] {
  if (ids.length <= FEW) return ids;
  const wanted = new Set(ids);
  const families = Map.groupBy(readUpwards(reader, ids), ([, { parentId }]) => parentId);
  const below = (parentId: string | null): string[] =>
    (families.get(parentId) ?? [])
      .map(([id, { name }]) => ({ id, key: `${name.toLowerCase()}\u0001${id}` }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .flatMap(({ id }) => (wanted.has(id) ? [id, ...below(id)] : below(id)));
  return below(null);
}

/** Read once after each write and kept for the pages that follow. */
function wholeOrder(reader: Reader, filter: BudgetFilter): readonly string[] {
  const last = reader.get<{ seq: bigint | null }>('SELECT max(seq) AS seq FROM audit');
  const mark = JSON.stringify([filter, reader.state(), String(last?.seq)]);
  const found = known.get(reader.source);
  if (found?.mark === mark) return found.ids;
  const ids = walk(reader, filter, -1, 0);
  known.set(reader.source, { mark, ids });
  return ids;
}

function walk(reader: Reader, filter: BudgetFilter, limit: number, offset: number): string[] {
  const where = filterSql(filter, 'below.id', 'lower(below.name)');
  return reader
    .allNamed<{ id: string }>(
      `WITH RECURSIVE below (id, name, type, owner, parent_id, path) AS (
         SELECT id, name, type, owner, parent_id, lower(name) || char(1) || id FROM budget WHERE parent_id IS NULL
         UNION ALL
         SELECT b.id, b.name, b.type, b.owner, b.parent_id, below.path || char(1) || lower(b.name) || char(1) || b.id
         FROM below CROSS JOIN budget b ON b.parent_id = below.id
         ORDER BY 6 ASC)
       SELECT id FROM below WHERE ${where} LIMIT :limit OFFSET :offset`,
      { ...filterValues(filter), limit, offset },
    )
    .map(({ id }) => id);
}

function countOf(reader: Reader, filter: BudgetFilter): number {
  const [row] = reader.allNamed<{ n: bigint }>(
    `SELECT count(*) AS n FROM budget WHERE ${filterSql(filter, 'id', 'lower(name)')}`,
    filterValues(filter),
  );
  return Number(row?.n ?? 0n);
}
