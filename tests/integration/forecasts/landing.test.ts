import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { writeUsageFile } from '../../support/usage-file.ts';
import { newWorkspace } from '../budgets/spend.ts';

it('a month lands where it stands on its last day, and nowhere while the data end before it', async () => {
  const { client, folder } = newWorkspace();
  const use = { service: 'compute', region: 'eu', sku: 'x', team: 'core', quantity: 1, unit: 'Hours' };
  const path = writeUsageFile(join(folder, 'days.csv'), '2026-04-01', '2026-06-30', (day) => [
    { ...use, cost: Number(day.slice(8)) + 0.000001 },
  ]);
  await client.imports.create({ files: [{ path }] });
  await client.budgets.create({
    ...{ id: 'org', name: 'Org', type: 'organization', amount: '9000', months: 12 },
    startMonth: toMonth('2026-01'),
  });
  const track = async (day: string) =>
    (await client.performance.track({ budgetId: 'org', asOf: toDay(day) })).data;
  const spent = { amount: '465.000030', currency: 'USD' };
  expect((await track('2026-06-30')).landing).toEqual({
    month: '2026-06',
    mean: spent,
    intervals: { '80': [spent, spent], '95': [spent, spent] },
  });
  expect((await track('2026-06-15')).landing).toMatchObject({ month: '2026-06' });
  expect((await track('2026-09-30')).landing).toBeNull();
});
