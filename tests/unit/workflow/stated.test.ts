import { expect, test } from 'vitest';
import { filesOf, statedWorkflow } from '#shared/workflow/stated.ts';

test('the files that a workflow reads are told once each, those of imports before that of its budgets', () => {
  const imports = [{ files: ['a.csv', 'b.csv'] }, { file: 'a.csv' }];
  expect(filesOf({ imports, budgets: { file: 'tree.json' } })).toEqual(['a.csv', 'b.csv', 'tree.json']);
  expect(filesOf({ budgets: { name: 'Org', type: 'organization', amount: '1' } })).toEqual([]);
  expect(filesOf({})).toEqual([]);
});

test.each([
  [{ trends: 'yes' }, /^w\.json: "trends": /],
  [{ imports: [{ files: [] }] }, /^w\.json: "imports\.0/],
  [[], /^w\.json: "": /],
])('what is no workflow is refused with its file and field: %j', (stated, message) => {
  expect(() => statedWorkflow(stated, 'w.json')).toThrow(message);
});
