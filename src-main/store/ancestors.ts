import type { Budget } from '#shared/domain/budget.ts';
import type { Reader } from './reader.ts';

/** Where a budget stands, as far as ways up the tree need it. */
export interface Standpoint {
  readonly parentId: string | null;
  readonly name: string;
}

/** Budgets and all above them, by id, level by level: a recursive query takes twice as long. */
export function readUpwards(reader: Reader, ids: readonly string[]): Map<string, Standpoint> {
  const found = new Map<string, Standpoint>();
  for (let level = new Set(ids); level.size > 0;) {
    const rows = reader.all<{ id: string; parent_id: string | null; name: string }>(
      'SELECT b.id, b.parent_id, b.name FROM json_each(?) w CROSS JOIN budget b ON b.id = w.value',
      JSON.stringify([...level]),
    );
    for (const { id, parent_id, name } of rows) found.set(id, { parentId: parent_id, name });
    level = new Set(rows.flatMap(({ parent_id }) => parent_id ?? []).filter((id) => !found.has(id)));
  }
  return found;
}

/** The names from the root down to each budget, its own last. */
export function readPaths(
  reader: Reader,
  budgets: readonly Pick<Budget, 'id' | 'name' | 'parentId'>[],
): Map<string, readonly string[]> {
  const above = readUpwards(
    reader,
    budgets.flatMap(({ parentId }) => parentId ?? []),
  );
  const known = new Map<string, readonly string[]>();
  const pathOf = (id: string): readonly string[] => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const budget = above.get(id);
    if (budget === undefined) return [];
    const path = [...(budget.parentId === null ? [] : pathOf(budget.parentId)), budget.name];
    known.set(id, path);
    return path;
  };
  return new Map(
    budgets.map(({ id, name, parentId }) => [id, [...(parentId === null ? [] : pathOf(parentId)), name]]),
  );
}
