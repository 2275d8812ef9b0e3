import { expect, test } from 'vitest';
import type { Workflow } from '#shared/contract/workflow.ts';
import { localFiles } from '#main/workflow/local-files.ts';
import { runWorkflow } from '#shared/workflow/run-workflow.ts';
import { AS_OF, newWorkspace, plantTree, type Workspace } from './spend.ts';

async function idsAndAmounts({ client }: Workspace): Promise<Record<string, string>> {
  const { data } = await client.budgets.list({ sort: 'path', limit: 1000 });
  return Object.fromEntries(data.map(({ id, amount }) => [id, amount.amount]));
}

test('a tree saved as a template makes new budgets each time, also beside those it was taken from', async () => {
  const workspace = newWorkspace();
  const { client } = workspace;
  await plantTree(client);
  const before = await idsAndAmounts(workspace);
  const { data: file } = await client.budgets.export({ budgetId: 'acme', format: 'json' });
  const { data: saved } = await client.templates.save({ name: 'mine', tree: JSON.parse(file.content) });
  expect(JSON.stringify(saved.tree)).not.toMatch(/"(id|parentId)"/);
  const { data: first } = await client.templates.apply({ name: 'mine' });
  const { data: second } = await client.templates.apply({
    name: 'mine',
    parameters: { startMonth: '2027-01' },
  });
  expect(first).toHaveLength(7);
  expect(second[0]).toMatchObject({ startMonth: '2027-01' });
  const after = await idsAndAmounts(workspace);
  expect(Object.keys(after)).toHaveLength(21);
  expect(after).toMatchObject(before);
});

test('an own template can be applied under another budget, and the rules of the tree hold there', async () => {
  const { client } = newWorkspace();
  await plantTree(client);
  const tree = { id: 'team-data', name: 'x', type: 'team', amount: 10, scope: null };
  await client.templates.save({ name: 'small', tree });
  const { data } = await client.templates.apply({ name: 'small', parameters: { parentId: 'acme' } });
  expect(data.map(({ id, path }) => [id, path])).toEqual([['team-x', ['Acme', 'x']]]);
  await expect(
    client.templates.apply({ name: 'small', parameters: { parentId: 'acme' } }),
  ).rejects.toMatchObject({ code: 'rule_broken', data: { rule: 'scope' } });
});

test('a predefined template that is applied again makes other budgets, unless it is to update its own', async () => {
  const workspace = newWorkspace();
  const { client } = workspace;
  await client.templates.apply({ name: 'start-up', parameters: { amount: '1000' } });
  const { data: preview } = await client.templates.preview({ name: 'start-up' });
  expect(preview.tree).toMatchObject({
    id: 'org-our-company-2026-2',
    children: [{ id: 'org-our-company-2026-2.production' }, { id: 'org-our-company-2026-2.development' }],
  });
  await client.templates.apply({ name: 'start-up', parameters: { amount: '2000' } });
  const roots = { 'org-our-company-2026': '1000.000000', 'org-our-company-2026-2': '2000.000000' };
  expect(await idsAndAmounts(workspace)).toMatchObject(roots);
  await client.templates.apply({ name: 'start-up', parameters: { amount: '3000' }, update: true });
  const updated = { ...roots, 'org-our-company-2026': '3000.000000' };
  const after = await idsAndAmounts(workspace);
  expect(after).toMatchObject(updated);
  expect(Object.keys(after)).toHaveLength(6);
});

test('a workflow with a template can be run again: it finds the budgets it made', async () => {
  const workspace = newWorkspace();
  const { client, folder } = workspace;
  const workflow = {
    asOf: AS_OF,
    budgets: { template: 'start-up', parameters: { amount: '10' } },
  } as unknown as Workflow;
  const options = { client, files: localFiles(folder, null), asOf: AS_OF, seconds: () => 0 };
  expect(await runWorkflow(workflow, options)).toMatchObject({ ok: true });
  const once = await idsAndAmounts(workspace);
  expect(await runWorkflow(workflow, options)).toMatchObject({ ok: true });
  expect(await idsAndAmounts(workspace)).toEqual(once);
});

test('a cascade by last year asks for another way where last year has no cost', async () => {
  const { client } = newWorkspace();
  await plantTree(client);
  await expect(client.budgets.cascade({ budgetId: 'acme', method: 'lastYear' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('2025-01') as string,
  });
});
