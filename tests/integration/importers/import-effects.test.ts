import { expect, it } from 'vitest';
import { testBackend } from '../../support/workspace.ts';
import { fileOf, row } from './charges.ts';

it('says before an import is undone what every budget would spend then, and keeps nothing of a dry run', async () => {
  const client = testBackend().client('cli');
  const file = fileOf('charges.csv', row(5, '10', 'EC2'), row(6, '20', 'EC2'), row(6, '5', 'S3'));
  const plan = { amount: '1200', currency: 'USD', start: '2026-01' as never, months: 12 };
  await client.budgets.create({ id: 'all', name: 'All', type: 'organization', ...plan });
  for (const [id, values] of [
    ['compute', ['EC2']],
    ['none', ['Lambda']],
  ] as const) {
    const scope = [{ dimension: 'service' as const, op: 'in' as const, values: [...values] }];
    await client.budgets.create({
      id,
      name: id,
      type: 'project',
      parentId: 'all',
      ...plan,
      amount: '100',
      scope,
    });
  }
  await client.imports.create({ files: [file] });
  const input = { importId: 'imp-1', asOf: '2026-06-15' as never };
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const gone = [
    { budgetId: 'all', name: 'All', before: usd('35.000000'), after: usd('0.000000') },
    { budgetId: 'compute', name: 'compute', before: usd('30.000000'), after: usd('0.000000') },
  ];
  expect((await client.imports.undo({ ...input, dryRun: true })).data.effects).toEqual(gone);
  expect((await client.imports.get({ importId: 'imp-1' })).data.state).toBe('published');
  expect((await client.imports.undo(input)).data.effects).toEqual(gone);
  const back = gone.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before }));
  expect((await client.imports.restore(input)).data.effects).toEqual(back);
});
