import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAmount } from '#shared/domain/money.ts';
import { testBackend } from '../../support/workspace.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'focus-sample.csv');

async function sampleClient() {
  const client = testBackend().client('cli');
  await client.imports.create({ files: [{ path: SAMPLE }] });
  return client;
}

function sumOf(rows: readonly { billed: { amount: string } }[]): bigint {
  return rows.reduce((sum, { billed }) => sum + (parseAmount(billed.amount) ?? 0n), 0n);
}

describe('the rows behind a figure', () => {
  it('add up to the control total of the file they name, page by page', async () => {
    const client = await sampleClient();
    const { data, meta } = await client.workspace.costs({ limit: 1000 });
    const pages = [];
    for (let offset = 0; offset < (meta?.total ?? 0); offset += 300)
      pages.push(...(await client.workspace.costs({ limit: 300, offset })).data.rows);
    expect(data.totals.map(({ billed }) => billed)).toEqual([{ amount: '20.520227', currency: 'USD' }]);
    expect(pages).toHaveLength(meta?.total ?? -1);
    expect(sumOf(pages)).toBe(20_520_227n);
    expect(pages.map(({ day }) => day)).toEqual(
      pages
        .map(({ day }) => day)
        .sort()
        .reverse(),
    );
    expect(new Set(pages.map(({ file }) => file))).toEqual(new Set(['focus-sample.csv']));
  });

  it.each(['service', 'team'])(
    'add up to each part of a breakdown by %s, the untagged too',
    async (dimension) => {
      const client = await sampleClient();
      const { data: parts } = await client.workspace.dimension({ dimension });
      for (const { value, amount } of parts) {
        const { data } = await client.workspace.costs({ where: `${dimension}=${value}` });
        expect(data.totals.map(({ billed }) => billed.amount)).toEqual([amount]);
      }
      expect(parts.length).toBeGreaterThan(0);
    },
  );

  it('are those of a budget and of its conditions only', async () => {
    const client = await sampleClient();
    const { data: parts } = await client.workspace.dimension({ dimension: 'service' });
    const [first, second] = parts;
    await client.budgets.create({
      ...{ id: 'one', name: 'One', type: 'service', amount: '10', currency: 'USD' },
      scope: [{ dimension: 'service', op: 'in', values: [first?.value ?? ''] }],
    });
    const { data } = await client.workspace.costs({ budgetId: 'one' });
    expect(data.totals[0]?.billed.amount).toBe(first?.amount);
    const none = await client.workspace.costs({ budgetId: 'one', where: [`service=${second?.value}`] });
    expect(none).toMatchObject({ data: { rows: [], totals: [] }, meta: { total: 0 } });
  });

  it('are refused for a dimension that does not exist', async () => {
    const client = testBackend().client('cli');
    await expect(client.workspace.costs({ where: 'colour=red' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
