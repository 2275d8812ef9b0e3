import { withoutPlace } from '../../../src-renderer/features/budgets/template-tree.ts';
import { expect, test } from 'vitest';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { treeRows } from '../../../src-renderer/features/budgets/tree-rows.ts';

/** The rows read no more of a budget than its place and name. */
function budget(id: string, parentId: string | null): BudgetAnswer {
  return { id, parentId, name: id } as BudgetAnswer;
}

const TREE = [
  budget('a', null),
  budget('a1', 'a'),
  budget('a11', 'a1'),
  budget('a2', 'a'),
  budget('b', null),
];
const shown = (rows: ReturnType<typeof treeRows>) =>
  rows.map(({ budget: { id }, level }) => `${level} ${id}`);

test('parents come before their children, each a level deeper', () => {
  expect(shown(treeRows(TREE, new Set()))).toEqual(['1 a', '2 a1', '3 a11', '2 a2', '1 b']);
});

test('what is under a folded budget is hidden', () => {
  expect(shown(treeRows(TREE, new Set(['a1'])))).toEqual(['1 a', '2 a1', '2 a2', '1 b']);
});

test('a match is shown with its ancestors, whatever is folded', () => {
  expect(shown(treeRows(TREE, new Set(['a']), ({ id }) => id === 'a11'))).toEqual(['1 a', '2 a1', '3 a11']);
});

test('a budget whose parent is not there stands at the top', () => {
  expect(shown(treeRows([budget('orphan', 'gone')], new Set()))).toEqual(['1 orphan']);
});

test('a tree that becomes a template loses the ids and the place it had, at every level', () => {
  const tree = {
    ...{
      id: 'org',
      parentId: 'above',
      name: 'Org',
      amount: '10',
      scope: [{ dimension: 'team', values: ['id'] }],
    },
    children: [{ id: 'a', name: 'A', children: [{ id: 'b', name: 'B' }] }],
  };
  expect(withoutPlace(tree)).toEqual({
    ...{ name: 'Org', amount: '10', scope: [{ dimension: 'team', values: ['id'] }] },
    children: [{ name: 'A', children: [{ name: 'B' }] }],
  });
});
