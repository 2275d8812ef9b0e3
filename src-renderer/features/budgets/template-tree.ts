/**
 * A saved tree as a template: without the ids of its budgets and the place it had, so that it makes new budgets instead of
 * changing those it was taken from.
 *
 * @example withoutPlace({ id: 'a', name: 'A', parentId: null, children: [{ id: 'b', name: 'B' }] }) // { name: 'A', children: [{ name: 'B' }] }
 */
export function withoutPlace(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withoutPlace);
  if (typeof tree !== 'object' || tree === null) return tree;
  const kept = Object.entries(tree).filter(([key]) => key !== 'id' && key !== 'parentId');
  return Object.fromEntries(
    kept.map(([key, value]: [string, unknown]) => [key, key === 'children' ? withoutPlace(value) : value]),
  );
}
