import { expect, test } from 'vitest';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { flatRows, treeRows } from '../../../src-renderer/features/budgets/grid/tree-rows.ts';

/** The rows read no more of a budget than its place, its name and whether it has children. */
function budget(id: string, parentId: string | null, childCount = 0): BudgetAnswer {
  return { id, parentId, name: id, childCount } as BudgetAnswer;
}

const TREE = [
  budget('a', null, 2),
  budget('a1', 'a', 1),
  budget('a11', 'a1'),
  budget('a2', 'a'),
  budget('b', null),
];
const childrenOf = (parent: string | null) => TREE.filter(({ parentId }) => parentId === parent);
const shown = (folded: readonly string[], known = childrenOf) => {
  const { rows, unfolded } = treeRows(known, ({ id }) => !folded.includes(id));
  return { rows: rows.map((row) => `${row.level} ${row.budget.id}`), unfolded };
};

test('parents come before their children, each a level deeper', () => {
  expect(shown([])).toEqual({
    rows: ['1 a', '2 a1', '3 a11', '2 a2', '1 b'],
    unfolded: [null, 'a', 'a1'],
  });
});

test('what is under a folded budget is hidden, and its children are not asked for', () => {
  expect(shown(['a1'])).toEqual({ rows: ['1 a', '2 a1', '2 a2', '1 b'], unfolded: [null, 'a'] });
});

test('children that are not known yet are left out, and asked for', () => {
  const known = (parent: string | null) => (parent === null ? childrenOf(null) : []);
  expect(shown([], known)).toEqual({ rows: ['1 a', '1 b'], unfolded: [null, 'a'] });
});

test('a row knows its place among its siblings, and whether it can be unfolded', () => {
  const { rows } = treeRows(childrenOf, ({ id }) => id === 'a');
  expect(
    rows.map(({ budget: { id }, position, siblings, isExpanded }) => [id, position, siblings, isExpanded]),
  ).toEqual([
    ['a', 1, 2, true],
    ['a1', 1, 2, false],
    ['a2', 2, 2, undefined],
    ['b', 2, 2, undefined],
  ]);
});

test('what a filter found is a flat list', () => {
  expect(flatRows(TREE.slice(1, 3)).map(({ level, isExpanded }) => [level, isExpanded])).toEqual([
    [1, undefined],
    [1, undefined],
  ]);
});
